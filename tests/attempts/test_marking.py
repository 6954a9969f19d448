"""Provisional answers wait for whoever leads the person; their word is a new row of the ledger."""

import re
from dataclasses import replace

import pytest

from tests.attempts.ground import ITEMS
from tests.cast import CAST, PASSWORD
from tests.client import InspectingClient
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.attempts.service import Mark
from trainer.backups.service import DIGESTS
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.quizzes import types
from trainer.quizzes.types.single import Single
from trainer.scores import service as scores
from trainer.scores.model import Kind

RIGHT = types.get("single").key(ITEMS[0])
SLOT = 1


@pytest.fixture(autouse=True)
def provisional_singles(monkeypatch):
    """Grade single choices for the time being, as answers in one's own words are."""
    graded = Single.mark

    def mark(self, item, response):
        made = replace(graded(self, item, response), final=False)
        return replace(made, red_lines=("使用禁语",)) if not made.points else made

    monkeypatch.setattr(Single, "mark", mark)


def sit(ground, who="front", answer=RIGHT, quiz="once"):
    viewer = getattr(ground.cast, who)
    attempt_id = attempts.start(ground.session, viewer, quiz, Rules(50))
    sitting = attempts.fetch(ground.session, viewer, attempt_id)
    for question in attempts.questions(ground.session, sitting):
        body = answer if question.item.id == "one" else types.get(question.item.type).key(question.item)
        attempts.answer(ground.session, viewer, attempt_id, question.slot, 1, body)
    attempts.submit(ground.session, viewer, attempt_id)
    return attempt_id


def slot_of(ground, attempt_id):
    sitting = attempts.fetch(ground.session, ground.cast.supervisor, attempt_id)
    return next(q.slot for q in attempts.questions(ground.session, sitting) if q.item.id == "one")


def entry(ground, attempt_id):
    ground.session.rollback()
    return scores.of_attempt(ground.session, 1, attempt_id)


def test_confirming_appends_a_row_that_is_final_and_says_the_same(ground):
    attempt_id = sit(ground)
    before = entry(ground, attempt_id)
    assert before.provisional
    assert [one.id for one in attempts.waiting(ground.session, ground.cast.supervisor)] == [attempt_id]
    number = attempts.mark(
        ground.session, ground.cast.supervisor, attempt_id, {slot_of(ground, attempt_id): Mark()}
    )
    after = entry(ground, attempt_id)
    assert (after.number, after.kind, after.supersedes) == (number, Kind.CONFIRM.value, before.number)
    assert (after.points, after.passed, after.provisional) == (before.points, before.passed, False)
    assert after.author_id == ground.cast.supervisor.person_id
    assert attempts.waiting(ground.session, ground.cast.supervisor) == []
    assert scores.verify(ground.session, digests=DIGESTS)[0] == []


def test_overriding_changes_points_and_lifts_a_red_line_with_a_reason(ground):
    wrong = next(option["id"] for option in ITEMS[0].body["options"] if not option["right"])
    attempt_id = sit(ground, answer=wrong)
    before = entry(ground, attempt_id)
    assert (before.passed, before.red_lines) == (False, ["使用禁语"])
    given = Mark(points=700, reason="“不清楚”是在复述客户的话", keep_red_lines=False)
    attempts.mark(ground.session, ground.cast.supervisor, attempt_id, {slot_of(ground, attempt_id): given})
    after = entry(ground, attempt_id)
    assert (after.kind, after.points, after.red_lines) == ("override", before.points + 700, [])
    assert after.passed
    assert "复述客户的话" in after.reason
    sitting = attempts.fetch(ground.session, ground.cast.front, attempt_id)
    evidence = [
        one.grade.evidence
        for one in attempts.review(ground.session, sitting)
        if one.question.item.id == "one"
    ]
    assert evidence[0]["settled"]["machine"] == 0


@pytest.mark.parametrize(
    "given", [Mark(points=500), Mark(points=1001, reason="高"), Mark(points=-1, reason="低"), None]
)
def test_a_mark_without_reason_out_of_range_or_missing_changes_nothing(small, given):
    attempt_id = sit(small)
    marks = {slot_of(small, attempt_id): given} if given else {}
    with pytest.raises(Invalid):
        attempts.mark(small.session, small.cast.supervisor, attempt_id, marks)
    assert entry(small, attempt_id).provisional


def test_nobody_marks_themselves_or_somebody_they_do_not_manage(small):
    mine = sit(small, "supervisor")
    with pytest.raises(Forbidden):
        attempts.mark(small.session, small.cast.supervisor, mine, {SLOT: Mark()})
    assert attempts.waiting(small.session, small.cast.supervisor) == []
    assert [one.id for one in attempts.waiting(small.session, small.cast.manager)] == [mine]
    theirs = sit(small)
    with pytest.raises((NotFound, Forbidden)):
        attempts.mark(small.session, small.cast.front, theirs, {SLOT: Mark()})
    with pytest.raises(NotFound):
        attempts.mark(small.session, small.cast.other_supervisor, theirs, {SLOT: Mark()})


def test_the_second_of_two_leaders_hears_that_it_is_done(small):
    attempt_id = sit(small)
    marks = {slot_of(small, attempt_id): Mark()}
    attempts.mark(small.session, small.cast.supervisor, attempt_id, marks)
    with pytest.raises(Conflict):
        attempts.mark(small.session, small.cast.manager, attempt_id, marks)


@pytest.fixture
def browse(small):
    small.app.test_client_class = InspectingClient

    def signed_in(name):
        browser = small.app.test_client()
        browser.sign_in(CAST[name].number, PASSWORD)
        return browser

    return signed_in


def test_the_page_settles_answers_and_keeps_what_was_typed_when_something_is_missing(small, browse):
    attempt_id = sit(small)
    slot = slot_of(small, attempt_id)
    leader = browse("supervisor")
    assert CAST["front"].name in leader.get("/marking").get_data(as_text=True)
    address = f"/attempts/{attempt_id}/marking"
    leader.get(address)
    refused = leader.submit(address, **{f"q{slot}-decision": "changed", f"q{slot}-points": "0.5"})
    assert refused.status_code == 422
    assert 'value="0.5' in refused.get_data(as_text=True)
    refused = leader.submit(address, **{f"q{slot}-decision": "changed", f"q{slot}-reason": "口气生硬"})
    assert refused.status_code == 422
    assert "口气生硬" in refused.get_data(as_text=True)
    done = leader.submit(
        address,
        **{f"q{slot}-decision": "changed", f"q{slot}-points": "0.5", f"q{slot}-reason": "口气生硬"},
    )
    assert done.status_code == 303
    assert not entry(small, attempt_id).provisional
    page = browse("front").get(f"/attempts/{attempt_id}/review").get_data(as_text=True)
    assert "口气生硬" in page
    assert leader.get(address).status_code == 303
    assert not re.search(rf'href="{address}"', leader.get("/marking").get_data(as_text=True))


def test_staff_and_strangers_have_no_such_pages(small, browse):
    attempt_id = sit(small)
    assert browse("front").get("/marking").status_code == 403
    assert browse("front").get(f"/attempts/{attempt_id}/marking").status_code == 403
    assert browse("other_supervisor").get(f"/attempts/{attempt_id}/marking").status_code == 404
    own = sit(small, "supervisor")
    assert browse("supervisor").get(f"/attempts/{own}/marking").status_code == 403
