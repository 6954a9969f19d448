"""A class held, as the duty record names it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l

MAX_MINUTES: Final = 24 * 60
FIRST_DAY: Final = date(2000, 1, 1)
"""A day before it is a slip of the keyboard."""
MAX_TOPIC: Final = 200
MAX_NAME: Final = 80
"""Characters of a place's or trainer's name."""
MAX_NOTES: Final = 4000
MAX_REASON: Final = 200


def refuse_day(held_on: date, today: date) -> None:
    """Raise Invalid for a day on which no class can have been held: one ahead, or a slip of the keyboard."""
    if held_on > today:
        raise Invalid(_l("A class is recorded after it was held; this day lies ahead."), "held_on")
    if held_on < FIRST_DAY:
        raise Invalid(_l("Please check the year of the date."), "held_on")


@dataclass(frozen=True)
class Draft:
    """What only people know of a class: entered once, by hand."""

    held_on: date
    topic: str
    clauses: tuple[str, ...]
    place: str
    trainer: str
    minutes: int
    notes: str | None = None


@dataclass(frozen=True)
class Held:
    """A class that took place; `attendees` maps person ids to their position of that day."""

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
