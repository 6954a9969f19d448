from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer.assignments.following import followed_among
from trainer.assignments.glance import tally
from trainer.assignments.model import (
    Counting,
    Kind,
    Score,
    Standing,
    State,
    Step,
    Task,
    counting_score,
    finished_at,
    needs_make_up,
    quiz_state,
    urgency,
)

NOW = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def score(number, percent, passed=None, at=NOW, red_lines=()):
    passed = percent >= 80 and not red_lines if passed is None else passed
    return Score(
        number, number, number, at, percent * 100, 10_000, percent * 100, passed, False, red_lines, 1
    )


def task(id_=1, due=7, **wanted):
    base = Task(
        id_, 1, Kind.QUIZ, "busy-counter", "忙时", NOW - DAY, NOW + due * DAY, 80, 2, Counting.BEST,
        None, 1, NOW - DAY + timedelta(seconds=id_), None, None,
    )  # fmt: skip
    return replace(base, **wanted)


def standing(of=None, state=State.NOT_STARTED, person=1, results=(), used=None, open_=None):
    of = of or task()
    counted = counting_score(results, of.counting)
    used = len(results) if used is None else used
    at = finished_at(results, of.counting)
    return Standing(of, person, "front_desk", state, counted, used, open_, at, tuple(results))


def test_best_is_passed_before_percent_then_the_earlier():
    crossed = score(1, 95, red_lines=("一人入户",))
    passed = score(2, 80)
    same = score(3, 80)
    assert counting_score([crossed, passed, same], Counting.BEST) is passed
    assert counting_score([same, crossed, passed], Counting.FIRST) is crossed
    assert counting_score([passed, same, crossed], Counting.LAST) is same
    assert counting_score([], Counting.BEST) is None


scores = st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=6).map(
    lambda found: [score(n, percent, passed) for n, (percent, passed) in enumerate(found, 1)]
)


@given(scores, st.sampled_from(Counting), st.randoms())
def test_order_never_matters_and_what_counts_is_one_of_them(found, counting, rng):
    shuffled = found[:]
    rng.shuffle(shuffled)
    counted = counting_score(shuffled, counting)
    assert counted == counting_score(found, counting)
    assert counted in found
    if counting is Counting.BEST:
        assert counted.passed == any(one.passed for one in found)
        assert all(counted.percent >= one.percent for one in found if one.passed == counted.passed)


@given(scores, st.integers(0, 100))
def test_another_attempt_never_makes_the_best_worse(found, percent):
    before = counting_score(found, Counting.BEST)
    after = counting_score([*found, score(len(found) + 1, percent)], Counting.BEST)
    assert (after.passed, after.percent) >= (before.passed, before.percent)


def test_a_pass_in_time_stays_in_time_when_it_is_sat_again_for_a_better_result():
    first, better = score(1, 80, at=NOW - DAY), score(2, 100, at=NOW + 9 * DAY)
    assert finished_at([first, better], Counting.BEST) == NOW - DAY
    assert finished_at([first, better], Counting.LAST) == NOW - DAY
    one = standing(state=State.PASSED, results=[first, better])
    assert one.score is better
    assert not one.late(NOW + 10 * DAY)


def test_states_of_a_quiz():
    assert quiz_state(None, running=False) is State.NOT_STARTED
    assert quiz_state(None, running=True) is State.IN_PROGRESS
    assert quiz_state(score(1, 50), running=True) is State.IN_PROGRESS
    assert quiz_state(score(1, 50), running=False) is State.FAILED
    assert quiz_state(score(1, 90), running=True) is State.PASSED


def test_what_a_member_can_do_next():
    assert standing().step(NOW) is Step.START
    assert standing(task(opens_at=NOW + DAY)).step(NOW) is Step.WAIT
    assert standing(task(cancelled_at=NOW)).step(NOW) is Step.NOTHING
    assert standing(state=State.IN_PROGRESS, used=1, open_=7).step(NOW) is Step.CONTINUE
    assert standing(state=State.FAILED, results=[score(1, 20)]).step(NOW) is Step.AGAIN
    assert standing(state=State.FAILED, results=[score(1, 20), score(2, 30)]).step(NOW) is Step.RESULT
    assert standing(state=State.PASSED, results=[score(1, 90)]).step(NOW) is Step.RESULT
    lesson = task(kind=Kind.LESSON, attempts=None)
    assert standing(lesson).step(NOW) is Step.READ
    assert standing(lesson, State.DONE).step(NOW) is Step.NOTHING


def test_attempts_left():
    assert standing().attempts_left == 2
    assert standing(used=5).attempts_left == 0
    assert standing(task(attempts=None), used=9).attempts_left is None


def test_urgency_puts_the_next_due_first_then_those_without_attempts_then_the_finished():
    finished = standing(task(1, due=1), State.PASSED, results=[score(1, 90)])
    used_up = standing(task(2, due=1), State.FAILED, results=[score(1, 20), score(2, 20)])
    overdue, soon, later = standing(task(3, due=-1)), standing(task(4, due=2)), standing(task(5, due=6))
    assert sorted([finished, later, used_up, soon, overdue], key=urgency) == [
        overdue, soon, later, used_up, finished,
    ]  # fmt: skip


@given(st.permutations([(1, -1), (2, 3), (3, 3), (4, 9)]))
def test_urgency_is_one_order(pairs):
    found = sorted((standing(task(id_, due)) for id_, due in pairs), key=urgency)
    assert [one.task.id for one in found] == [1, 2, 3, 4]


def test_overdue_late_and_failed_are_three_things():
    absent, sat = task(due=-1), [score(1, 20, at=NOW - 2 * DAY)]
    failed = standing(absent, State.FAILED, results=sat)
    assert standing(absent).overdue(NOW)
    assert not standing(absent).handed_in_late
    assert not failed.overdue(NOW)
    assert not failed.handed_in_late
    late = standing(absent, State.PASSED, results=[score(1, 90)])
    assert (late.overdue(NOW), late.handed_in_late) == (False, True)
    found = tally([standing(absent), replace(failed, person_id=2), replace(late, person_id=3)], NOW)
    assert (found.overdue, found.late, found.failed) == (1, 1, 1)


def test_who_passed_the_make_up_is_done_and_who_has_one_is_not_overdue():
    over, again = task(1, due=-1), task(2, due=3)
    first = [standing(over, State.FAILED, results=[score(1, 20)]), standing(over, person=2)]
    passed = standing(again, State.PASSED, results=[score(2, 90)])
    found = followed_among({1: first, 2: [passed, standing(again, person=2)]}, NOW)[1]
    assert [(one.made_up, one.pending, one.waiting) for one in found] == [(True, False, False), (False,) * 3]
    counted = tally(found, NOW)
    assert (counted.done, counted.made_up, counted.failed, counted.overdue) == (1, 1, 0, 0)
    assert found[1].step(NOW) is Step.NOTHING


def test_without_an_attempt_left_one_waits_unless_it_was_called_off():
    used_up = [score(1, 20), score(2, 20)]
    assert standing(state=State.FAILED, results=used_up).waiting
    assert not standing(task(cancelled_at=NOW), State.FAILED, results=used_up).waiting
    assert not standing(state=State.FAILED, results=used_up[:1]).waiting


def test_late_and_needing_another():
    failed = standing(task(due=-1), State.FAILED, results=[score(1, 20)])
    assert failed.late(NOW)
    assert needs_make_up(failed, NOW)
    assert not needs_make_up(standing(state=State.FAILED, results=[score(1, 20)]), NOW)
    assert needs_make_up(standing(state=State.FAILED, results=[score(1, 20), score(2, 20)]), NOW)
    assert needs_make_up(standing(task(due=-1)), NOW)
    assert not needs_make_up(standing(task(due=-1), State.PASSED, results=[score(1, 90)]), NOW)


def test_the_due_minute_itself_is_in_time():
    assert not standing(task(due=0)).late(NOW)
    assert standing(task(due=0)).late(NOW + timedelta(microseconds=1))


def test_what_was_assigned_again_is_followed_up():
    first, again = task(1, due=-1), task(2, due=3)
    other = task(3, due=3, target_id="reception")
    rows = {1: [standing(first), standing(first, person=2)], 2: [standing(again)], 3: [standing(other)]}
    found = followed_among(rows, NOW)
    assert [one.follow_up is not None for one in found[1]] == [True, False]
    assert found[2][0].follow_up is found[3][0].follow_up is None


@given(st.lists(st.sampled_from(State), max_size=12))
def test_a_tally_leaves_nobody_out(states):
    found = tally([standing(state=state, person=n) for n, state in enumerate(states)], NOW)
    assert found.members == found.done + found.failed + found.running + found.not_started == len(states)


def test_a_tally_counts_people_who_crossed_in_any_attempt():
    crossed = standing(state=State.PASSED, results=[score(1, 90, red_lines=("一人入户",)), score(2, 90)])
    found = tally([crossed, standing(person=2)], NOW)
    assert (found.red_lines, found.done, found.average) == (1, 1, 9000)
