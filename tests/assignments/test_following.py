from datetime import UTC, datetime, timedelta

import pytest

from tests.assignments.acting import LESSON, assign, hire, read, sit
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind

DAY = timedelta(days=1)


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


def follow(session, cast, *ids, until=None):
    tasks = [assignments.fetch(session, cast.supervisor, id_) for id_ in ids]
    stood = assignments.standings(session, tasks, until=until)
    return assignments.follow_ups(session, [one for rows in stood.values() for one in rows], until)


def test_a_make_up_is_arranged_then_passed_and_the_past_stays(session, cast, now):
    first = assign(session, cast.supervisor, cast.front, cast.cashier)
    sit(session, cast.front, first, well=False)
    key = first, cast.front.person_id
    assert follow(session, cast, first) == {}
    now(8 * DAY)
    before = clock.now()
    now(DAY)
    again = assign(session, cast.supervisor, cast.front)
    found = follow(session, cast, first)
    assert found.keys() == {key}
    assert (found[key].task.id, found[key].made_up, found[key].at) == (again, False, None)
    now(DAY)
    arranged = clock.now()
    sit(session, cast.front, again, well=True)
    found = follow(session, cast, first)[key]
    assert (found.task.id, found.made_up) == (again, True)
    assert found.at >= arranged
    now(DAY)
    assert follow(session, cast, first, until=before) == {}
    assert not follow(session, cast, first, until=arranged)[key].made_up


def test_what_was_passed_there_comes_before_what_was_assigned_last(session, cast, now):
    first = assign(session, cast.supervisor, cast.front)
    now(8 * DAY)
    again = assign(session, cast.supervisor, cast.front)
    sit(session, cast.front, again, well=True)
    now(DAY)
    assign(session, cast.supervisor, cast.front)
    assert follow(session, cast, first)[first, cast.front.person_id].task.id == again


def test_neither_cancelled_nor_earlier_nor_anything_else_is_a_make_up(session, cast, now):
    assign(session, cast.supervisor, cast.front, due_at=clock.now() + 20 * DAY)
    now(DAY)
    first = assign(session, cast.supervisor, cast.front)
    now(8 * DAY)
    assign(session, cast.supervisor, cast.front, target=LESSON, kind=Kind.LESSON)
    assign(session, cast.supervisor, cast.cashier)
    off = assign(session, cast.supervisor, cast.front, due_at=clock.now() + 9 * DAY)
    now(DAY)
    assignments.cancel(session, cast.supervisor, off, "误发")
    assert follow(session, cast, first) == {}
    assert follow(session, cast, first, until=clock.now() - DAY / 2).keys() == {(first, cast.front.person_id)}


def test_a_lesson_read_at_all_is_done_and_one_unread_is_followed(session, cast, now):
    first = assign(session, cast.supervisor, cast.front, cast.cashier, target=LESSON, kind=Kind.LESSON)
    now(8 * DAY)
    again = assign(session, cast.supervisor, cast.front, cast.cashier, target=LESSON, kind=Kind.LESSON)
    read(session, cast.front)
    found = follow(session, cast, first)
    assert found.keys() == {(first, cast.cashier.person_id)}
    assert found[first, cast.cashier.person_id].task.id == again


def test_queries_do_not_grow_with_people(session, cast, now):
    def asked(number):
        people = [hire(session, f"9{number}{n}") for n in range(number)]
        first = assign(session, cast.supervisor, *people)
        now(8 * DAY)
        assign(session, cast.supervisor, *people)
        stood = assignments.standings(session, [assignments.fetch(session, cast.supervisor, first)])[first]
        with queries(session.get_bind()) as seen:
            assert len(assignments.follow_ups(session, stood)) == number
        return len(seen)

    assert asked(2) == asked(7) <= 4
