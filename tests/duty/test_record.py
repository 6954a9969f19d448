"""The record folded from real facts: kinds of lines, edges of months, and a past that stands still."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.duty.story import LESSON, RED, TIMED, ZONE, assign, at, hire, hold, read, sit, start, to
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.classes import service as classes
from trainer.duty import service as duty
from trainer.duty.model import Dated, FollowUp, Form, Month, Record
from trainer.people import service as people
from trainer.scores import service as scores
from trainer.scores.model import Correction, Result
from trainer.scores.model import Kind as Row

OCTOBER, NOVEMBER = Month(2027, 10), Month(2027, 11)


@pytest.fixture
def forward():
    """It is the morning of 5 October 2027."""
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def record(session, month: Month = OCTOBER, department=1) -> Record:
    return duty.record(session, department, month, ZONE)


def only(made: Record, form: Form):
    found = [line for line in made.lines if line.form is form]
    assert len(found) == 1, [(line.form, line.topic) for line in made.lines]
    return found[0]


def test_each_activity_is_one_line(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, cast.keeper, cast.cashier, due="2027-10-20 18:00")
    lesson = assign(
        session,
        cast.supervisor,
        cast.front,
        cast.keeper,
        due="2027-10-20 18:00",
        target=LESSON,
        kind=Kind.LESSON,
    )
    to(forward, "2027-10-06 10:00")
    sit(session, cast.front, task)
    to(forward, "2027-10-08 10:00")
    sit(session, cast.keeper, task, right=0.5)
    read(session, cast.front)
    read(session, cast.cashier)
    sit(session, cast.keeper, None, quiz_id=TIMED)
    hold(session, cast.supervisor, cast.front, cast.cashier, on=date(2027, 10, 7))
    to(forward, "2027-10-25 10:00")
    made = record(session)

    quiz = only(made, Form.ASSIGNED_QUIZ)
    assert (quiz.first, quiz.last, quiz.source_id) == (date(2027, 10, 6), date(2027, 10, 8), task)
    assert quiz.person_ids == (cast.front.person_id, cast.keeper.person_id)
    outcome = quiz.outcome
    assert (outcome.expected, outcome.attended, outcome.passed, outcome.red_lines) == (3, 2, 1, 0)
    assert 7000 < outcome.average < 8000
    assert quiz.follow_up.again == (cast.keeper.person_id,)
    assert quiz.follow_up.overdue == (cast.cashier.person_id,)
    assert quiz.clauses[0] == "2.2"

    reading = only(made, Form.ASSIGNED_LESSON)
    assert (reading.outcome.expected, reading.outcome.attended, reading.outcome.passed) == (2, 1, None)
    assert (reading.source_id, reading.follow_up.overdue) == (lesson, (cast.keeper.person_id,))

    alone = only(made, Form.SELF_STUDY)
    assert (alone.person_ids, alone.outcome.expected, alone.topic) == (
        (cast.cashier.person_id,),
        None,
        "坐着，也是在接待",
    )
    tested = only(made, Form.SELF_TEST)
    assert (tested.person_ids, tested.outcome.passed) == ((cast.keeper.person_id,), 1)
    held = only(made, Form.CLASS)
    assert (held.first, held.minutes, held.outcome.attended, held.place) == (
        date(2027, 10, 7),
        40,
        2,
        "会议室",
    )
    assert (made.head.number, made.over) == (3, False)
    assert made.attendances == 2 + 1 + 1 + 1 + 2


def test_a_red_line_is_counted_and_must_be_sat_again(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", target=RED)
    sit(session, cast.front, task, right=0, quiz_id=RED)
    line = only(record(session), Form.ASSIGNED_QUIZ)
    assert (line.outcome.red_lines, line.outcome.passed) == (1, 0)
    assert (line.follow_up.retry, line.follow_up.again) == ((cast.front.person_id,), ())
    to(forward, "2027-10-21 09:00")
    line = only(record(session), Form.ASSIGNED_QUIZ)
    assert (line.follow_up.again, line.follow_up.retry) == ((cast.front.person_id,), ())


def test_what_is_not_due_yet_waits(session, cast, forward):
    assign(session, cast.supervisor, cast.front, cast.keeper, due="2027-10-20 18:00")
    line = only(record(session), Form.ASSIGNED_QUIZ)
    assert (line.outcome.attended, line.follow_up.overdue, len(line.follow_up.waiting)) == (0, (), 2)
    assert line.first == line.due == date(2027, 10, 20)


def test_the_month_begins_and_ends_by_the_clock_of_the_site(session, cast, forward):
    to(forward, "2027-10-31 23:58")  # still October in UTC until eight in the morning
    sit(session, cast.front, None)
    read(session, cast.front)
    to(forward, "2027-11-01 00:02")
    sit(session, cast.keeper, None)
    read(session, cast.keeper)
    october, november = record(session), record(session, NOVEMBER)
    for form in (Form.SELF_TEST, Form.SELF_STUDY):
        assert only(october, form).person_ids == (cast.front.person_id,)
        assert only(october, form).first == date(2027, 10, 31)
        assert only(november, form).person_ids == (cast.keeper.person_id,)
        assert only(november, form).first == date(2027, 11, 1)


def test_a_late_result_stands_in_the_month_in_which_it_was_sat(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, cast.keeper, cast.cashier, due="2027-10-30 18:00")
    sit(session, cast.front, task)
    sit(session, cast.keeper, task, right=0)
    to(forward, "2027-11-01 09:00")
    before = record(session)
    to(forward, "2027-11-03 09:00")
    sit(session, cast.cashier, task)
    sit(session, cast.keeper, task)
    read(session, cast.front)
    after = record(session)
    then, now = only(before, Form.ASSIGNED_QUIZ), only(after, Form.ASSIGNED_QUIZ)
    assert replace(now, follow_up=FollowUp()) == replace(then, follow_up=FollowUp())
    assert after.over
    assert (then.follow_up.overdue, then.follow_up.again) == (
        (cast.cashier.person_id,),
        (cast.keeper.person_id,),
    )
    third = date(2027, 11, 3)
    assert now.follow_up == FollowUp(
        made_up=(Dated(cast.keeper.person_id, third), Dated(cast.cashier.person_id, third))
    )

    november = only(record(session, NOVEMBER), Form.ASSIGNED_QUIZ)
    assert november.person_ids == (cast.keeper.person_id, cast.cashier.person_id)
    assert (november.outcome.expected, november.outcome.attended, november.outcome.passed) == (2, 2, 2)
    assert (november.first, november.follow_up.again) == (date(2027, 11, 3), ())


def test_an_assignment_over_two_months_counts_each_person_once(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, cast.keeper, due="2027-11-10 18:00")
    sit(session, cast.front, task)
    to(forward, "2027-11-02 09:00")
    sit(session, cast.keeper, task)
    october, november = record(session), record(session, NOVEMBER)
    assert (only(october, Form.ASSIGNED_QUIZ).outcome.attended, october.attendances) == (1, 1)
    done = Dated(cast.keeper.person_id, date(2027, 11, 2))
    assert only(october, Form.ASSIGNED_QUIZ).follow_up == FollowUp(done=(done,))
    assert (only(november, Form.ASSIGNED_QUIZ).outcome.expected, november.attendances) == (1, 1)


def test_a_sitting_that_its_deadline_ended_while_nobody_looked_is_lost_in_neither_month(
    session, cast, forward
):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-31 23:50", target=TIMED)
    to(forward, "2027-10-31 23:30")
    start(session, cast.front, TIMED, task)  # ended by the server at 23:45, recorded when somebody looks
    to(forward, "2027-11-02 09:00")
    october, november = record(session), record(session, NOVEMBER)
    assert only(october, Form.ASSIGNED_QUIZ).outcome.attended == 0
    line = only(november, Form.ASSIGNED_QUIZ)
    assert (line.person_ids, line.first) == ((cast.front.person_id,), date(2027, 10, 31))


def test_who_moves_stays_in_the_records_of_the_day(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    sit(session, cast.front, task)
    hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5))
    before = record(session)
    people.update_person(
        session, cast.administrator, cast.front.person_id, department_id=2, position="cashier"
    )
    assert record(session).lines == before.lines
    assert before.people == {cast.front.person_id}
    assert record(session, department=2).lines == ()


def test_a_cancelled_assignment_leaves_only_what_was_sat(session, cast, forward):
    unsat = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", target=TIMED)
    sat = assign(session, cast.supervisor, cast.front, cast.keeper, due="2027-10-20 18:00")
    sit(session, cast.front, sat, right=0)
    for task in (unsat, sat):
        assignments.cancel(session, cast.supervisor, task, "布置错了")
    to(forward, "2027-10-25 09:00")
    line = only(record(session), Form.ASSIGNED_QUIZ)
    assert (line.source_id, line.cancelled) == (sat, True)
    assert (line.outcome.expected, line.outcome.attended) == (1, 1)
    assert not (line.follow_up.again or line.follow_up.overdue)
    assert record(session).gaps == []


def test_reading_again_or_before_it_was_asked_is_self_study(session, cast, forward):
    read(session, cast.front)
    to(forward, "2027-10-06 09:00")
    assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", target=LESSON, kind=Kind.LESSON)
    to(forward, "2027-10-07 09:00")
    read(session, cast.front)
    made = record(session)
    assert only(made, Form.SELF_STUDY).last == date(2027, 10, 5)
    assert only(made, Form.ASSIGNED_LESSON).first == date(2027, 10, 7)
    to(forward, "2027-11-07 09:00")
    read(session, cast.front)
    assert only(record(session, NOVEMBER), Form.SELF_STUDY).person_ids == (cast.front.person_id,)


def test_a_struck_out_class_leaves_the_sheet_and_stays_readable(session, cast, forward):
    id_ = hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5))
    classes.cancel(session, cast.supervisor, id_, "重复登记")
    made = record(session)
    assert made.lines == ()
    assert [(held.id, held.cancel_reason) for held in made.struck] == [(id_, "重复登记")]


def test_gaps_are_what_is_lacking_today(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, cast.keeper, cast.cashier, due="2027-10-20 18:00")
    sit(session, cast.front, task)
    sit(session, cast.keeper, task, right=0)
    assert record(session).gaps == []  # it may still be sat again
    to(forward, "2027-11-02 09:00")
    found = [(gap.overdue, gap.person_ids, gap.task_id) for gap in record(session).gaps]
    assert found == [(True, (cast.cashier.person_id,), task), (False, (cast.keeper.person_id,), task)]

    assign(session, cast.supervisor, cast.keeper, due="2027-11-10 18:00")  # the make-up
    assert [gap.person_ids for gap in record(session).gaps] == [(cast.cashier.person_id,)]
    sit(session, cast.cashier, task)
    assert record(session).gaps == []
    line = next(one for one in record(session).lines if one.source_id == task)
    assert line.follow_up.arranged == (Dated(cast.keeper.person_id, date(2027, 11, 10)),)
    assert line.follow_up.made_up == (Dated(cast.cashier.person_id, date(2027, 11, 2)),)


def test_a_make_up_that_was_passed_is_told_with_its_day(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, cast.keeper, due="2027-10-20 18:00", attempts=1)
    sit(session, cast.front, task, right=0)
    assert record(session).again == {cast.front.person_id}  # no attempt is left, due or not
    to(forward, "2027-10-21 09:00")
    again = assign(session, cast.supervisor, cast.front, due="2027-10-28 18:00")
    line = next(one for one in record(session).lines if one.source_id == task)
    assert line.follow_up.arranged == (Dated(cast.front.person_id, date(2027, 10, 28)),)
    assert (line.follow_up.again, line.follow_up.overdue) == ((), (cast.keeper.person_id,))
    to(forward, "2027-11-02 09:00")
    sit(session, cast.front, again)
    made = record(session)
    line = next(one for one in made.lines if one.source_id == task)
    assert line.follow_up.made_up == (Dated(cast.front.person_id, date(2027, 11, 2)),)
    assert (line.outcome.passed, made.again, made.overdue) == (0, set(), {cast.keeper.person_id})
    assert [gap.person_ids for gap in made.gaps] == [(cast.keeper.person_id,)]


def test_what_was_called_off_later_is_owed_by_nobody(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    to(forward, "2027-11-02 09:00")
    assert record(session).gaps
    assignments.cancel(session, cast.supervisor, task, "改期")
    made = record(session)
    assert (made.gaps, only(made, Form.ASSIGNED_QUIZ).follow_up) == ([], FollowUp(called_off=True))


def test_what_nobody_sat_took_no_time(session, cast, forward):
    assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", target=TIMED)
    assert only(record(session), Form.ASSIGNED_QUIZ).minutes is None


def test_queries_do_not_grow_with_people(app, session, cast, forward):
    def history(some):
        task = assign(session, cast.supervisor, *some, due="2027-10-20 18:00")
        reading = assign(
            session,
            cast.supervisor,
            *some,
            due="2027-10-20 18:00",
            target=LESSON,
            kind=Kind.LESSON,
            title="读",
        )
        for who in some:
            sit(session, who, task, right=0)
            read(session, who)
        hold(session, cast.supervisor, *some, on=date(2027, 10, 5), topic=f"会{len(some)}")
        return reading

    def cost():
        session.expire_all()
        with queries(session.get_bind().engine) as seen:
            record(session)
        return len(seen)

    crowd = [hire(session, f"07{n:02}") for n in range(40)]
    history(crowd[:5])
    forward(timedelta(minutes=5))
    history(crowd[:5])  # some have a make-up
    few = cost()
    forward(timedelta(minutes=5))
    history(crowd)
    assert cost() == few
    assert few <= 34


def test_every_query_names_its_department(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    sit(session, cast.front, task)
    read(session, cast.front)
    hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5))
    growing = (
        "score_entries",
        "attempts",
        "assignments",
        "assignment_members",
        "readings",
        "classes",
        "attendances",
    )
    with queries(session.get_bind().engine) as seen:
        record(session)
    for statement in seen:
        if any(f"FROM {table}" in statement for table in growing):
            assert "department_id = ?" in statement or "department_id IN" in statement, statement


def test_a_correction_after_the_month_moves_no_result_out_of_it(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, cast.keeper, due="2027-10-20 18:00")
    sit(session, cast.front, task)
    sit(session, cast.keeper, task, right=0.5)
    to(forward, "2027-11-03 09:00")
    before = only(record(session), Form.ASSIGNED_QUIZ).outcome
    for row in scores.of_assignments(session, 1, [task]):
        facts = {name: getattr(row, name) for name in Result.__dataclass_fields__ if hasattr(row, name)}
        facts |= {"red_lines": (), "edition_hash": "e", "responses_digest": "r"}
        full = {"points": row.maximum, "percent": 10_000, "passed": True}
        reason = Correction(Row.REGRADE, row.number, "题目作废，人人满分", cast.manager.person_id)
        scores.append(session, Result(**facts | full), reason)
    after = only(record(session), Form.ASSIGNED_QUIZ)
    assert (before.expected, before.attended, before.passed) == (2, 2, 1)
    assert (after.outcome.expected, after.outcome.attended, after.outcome.passed) == (2, 2, 2)
    assert after.follow_up.made_up == after.follow_up.done == ()
