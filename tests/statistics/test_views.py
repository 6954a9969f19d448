"""The pages of statistics and of mending: for whom, what they show, and the whole way of a mending."""

import io
import re

import openpyxl
import pytest

from tests.attempts.ground import ITEMS
from tests.cast import CAST, PASSWORD
from tests.client import InspectingClient
from tests.statistics.acting import hash_of, hire, sit
from trainer.attempts import service as attempts
from trainer.scores import service as scores

ONE = ITEMS[0]
WRONG = [option["id"] for option in ONE.body["options"] if not option["right"]]


@pytest.fixture
def browse(small):
    small.app.test_client_class = InspectingClient

    def signed_in(name):
        browser = small.app.test_client()
        browser.sign_in(CAST[name].number, PASSWORD)
        return browser

    return signed_in


def text(answer):
    assert answer.status_code == 200, answer.get_data(as_text=True)[:3000]
    return answer.get_data(as_text=True)


def test_the_list_leads_to_the_quiz_and_to_the_months(small, browse):
    leader = browse("supervisor")
    assert "statistics/plain" not in text(leader.get("/statistics"))
    for person in hire(small, 3):
        sit(small, person, one=WRONG[0])
    assert "/statistics/plain" in text(leader.get("/statistics"))
    page = text(leader.get("/statistics/plain"))
    assert "题干 one" in page
    assert 'class="chart columns"' in page
    assert "做法乙0" in page
    assert 'class="chart months"' in text(leader.get("/statistics/trends"))
    for query in ("?sittings=all", "?edition=1", "?edition=x", "?start=2026-01-01&end=2027-12-31"):
        text(leader.get(f"/statistics/plain{query}"))
    assert leader.get("/statistics/plain?start=2026-01-01").status_code == 422
    empty = text(leader.get("/statistics/plain?start=2020-01-01&end=2020-02-01"))
    assert "题干 one" not in empty


def test_the_workbook_holds_the_figures(small, browse):
    for person in hire(small, 3):
        sit(small, person, one=WRONG[0])
    answer = browse("supervisor").get("/statistics/plain.xlsx?sittings=first")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert len(book.sheetnames) == 4
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    one = next(row for row in rows if row[0] == "one")
    assert one[2:4] == (3, 0)
    assert any(
        row[0] == "one" and row[2] == "做法乙0" and row[4] == 3
        for row in book.worksheets[2].iter_rows(values_only=True)
    )
    bad = browse("supervisor").get("/statistics/plain.xlsx?start=x&end=y")
    assert bad.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/statistics",
        "/statistics/trends",
        "/statistics/plain",
        "/statistics/plain.xlsx",
        "/questions/{}/mending",
        "/attempts/{id}/override",
    ],
)
def test_staff_and_strangers_have_none_of_it(small, browse, path):
    attempt_id = sit(small, small.cast.front, one=WRONG[0])
    path = path.format(hash_of(small, "one"), id=attempt_id)
    assert browse("front").get(path).status_code == 403
    foreign = browse("other_supervisor")
    if "questions" in path or "attempts" in path:
        assert foreign.get(path).status_code == 404
    else:
        assert foreign.get(f"{path}?department=1").status_code == 404
        assert "题干 one".encode() not in foreign.get(path).data


def test_a_question_being_asked_shows_no_key(small, browse):
    sit(small, hire(small, 1)[0])
    attempts.start(small.session, small.cast.supervisor, "red", attempts_rules())
    page = text(browse("supervisor").get("/statistics/plain"))
    assert "做法甲0</th>" not in page.split("题干 many")[0].split("题干 one")[-1]
    assert browse("supervisor").get(f"/questions/{hash_of(small, 'one')}/mending").status_code == 409


def attempts_rules():
    from trainer.attempts.model import Rules  # noqa: PLC0415

    return Rules(60)


def hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        if name != "csrf_token":
            found.setdefault(name, []).append(value)
    return found


def test_a_mending_from_the_form_over_the_preview_to_the_learners_review(small, browse):
    attempt_id = sit(small, small.cast.front, "once", one=WRONG[0])
    leader = browse("supervisor")
    address = f"/questions/{hash_of(small, 'one')}/mending?quiz=once"
    assert "做法甲0" in text(leader.get(address))
    assert leader.submit(address, act="full_marks", department="1").status_code == 422, "no reason"
    refused = leader.submit(address, act="key", department="1", reason="答案有误")
    assert refused.status_code == 422, "no option ticked"
    fields = {"act": "key", "department": "1", "reason": "答案有误", "key.right": [WRONG[0]]}
    preview = text(leader.submit(address, **fields))
    assert "前台甲" in preview
    small.session.rollback()
    assert scores.of_attempt(small.session, 1, attempt_id).kind == "result"
    done = leader.submit(address, **hidden(preview))
    assert (done.status_code, done.location.split("?")[0]) == (303, "/statistics/once")
    small.session.rollback()
    assert scores.of_attempt(small.session, 1, attempt_id).kind == "regrade"
    assert leader.submit(address, **hidden(preview)).status_code == 303
    small.session.rollback()
    assert scores.count(small.session, 1) == 2
    assert "答案有误" in text(leader.get("/statistics/once"))
    review = text(browse("front").get(f"/attempts/{attempt_id}/review"))
    assert "答案有误" in review and "客服主管" in review
    assert 'id="corrections"' in review
    assert "/mending" not in review and "/override" not in review


def test_voiding_as_a_manager_for_all_departments(small, browse):
    sit(small, small.cast.front, "once", one=WRONG[0])
    there = sit(small, small.cast.stranger, "once", one=WRONG[0])
    leader = browse("manager")
    address = f"/questions/{hash_of(small, 'one')}/mending"
    leader.get(address)
    preview = text(leader.submit(address, act="left_out", department="all", reason="超纲"))
    leader.submit(address, **hidden(preview))
    small.session.rollback()
    assert scores.of_attempt(small.session, 2, there).maximum == 1000
    page = text(leader.get(address))
    assert "超纲" in page
    other = browse("supervisor").submit(address, act="left_out", department="2", reason="x")
    assert other.status_code in {400, 422}


def test_an_override_from_the_review_and_back(small, browse):
    attempt_id = sit(small, small.cast.front, "once", one=WRONG[0])
    leader = browse("supervisor")
    review = text(leader.get(f"/attempts/{attempt_id}/review"))
    assert f"/attempts/{attempt_id}/override" in review
    address = f"/attempts/{attempt_id}/override"
    leader.get(address)
    assert leader.submit(address, points="9", reason="断电").status_code == 422
    preview = text(leader.submit(address, points="1.5", reason="断电"))
    leader.submit(address, **hidden(preview))
    small.session.rollback()
    assert scores.of_attempt(small.session, 1, attempt_id).points == 1500
    assert "断电" in text(browse("front").get(f"/attempts/{attempt_id}/review"))
    leader.get(address)
    preview = text(leader.submit(address, back="y", reason="误会"))
    leader.submit(address, **hidden(preview))
    small.session.rollback()
    assert scores.of_attempt(small.session, 1, attempt_id).points == 1000
    slot = next(
        q.slot
        for q in attempts.questions(
            small.session, attempts.fetch(small.session, small.cast.front, attempt_id)
        )
        if q.item.id == "one"
    )
    single = f"{address}?slot={slot}"
    assert "题干 one" in text(leader.get(single))
    preview = text(leader.submit(single, points="0.5", reason="答出一半"))
    leader.submit(single, **hidden(preview))
    assert "答出一半" in text(browse("front").get(f"/attempts/{attempt_id}/review"))
    assert leader.get(f"{address}?slot=99").status_code == 404


def test_a_void_sitting_says_so_and_why(small, browse):
    attempt_id = sit(small, small.cast.front, "red", one=WRONG[0])
    for name in ("one", "red"):
        leader = browse("supervisor")
        address = f"/questions/{hash_of(small, name)}/mending"
        leader.get(address)
        preview = text(leader.submit(address, act="left_out", department="1", reason="作废"))
        leader.submit(address, **hidden(preview))
    page = text(browse("front").get(f"/attempts/{attempt_id}/review"))
    assert "作废" in page
    assert text(browse("front").get("/quizzes/red"))
    assert browse("supervisor").get(f"/attempts/{attempt_id}/override").status_code == 303
