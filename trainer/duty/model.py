"""The training duty record: every training activity of a month as one line, folded from facts."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final

from trainer.classes.model import Absence, Held, Level, Mode
from trainer.duty.closed import Corrected
from trainer.duty.months import YEARS, Head, Month
from trainer.i18n import lazy as _l

__all__ = [
    "FORM_NAMES",
    "YEARS",
    "Away",
    "Dated",
    "FollowUp",
    "Form",
    "Gap",
    "Head",
    "Line",
    "Month",
    "Outcome",
    "Record",
    "mean",
    "ordered",
    "spans",
]


class Form(StrEnum):
    """How people were trained."""

    SELF_STUDY = "self_study"
    SELF_TEST = "self_test"
    ASSIGNED_LESSON = "assigned_lesson"
    ASSIGNED_QUIZ = "assigned_quiz"
    CLASS = "class"
    OBSERVATION = "observation"


FORM_NAMES: Final = {
    Form.SELF_STUDY: _l("Self-study"),
    Form.SELF_TEST: _l("Self-test"),
    Form.ASSIGNED_LESSON: _l("Assigned lesson"),
    Form.ASSIGNED_QUIZ: _l("Assigned quiz"),
    Form.CLASS: _l("Class held"),
    Form.OBSERVATION: _l("Observation"),
}


@dataclass(frozen=True)
class Outcome:
    """What a line says of results; `average` in hundredths of a percent. None where nothing of the kind is.

    `expected` is None where nobody was asked: self-study, observations, and classes entered afterwards, which
    name only who came.
    """

    attended: int
    expected: int | None = None
    passed: int | None = None
    average: int | None = None
    red_lines: int | None = None


@dataclass(frozen=True)
class Dated:
    """Somebody and a day: when they made it up, or until when they can."""

    person_id: int
    day: date


@dataclass(frozen=True)
class Away:
    """Somebody who was to come to a class and did not, with the reason a leader entered."""

    person_id: int
    absence: Absence | None
    note: str | None


@dataclass(frozen=True)
class FollowUp:
    """What became, up to today, of those who had not finished when the month was over.

    The results of a line stay what they were; this goes on, for the paper shows that nobody was forgotten.
    """

    provisional: tuple[int, ...] = ()
    """Their result waits for a leader's word."""
    again: tuple[int, ...] = ()
    """Failed, can do nothing more about it, and no make-up was arranged."""
    overdue: tuple[int, ...] = ()
    """Neither sat nor read it by the due time, and no make-up was arranged."""
    retry: tuple[int, ...] = ()
    """Failed, and may try again until the due time."""
    waiting: tuple[int, ...] = ()
    """Have not come to it, and it is not due yet."""
    arranged: tuple[Dated, ...] = ()
    """Were given it again, with the day it is due."""
    made_up: tuple[Dated, ...] = ()
    """Failed or missed it, and passed or read it since."""
    done: tuple[Dated, ...] = ()
    """Passed or read it in time, after the month was over."""
    gone: tuple[int, ...] = ()
    """Left the department with it unfinished."""
    called_off: bool = False
    redo: tuple[int, ...] = ()
    """Failed in a class or under observation, and have not passed the same since."""
    away: tuple[Away, ...] = ()
    """Were to come to a class and did not."""

    @property
    def people(self) -> set[int]:
        """Return everybody of whom something is said."""
        dated = {one.person_id for one in (*self.arranged, *self.made_up, *self.done)}
        named = {*self.again, *self.overdue, *self.retry, *self.waiting, *self.gone, *self.redo}
        return named | dated | {one.person_id for one in self.away}


@dataclass(frozen=True)
class Line:
    """One training activity. `minutes` is its duration for one person, None where it is not known.

    An assignment that is sat over several months has a line in each: with those who took part in that month,
    and those who owed it then. `source_id` is the assignment's or class's number, `due` its last day.
    """

    form: Form
    first: date
    last: date
    topic: str
    clauses: tuple[str, ...]
    person_ids: tuple[int, ...]
    minutes: int | None
    outcome: Outcome
    follow_up: FollowUp = FollowUp()
    source_id: int | None = None
    due: date | None = None
    due_at: datetime | None = None
    cancelled: bool = False
    trainer: str | None = None
    place: str | None = None
    notes: str | None = None
    mode: Mode | None = None
    level: Level | None = None

    @property
    def assigned(self) -> bool:
        """Say whether somebody was asked to do it."""
        return self.form in {Form.ASSIGNED_LESSON, Form.ASSIGNED_QUIZ}

    @property
    def by_oneself(self) -> bool:
        """Say whether nobody asked for it; such lines stand at the end of the sheet."""
        return self.form in {Form.SELF_STUDY, Form.SELF_TEST}


@dataclass(frozen=True)
class Gap:
    """What is lacking today of a month's assignments: who, in what, since when."""

    task_id: int | None
    form: Form
    topic: str
    due_at: datetime | None
    person_ids: tuple[int, ...]
    overdue: bool
    """Never came to it; otherwise: failed, and no make-up was given."""


def _gaps(line: Line) -> list[Gap]:
    after = line.follow_up
    return [
        Gap(line.source_id, line.form, line.topic, line.due_at, people, overdue=overdue)
        for people, overdue in ((after.overdue, True), (after.again, False))
        if people
    ]


@dataclass(frozen=True)
class Record:
    """The duty record of one department and month; `edition` is the one in force at its end."""

    department_id: int
    month: Month
    lines: tuple[Line, ...]
    head: Head
    edition: str
    read_at: datetime
    over: bool
    """Whether the month is over; until then every line may still change."""
    struck: tuple[Held, ...] = ()
    """Classes entered by mistake; they count nowhere and stay to be read."""
    corrected: tuple[Corrected, ...] = ()
    """What was corrected in this month of months that were closed by then."""

    @property
    def gaps(self) -> list[Gap]:
        """Return what is lacking today, assignment by assignment."""
        return [gap for line in self.lines if line.assigned for gap in _gaps(line)]

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
    def again(self) -> set[int]:
        """Return who must sit something again and was not given it yet."""
        return {person for line in self.lines for person in line.follow_up.again}

    @property
    def overdue(self) -> set[int]:
        """Return who is overdue with something."""
        return {person for line in self.lines for person in line.follow_up.overdue}

    @property
    def named(self) -> set[int]:
        """Return everybody whom the record names."""
        followed = (line.follow_up.people for line in self.lines)
        return self.people.union(*followed, *(one.named for one in self.corrected))


def mean(marks: Sequence[tuple[int, int]]) -> int | None:
    """Return the mean share of (points, maximum) in hundredths of a percent; None of none.

    Computed exactly and rounded once, half up: the mean of rounded percentages would differ from it.
    """
    if not marks:
        return None
    shares = [Fraction(points, maximum) if maximum else Fraction(0) for points, maximum in marks]
    return math.floor(sum(shares, Fraction(0)) / len(shares) * 10_000 + Fraction(1, 2))


def ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines as the sheet numbers them: what was asked or held, then self-study; by day in each."""
    forms = list(Form)
    return tuple(
        sorted(lines, key=lambda one: (one.by_oneself, one.first, one.last, forms.index(one.form), one.topic))
    )


def spans(clauses: Sequence[str], register: Sequence[str]) -> list[tuple[str, str]]:
    """Return clauses as (first, last) of runs that follow each other in the register and share a parent."""
    place = {id_: number for number, id_ in enumerate(register)}
    found: list[tuple[str, str]] = []
    for id_ in clauses:
        last = found[-1][1] if found else ""
        follows = last in place and place.get(id_) == place[last] + 1
        if follows and last.rpartition(".")[0] == id_.rpartition(".")[0]:
            found[-1] = (found[-1][0], id_)
        else:
            found.append((id_, id_))
    return found
