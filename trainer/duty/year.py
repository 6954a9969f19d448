"""A year of the duty record: twelve months with their state and figures, its quarters, and what they lack."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.duty.closed import Closing
from trainer.duty.closings import kept, standing
from trainer.duty.completeness import Completeness, against
from trainer.duty.model import Form, Head, Line, Month, Record
from trainer.duty.months import QUARTER
from trainer.duty.reading import record
from trainer.editions import service as editions
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import Role
from trainer.scores import service as scores
from trainer.standard import service as standard
from trainer.standard.model import Clause


class Stage(StrEnum):
    """How far a month's record has come."""

    AHEAD = "ahead"
    RUNNING = "running"
    EMPTY = "empty"
    OPEN = "open"
    CLOSED = "closed"
    SIGNED = "signed"


STAGE_NAMES: Final = {
    Stage.AHEAD: _l("Not begun yet"),
    Stage.RUNNING: _l("Month still running"),
    Stage.EMPTY: _l("No training"),
    Stage.OPEN: _l("Not closed"),
    Stage.CLOSED: _l("Closed"),
    Stage.SIGNED: _l("Closed and signed"),
}


@dataclass(frozen=True)
class Figures:
    """Training counted: activities, person-times, people, results and how many passed."""

    activities: int = 0
    times: int = 0
    people: frozenset[int] = frozenset()
    tested: int = 0
    passed: int = 0
    red_lines: int = 0
    classes: int = 0
    observed: int = 0

    @property
    def failed(self) -> int:
        """Return how many results did not pass."""
        return self.tested - self.passed

    @property
    def share(self) -> int | None:
        """Return the share that passed in hundredths of a percent; None where nothing was tested."""
        return round(10_000 * self.passed / self.tested) if self.tested else None


def figures(lines: Iterable[Line]) -> Figures:
    """Count lines; a result is one person's in a line that tells of passing."""
    there = list(lines)
    tested = [line.outcome for line in there if line.outcome.passed is not None]
    return Figures(
        activities=len(there),
        times=sum(line.outcome.attended for line in there),
        people=frozenset(id_ for line in there for id_ in line.person_ids),
        tested=sum(outcome.attended for outcome in tested),
        passed=sum(outcome.passed or 0 for outcome in tested),
        red_lines=sum(line.outcome.red_lines or 0 for line in there),
        classes=sum(line.form is Form.CLASS for line in there),
        observed=sum(line.outcome.attended for line in there if line.form is Form.OBSERVATION),
    )


@dataclass(frozen=True)
class YearMonth:
    """One month of a year."""

    month: Month
    stage: Stage
    closing: Closing | None
    lines: tuple[Line, ...]

    @property
    def figures(self) -> Figures:
        """Return the month in figures."""
        return figures(self.lines)


@dataclass(frozen=True)
class Quarter:
    """Three months; `completeness` is None for one that has not begun."""

    number: int
    figures: Figures
    completeness: Completeness | None


@dataclass(frozen=True)
class Year:
    """A year of one department."""

    department_id: int
    year: int
    months: tuple[YearMonth, ...]
    quarters: tuple[Quarter, ...]
    figures: Figures
    head: Head
    edition: str

    @property
    def open(self) -> list[Month]:
        """Return the months in which something was done, that are over and not closed."""
        return [one.month for one in self.months if one.stage is Stage.OPEN]


def year(session: Session, department_id: int, number: int, zone: ZoneInfo) -> Year:
    """Return a year: closed months as they were frozen, the others as they are folded today.

    The number of queries grows with the months that are not closed, never with people.
    """
    closings = {m: one for m, one in standing(session, department_id).items() if m.year == number}
    frozen = kept(session, department_id, list(closings.values()))
    today = Month.of(clock.today(zone))
    months = []
    for month in (Month(number, place) for place in range(1, 13)):
        closing = closings.get(month)
        made = frozen[closing.id].record if closing else None
        if made is None and month.first <= today.first:
            made = record(session, department_id, month, zone)
        months.append(_month(month, closing, made, today))
    edition = editions.current(session)
    clauses = standard.register(edition).clauses
    there = _by_position(session, department_id)
    quarters = [
        _quarter(place, months[place * QUARTER : (place + 1) * QUARTER], clauses, there) for place in range(4)
    ]
    head = scores.head(session, department_id)
    return Year(
        department_id,
        number,
        tuple(months),
        tuple(quarters),
        figures(line for one in months for line in one.lines),
        Head(head.number, head.hash if head.number else ""),
        edition.name,
    )


def _month(month: Month, closing: Closing | None, made: Record | None, today: Month) -> YearMonth:
    if closing is not None:
        stage = Stage.SIGNED if closing.signed else Stage.CLOSED
    elif month.first > today.first:
        stage = Stage.AHEAD
    elif month == today:
        stage = Stage.RUNNING
    else:
        stage = Stage.OPEN if made and made.lines else Stage.EMPTY
    return YearMonth(month, stage, closing, made.lines if made else ())


def _by_position(session: Session, department_id: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for id_, card in people.cards(session, department_id, inactive=False).items():
        if card.role in {Role.STAFF, Role.SUPERVISOR}:
            found.setdefault(card.position, []).append(id_)
    return found


def _quarter(
    place: int, months: Sequence[YearMonth], clauses: Sequence[Clause], there: Mapping[str, list[int]]
) -> Quarter:
    lines = [line for one in months for line in one.lines]
    begun = any(one.stage is not Stage.AHEAD for one in months)
    return Quarter(place + 1, figures(lines), against(lines, clauses, there) if begun else None)
