"""Pages of standing rules, and of finals: previewed first, switched on by who leads, closed to others."""

import re
from datetime import UTC, date, datetime

import pytest

from tests.assignments.acting import assign, hire, start
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.db import db
from trainer.errors import Conflict

QUARTERLY = {
    "kind": "quarterly",
    "position": "front_desk",
    "what": "quiz:posture",
    "days": "14",
    "begins": "this",
    "attempts": "quiz",
    "counting": "best",
    "pass_mark": "",
    "note": "",
}


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


def write(browser, **wanted):
    browser.get("/assignments/rules/new")
    answer = browser.submit("/assignments/rules/new", **QUARTERLY | wanted)
    assert answer.status_code == 303, answer.text
    return answer.location


def test_written_looked_at_switched_on_changed_ended(browse, session, cast, now):
    leader = browse("supervisor")
    assert leader.get("/assignments/rules").status_code == 200
    path = write(leader)
    page = leader.get(path).text
    assert "前台甲" in page
    assert "2026-10-22" in page
    session.rollback()
    assert assignments.running(session, 1, since=clock.now()) == []
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert leader.submit(f"{path}/on", version="99").status_code == 409
    assert leader.submit(f"{path}/on", version=version).status_code == 303
    session.rollback()
    (task,) = assignments.running(session, 1, since=clock.now())
    assert path in leader.get(f"/assignments/{task.id}").text, "the assignment says which rule made it"
    assert browse("front").get(f"/assignments/{task.id}").status_code == 200
    assert leader.submit(f"{path}/on", version=version).status_code == 303
    leader.get(f"{path}/change")
    changed = leader.submit(f"{path}/change", version=version, **QUARTERLY | {"days": "7"})
    assert changed.status_code == 303
    assert "/on" in leader.get(path).text, "a change is looked at again"
    assert leader.submit(f"{path}/change", version=version, **QUARTERLY).status_code == 409
    assert leader.submit(f"{path}/end", reason="").status_code == 422
    assert leader.submit(f"{path}/end", reason="改用新规则").status_code == 303
    assert "改用新规则" in leader.get(path).text
    assert leader.get(f"{path}/change").status_code == 404
    assert leader.get("/assignments/rules").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"position": "nobody"},
        {"position": ""},
        {"what": "quiz:nothing"},
        {"what": ""},
        {"days": "0"},
        {"days": "91"},
        {"days": "viel"},
        {"begins": "never"},
        {"pass_mark": "101"},
        {"attempts": "-2"},
        {"note": "a\x00b"},
    ],
)
def test_a_wrong_form_says_where(browse, now, wrong):
    leader = browse("supervisor")
    leader.get("/assignments/rules/new")
    answer = leader.submit("/assignments/rules/new", **QUARTERLY | wrong)
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_strangers_and_wrong_roles(browse, now):
    path = write(browse("supervisor"))
    front, other = browse("front"), browse("other_supervisor")
    for place in ("/assignments/rules", "/assignments/rules/new", path, f"{path}/change"):
        assert front.get(place).status_code == 403
    for place in (path, f"{path}/change"):
        assert other.get(place).status_code == 404
    for place in (f"{path}/on", f"{path}/end", f"{path}/change"):
        assert front.submit(place, reason="x", version="1").status_code == 403
        assert other.submit(place, reason="x", version="1", **QUARTERLY).status_code == 404
    assert other.get("/assignments/rules?department=1").status_code == 404
    assert other.get("/assignments/rules/new?department=1").status_code == 404
    for who in ("manager", "administrator"):
        assert browse(who).get(path).status_code == 200


def test_queries_of_a_preview_do_not_grow_with_people(browse, app, session, cast, now):
    leader = browse("supervisor")
    path = write(leader, kind="new_hire")
    leader.get(path)

    def cost():
        with app.app_context(), queries(db.engine) as seen:
            assert leader.get(path).status_code == 200
        return len(seen)

    before = cost()
    for number in range(40):
        hire(session, f"{9000 + number}", hired_on=date(2026, 10, 1))
    assert cost() == before


def test_a_final_is_no_self_study_and_warns_where_it_is_of_another_position(browse, session, cast, now):
    front = browse("front")
    page = front.get("/quizzes/final-front-desk").text
    assert 'action="/quizzes/final-front-desk/attempts"' not in page
    assert front.submit("/quizzes/final-front-desk/attempts").status_code == 303
    assert "/attempts/" not in front.submit("/quizzes/final-front-desk/attempts").location
    leader = browse("supervisor")
    leader.get("/assignments/new")
    asked = {
        "what": "quiz:final-front-desk",
        "whom": "people",
        "people": [cast.front.person_id, cast.cashier.person_id],
        "opens_at": "2026-10-08T09:00",
        "due_at": "2026-10-15T18:00",
        "attempts": "quiz",
        "counting": "best",
    }
    warned = leader.submit("/assignments/new", **asked)
    assert warned.status_code == 409
    assert "收费员甲" in warned.text.split('role="alert"')[1].split("</div>")[0]
    assert leader.submit("/assignments/new", **asked, anyway="y").status_code == 303
    page = front.get("/quizzes/final-front-desk?assignment=1").text
    assert 'action="/quizzes/final-front-desk/attempts"' in page
    assert front.submit("/quizzes/final-front-desk/attempts", assignment="1").location.startswith(
        "/attempts/"
    )


def test_the_service_refuses_a_final_without_a_task_too(session, cast, now):
    with pytest.raises(Conflict):
        start(session, cast.front, None, "final-front-desk")


def test_the_menu_counts_what_is_owed(browse, session, cast, now):
    front = browse("front")
    assert 'class="badge"' not in front.get("/lessons").text
    assign(session, cast.supervisor, cast.front)
    for path in ("/lessons", "/"):
        assert '<span class="badge">1<' in front.get(path).text
