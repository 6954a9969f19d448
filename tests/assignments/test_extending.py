"""More time for one person, and a task called off for one person alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.assignments.acting import LESSON, assign, read, sit, start
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.attempts import service as attempts
from trainer.audit.tables import AuditEvent
from trainer.editions import service as editions
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.quizzes import service as quizzes

DAY = timedelta(days=1)
REASON = "倒班，周末补时间"


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


@pytest.fixture
def task(session, cast, now):
    return assign(session, cast.supervisor, cast.front, cast.keeper)


def extend(session, by, task, person, **wanted):
    facts = {"due_at": None, "reason": REASON} | wanted
    assignments.extend(session, by, task, person.person_id, **facts)


def stood(session, by, task, until=None):
    fetched = assignments.fetch(session, by, task)
    rows = assignments.standings(session, [fetched], until=until)[task]
    return {one.person_id: one for one in rows}


def last_event(session):
    row = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    session.rollback()
    return row.kind, row.details


def test_a_later_due_time_holds_for_one_person_only(session, cast, task, now):
    due = clock.now() + 10 * DAY
    extend(session, cast.supervisor, task, cast.front, due_at=due)
    kind, details = last_event(session)
    assert (kind, details["reason"], details["person_id"]) == (
        "assignment_extended",
        REASON,
        cast.front.person_id,
    )
    now(8 * DAY)
    found = stood(session, cast.supervisor, task)
    assert not found[cast.front.person_id].overdue(clock.now())
    assert found[cast.keeper.person_id].overdue(clock.now())
    (own,) = assignments.owed(session, cast.front)
    assert (own.task.due_at, own.extension.reason) == (due, REASON)
    sit(session, cast.front, task, well=True)
    assert not stood(session, cast.supervisor, task)[cast.front.person_id].handed_in_late


def test_it_may_be_given_after_the_due_time_and_then_what_was_late_is_not(session, cast, task, now):
    now(8 * DAY)
    sit(session, cast.front, task, well=True)
    before = clock.now()
    assert stood(session, cast.supervisor, task)[cast.front.person_id].handed_in_late
    now(DAY)
    extend(session, cast.supervisor, task, cast.front, due_at=clock.now())
    assert not stood(session, cast.supervisor, task)[cast.front.person_id].handed_in_late
    assert stood(session, cast.supervisor, task, until=before + DAY / 2)[cast.front.person_id].handed_in_late


def test_the_time_factor_holds_for_sittings_begun_from_then_on(session, cast, now):
    limited = next(quiz for quiz in quizzes.every(editions.current(session)) if quiz.time_limit)
    task = assign(session, cast.supervisor, cast.front, cast.keeper, target=limited.id, title=limited.title)
    running = attempts.fetch(session, cast.front, start(session, cast.front, task, limited.id))
    extend(session, cast.supervisor, task, cast.front, time_factor=150)
    extend(session, cast.supervisor, task, cast.keeper, time_factor=125)
    minutes = timedelta(minutes=limited.time_limit)
    assert running.deadline_at - running.started_at == minutes
    attempts.submit(session, cast.front, running.id)
    again = attempts.fetch(session, cast.front, start(session, cast.front, task, limited.id))
    assert again.deadline_at - again.started_at == minutes * 1.5
    other = attempts.fetch(session, cast.keeper, start(session, cast.keeper, task, limited.id))
    assert timedelta() <= (other.deadline_at - other.started_at) - minutes * 1.25 < timedelta(minutes=1)


def test_an_extension_can_be_taken_back_with_a_reason(session, cast, task, now):
    extend(session, cast.supervisor, task, cast.front, due_at=clock.now() + 20 * DAY, time_factor=200)
    extend(session, cast.supervisor, task, cast.front, reason="排班已改")
    one = stood(session, cast.supervisor, task)[cast.front.person_id]
    assert (one.task.due_at, one.extension.time_factor) == (
        assignments.fetch(session, cast.supervisor, task).due_at,
        100,
    )


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {}, {"time_factor": 99}, {"time_factor": 301}, {"due_at": 1}, {"due_at": 7}]
)
def test_what_is_no_extension_is_refused(session, cast, task, now, wrong):
    if "due_at" in wrong:
        wrong = wrong | {"due_at": clock.now() + wrong["due_at"] * DAY - timedelta(minutes=1)}
    with pytest.raises(Invalid):
        extend(session, cast.supervisor, task, cast.front, **wrong)


def test_nobody_gives_themselves_more_time_nor_lets_themselves_off(session, cast, now):
    task = assign(session, cast.supervisor, cast.supervisor, cast.front)
    with pytest.raises(Forbidden):
        extend(session, cast.supervisor, task, cast.supervisor, due_at=clock.now() + 20 * DAY)
    with pytest.raises(Forbidden):
        assignments.release(session, cast.supervisor, task, cast.supervisor.person_id, REASON)
    extend(session, cast.manager, task, cast.supervisor, due_at=clock.now() + 20 * DAY)


def test_strangers_and_members_change_nothing(session, cast, task, now):
    for by in (cast.other_supervisor, cast.front, cast.stranger):
        with pytest.raises(NotFound):
            extend(session, by, task, cast.keeper, due_at=clock.now() + 20 * DAY)
        with pytest.raises(NotFound):
            assignments.release(session, by, task, cast.keeper.person_id, REASON)
    with pytest.raises(NotFound):
        extend(session, cast.supervisor, task, cast.cashier, due_at=clock.now() + 20 * DAY)


def test_called_off_for_one_person_alone(session, cast, task, now):
    assignments.release(session, cast.supervisor, task, cast.front.person_id, "已调岗")
    assert last_event(session)[0] == "assignment_released"
    assert assignments.owed(session, cast.front) == []
    assert len(assignments.owed(session, cast.keeper)) == 1
    found = stood(session, cast.supervisor, task)
    assert set(found) == {cast.keeper.person_id}
    fetched = assignments.fetch(session, cast.front, task)
    (own,) = assignments.standings(session, [fetched], cast.front.person_id)[task]
    assert (own.task.cancel_reason, own.pending) == ("已调岗", False)
    with pytest.raises(Conflict):
        start(session, cast.front, task)
    with pytest.raises(Conflict):
        assignments.release(session, cast.supervisor, task, cast.front.person_id, "又一次")
    with pytest.raises(Conflict):
        extend(session, cast.supervisor, task, cast.front, due_at=clock.now() + 20 * DAY)
    assert assignments.tally(list(found.values()), clock.now()).members == 1


def test_what_was_sat_stays_and_nobody_has_to_make_it_up(session, cast, task, now):
    sit(session, cast.front, task, well=False)
    assignments.release(session, cast.supervisor, task, cast.front.person_id, "已调岗")
    now(8 * DAY)
    one = stood(session, cast.supervisor, task)[cast.front.person_id]
    assert len(one.results) == 1
    assert not assignments.needs_make_up(one, clock.now())
    assert [made.everyone[0].person_id for made in assignments.makeups(session, cast.supervisor, 1)] == [
        cast.keeper.person_id
    ]


def test_what_is_done_cannot_be_called_off_and_a_lesson_has_no_time_limit(session, cast, now):
    task = assign(session, cast.supervisor, cast.front, target=LESSON, kind=Kind.LESSON)
    with pytest.raises(Invalid):
        extend(session, cast.supervisor, task, cast.front, time_factor=150)
    read(session, cast.front)
    with pytest.raises(Conflict):
        assignments.release(session, cast.supervisor, task, cast.front.person_id, REASON)


def test_the_pages(browse, session, cast, task, now):
    leader = browse("supervisor")
    path = f"/assignments/{task}/members/{cast.front.person_id}"
    assert leader.get(path).status_code == 200
    wrong = leader.submit(path, due_at="2026-10-09T18:00", reason="")
    assert wrong.status_code == 422
    assert leader.submit(path, due_at="2026-10-25T18:00", time_factor="100", reason=REASON).status_code == 303
    assert "2026-10-25 18:00" in leader.get(f"/assignments/{task}").text
    page = browse("front").get(f"/assignments/{task}").text
    assert REASON in page
    assert "2026-10-25 18:00" in page
    assert leader.get(path).status_code == 200
    assert leader.submit(f"{path}/call-off", **{"off-reason": ""}).status_code == 422
    assert leader.submit(f"{path}/call-off", **{"off-reason": "已调岗"}).status_code == 303
    assert "已调岗" in leader.get(f"/assignments/{task}").text
    assert "已调岗" in leader.get(path).text
    assert "已调岗" in browse("front").get(f"/assignments/{task}").text
    assert browse("front").get(path).status_code == 403
    other = browse("other_supervisor")
    assert other.get(path).status_code == 404
    assert other.submit(path, due_at="2026-10-25T18:00", reason=REASON).status_code == 404
    assert other.submit(f"{path}/call-off", **{"off-reason": "x"}).status_code == 404
    assert leader.get(f"/assignments/{task}/members/{cast.cashier.person_id}").status_code == 404
