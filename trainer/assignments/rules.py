"""Standing rules: what they assign to whom by itself, when, and who is left out and why; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from trainer.assignments.model import Counting
from trainer.i18n import lazy as _l
from trainer.people.model import Role

MAX_DAYS: Final = 90
MAX_ATTEMPTS: Final = 99
MONTHS: Final = 3
HIRE: Final = "hire"
"""The period of what a rule gives a new hire: once, whenever it was."""


class RuleKind(StrEnum):
    """What sets a rule off."""

    NEW_HIRE = "new_hire"
    QUARTERLY = "quarterly"


class Target(StrEnum):
    """What a rule assigns; the final is that of the position's learning path."""

    QUIZ = "quiz"
    LESSON = "lesson"
    FINAL = "final"


class Begins(StrEnum):
    """With which quarter a quarterly rule begins."""

    THIS = "this"
    NEXT = "next"


KIND_NAMES: Final = {
    RuleKind.NEW_HIRE: _l("Every new hire of a position"),
    RuleKind.QUARTERLY: _l("Everyone of a position, every quarter"),
}
BEGINS_NAMES: Final = {
    Begins.THIS: _l("With the present quarter"),
    Begins.NEXT: _l("With the next quarter"),
}


class Why(StrEnum):
    """Why a rule leaves somebody out."""

    MADE = "made"
    HIRED_BEFORE = "hired_before"
    TOO_LATE = "too_late"
    ROLE = "role"


WHY_NAMES: Final = {
    Why.MADE: _l("have been given it already"),
    Why.HIRED_BEFORE: _l("were hired before the rule is switched on"),
    Why.TOO_LATE: _l("hired too long ago: the days to do it are over"),
    Why.ROLE: _l("managers and administrators are given no tasks"),
}


@dataclass(frozen=True)
class Wanted:
    """What somebody wants of a rule; `attempts` None is as the quiz says, 0 without limit."""

    kind: RuleKind
    position: str
    target: Target
    target_id: str
    days: int
    begins: Begins = Begins.THIS
    pass_mark: int | None = None
    attempts: int | None = None
    counting: Counting = Counting.BEST
    note: str | None = None


@dataclass(frozen=True)
class StandingRule:
    """A rule as its page shows it; `starts_on` None until it was switched on."""

    id: int
    department_id: int
    wanted: Wanted
    version: int
    active: bool
    starts_on: date | None
    created_at: datetime
    changed_by: int
    changed_at: datetime
    ended_at: datetime | None
    end_reason: str | None


@dataclass(frozen=True)
class Holder:
    """Somebody who holds the position: the day of hire, and the day their account was made."""

    person_id: int
    role: Role
    hired_on: date
    known_on: date


@dataclass(frozen=True)
class Give:
    """What a rule gives somebody now; `due_on` is the last day to do it."""

    person_id: int
    period: str
    due_on: date


@dataclass(frozen=True)
class Later:
    """What a rule gives somebody on a day ahead, if nothing changes until then."""

    person_id: int
    on: date


@dataclass(frozen=True)
class Plan:
    """What a rule would do today."""

    gives: tuple[Give, ...] = ()
    later: tuple[Later, ...] = ()
    left_out: dict[Why, tuple[int, ...]] = field(default_factory=dict)


def quarter_start(day: date) -> date:
    """Return the first day of the quarter a day lies in."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def next_quarter(day: date) -> date:
    """Return the first day of the quarter after the one a day lies in."""
    return quarter_start(quarter_start(day) + timedelta(days=31 * MONTHS))


def quarter_name(day: date) -> str:
    """Return the name of the quarter a day lies in, as 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // MONTHS}"


def first_day(wanted: Wanted, today: date) -> date:
    """Return from when a rule counts that is switched on today; nothing before it is ever made up for.

    New hires are those hired from this day on. A quarter that runs counts where that was chosen.
    """
    if wanted.kind is RuleKind.NEW_HIRE:
        return today
    return quarter_start(today) if wanted.begins is Begins.THIS else next_quarter(today)


def plan(
    wanted: Wanted,
    starts_on: date,
    holders: Iterable[Holder],
    made: Collection[tuple[int, str]],
    today: date,
) -> Plan:
    """Return whom a rule gives what today, whom later, and whom it leaves out; `made` is what it gave before.

    A new hire gets it once, due so many days after the day of hire (or after the account was made, where that
    was later). Everyone gets it once a quarter as long as the full number of days is left in the quarter; who
    comes later gets it in the next.
    """
    gives: list[Give] = []
    later: list[Later] = []
    out: dict[Why, list[int]] = {}
    fate = _of_new_hire if wanted.kind is RuleKind.NEW_HIRE else _of_quarter
    for one in holders:
        found = Why.ROLE if one.role not in {Role.STAFF, Role.SUPERVISOR} else None
        verdict = found or fate(wanted, starts_on, one, made, today)
        if isinstance(verdict, Give):
            gives.append(verdict)
        elif isinstance(verdict, Later):
            later.append(verdict)
        else:
            out.setdefault(verdict, []).append(one.person_id)
    return Plan(tuple(gives), tuple(later), {why: tuple(out[why]) for why in Why if why in out})


def _of_new_hire(
    wanted: Wanted, starts_on: date, one: Holder, made: Collection[tuple[int, str]], today: date
) -> Give | Later | Why:
    if (one.person_id, HIRE) in made:
        return Why.MADE
    if one.hired_on < starts_on:
        return Why.HIRED_BEFORE
    if one.hired_on > today:
        return Later(one.person_id, one.hired_on)
    due = max(one.hired_on, one.known_on) + timedelta(days=wanted.days)
    return Give(one.person_id, HIRE, due) if due > today else Why.TOO_LATE


def _of_quarter(
    wanted: Wanted, starts_on: date, one: Holder, made: Collection[tuple[int, str]], today: date
) -> Give | Later | Why:
    begins = max(starts_on, one.hired_on)
    if begins > today:
        return Later(one.person_id, begins)
    if (one.person_id, quarter_name(today)) in made:
        return Why.MADE
    due = today + timedelta(days=wanted.days)
    if due >= next_quarter(today):
        return Later(one.person_id, next_quarter(today))
    return Give(one.person_id, quarter_name(today), due)
