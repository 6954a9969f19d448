"""The make-up list: built by itself from failed and absent, assigned with one click, once."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.assignments.acting import LESSON, assign, hire, read, sit, start
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.db import db
from trainer.errors import Forbidden, Invalid
from trainer.people import service as people

DAY = timedelta(days=1)


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


def listed(session, by):
    found = assignments.makeups(session, by, by.department_id)
    session.rollback()
    return {
        one.task.target_id: (
            [s.person_id for s in one.failed],
            [s.person_id for s in one.absent],
        )
        for one in found
    }


def test_failed_and_absent_by_quiz_and_lesson(session, cast, now):
    quiz = assign(session, cast.supervisor, cast.front, cast.keeper, cast.cashier, attempts=1)
    assign(session, cast.supervisor, cast.front, target="posture", attempts=3, title="仪态")
    lesson = assign(session, cast.supervisor, cast.front, cast.keeper, target=LESSON, kind=Kind.LESSON)
    sit(session, cast.front, quiz, well=False)
    assert listed(session, cast.supervisor) == {"busy-counter": ([cast.front.person_id], [])}
    sit(session, cast.cashier, quiz, well=True)
    read(session, cast.front)
    now(8 * DAY)
    found = assignments.makeups(session, cast.supervisor, 1)
    quizzes = next(one for one in found if one.task.id == quiz)
    assert [s.person_id for s in quizzes.failed] == [cast.front.person_id]
    assert [s.person_id for s in quizzes.absent] == [cast.keeper.person_id]
    absent = next(one for one in found if one.task.id == lesson)
    assert [s.person_id for s in absent.everyone] == [cast.keeper.person_id]
    assert len(found) == 3


def test_who_sits_left_or_was_given_more_time_is_not_there(session, cast, now):
    gone = hire(session, "7001")
    task = assign(session, cast.supervisor, cast.front, cast.keeper, gone)
    assignments.extend(
        session, cast.supervisor, task, cast.keeper.person_id, due_at=clock.now() + 20 * DAY, reason="病假"
    )
    people.deactivate(session, None, gone.person_id, "离职")
    now(8 * DAY)
    start(session, cast.front, task)
    assert listed(session, cast.supervisor) == {}


def test_one_click_assigns_all_ticked_by_the_same_rules_and_a_second_none(session, cast, now):
    first = assign(session, cast.supervisor, cast.front, cast.keeper, pass_mark=90, attempts=1)
    lesson = assign(session, cast.supervisor, cast.front, target=LESSON, kind=Kind.LESSON)
    now(8 * DAY)
    due = clock.now() + 5 * DAY
    ticked = {(first, cast.front.person_id), (lesson, cast.front.person_id), (lesson, 999), (999, 1)}
    done = assignments.assign_makeups(session, cast.supervisor, 1, ticked, due)
    assert sorted(count for _task, count in done) == [1, 1]
    assert assignments.assign_makeups(session, cast.supervisor, 1, ticked, due) == []
    made = [
        one for one in assignments.running(session, 1, since=clock.now()) if one.id not in {first, lesson}
    ]
    quiz = next(one for one in made if one.kind is Kind.QUIZ)
    assert (quiz.pass_mark, quiz.attempts, quiz.due_at, len(made)) == (90, 1, due, 2)
    assert listed(session, cast.supervisor) == {"busy-counter": ([], [cast.keeper.person_id])}


def test_a_make_up_that_was_missed_too_stands_there_once(session, cast, now):
    first = assign(session, cast.supervisor, cast.front)
    now(8 * DAY)
    assignments.assign_makeups(
        session, cast.supervisor, 1, {(first, cast.front.person_id)}, clock.now() + DAY
    )
    now(2 * DAY)
    (found,) = assignments.makeups(session, cast.supervisor, 1)
    assert [one.task.id for one in found.everyone] != [first]
    assert len(found.everyone) == 1


def test_all_of_it_or_none(session, cast, now):
    first = assign(session, cast.supervisor, cast.front)
    now(8 * DAY)
    with pytest.raises(Invalid):
        assignments.assign_makeups(
            session, cast.supervisor, 1, {(first, cast.front.person_id)}, clock.now() - DAY
        )
    with pytest.raises(Forbidden):
        assignments.makeups(session, cast.other_supervisor, 1)
    assert "busy-counter" in listed(session, cast.supervisor)


def test_the_page(browse, session, cast, now):
    first = assign(session, cast.supervisor, cast.front, cast.keeper)
    now(8 * DAY)
    leader = browse("supervisor")
    page = leader.get("/assignments/makeups").text
    key = f"{first}:{cast.front.person_id}"
    assert f'value="{key}"' in page
    assert leader.submit("/assignments/makeups", due_at="2026-10-20T18:00").status_code == 422
    assert leader.submit("/assignments/makeups", people=[key], due_at="2026-10-01T18:00").status_code == 422
    for _click in range(2):
        answer = leader.submit("/assignments/makeups", people=[key, "x", "1:2:3"], due_at="2026-10-20T18:00")
        assert answer.status_code == 303
    session.rollback()
    assert len(assignments.running(session, 1, since=clock.now())) == 1
    assert f'value="{key}"' not in leader.get("/assignments/makeups").text
    assert browse("front").get("/assignments/makeups").status_code == 403
    assert browse("other_supervisor").get("/assignments/makeups?department=1").status_code == 404
    assert "前台甲" not in browse("other_supervisor").get("/assignments/makeups").text


def test_queries_do_not_grow_with_people(browse, app, session, cast, now):
    def cost():
        leader = browse("supervisor")
        leader.get("/assignments/makeups")
        with app.app_context(), queries(db.engine) as seen:
            assert leader.get("/assignments/makeups").status_code == 200
        return len(seen)

    assign(session, cast.supervisor, *(hire(session, f"{8000 + n}") for n in range(3)))
    now(8 * DAY)
    before = cost()
    assign(session, cast.supervisor, *(hire(session, f"{9000 + n}") for n in range(40)))
    now(8 * DAY)
    assert cost() == before
