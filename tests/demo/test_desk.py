"""The supervisor's desk of the demonstration: everything a visitor is told of is there at first click."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from trainer import clock
from trainer.appraisal import service as appraisal
from trainer.assignments import service as assignments
from trainer.assignments.rules import RuleKind
from trainer.attempts import service as attempts
from trainer.backups.service import DIGESTS
from trainer.certificates import service as certificates
from trainer.classes import service as classes
from trainer.classes.model import How
from trainer.demo import mending
from trainer.demo.watching import picture
from trainer.duty import service as duty
from trainer.duty.closed import BLOCKING
from trainer.duty.model import Month
from trainer.observations import service as observations
from trainer.observations.model import Stage, State
from trainer.people import service as people
from trainer.people.model import Role, Viewer
from trainer.period import Period
from trainer.scores import service as scores
from trainer.scores.model import Kind

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def leader(session):
    """The supervisor of the demonstration."""
    row = people.find(session, "0001")
    return Viewer(
        row.id, 0, "0001", row.name, Role.SUPERVISOR, row.position, row.department_id, "客服部", False, None
    )


@pytest.fixture(scope="module")
def watched(session, leader):
    """Everything that the supervisor sees of observations."""
    rows, _number, _pages = observations.page(session, leader, 1, observations.Wanted(), 1)
    return rows


def last_month() -> Month:
    """The last month that was closed; on the first of a month nobody has closed the one before yet."""
    today = clock.today(ZONE)
    return Month.of(today).before if today.day > 1 else Month.of(today).before.before


def of_stage(rows, stage):
    return [one for one in rows if one.row.state == State.FINISHED.value and one.row.stage == stage.value]


def test_what_was_watched_on_the_floor(watched):
    assert len(watched) == 20
    assert len(of_stage(watched, Stage.SIGNED)) >= 7
    assert len(of_stage(watched, Stage.UNSIGNED)) == 1
    assert [one.row.observer_id for one in watched if one.row.state == State.DRAFT.value]
    assert any(one.photos for one in watched)
    assert sum(bool(entry.entry.note) for one in watched for entry in one.held.values()) >= 8


def test_an_objection_was_answered_and_one_is_open(session, watched):
    answered = next(one for one in watched if one.answer)
    assert answered.answer.author_id not in {answered.row.observer_id, answered.row.person_id}
    assert answered.marks != answered.first_marks
    assert answered.signed
    kinds = [row.kind for row in scores.history(session, 1, observation_id=answered.row.id)]
    assert kinds == [Kind.RESULT.value, Kind.OVERRIDE.value]
    (open_,) = observations.open_objections(session, 1)
    if clock.today(ZONE).day > 1:
        assert Month.of(clock.localise(open_.finished_at, ZONE).date()) == Month.of(clock.today(ZONE))


def test_a_red_line_was_crossed_on_the_floor_and_is_to_be_seen_again(watched):
    crossed = next(one for one in watched if one.score and one.score.red_lines)
    assert not crossed.score.passed
    assert crossed.row.again_at is not None


def test_two_watched_the_same_moment(session):
    ((_title, agreement),) = observations.agreement(session, 1).values()
    assert 0 < agreement.kappa < 1


def test_classes_planned_held_examined_and_tested(session):
    today = clock.today(ZONE)
    (ahead,) = classes.planned_between(session, 1, today, today + timedelta(days=30))
    assert len(ahead.expected) == 6
    held = classes.held_between(session, 1, today - timedelta(days=50), today)
    assert any(due.absence for one in held for due in one.absent.values())
    assert {signed.how for one in held for signed in one.signed.values()} == set(How)
    marks = classes.marks(session, 1, [one.id for one in held])
    assert {mark.passed for mark in marks.values()} == {True, False}
    tested = next(one for one in held if one.tests)
    task = assignments.by_ids(session, 1, tested.tests)[tested.tests[0]]
    assert clock.localise(task.due_at, ZONE).date() == tested.held_on + timedelta(days=5)
    standings = assignments.standings(session, [task])[task.id]
    assert {one.person_id for one in standings} <= tested.attendees.keys()
    assert any(one.results for one in standings)


def test_rules_extensions_and_make_ups(session, leader):
    rules = {rule.wanted.kind: rule for rule in assignments.rules(session, 1)}
    assert set(rules) == set(RuleKind)
    assert all(rule.active for rule in rules.values())
    now = clock.now()
    tasks = assignments.due_between(session, 1, now - timedelta(days=90), now + timedelta(days=90))
    standings = [one for some in assignments.standings(session, tasks).values() for one in some]
    new = people.find(session, "0199").id
    assert any(one.task.rule_id == rules[RuleKind.NEW_HIRE].id and one.person_id == new for one in standings)
    extended = [one.extension for one in standings if one.extension]
    assert any(one.time_factor == 150 for one in extended)
    assert any(one.due_at for one in extended)
    assert assignments.makeups(session, leader, 1)


def test_certificates_were_earned(session, leader):
    cards = people.cards(session, 1)
    held = {
        cards[one.issued.person_id].staff_number for one in certificates.of_department(session, leader, 1)
    }
    assert {"0108", "0111"} <= held


def test_last_month_is_closed_and_signed_and_the_one_before_was_reopened(session):
    month = last_month()
    closing = duty.closed(session, 1, month)
    assert closing.signed
    assert duty.opened(session, closing).record.lines
    assert not any(one.blocking for one in duty.checklist(session, 1, month, ZONE)), BLOCKING
    reopened = [one for one in duty.every(session, 1) if one.reopened]
    assert [one.version for one in reopened] == [1]
    again = duty.closed(session, 1, reopened[0].month)
    assert again.version == 2
    assert again.signed


def test_marks_are_made_by_a_scheme_of_last_month(session):
    month = Month.of(clock.today(ZONE)).before
    version = appraisal.in_force(session, 1, Period(month.first, month.last))
    assert version.number == 1
    assert version.reason
    assert not version.locked


def test_a_question_was_voided(session):
    mended = attempts.mendings_of_quiz(session, 1, mending.QUIZ, ())
    assert [one.reason for one in mended] == [mending.REASON]


def test_what_it_all_rests_on_verifies(session):
    assert scores.verify(session, digests=DIGESTS)[0] == []


def test_the_picture_is_the_same_every_time():
    assert picture() == picture()
    assert len(picture()) < 60_000
