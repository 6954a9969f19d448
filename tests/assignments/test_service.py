from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from tests.assignments.acting import LESSON, assign, draft, hire, read, sit, start
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.forms import to_utc, to_wall
from trainer.assignments.model import Counting, Kind, State
from trainer.attempts import service as attempts
from trainer.editions import service as editions
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.people import service as people
from trainer.quizzes import service as quizzes

DAY = timedelta(days=1)


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


def of(session, task_id, viewer):
    task = assignments.fetch(session, viewer, task_id)
    return assignments.standings(session, [task], viewer.person_id)[task_id][0]


def quiz(session):
    return quizzes.quiz(editions.current(session), "busy-counter")


def test_a_member_from_not_started_to_passed(session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front, cast.cashier)
    one = of(session, id_, cast.front)
    assert (one.state, one.attempts_left, one.position) == (State.NOT_STARTED, 2, "front_desk")
    attempt = start(session, cast.front, id_)
    one = of(session, id_, cast.front)
    assert (one.state, one.open_attempt_id, one.attempts_left) == (State.IN_PROGRESS, attempt, 1)
    attempts.submit(session, cast.front, attempt)
    assert of(session, id_, cast.front).state is State.FAILED
    now(timedelta(hours=1))
    sit(session, cast.front, id_, well=True)
    one = of(session, id_, cast.front)
    assert (one.state, one.score.percent, one.attempts_left) == (State.PASSED, 10_000, 0)
    assert [score.attempt_number for score in one.results] == [1, 2]
    assert of(session, id_, cast.cashier).state is State.NOT_STARTED


def test_what_counts_is_as_the_assignment_says(session, cast, now):
    ids = {c: assign(session, cast.supervisor, cast.front, counting=c, due_at=clock.now() + DAY * n)
           for n, c in enumerate(Counting, 1)}  # fmt: skip
    for id_ in ids.values():
        sit(session, cast.front, id_, well=True)
        sit(session, cast.front, id_, well=False)
    states = {counting: of(session, id_, cast.front).state for counting, id_ in ids.items()}
    assert states == {
        Counting.BEST: State.PASSED,
        Counting.FIRST: State.PASSED,
        Counting.LAST: State.FAILED,
    }


def test_self_study_fulfils_nothing(session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front)
    sit(session, cast.front, None, well=True)
    assert of(session, id_, cast.front).state is State.NOT_STARTED


def test_a_lesson_counts_when_it_was_read_since_it_was_assigned(session, cast, now):
    read(session, cast.front)
    now(DAY)
    id_ = assign(session, cast.supervisor, cast.front, target=LESSON, kind=Kind.LESSON)
    assert of(session, id_, cast.front).state is State.NOT_STARTED
    now(DAY)
    read(session, cast.front)
    first = of(session, id_, cast.front)
    assert (first.state, first.late(clock.now())) == (State.DONE, False)
    now(DAY * 10)
    read(session, cast.front)
    assert of(session, id_, cast.front) == first


def test_a_sitting_that_the_server_ended_in_time_is_not_late_because_it_was_settled_later(session, cast, now):
    limited = next(q for q in quizzes.every(editions.current(session)) if q.time_limit)
    id_ = assign(
        session,
        cast.supervisor,
        cast.front,
        target=limited.id,
        due_at=clock.now() + timedelta(minutes=limited.time_limit + 1),
    )
    attempt = start(session, cast.front, id_, limited.id)
    now(DAY)
    one = of(session, id_, cast.front)
    assert (one.state, one.score.attempt_id) == (State.FAILED, attempt)
    assert one.finished_at < one.task.due_at


def test_nobody_assigns_beyond_their_reach(session, cast, now):
    with pytest.raises(Forbidden):
        assignments.make(session, cast.other_supervisor, 1, draft(), [cast.front.person_id])
    with pytest.raises(Forbidden):
        assignments.make(session, cast.front, 1, draft(), [cast.front.person_id])
    assert assignments.make(session, cast.manager, 2, draft(), [cast.stranger.person_id])


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"due_at": datetime(2026, 10, 8, 0, 59, tzinfo=UTC)}, "due_at"),
        ({"opens_at": datetime(2026, 12, 1, tzinfo=UTC)}, "due_at"),
        ({"pass_mark": 0}, "pass_mark"),
        ({"pass_mark": 101}, "pass_mark"),
        ({"attempts": 0}, "attempts"),
    ],
)
def test_the_impossible_is_refused_with_its_field(session, cast, now, wanted, field):
    with pytest.raises(Invalid) as refused:
        assign(session, cast.supervisor, cast.front, **wanted)
    assert refused.value.field == field


def test_only_people_who_work_there_can_be_given_something(session, cast, now):
    left = hire(session, "0150")
    people.deactivate(session, None, left.person_id, "离职")
    for wrong in ([], [cast.stranger.person_id], [cast.front.person_id, 999], [left.person_id],
                  [cast.administrator.person_id]):  # fmt: skip
        with pytest.raises(Invalid):
            assignments.make(session, cast.supervisor, 1, draft(), wrong)


def test_a_double_click_gives_one_and_other_people_another(session, cast, now):
    once = draft()
    first = assignments.make(session, cast.supervisor, 1, once, [cast.front.person_id])
    assert assignments.make(session, cast.supervisor, 1, once, [cast.front.person_id]) == first
    assert assignments.make(session, cast.supervisor, 1, once, [cast.keeper.person_id]) != first
    now(timedelta(minutes=1))
    assert assignments.make(session, cast.supervisor, 1, once, [cast.front.person_id]) != first


def test_calling_off(session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front)
    sit(session, cast.front, id_, well=True)
    with pytest.raises(Invalid):
        assignments.cancel(session, cast.supervisor, id_, "  ")
    for wrong in (cast.other_supervisor, cast.front):
        with pytest.raises(NotFound):
            assignments.cancel(session, wrong, id_, "布置错了")
    assignments.cancel(session, cast.supervisor, id_, " 布置错了 ")
    task = assignments.fetch(session, cast.supervisor, id_)
    assert task.cancel_reason == "布置错了"
    with pytest.raises(Conflict):
        assignments.cancel(session, cast.supervisor, id_, "再来")
    with pytest.raises(Conflict):
        assignments.rules_for(session, cast.front, id_, quiz(session), 60)
    assert assignments.owed(session, cast.front) == []
    assert of(session, id_, cast.front).state is State.PASSED
    assert assignments.in_use(session) == {}


def test_who_may_sit_it(session, cast, now):
    id_ = assign(
        session, cast.supervisor, cast.front, opens_at=clock.now() + timedelta(hours=2), pass_mark=90
    )
    for wrong in (cast.keeper, cast.stranger, cast.supervisor):
        with pytest.raises(NotFound):
            assignments.rules_for(session, wrong, id_, quiz(session), 60)
    with pytest.raises(Conflict):
        assignments.rules_for(session, cast.front, id_, quiz(session), 60)
    assert assignments.owed(session, cast.front) == []
    now(timedelta(hours=3))
    task, rules = assignments.rules_for(session, cast.front, id_, quiz(session), 45)
    assert (task.id, rules.pass_mark, rules.attempts, rules.grace_seconds) == (id_, 90, 2, 45)
    now(DAY * 30)
    assert assignments.rules_for(session, cast.front, id_, quiz(session), 45)


def test_whoever_moved_away_owes_nothing_here(session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front)
    moved = SimpleNamespace(**{**vars(cast.front), "department_id": 2, "sees": lambda _id: False})
    with pytest.raises(NotFound):
        assignments.fetch(session, moved, id_)


def test_owed_is_sorted_and_ends_with_what_is_finished(session, cast, now):
    later = assign(session, cast.supervisor, cast.front, target="reception", due_at=clock.now() + DAY * 5)
    soon = assign(session, cast.supervisor, cast.front, due_at=clock.now() + DAY * 2)
    done = assign(session, cast.supervisor, cast.front, target="gas-smell", due_at=clock.now() + DAY)
    sit(session, cast.front, done, well=True, quiz_id="gas-smell")
    assert [one.task.id for one in assignments.owed(session, cast.front)] == [soon, later, done]


def test_standings_as_they_stood_at_a_moment(session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front)
    moment = clock.now() + timedelta(hours=1)
    now(timedelta(hours=2))
    sit(session, cast.front, id_, well=True)
    task = assignments.fetch(session, cast.supervisor, id_)
    assert assignments.standings(session, [task], until=moment)[id_][0].score is None
    assert assignments.standings(session, [task])[id_][0].score is not None


def test_lists_of_a_department(session, cast, now):
    a = assign(session, cast.supervisor, cast.front, due_at=clock.now() + DAY)
    b = assign(session, cast.supervisor, cast.front, due_at=clock.now() + DAY * 3)
    off = assign(session, cast.supervisor, cast.front, due_at=clock.now() + DAY * 4)
    assignments.make(session, cast.manager, 2, draft(), [cast.stranger.person_id])
    assignments.cancel(session, cast.supervisor, off, "布置错了")
    now(DAY * 2)
    moment = clock.now()
    assert [task.id for task in assignments.running(session, 1, since=moment)] == [b]
    assert [task.id for task in assignments.past(session, 1, before=moment, limit=9)] == [off, a]
    assert assignments.count_past(session, 1, before=moment) == 2
    assert assignments.by_ids(session, 1, [a, off]).keys() == {a, off}
    assert [task.id for task in assignments.due_between(session, 1, moment - DAY * 2, moment)] == [a]


def test_queries_do_not_grow_with_people(session, cast, now):
    def cost(count, start):
        there = [hire(session, f"{start + n}") for n in range(count)]
        first = assign(session, cast.supervisor, *there, due_at=clock.now() + DAY * start)
        lesson = assign(session, cast.supervisor, *there, target=LESSON, kind=Kind.LESSON)
        for one in there[:4]:
            sit(session, one, first, well=True)
            read(session, one)
        tasks = assignments.by_ids(session, 1, [first, lesson])
        with queries(session.get_bind()) as seen:
            found = assignments.standings(session, list(tasks.values()))
        assert sum(len(rows) for rows in found.values()) == 2 * count
        return len(seen)

    assert cost(12, 1000) == cost(48, 2000) == 5


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        (datetime(2026, 10, 8, 0, 0), datetime(2026, 10, 7, 16, 0, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 10, 8, 23, 59), datetime(2026, 10, 8, 15, 59, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2027, 1, 1, 7, 59), datetime(2026, 12, 31, 23, 59, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_wall_clock_and_utc_at_the_edge_of_the_day(typed, utc):
    zone = ZoneInfo("Asia/Shanghai")
    assert to_utc(typed, zone) == utc
    assert to_wall(utc, zone) == typed
