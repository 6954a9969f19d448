"""One watch on the floor as values: its states, what is held of each item, and what a signature covers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from trainer.checklists.model import Mark
from trainer.editions.model import digest
from trainer.errors import Invalid, Stale
from trainer.i18n import lazy as _l

MAX_SEQ: Final = 1_000_000
"""No thumb saves one item more often; it keeps a forged number from filling the column."""
MAX_NOTE: Final = 500
MAX_PLACE: Final = 80
MAX_PHOTOS: Final = 60
"""Photos that one observation may take in, replaced ones included."""
AGAIN_AFTER: Final = timedelta(days=7)
"""When a form that was failed is proposed to be observed again."""
MOMENT: Final = timedelta(hours=1)
"""Two observers who began within this time may have watched the same moment."""
WHOLE: Final = "_"
"""What stands for the observation itself where items are named; no item's id begins so."""


class State(StrEnum):
    """Where an observation stands. Withdrawn: a draft given up, or a result that an objection undid."""

    DRAFT = "draft"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """Whose word a finished observation waits for."""

    UNSIGNED = "unsigned"
    OBJECTED = "objected"
    ANSWERED = "answered"
    """The objection was answered; the observed person has still to sign what holds now."""
    SIGNED = "signed"


class Decision(StrEnum):
    """What an objection led to."""

    UPHELD = "upheld"
    """The result stands as it was."""
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


MARK_NAMES: Final = {
    Mark.MET: _l("Met"),
    Mark.UNMET: _l("Not met"),
    Mark.UNOBSERVED: _l("Not observed"),
}
MARK_KINDS: Final = {Mark.MET: "say", Mark.UNMET: "never", Mark.UNOBSERVED: "plain"}
STAGE_NAMES: Final = {
    Stage.UNSIGNED: _l("To be signed"),
    Stage.OBJECTED: _l("Objection open"),
    Stage.ANSWERED: _l("Answered, to be signed"),
    Stage.SIGNED: _l("Signed"),
}
DECISION_NAMES: Final = {
    Decision.UPHELD: _l("The result stands"),
    Decision.CHANGED: _l("Marks are changed"),
    Decision.WITHDRAWN: _l("The observation is withdrawn"),
}


@dataclass(frozen=True)
class Entry:
    """What is held of one item: its mark (None while nobody tapped), a note, a photo of the files room."""

    mark: Mark | None = None
    note: str = ""
    file_id: int | None = None


@dataclass(frozen=True)
class Held:
    """The newest save of an item, with its number."""

    seq: int
    entry: Entry
    saved_at: datetime


@dataclass(frozen=True)
class Whole:
    """What is noted of the observation as a whole."""

    place: str = ""
    note: str = ""


@dataclass(frozen=True)
class Saved:
    """Something that is held now."""

    seq: int
    at: datetime


def usable(seq: object) -> int:
    """Return the number of a save; raises Invalid for what cannot be one."""
    if isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq <= MAX_SEQ:
        return seq
    raise Invalid(_l("The answer has no usable number."), "seq")


def follows(held: Held | None, seq: int, entry: Entry) -> bool:
    """Say whether a save is new (True) or repeats what is held (False).

    Raises Stale with what is held for an older one, and for the same number with another content.
    """
    if held is None or seq > held.seq:
        return True
    if seq == held.seq and entry == held.entry:
        return False
    raise stale(held.seq, held.entry, held.saved_at)


def stale(seq: int, entry: Entry | Whole, at: datetime | None) -> Stale:
    """Return the refusal that carries what is held."""
    message = _l("This was changed elsewhere meanwhile; what you see is what is saved.")
    return Stale(message, seq=seq, held=entry, at=at)


def text_of(value: object, most: int, field: str) -> str:
    """Return typed text as it is kept: NFC, one kind of line end; raises Invalid."""
    if not isinstance(value, str):
        raise Invalid(_l("This could not be read."), field)
    text = re.sub(r"\r\n?", "\n", unicodedata.normalize("NFC", value)).strip()
    if len(text) > most:
        raise Invalid(_l("At most %(count)s characters, please.", count=most), field)
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in text):
        raise Invalid(_l("This holds a character that cannot be shown. Please type it again."), field)
    return text


def mark_of(value: object) -> Mark | None:
    """Return the mark that was sent, None for none; raises Invalid."""
    if value in (None, ""):
        return None
    try:
        return Mark(value)  # type: ignore[arg-type]  # what is no text is no mark either
    except ValueError as error:
        raise Invalid(_l("An item is met, not met or not observed; nothing else."), "mark") from error


def graded_digest(
    observation_id: int, checklist_id: str, marks: Iterable[tuple[str, int, str | None]]
) -> str:
    """Return the SHA-256 of what a result was graded from: (item, number of its save, mark).

    Marks that answered an objection have the number 0: nobody saved them one by one.
    """
    return digest([observation_id, checklist_id, sorted([item, seq, mark] for item, seq, mark in marks)])


def shown_digest(shown: Mapping[str, Any]) -> str:
    """Return the SHA-256 that a signature covers: everything the page of the result tells."""
    return digest(shown)


@dataclass(frozen=True)
class Signature:
    """One person's word under what they were shown; `number` counts within the observation from 1."""

    number: int
    person_id: int
    role: str
    """observer or observed"""
    kind: str
    """signed or objected"""
    reason: str | None
    shown_hash: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    """How an objection was answered; `marks` are the new ones of all items where they changed."""

    author_id: int
    decision: Decision
    reason: str
    at: datetime
    marks: Mapping[str, str] | None


OBSERVER, OBSERVED = "observer", "observed"
SIGNED, OBJECTED = "signed", "objected"


@dataclass(frozen=True)
class Observed:
    """A finished observation as other rooms read it: points in thousandths, percent in hundredths.

    `marks` are those that hold, items nobody tapped included as unobserved; `clauses` are those of each item.
    """

    id: int
    department_id: int
    person_id: int
    position: str
    observer_id: int
    checklist_id: str
    title: str
    edition_number: int
    finished_at: datetime
    points: int
    maximum: int
    percent: int
    passed: bool
    red_lines: tuple[str, ...]
    marks: Mapping[str, str]
    clauses: Mapping[str, tuple[str, ...]]
    state: State
    signed: bool
    objected: bool
    answered: bool
    ledger_number: int | None = None


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody's word; ids of observations, oldest first."""

    to_sign: Sequence[int] = ()
    to_answer: Sequence[int] = ()
    drafts: Sequence[int] = ()
    again: Sequence[int] = ()
    """Failed ones of which they proposed to observe the person again, due or not."""

    @property
    def count(self) -> int:
        """Return how many wait for a word, for a badge."""
        return len(self.to_sign) + len(self.to_answer)


@dataclass(frozen=True)
class OpenObjection:
    """An objection that nobody has answered."""

    observation_id: int
    person_id: int
    observer_id: int
    checklist_id: str
    finished_at: datetime
