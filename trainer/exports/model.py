"""What the appraisal export says of a period: one row a person, and one for each thing they were given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from trainer.assignments.model import Kind, Standing
from trainer.duty.model import mean
from trainer.i18n import lazy as _l
from trainer.period import Period

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would run as a formula."""


@dataclass(frozen=True)
class PersonRow:
    """One person's period; `average`, in hundredths of a percent, is that of the counting results."""

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


class Status(StrEnum):
    """How somebody stands with what they were given."""

    PASSED = "passed"
    FAILED = "failed"
    UNSAT = "unsat"
    READ = "read"
    UNREAD = "unread"


STATUS_NAMES: Final = {
    Status.PASSED: _l("Passed"),
    Status.FAILED: _l("Failed"),
    Status.UNSAT: _l("Not sat"),
    Status.READ: _l("Studied"),
    Status.UNREAD: _l("Not studied"),
}


@dataclass(frozen=True)
class Corrected:
    """What became of a result since it was recorded: what it was at first, why it changed, and by whom."""

    before: int
    """Percent at first, in hundredths."""
    correction: str
    reason: str
    corrected_by: str


@dataclass(frozen=True)
class Result:
    """What a counting result was worth: `points` and `maximum` in thousandths, `percent` in hundredths."""

    edition: str
    attempt_number: int
    points: int
    maximum: int
    percent: int
    red_lines: tuple[str, ...]
    provisional: bool
    ledger_number: int
    corrected: Corrected | None = None


@dataclass(frozen=True)
class DetailRow:
    """One thing that somebody was given, done or not: the sum of these rows is the row of the person.

    Moments are on the site's wall clock; `finished_at` is when the counting sitting ended, or the lesson was
    read. `result` is None for lessons and for what was not sat.
    """

    staff_number: str
    name: str
    position: str
    assignment_id: int
    kind: Kind
    target_id: str
    title: str
    due_at: datetime
    status: Status
    finished_at: datetime | None
    late: bool
    overdue: bool
    result: Result | None


@dataclass(frozen=True)
class Appraisal:
    """The whole export, with what it was computed from; its moments are on the site's wall clock."""

    organisation: str
    department: str
    period: Period
    people: tuple[PersonRow, ...]
    rows: tuple[DetailRow, ...]
    assignments: int
    head_number: int
    head_hash: str
    edition: str
    made_at: datetime
    made_by: str
    demo: bool = False
    """Whether all of it is practice data, which every file then says."""

    @property
    def results(self) -> tuple[DetailRow, ...]:
        """Return the rows with a counting result."""
        return tuple(row for row in self.rows if row.result is not None)

    @property
    def running(self) -> bool:
        """Say whether the period is not over: what is not due yet is not overdue."""
        return self.made_at.date() <= self.period.end


CORRECTION_NAMES: Final = {
    "confirm": _l("Confirmed"),
    "override": _l("Changed by a leader"),
    "regrade": _l("Question mended"),
}


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
        average=mean([(score.points, score.maximum) for score in counted]),
        red_lines=sum(len(score.red_lines) for score in counted),
        overdue=sum(is_overdue(s, now) for s in standings),
        late=sum(is_late(s) for s in standings),
        provisional=sum(score.provisional for score in counted),
        lessons_assigned=len(lessons),
        lessons_read=sum(s.fulfilled for s in lessons),
    )


def status(standing: Standing) -> Status:
    """Return how somebody stands: by the counting result of a quiz, by the reading of a lesson."""
    if standing.task.kind is Kind.LESSON:
        return Status.READ if standing.fulfilled else Status.UNREAD
    if standing.score is None:
        return Status.UNSAT
    return Status.PASSED if standing.score.passed else Status.FAILED


def is_late(standing: Standing) -> bool:
    """Say whether it was finished too late; a pass in time stays one, whatever is sat later."""
    return standing.finished_at is not None and standing.finished_at > standing.task.due_at


def is_overdue(standing: Standing, now: datetime) -> bool:
    """Say whether it is due and nothing was sat or read."""
    return standing.score is None and standing.finished_at is None and standing.task.due_at < now


def neutral(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe goes before what begins as a formula does."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(DANGEROUS) else text


def hundredths(basis: int | None) -> str:
    """Return hundredths of a percent as a percentage with both decimals, as every file has it."""
    return "–" if basis is None else f"{basis // 100}.{basis % 100:02}%"
