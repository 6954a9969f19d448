"""The training duty record: every training activity of a month as one line, folded from facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l


class Form(StrEnum):
    """How people were trained."""

    SELF_STUDY = "self_study"
    SELF_TEST = "self_test"
    ASSIGNED_LESSON = "assigned_lesson"
    ASSIGNED_QUIZ = "assigned_quiz"
    CLASS = "class"


FORM_NAMES: Final = {
    Form.SELF_STUDY: _l("Self-study"),
    Form.SELF_TEST: _l("Self-test"),
    Form.ASSIGNED_LESSON: _l("Assigned lesson"),
    Form.ASSIGNED_QUIZ: _l("Assigned quiz"),
    Form.CLASS: _l("Class held"),
}


@dataclass(frozen=True)
class Month:
    """A month of the site's calendar."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read YYYY-MM; raises Invalid with what was expected."""
        year, dash, month = text.partition("-")
        whole = len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdigit()  # noqa: PLR2004
        if not (dash and whole and 1 <= int(month) <= 12 and 2000 <= int(year) <= 2999):  # noqa: PLR2004
            raise Invalid(_l("Write the month as YYYY-MM, for example 2026-10."), "month")
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """Return the first day."""
        return date(self.year, self.month, 1)

    @property
    def before(self) -> "Month":
        """Return the month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def after(self) -> "Month":
        """Return the month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)


@dataclass(frozen=True)
class Outcome:
    """What a line says of results; `average` in hundredths of a percent, None where nothing is scored."""

    expected: int
    attended: int
    passed: int | None
    average: int | None
    red_lines: int | None


@dataclass(frozen=True)
class Line:
    """One training activity. `minutes` is its duration for one person, None where it is not known.

    `again` names who must sit or read it (again); `source_id` is the assignment's or class's number.
    """

    form: Form
    first: date
    last: date
    topic: str
    clauses: tuple[str, ...]
    person_ids: tuple[int, ...]
    minutes: int | None
    outcome: Outcome
    again: tuple[int, ...] = ()
    overdue: tuple[int, ...] = ()
    source_id: int | None = None
    trainer: str | None = None
    place: str | None = None
    notes: str | None = None


@dataclass(frozen=True)
class Head:
    """The ledger's head as it stood when the record was read."""

    number: int
    hash: str


@dataclass(frozen=True)
class Record:
    """The duty record of one department and month."""

    department_id: int
    month: Month
    lines: tuple[Line, ...]
    head: Head
    read_at: datetime

    @property
    def activities(self) -> int:
        """Return how many activities there were."""
        return len(self.lines)

    @property
    def attendances(self) -> int:
        """Return how often people took part, in person-times."""
        return sum(line.outcome.attended for line in self.lines)

    @property
    def people(self) -> set[int]:
        """Return who took part in anything."""
        return {person for line in self.lines for person in line.person_ids}

    @property
    def red_lines(self) -> int:
        """Return how many results crossed a red line."""
        return sum(line.outcome.red_lines or 0 for line in self.lines)

    @property
    def owing(self) -> set[int]:
        """Return who must sit again or is overdue."""
        return {person for line in self.lines for person in (*line.again, *line.overdue)}


def average(percents: Sequence[int]) -> int | None:
    """Return the mean of percentages in hundredths of a percent, rounded half to even; None of none."""
    return round(sum(percents) / len(percents)) if percents else None


def ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines as the sheet numbers them: by day, then form, then topic."""
    forms = list(Form)
    return tuple(sorted(lines, key=lambda line: (line.first, forms.index(line.form), line.topic)))
