"""A class held, as the duty record names it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

MAX_MINUTES: Final = 24 * 60


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
    cancel_reason: str | None
