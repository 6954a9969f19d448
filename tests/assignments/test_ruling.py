"""Rules kept in the database: written, switched on, run by many at once, changed, ended."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assignments.acting import hire
from tests.attempts.ground import ground, postgresql_ground, small, sqlite_ground  # noqa: F401 - fixtures
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.rules import Begins, RuleKind, Target, Wanted, Why
from trainer.assignments.tables import Assignment, AssignmentMember, RuleMake
from trainer.audit.tables import AuditEvent
from trainer.editions import service as editions
from trainer.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from trainer.people import service as people
from trainer.standard import service as standard

DAY = timedelta(days=1)
HIRES = Wanted(RuleKind.NEW_HIRE, "front_desk", Target.QUIZ, "plain", 14)
QUARTERLY = Wanted(RuleKind.QUARTERLY, "front_desk", Target.QUIZ, "plain", 14, Begins.THIS)


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


def zone(session):
    return ZoneInfo(standard.site(editions.current(session)).time_zone)


def write(at, wanted=HIRES, **more):
    by = more.pop("by", at.cast.supervisor)
    return assignments.write_rule(at.session, by, 1, wanted, editions.current(at.session), **more)


def on(at, rule_id, by=None):
    by = by or at.cast.supervisor
    version = assignments.fetch_rule(at.session, by, rule_id).version
    return assignments.switch_on(at.session, by, rule_id, version, zone(at.session))


def given(at):
    rows = at.session.execute(
        select(AssignmentMember.person_id, Assignment)
        .join(Assignment, Assignment.id == AssignmentMember.assignment_id)
        .order_by(Assignment.id, AssignmentMember.person_id)
    ).all()
    at.session.rollback()
    return rows


def test_a_new_hire_is_given_it_once_due_so_many_days_after_hire(ground, now):  # noqa: F811
    assert on(ground, write(ground)) == date(2026, 10, 8)
    assert assignments.make_due(ground.session) == 0, "everybody there was hired before"
    new = hire(ground.session, "7001", hired_on=date(2026, 10, 8))
    hire(ground.session, "7002", hired_on=date(2026, 10, 8), position="cashier")
    hire(ground.session, "7003", hired_on=date(2026, 10, 7))
    hire(ground.session, "7004", hired_on=date(2026, 10, 8), department_id=2)
    assert [assignments.make_due(ground.session) for _turn in range(3)] == [1, 0, 0]
    ((person_id, task),) = given(ground)
    assert person_id == new.person_id
    assert task.due_at == datetime(2026, 10, 22, 10, 0, tzinfo=UTC)
    assert (task.pass_mark, task.attempts, task.title) == (60, 2, "普通测验")
    assert task.rule_id is not None
    kinds = ground.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id.desc()).limit(1)).all()
    assert kinds == ["rule_made"]


def test_many_ticks_at_once_give_it_once(ground, now):  # noqa: F811
    on(ground, write(ground, QUARTERLY))
    for number in range(5):
        hire(ground.session, f"71{number:02}")
    ground.session.rollback()
    engine, gate, failed, made = ground.session.get_bind(), threading.Barrier(4), [], []

    def work():
        try:
            with Session(engine, expire_on_commit=False) as session:
                gate.wait()
                made.append(assignments.make_due(session))
        except Exception as error:  # noqa: BLE001 - told to the test's own thread
            failed.append(error)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert not failed
    people_ = [person_id for person_id, _task in given(ground)]
    assert len(people_) == len(set(people_)) == 6
    assert sum(made) == 6
    assert len({task.id for _id, task in given(ground)}) == 1, "one assignment for all who are due together"


def test_without_a_date_of_hire_it_is_the_day_of_the_account(small, now):  # noqa: F811
    on(small, write(small))
    now(DAY)
    new = hire(small.session, "7001")
    assert assignments.make_due(small.session) == 1
    ((person_id, task),) = given(small)
    assert (person_id, task.due_at) == (new.person_id, datetime(2026, 10, 23, 10, 0, tzinfo=UTC))


def test_who_changes_position_is_given_nothing_of_before(small, now):  # noqa: F811
    on(small, write(small))
    people.update_person(small.session, None, small.cast.cashier.person_id, position="front_desk")
    assert assignments.make_due(small.session) == 0
    new = hire(small.session, "7001", hired_on=date(2026, 10, 8), position="cashier")
    now(5 * DAY)
    people.update_person(small.session, None, new.person_id, position="front_desk")
    assert assignments.make_due(small.session) == 1, "still within the days after hire"
    later = hire(small.session, "7002", hired_on=date(2026, 10, 8), position="cashier")
    now(20 * DAY)
    people.update_person(small.session, None, later.person_id, position="front_desk")
    found = assignments.preview(small.session, assignments.rules(small.session, 1)[0], zone(small.session))
    assert later.person_id not in {give.person_id for give in found.gives}


def test_a_quarter_is_given_once_and_the_next_again_but_none_in_between(small, now):  # noqa: F811
    on(small, write(small, QUARTERLY))
    assert assignments.make_due(small.session) == 1
    now(10 * DAY)
    late = hire(small.session, "7001", hired_on=date(2026, 10, 18))
    assert assignments.make_due(small.session) == 1
    assert [id_ for id_, _task in given(small)] == [small.cast.front.person_id, late.person_id]
    now(200 * DAY)
    assert assignments.make_due(small.session) == 2, "the quarter in which nothing ran is not made up for"
    periods = set(small.session.scalars(select(RuleMake.period)))
    assert periods == {"2026-Q4", "2027-Q2"}


def test_a_preview_writes_nothing_and_says_who_is_left_out(small, now):  # noqa: F811
    id_ = write(small, QUARTERLY)
    rule = assignments.fetch_rule(small.session, small.cast.supervisor, id_)
    found = assignments.preview(small.session, rule, zone(small.session))
    assert [give.person_id for give in found.gives] == [small.cast.front.person_id]
    assert assignments.make_due(small.session) == 0, "it is not switched on"
    assert given(small) == []
    id_ = write(small)
    rule = assignments.fetch_rule(small.session, small.cast.supervisor, id_)
    found = assignments.preview(small.session, rule, zone(small.session))
    assert found.left_out == {Why.HIRED_BEFORE: (small.cast.front.person_id,)}


def test_a_change_switches_it_off_and_begins_anew_with_another_aim(small, now):  # noqa: F811
    id_ = write(small)
    on(small, id_)
    now(3 * DAY)
    before = assignments.fetch_rule(small.session, small.cast.supervisor, id_)
    write(small, replace(HIRES, days=7), rule_id=id_, version=before.version)
    changed = assignments.fetch_rule(small.session, small.cast.supervisor, id_)
    assert (changed.active, changed.starts_on) == (False, date(2026, 10, 8))
    with pytest.raises(Stale):
        write(small, HIRES, rule_id=id_, version=before.version)
    with pytest.raises(Stale):
        assignments.switch_on(small.session, small.cast.supervisor, id_, before.version, zone(small.session))
    write(small, replace(HIRES, position="cashier"), rule_id=id_, version=changed.version)
    assert assignments.fetch_rule(small.session, small.cast.supervisor, id_).starts_on is None
    assert on(small, id_) == date(2026, 10, 11)


def test_an_ended_rule_does_nothing_more(small, now):  # noqa: F811
    id_ = write(small)
    on(small, id_)
    with pytest.raises(Invalid):
        assignments.end_rule(small.session, small.cast.supervisor, id_, "  ")
    assignments.end_rule(small.session, small.cast.supervisor, id_, "改用季度考核")
    hire(small.session, "7001", hired_on=date(2026, 10, 8))
    assert assignments.make_due(small.session) == 0
    with pytest.raises(Conflict):
        assignments.end_rule(small.session, small.cast.supervisor, id_, "再一次")
    with pytest.raises(Conflict):
        on(small, id_)


def test_strangers_find_no_rule_and_write_none(small, now):  # noqa: F811
    id_ = write(small)
    other = small.cast.other_supervisor
    with pytest.raises(NotFound):
        assignments.fetch_rule(small.session, other, id_)
    with pytest.raises(NotFound):
        assignments.end_rule(small.session, other, id_, "看看")
    with pytest.raises(Forbidden):
        write(small, by=other)
    with pytest.raises(Forbidden):
        write(small, by=small.cast.front)


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 0},
        {"days": 91},
        {"position": "nobody"},
        {"target_id": "nothing"},
        {"target": Target.LESSON},
        {"target": Target.FINAL},
        {"pass_mark": 101},
        {"attempts": -1},
    ],
)
def test_what_cannot_be_assigned_is_refused(small, now, wrong):  # noqa: F811
    with pytest.raises(Invalid):
        write(small, replace(HIRES, **wrong))


def test_the_final_of_the_path_is_found_and_without_limit_is_kept(session, cast, now):
    edition = editions.current(session)
    wanted = replace(QUARTERLY, target=Target.FINAL, target_id="", attempts=0, pass_mark=90)
    id_ = assignments.write_rule(session, cast.supervisor, 1, wanted, edition)
    rule = assignments.fetch_rule(session, cast.supervisor, id_)
    assignments.switch_on(session, cast.supervisor, id_, rule.version, zone(session))
    assert assignments.make_due(session) == 1
    (task,) = assignments.made_by(session, rule)
    assert (task.target_id, task.attempts, task.pass_mark) == ("final-front-desk", None, 90)


def test_a_tick_costs_the_same_for_many_people(small, now):  # noqa: F811
    on(small, write(small, QUARTERLY))

    def cost():
        with queries(small.session.get_bind()) as seen:
            assignments.make_due(small.session)
        return len(seen)

    assignments.make_due(small.session)
    before = cost()
    for number in range(20):
        hire(small.session, f"73{number:02}")
    assignments.make_due(small.session)
    assert cost() == before <= 5
