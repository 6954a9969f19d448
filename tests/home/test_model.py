from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.assignments.model import Counting, Kind, Score, Standing, State, Task, counting_score
from trainer.home.model import Act, OpenSitting, Study, what_next
from trainer.home.needing import Need, Needs, by_task, foremost, is_new, needs
from trainer.paths.service import Stop

NOW = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
LESSON = Study("busy-counter", "手上正忙，客户来了", 6)
STOPS = (
    Stop(1, "lesson", "sitting", "坐着，也是在接待", 4, "done"),
    Stop(2, "lesson", "walking", "走在小区里", 4, "now"),
    Stop(3, "quiz", "posture", "坐姿与行姿", None, "todo"),
)


def score(number, percent=0, *, at=NOW - DAY, red_lines=()):
    return Score(
        number, number, number, at, 0, 1, percent * 100, percent >= 80 and not red_lines, False, red_lines, 1
    )


def task(id_=1, due=2.0, **wanted):
    base = Task(
        id_, 1, Kind.QUIZ, "reception", "接待", NOW - 9 * DAY, NOW + due * DAY, 80, 2, Counting.BEST,
        None, 1, NOW - 9 * DAY + timedelta(seconds=id_), None, None,
    )  # fmt: skip
    return replace(base, **wanted)


def standing(of=None, state=State.NOT_STARTED, *, person=1, results=()):
    of = of or task()
    counted = counting_score(results, of.counting)
    return Standing(of, person, "front_desk", state, counted, len(results), None, None, tuple(results))


def tell(sittings=(), owed=(), unread=None, stops=STOPS, revised=()):
    return what_next(sittings, owed, unread or {}, stops, revised, NOW)


def test_what_is_open_comes_before_everything():
    ends = (
        OpenSitting(1, "接待", None),
        OpenSitting(2, "电话", NOW + DAY),
        OpenSitting(3, "送别", NOW + 2 * DAY),
    )
    found = tell(ends, [standing(task(due=-1))])
    assert (found.act, found.sitting.attempt_id) == (Act.CONTINUE, 2)


def test_an_overdue_quiz_is_sat_and_not_prepared():
    found = tell(owed=[standing(task(due=-1))], unread={"reception": [LESSON]})
    assert (found.act, found.owed.task.id) == (Act.SIT, 1)


def test_a_quiz_is_prepared_by_the_lessons_that_are_unread():
    found = tell(owed=[standing()], unread={"reception": [LESSON, LESSON]})
    assert (found.act, found.study, found.more) == (Act.STUDY_FOR, LESSON, 1)
    assert tell(owed=[standing()]).act is Act.SIT


def test_a_failed_quiz_is_sat_again_while_attempts_are_left():
    failed = standing(state=State.FAILED, results=[score(1)])
    assert tell(owed=[failed]).act is Act.SIT_AGAIN
    prepared = tell(owed=[failed], unread={"reception": [LESSON]})
    assert (prepared.act, prepared.study, prepared.is_owed) == (Act.STUDY_FOR, LESSON, True)
    used_up = standing(state=State.FAILED, results=[score(1), score(2)])
    assert tell(owed=[used_up]).act is Act.PATH_LESSON
    assert not tell(owed=[used_up]).is_owed


def test_an_assigned_lesson_is_read():
    lesson = task(kind=Kind.LESSON, target_id="busy-counter", attempts=None)
    assert tell(owed=[standing(lesson)]).act is Act.READ


def test_then_the_path_then_what_was_revised_then_nothing():
    done = [standing(state=State.PASSED, results=[score(1, 90)])]
    assert tell(owed=done).stop.id == "walking"
    quiz = (replace(STOPS[2], state="now"),)
    assert tell(owed=done, stops=quiz).act is Act.PATH_QUIZ
    finished = tuple(replace(stop, state="done") for stop in STOPS)
    assert tell(stops=finished, revised=[LESSON, LESSON]).act is Act.REVISED
    assert tell(stops=finished).act is Act.DONE
    assert tell(stops=()).act is Act.DONE


def watch(*standings, here=(1, 2, 3), new=()):
    grouped = {}
    for one in standings:
        grouped.setdefault(one.task.id, []).append(one)
    return needs(grouped, here, new, NOW)


def test_nobody_needs_anything():
    found = watch(standing(task(due=6)), standing(task(2, due=-1), State.PASSED, results=[score(1, 90)]))
    assert found.nobody
    assert (foremost(found), found.running) == (Need.NOBODY, 1)


def test_failed_and_absent_are_told_apart():
    over = task(due=-1)
    failed, absent = standing(over, State.FAILED, results=[score(1)]), standing(over, person=2)
    started = standing(over, State.IN_PROGRESS, person=3)
    found = watch(failed, absent, started)
    assert (found.failed, found.overdue) == ((failed,), (absent, started))
    assert foremost(found) is Need.FAILED


def test_who_failed_without_attempts_left_needs_a_make_up_before_the_due_time():
    used_up = standing(task(due=6), State.FAILED, results=[score(1), score(2)])
    assert watch(used_up).failed == (used_up,)
    assert watch(standing(task(due=6), State.FAILED, results=[score(1)])).failed == ()


def test_a_make_up_takes_somebody_off_the_list_and_only_them():
    over, again = task(1, due=-1), task(2, due=6)
    found = watch(standing(over), standing(over, person=2), standing(again))
    assert [one.person_id for one in found.overdue] == [2]


def test_who_left_needs_nothing():
    assert watch(standing(task(due=-1)), here=(2,)).nobody


def test_red_lines_of_two_weeks_each_person_once_and_what_was_mended_last():
    crossed = score(1, 90, red_lines=("一人入户", "一人入户"), at=NOW - 13 * DAY)
    mended = score(2, 90, at=NOW - 12 * DAY)
    old = score(1, 90, red_lines=("一人入户",), at=NOW - 14 * DAY)
    found = watch(
        standing(task(), State.PASSED, results=[crossed, mended]),
        standing(task(), State.FAILED, person=2, results=[crossed]),
        standing(task(), State.FAILED, person=3, results=[old]),
    )
    assert [(one.person_id, one.passed_since) for one in found.crossed] == [(2, False), (1, True)]
    assert found.crossed[0].lines == ("一人入户",)
    assert foremost(found) is Need.CROSSED
    only_mended = watch(standing(task(due=6), State.PASSED, results=[crossed, mended]))
    assert foremost(only_mended) is Need.NOBODY


@pytest.mark.parametrize(("due", "soon"), [(-0.001, False), (0, True), (2.999, True), (3, False)])
def test_due_within_three_days(due, soon):
    found = watch(standing(task(due=due)), standing(task(due=due), State.PASSED, person=2))
    assert bool(found.due_soon) is soon
    if soon:
        assert (found.due_soon[0].tally.done, found.due_soon[0].tally.members) == (1, 2)


def test_what_everybody_has_done_is_not_announced():
    assert watch(standing(task(due=1), State.PASSED, results=[score(1, 90)])).due_soon == ()


def test_what_comes_first():
    one, due = standing(task(due=-1)), watch(standing(task(due=1))).due_soon
    assert foremost(Needs(overdue=(one,), due_soon=due, new=(1,))) is Need.OVERDUE
    assert foremost(Needs(due_soon=due, new=(1,))) is Need.DUE_SOON
    assert foremost(Needs(new=(1,))) is Need.NEW


def test_groups_by_assignment_next_due_first():
    later, soon = task(1, due=3), task(2, due=1)
    found = by_task([standing(later), standing(soon), standing(later, person=2)])
    assert [(of.id, len(rows)) for of, rows in found] == [(2, 1), (1, 2)]


def test_new_for_thirty_days():
    today = date(2026, 10, 31)
    assert is_new(date(2026, 10, 1), today)
    assert not is_new(date(2026, 9, 30), today)
    assert not is_new(None, today)
