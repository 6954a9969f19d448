"""What the appraisal export says of a period: the rule, one row a person, one row a counting result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from trainer.assignments.model import Kind, Standing
from trainer.errors import Invalid
from trainer.i18n import lazy as _l

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would run as a formula."""


@dataclass(frozen=True)
class Period:
    """Days of the site's calendar, both included."""

    start: date
    end: date

    @classmethod
    def parse(cls, start: str, end: str) -> "Period":
        """Read two days as YYYY-MM-DD; raises Invalid that names the field and what was expected."""
        days = {}
        for field, text in (("start", start), ("end", end)):
            try:
                days[field] = date.fromisoformat(text)
            except ValueError:
                raise Invalid(
                    _l("Write “%(field)s” as YYYY-MM-DD, for example 2026-10-31.", field=field), field
                ) from None
        if days["end"] < days["start"]:
            raise Invalid(_l("The last day lies before the first."), "end")
        return cls(days["start"], days["end"])


@dataclass(frozen=True)
class PersonRow:
    """One person's period. `average` is in hundredths of a percent over the counting results."""

    staff_number: str
    name: str
    position: str
    assigned: int
    sat: int
    passed: int
    average: int | None
    red_lines: int
    overdue: int
    late: int
    provisional: int
    lessons_assigned: int
    lessons_read: int


@dataclass(frozen=True)
class ResultRow:
    """One counting result: who, with the position of the day, what, when, and what it was worth."""

    staff_number: str
    name: str
    position: str
    assignment_id: int
    quiz_id: str
    title: str
    edition: str
    finished_at: datetime
    attempt_number: int
    points: int
    maximum: int
    percent: int
    passed: bool
    late: bool
    red_lines: tuple[str, ...]
    provisional: bool
    ledger_number: int


@dataclass(frozen=True)
class Appraisal:
    """The whole export, with what it was computed from."""

    department: str
    period: Period
    people: tuple[PersonRow, ...]
    results: tuple[ResultRow, ...]
    head_number: int
    head_hash: str
    edition: str
    made_at: datetime


def person_row(
    staff_number: str, name: str, position: str, standings: Sequence[Standing], now: datetime
) -> PersonRow:
    """Fold one person's standings: quizzes by their counting results, lessons by having been read."""
    quizzes = [s for s in standings if s.task.kind is Kind.QUIZ]
    lessons = [s for s in standings if s.task.kind is Kind.LESSON]
    counted = [s.score for s in quizzes if s.score is not None]
    return PersonRow(
        staff_number=staff_number,
        name=name,
        position=position,
        assigned=len(quizzes),
        sat=len(counted),
        passed=sum(score.passed for score in counted),
        average=round(sum(score.percent for score in counted) / len(counted)) if counted else None,
        red_lines=sum(len(score.red_lines) for score in counted),
        overdue=sum(s.score is None and s.finished_at is None and s.task.due_at < now for s in standings),
        late=sum(s.finished_at is not None and s.finished_at > s.task.due_at for s in standings),
        provisional=sum(score.provisional for score in counted),
        lessons_assigned=len(lessons),
        lessons_read=sum(s.fulfilled for s in lessons),
    )


def neutral(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before a dangerous beginning."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def columns(row: type[Any]) -> Iterable[str]:
    """Return the names of a row's columns in order."""
    return (field.name for field in fields(row))
