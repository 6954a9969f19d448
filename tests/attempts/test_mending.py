"""A question mended after it was sat: in one write, for late sittings too, and never for oneself."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.attempts.ground import ITEMS
from tests.queries import queries
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.attempts.service import Act, Given, Wish
from trainer.attempts.tables import AttemptItem, GradeRow, MendingRow
from trainer.backups.service import DIGESTS
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.quizzes import types
from trainer.scores import service as scores
from trainer.scores.model import Kind

BY_ID = {item.id: item for item in ITEMS}
ONE = BY_ID["one"]
RIGHT = types.get("single").key(ONE)
WRONG = [option["id"] for option in ONE.body["options"] if not option["right"]]


def key(name):
    return types.get(BY_ID[name].type).key(BY_ID[name])


def begin(ground, who="front", quiz="once", mark=60, **answers):
    """Start and answer: `one` wrong and the rest right unless said otherwise."""
    viewer = getattr(ground.cast, who)
    attempt_id = attempts.start(ground.session, viewer, quiz, Rules(mark))
    sitting = attempts.fetch(ground.session, viewer, attempt_id)
    for question in attempts.questions(ground.session, sitting):
        name = question.item.id
        body = answers.get(name, WRONG[0] if name == "one" else key(name))
        if body is not None:
            attempts.answer(ground.session, viewer, attempt_id, question.slot, 1, body)
    return attempt_id


def sit(ground, who="front", quiz="once", mark=60, **answers):
    attempt_id = begin(ground, who, quiz, mark, **answers)
    attempts.submit(ground.session, getattr(ground.cast, who), attempt_id)
    return attempt_id


def hash_of(ground, name="one"):
    chosen = select(AttemptItem.item_hash).where(AttemptItem.question_id == name).limit(1)
    found = ground.session.scalar(chosen)
    ground.session.rollback()
    return found


def wish(ground, act, *, name="one", departments=(1,), key=None):
    return Wish(hash_of(ground, name), act, departments, key)


def mend(ground, act, *, who="supervisor", name="one", reason="题干有歧义", departments=(1,), key=None):
    viewer, wanted = getattr(ground.cast, who), wish(ground, act, name=name, departments=departments, key=key)
    seen = attempts.survey(ground.session, viewer, wanted).seen
    return attempts.mend(ground.session, viewer, wanted, "once", reason, seen)


def entry(ground, attempt_id, department=1):
    ground.session.rollback()
    return scores.of_attempt(ground.session, department, attempt_id)


def revisions(ground, attempt_id):
    """The grades of `one`, revision by revision."""
    ground.session.rollback()
    chosen = (
        select(GradeRow)
        .join(
            AttemptItem, (AttemptItem.attempt_id == GradeRow.attempt_id) & (AttemptItem.slot == GradeRow.slot)
        )
        .where(GradeRow.attempt_id == attempt_id, AttemptItem.question_id == "one")
    )
    return list(ground.session.scalars(chosen.order_by(GradeRow.revision)))


def verified(ground):
    ground.session.rollback()
    return scores.verify(ground.session, digests=DIGESTS)[0] == []


def test_full_marks_pass_who_failed_by_the_question_and_leave_the_rest_alone(ground):
    failed, right = sit(ground), sit(ground, "keeper", one=RIGHT)
    before = entry(ground, failed)
    preview = attempts.survey(ground.session, ground.cast.supervisor, wish(ground, Act.FULL_MARKS))
    assert [(c.attempt_id, c.before.passed, c.after.passed) for c in preview.changes] == [
        (failed, False, True)
    ]
    assert (preview.unchanged, preview.sat, preview.changes[0].now_passed) == (1, 2, True)
    assert entry(ground, failed).number == before.number, "a preview writes nothing"
    mend(ground, Act.FULL_MARKS)
    after = entry(ground, failed)
    assert (after.kind, after.supersedes, after.author_id) == (
        Kind.REGRADE.value,
        before.number,
        ground.cast.supervisor.person_id,
    )
    assert (after.points, after.maximum, after.passed) == (2000, 2000, True)
    assert "题干有歧义" in after.reason
    assert entry(ground, right).kind == Kind.RESULT.value
    assert [row.points for row in revisions(ground, failed)] == [0, 1000]
    assert len(revisions(ground, right)) == 1
    assert scores.count(ground.session, 1) == 3
    assert verified(ground)


def test_left_out_takes_the_question_from_the_maximum_of_everybody(ground):
    failed, right = sit(ground), sit(ground, "keeper", one=RIGHT)
    mend(ground, Act.LEFT_OUT)
    for attempt_id in (failed, right):
        held = entry(ground, attempt_id)
        assert (held.points, held.maximum, held.percent, held.passed) == (1000, 1000, 10000, True)
    assert verified(ground)


def test_a_new_key_passes_some_and_fails_others(ground):
    failed, right = sit(ground), sit(ground, "keeper", one=RIGHT)
    preview = mend(ground, Act.KEY, key=[WRONG[0]])
    changed = {c.attempt_id: (c.now_passed, c.no_longer_passed) for c in preview.changes}
    assert changed == {failed: (True, False), right: (False, True)}
    assert (entry(ground, failed).passed, entry(ground, right).passed) == (True, False)


def test_a_second_mending_takes_the_place_of_the_first_and_can_be_taken_back(ground):
    failed, right = sit(ground), sit(ground, "keeper", one=RIGHT)
    mend(ground, Act.KEY, key=[WRONG[0]])
    mend(ground, Act.FULL_MARKS)
    assert (entry(ground, failed).passed, entry(ground, right).passed) == (True, True)
    mend(ground, Act.PUBLISHED, who="manager")
    assert (entry(ground, failed).passed, entry(ground, right).passed) == (False, True)
    assert [row.points for row in revisions(ground, failed)] == [0, 1000, 0]
    chain = scores.history(ground.session, 1, attempt_id=right)
    assert [row.kind for row in chain] == ["result", "regrade", "regrade"]
    assert [row.supersedes for row in chain[1:]] == [row.number for row in chain[:-1]]
    assert verified(ground)


def test_who_hands_in_later_is_graded_by_the_mending_at_once(ground):
    sit(ground)
    running = begin(ground, "keeper")
    mend(ground, Act.FULL_MARKS)
    attempts.submit(ground.session, ground.cast.keeper, running)
    held = entry(ground, running)
    assert (held.kind, held.points, held.passed) == (Kind.RESULT.value, 2000, True)
    rows = revisions(ground, running)
    assert [(row.points, row.mending_id is None) for row in rows] == [(0, True), (1000, False)]
    assert attempts.survey(ground.session, ground.cast.manager, wish(ground, Act.FULL_MARKS)).changes == ()
    assert verified(ground)


def test_twice_or_after_somebody_else_changes_nothing_more(ground):
    attempt_id = sit(ground)
    wanted = wish(ground, Act.FULL_MARKS)
    seen = attempts.survey(ground.session, ground.cast.supervisor, wanted).seen
    attempts.mend(ground.session, ground.cast.supervisor, wanted, "once", "原因", seen)
    rows = scores.count(ground.session, 1)
    with pytest.raises(Conflict):
        attempts.mend(ground.session, ground.cast.supervisor, wanted, "once", "原因", seen)
    again = attempts.survey(ground.session, ground.cast.manager, wanted).seen
    with pytest.raises(Conflict):
        attempts.mend(ground.session, ground.cast.manager, wanted, "once", "原因", again)
    ground.session.rollback()
    assert scores.count(ground.session, 1) == rows
    assert len(revisions(ground, attempt_id)) == 2
    assert ground.session.scalars(select(MendingRow)).all()[1:] == []


def test_nobody_changes_their_own_result_another_leader_does(ground):
    mine, theirs = sit(ground, "supervisor"), sit(ground)
    preview = mend(ground, Act.FULL_MARKS)
    assert (preview.own, [c.attempt_id for c in preview.changes]) == (1, [theirs])
    assert not entry(ground, mine).passed
    later = sit(ground, "supervisor")
    assert not entry(ground, later).passed, "not by handing in again either"
    done = mend(ground, Act.FULL_MARKS, who="manager")
    assert {c.attempt_id for c in done.changes} == {mine, later}
    assert entry(ground, mine).passed and entry(ground, later).passed
    assert entry(ground, sit(ground, "supervisor")).passed
    assert verified(ground)


def test_leaving_out_all_there_was_voids_the_result_until_it_is_taken_back(ground):
    attempt_id = sit(ground, quiz="red", red=None, one=None)
    mend(ground, Act.LEFT_OUT)
    assert entry(ground, attempt_id).maximum == 1000
    mend(ground, Act.LEFT_OUT, name="red")
    assert entry(ground, attempt_id) is None
    assert scores.history(ground.session, 1, attempt_id=attempt_id)[-1].kind == "void"
    late = sit(ground, "keeper", quiz="red")
    assert entry(ground, late) is None
    assert [row.kind for row in scores.history(ground.session, 1, attempt_id=late)] == ["result", "void"]
    mend(ground, Act.FULL_MARKS, name="red")
    held = entry(ground, attempt_id)
    assert (held.kind, held.passed, held.red_lines) == (Kind.REGRADE.value, True, [])
    assert entry(ground, late).passed
    assert verified(ground)


def test_a_voided_question_crosses_no_red_line(ground):
    option = next(o["id"] for o in BY_ID["red"].body["options"] if o["red_line"])
    attempt_id = sit(ground, quiz="red", mark=50, red=option, one=RIGHT)
    assert entry(ground, attempt_id).red_lines and not entry(ground, attempt_id).passed
    preview = mend(ground, Act.FULL_MARKS, name="red")
    assert preview.changes[0].before.red_lines and not preview.changes[0].after.red_lines
    assert entry(ground, attempt_id).passed


NEW_KEYS = {
    "many": [o["id"] for o in BY_ID["many"].body["options"] if not o["right"]],
    "order": list(reversed(key("order"))),
    "metres": {"value": "5", "unit": "米"},
    "yes": "false",
}


@pytest.mark.parametrize("name", sorted(NEW_KEYS))
def test_every_kind_with_a_key_can_get_another(small, name):
    quiz = {"metres": "typed", "yes": "once"}.get(name, "plain")
    attempt_id = sit(small, quiz=quiz, one=RIGHT)
    assert entry(small, attempt_id).percent == 10000
    mend(small, Act.KEY, name=name, key=NEW_KEYS[name])
    assert entry(small, attempt_id).percent < 10000
    mend(small, Act.PUBLISHED, name=name)
    assert entry(small, attempt_id).percent == 10000


def test_a_leader_mends_at_home_and_a_manager_everywhere(ground):
    here, there = sit(ground), sit(ground, "stranger")
    supervisor = ground.cast.supervisor
    with pytest.raises(NotFound):
        attempts.survey(ground.session, supervisor, wish(ground, Act.FULL_MARKS, departments=(1, 2)))
    with pytest.raises(NotFound):
        attempts.survey(ground.session, supervisor, wish(ground, Act.FULL_MARKS, departments=(2,)))
    with pytest.raises(NotFound):
        attempts.survey(ground.session, ground.cast.keeper, wish(ground, Act.FULL_MARKS))
    mend(ground, Act.FULL_MARKS)
    assert entry(ground, here).passed and not entry(ground, there, 2).passed
    mend(ground, Act.FULL_MARKS, who="manager", departments=(1, 2))
    assert entry(ground, there, 2).passed
    assert len(revisions(ground, here)) == 2
    assert verified(ground)


def test_a_reason_is_needed_and_a_wording_that_was_sat(small):
    sit(small)
    with pytest.raises(Invalid):
        mend(small, Act.FULL_MARKS, reason="  ")
    with pytest.raises(NotFound):
        attempts.survey(small.session, small.cast.supervisor, Wish("0" * 64, Act.FULL_MARKS, (1,)))
    with pytest.raises(NotFound):
        attempts.survey(small.session, small.cast.supervisor, wish(small, Act.SCORE))


def test_nobody_mends_what_they_are_being_asked(small):
    sit(small)
    begin(small, "supervisor")
    with pytest.raises(Conflict):
        attempts.survey(small.session, small.cast.supervisor, wish(small, Act.FULL_MARKS))


def test_somebody_hands_in_while_a_question_is_mended(ground):
    """Whatever comes first: the sitting follows the mending, once."""
    failed = sit(ground)
    running = begin(ground, "keeper")
    wanted = wish(ground, Act.FULL_MARKS)
    seen = attempts.survey(ground.session, ground.cast.supervisor, wanted).seen
    ground.session.rollback()
    engine, gate, faults = ground.session.get_bind(), threading.Barrier(2), []

    def act(do):
        with Session(engine, expire_on_commit=False) as session:
            gate.wait()
            try:
                do(session)
            except Exception as error:  # noqa: BLE001 - told by the assertion below
                faults.append(error)

    acts = (
        lambda s: attempts.submit(s, ground.cast.keeper, running),
        lambda s: attempts.mend(s, ground.cast.supervisor, wanted, "once", "原因", seen),
    )
    threads = [threading.Thread(target=act, args=(do,)) for do in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert entry(ground, failed).passed and entry(ground, running).passed
    assert [row.points for row in revisions(ground, running)] == [0, 1000]
    assert verified(ground)


def slot_of(ground, attempt_id, name="one"):
    sitting = attempts.fetch(ground.session, ground.cast.manager, attempt_id)
    return next(q.slot for q in attempts.questions(ground.session, sitting) if q.item.id == name)


def test_one_answer_gets_other_points_and_a_later_mending_of_the_question_counts_for_it_too(ground):
    attempt_id = sit(ground)
    given = Given(400, slot_of(ground, attempt_id))
    supervisor = ground.cast.supervisor
    change = attempts.survey_override(ground.session, supervisor, attempt_id, given)
    assert (change.before.points, change.after.points, change.now_passed) == (1000, 1400, True)
    number = entry(ground, attempt_id).number
    attempts.override(ground.session, supervisor, attempt_id, given, "意思到了", number)
    held = entry(ground, attempt_id)
    assert (held.kind, held.points, held.supersedes) == ("override", 1400, number)
    with pytest.raises(Conflict):
        attempts.override(ground.session, supervisor, attempt_id, given, "意思到了", number)
    mend(ground, Act.FULL_MARKS)
    assert entry(ground, attempt_id).points == 2000
    mend(ground, Act.PUBLISHED)
    assert entry(ground, attempt_id).points == 1400, "back to what somebody gave, not to the machine's"
    assert verified(ground)


def test_a_whole_result_set_by_hand_stands_until_it_is_taken_back(ground):
    attempt_id = sit(ground)
    manager = ground.cast.manager
    number = entry(ground, attempt_id).number
    attempts.override(ground.session, manager, attempt_id, Given(1800), "考试中断电", number)
    assert (entry(ground, attempt_id).percent, entry(ground, attempt_id).passed) == (9000, True)
    preview = mend(ground, Act.LEFT_OUT)
    assert (preview.by_hand, preview.changes) == (1, ())
    number = entry(ground, attempt_id).number
    attempts.override(ground.session, manager, attempt_id, Given(None), "恢复", number)
    assert (entry(ground, attempt_id).points, entry(ground, attempt_id).maximum) == (1000, 2000)
    assert verified(ground)


@pytest.mark.parametrize("points", [-1, 2001, 1000, None])
def test_an_override_out_of_range_or_without_effect_is_refused(small, points):
    attempt_id = sit(small)
    with pytest.raises(Invalid):
        attempts.survey_override(small.session, small.cast.supervisor, attempt_id, Given(points))


def test_nobody_overrides_themselves_or_out_of_reach(small):
    mine, theirs = sit(small, "supervisor"), sit(small)
    with pytest.raises(Forbidden):
        attempts.survey_override(small.session, small.cast.supervisor, mine, Given(2000))
    with pytest.raises(NotFound):
        attempts.survey_override(small.session, small.cast.other_supervisor, theirs, Given(2000))
    number = entry(small, theirs).number
    with pytest.raises(Invalid):
        attempts.override(small.session, small.cast.supervisor, theirs, Given(2000), "", number)


def test_a_preview_asks_as_much_for_many_as_for_one(small):
    sit(small)
    engine = small.session.get_bind()

    def asked():
        with queries(engine) as seen:
            attempts.survey(small.session, small.cast.manager, wish(small, Act.FULL_MARKS))
        return len(seen)

    first = asked()
    for who in ("front", "keeper", "cashier"):
        sit(small, who)
    assert asked() == first


def test_the_review_says_what_was_changed_why_and_by_whom(small):
    attempt_id = sit(small)
    mend(small, Act.KEY, key=[WRONG[0]])
    sitting = attempts.fetch(small.session, small.cast.front, attempt_id)
    one = next(r for r in attempts.review(small.session, sitting) if r.question.item.id == "one")
    assert (one.mending.act, one.mending.reason, one.before.points) == (Act.KEY, "题干有歧义", 0)
    assert one.mending.author_id == small.cast.supervisor.person_id
    assert types.get("single").key(one.question.item) == WRONG[0]
