"""What a standing rule gives whom and when; nothing of it needs a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.assignments.rules import (
    HIRE,
    Begins,
    Give,
    Holder,
    Later,
    RuleKind,
    Target,
    Wanted,
    Why,
    first_day,
    next_quarter,
    plan,
    quarter_name,
    quarter_start,
)
from trainer.people.model import Role

ON = date(2026, 10, 8)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def hires(days=14):
    return Wanted(RuleKind.NEW_HIRE, "front_desk", Target.QUIZ, "posture", days)


def quarterly(days=14, begins=Begins.THIS):
    return Wanted(RuleKind.QUARTERLY, "front_desk", Target.QUIZ, "posture", days, begins)


def holder(hired_on, known_on=None, role=Role.STAFF, person_id=1):
    return Holder(person_id, role, hired_on, known_on or hired_on)


def told(wanted, one, today, starts_on=ON, made=()):
    """The one verdict on the one person."""
    found = plan(wanted, starts_on, [one], set(made), today)
    verdicts = [*found.gives, *found.later, *found.left_out]
    assert len(verdicts) == 1
    return verdicts[0]


@pytest.mark.parametrize(
    ("day", "name", "start", "after"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), "2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), "2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_quarters(day, name, start, after):
    assert (quarter_name(day), quarter_start(day), next_quarter(day)) == (name, start, after)


@given(DAYS)
def test_a_quarter_holds_its_days(day):
    assert quarter_start(day) <= day < next_quarter(day)
    assert quarter_start(next_quarter(day)) == next_quarter(day)


def test_a_new_hire_gets_it_on_the_day_of_hire_and_once():
    one = holder(date(2026, 10, 20))
    assert told(hires(), one, date(2026, 10, 19)) == Later(1, date(2026, 10, 20))
    assert told(hires(), one, date(2026, 10, 20)) == Give(1, HIRE, date(2026, 11, 3))
    assert told(hires(), one, date(2026, 10, 25)) == Give(1, HIRE, date(2026, 11, 3))
    assert told(hires(), one, date(2026, 10, 20), made=[(1, HIRE)]) is Why.MADE


def test_who_was_hired_before_the_rule_gets_nothing_whatever_position_they_change_to():
    assert told(hires(), holder(ON - timedelta(days=1)), ON) is Why.HIRED_BEFORE


def test_who_changes_to_the_position_after_the_days_are_over_gets_nothing():
    assert told(hires(), holder(ON), ON + timedelta(days=13)) == Give(1, HIRE, ON + timedelta(days=14))
    assert told(hires(), holder(ON), ON + timedelta(days=14)) is Why.TOO_LATE


def test_days_count_from_the_account_where_that_was_made_later():
    late = holder(ON, known_on=ON + timedelta(days=30))
    assert told(hires(), late, ON + timedelta(days=30)) == Give(1, HIRE, ON + timedelta(days=44))


def test_everyone_gets_it_once_a_quarter():
    one = holder(date(2020, 1, 1))
    start = date(2026, 10, 1)
    assert told(quarterly(), one, ON, start) == Give(1, "2026-Q4", date(2026, 10, 22))
    assert told(quarterly(), one, ON, start, [(1, "2026-Q4")]) is Why.MADE
    assert told(quarterly(), one, date(2027, 1, 1), start, [(1, "2026-Q4")]) == Give(
        1, "2027-Q1", date(2027, 1, 15)
    )


def test_who_comes_too_late_in_a_quarter_gets_it_in_the_next():
    one = holder(date(2026, 12, 20))
    assert told(quarterly(), one, date(2026, 12, 17)) == Later(1, date(2026, 12, 20))
    assert told(quarterly(), one, date(2026, 12, 20)) == Later(1, date(2027, 1, 1))


def test_a_rule_of_the_next_quarter_leaves_this_one_alone():
    later = quarterly(begins=Begins.NEXT)
    assert first_day(later, ON) == date(2027, 1, 1)
    assert told(later, holder(date(2020, 1, 1)), ON, first_day(later, ON)) == Later(1, date(2027, 1, 1))
    assert first_day(quarterly(), ON) == date(2026, 10, 1)
    assert first_day(hires(), ON) == ON


def test_managers_are_given_nothing():
    assert told(hires(), holder(ON, role=Role.MANAGER), ON) is Why.ROLE


@given(st.sampled_from([hires, quarterly]), DAYS, DAYS, DAYS, DAYS, st.integers(1, 90))
def test_nothing_is_ever_due_before_it_is_given_nor_made_for_what_was_before(
    kind, on, hired, known, today, days
):
    wanted = kind(days)
    starts_on = first_day(wanted, on)
    one = holder(hired, known)
    for give in plan(wanted, starts_on, [one], set(), max(today, on)).gives:
        assert give.due_on > max(today, on)
        assert starts_on <= max(today, on)
        if wanted.kind is RuleKind.NEW_HIRE:
            assert hired >= on
        else:
            assert give.due_on < next_quarter(max(today, on)), "within the quarter it stands for"
