"""A class, planned or held: what is said of it, who was to come and came, and when its code is good."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l

MAX_MINUTES: Final = 24 * 60
FIRST_DAY: Final = date(2000, 1, 1)
"""A day before it is a slip of the keyboard."""
AHEAD: Final = timedelta(days=730)
"""A class planned further ahead is a slip of the keyboard."""
MAX_TOPIC: Final = 200
MAX_NAME: Final = 80
"""Characters of a place's or trainer's name."""
MAX_NOTES: Final = 4000
MAX_REASON: Final = 200
FULL_POINTS: Final = 100
PASS_MARK: Final = 60
TEST_DAYS: Final = 5
MAX_TEST_DAYS: Final = 60
OPENS_BEFORE: Final = timedelta(minutes=60)
"""So long before a class begins its code is good."""
CLOSES_AFTER: Final = timedelta(minutes=120)
"""So long after its planned end."""


class State(StrEnum):
    """How far a class has come. A plan that was called off is cancelled; one struck out stays held."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How it is examined what people took along."""

    WRITTEN = "written"
    ORAL = "oral"
    PRACTICAL = "practical"


MODE_NAMES: Final = {
    Mode.WRITTEN: _l("Written test"),
    Mode.ORAL: _l("Oral test"),
    Mode.PRACTICAL: _l("Practical test"),
}


class Level(StrEnum):
    """How well people shall know it afterwards."""

    AWARE = "aware"
    FAMILIAR = "familiar"
    MASTERED = "mastered"


LEVEL_NAMES: Final = {
    Level.AWARE: _l("Know of it"),
    Level.FAMILIAR: _l("Be familiar with it"),
    Level.MASTERED: _l("Master it"),
}


class How(StrEnum):
    """How it is known that somebody came."""

    LIST = "list"
    QR = "qr"
    HAND = "hand"


HOW_NAMES: Final = {
    How.LIST: _l("Ticked on the list"),
    How.QR: _l("Signed in by phone"),
    How.HAND: _l("Entered afterwards"),
}


class Absence(StrEnum):
    """Why somebody did not come."""

    ON_SHIFT = "on_shift"
    LEAVE = "leave"
    SICK = "sick"
    DUTY = "duty"
    NO_REASON = "no_reason"
    OTHER = "other"


ABSENCE_NAMES: Final = {
    Absence.ON_SHIFT: _l("On shift"),
    Absence.LEAVE: _l("On leave"),
    Absence.SICK: _l("Ill"),
    Absence.DUTY: _l("Called away on duty"),
    Absence.NO_REASON: _l("Without a reason"),
    Absence.OTHER: _l("Another reason"),
}


def refuse_day(held_on: date, today: date) -> None:
    """Raise Invalid for a day on which no class can have been held: one ahead, or a slip of the keyboard."""
    if held_on > today:
        raise Invalid(
            _l("A class is recorded after it was held; this day lies ahead. Plan it instead."), "held_on"
        )
    if held_on < FIRST_DAY:
        raise Invalid(_l("Please check the year of the date."), "held_on")


@dataclass(frozen=True)
class Draft:
    """What only people know of a class: entered once, by hand. `starts_at` is there for a planned one."""

    held_on: date
    topic: str
    clauses: tuple[str, ...]
    place: str
    trainer: str
    minutes: int
    notes: str | None = None
    starts_at: datetime | None = None
    mode: Mode | None = None
    level: Level | None = None
    quiz_id: str | None = None
    test_days: int | None = None
    pass_mark: int | None = None


@dataclass(frozen=True)
class Due:
    """Somebody who was to come: position of the day it was planned, and why not where they did not."""

    position: str
    absence: Absence | None = None
    note: str | None = None


@dataclass(frozen=True)
class Signed:
    """How it is known that somebody came, and since when."""

    how: How
    at: datetime | None


@dataclass(frozen=True)
class Mark:
    """A result that holds: points of a hundred, with the row of the ledger that says so."""

    person_id: int
    points: int
    pass_mark: int
    note: str | None
    reason: str | None
    entry_number: int
    author_id: int
    at: datetime

    @property
    def passed(self) -> bool:
        """Say whether it is enough."""
        return self.points >= self.pass_mark


@dataclass(frozen=True)
class Held:
    """A class; `attendees` maps person ids to their position of that day, `expected` who was to come."""

    id: int
    department_id: int
    held_on: date
    topic: str
    clauses: tuple[str, ...]
    place: str
    trainer: str
    minutes: int
    notes: str | None
    created_by: int
    created_at: datetime
    attendees: dict[int, str]
    cancelled_at: datetime | None
    cancelled_by: int | None
    cancel_reason: str | None
    state: State = State.HELD
    starts_at: datetime | None = None
    mode: Mode | None = None
    level: Level | None = None
    quiz_id: str | None = None
    test_days: int | None = None
    pass_mark: int | None = None
    held_at: datetime | None = None
    expected: dict[int, Due] = field(default_factory=dict)
    signed: dict[int, Signed] = field(default_factory=dict)
    tests: tuple[int, ...] = ()

    @property
    def planned(self) -> bool:
        """Say whether it is still to be held."""
        return self.state is State.PLANNED

    @property
    def asks_results(self) -> bool:
        """Say whether people enter its results by hand."""
        return self.state is State.HELD and self.mode in {Mode.ORAL, Mode.PRACTICAL}

    @property
    def absent(self) -> dict[int, Due]:
        """Return who was to come and did not."""
        return {id_: due for id_, due in self.expected.items() if id_ not in self.attendees}

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        """Return from when until when its code is good; None for a class that was never planned."""
        if self.starts_at is None:
            return None
        return self.starts_at - OPENS_BEFORE, self.starts_at + timedelta(minutes=self.minutes) + CLOSES_AFTER


@dataclass(frozen=True)
class Reason:
    """Why somebody did not come, as a leader says."""

    absence: Absence | None
    note: str | None


def due_of_test(held_on: date, days: int, today: date) -> date:
    """Return until which day the test can be sat: so many days after the class, tomorrow at the earliest."""
    return max(held_on + timedelta(days=days), today + timedelta(days=1))
