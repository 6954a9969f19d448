"""What a row of the ledger says, the canonical bytes it is hashed over, and how a chain is checked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from trainer.db import canonical
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l

GENESIS: Final = "0" * 64
"""The hash before the first row of a chain."""


@dataclass(frozen=True)
class Head:
    """The last row of a department's chain; printed, it shows later that no tail was cut off."""

    number: int
    hash: str


EMPTY: Final = Head(0, GENESIS)
"""The head of a chain without rows."""


Key = int | tuple[int, int]
"""Number of a sitting or observation; of a class its number and the person, for a class has many results."""


class Source(StrEnum):
    """What a row is the result of."""

    ATTEMPT = "attempt"
    OBSERVATION = "observation"
    CLASS = "class"

    @property
    def column(self) -> str:
        """Return the column that is filled in rows of this source, and in no others."""
        return f"{self.value}_id"


def source_of(columns: Mapping[str, Any]) -> tuple[Source, Key]:
    """Return what the row with these columns is the result of, and its name there; ValueError for nothing."""
    for source in Source:
        if (named := columns.get(source.column)) is not None:
            return source, (named, columns["person_id"]) if source is Source.CLASS else named
    raise ValueError("a row of no source")


class Kind(StrEnum):
    """Why a row was appended."""

    RESULT = "result"
    REGRADE = "regrade"
    VOID = "void"
    OVERRIDE = "override"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Result:
    """What is to be recorded of one ended attempt, one finished observation, or one person's class result.

    `points` and `maximum` are thousandths of a point, `percent` hundredths of a percent. `responses_digest`
    is the SHA-256 of what was graded as stored: responses, marks, or what was entered.
    """

    department_id: int
    person_id: int
    position: str
    quiz_id: str | None
    edition_number: int
    edition_hash: str
    attempt_id: int | None
    attempt_number: int | None
    assignment_id: int | None
    points: int
    maximum: int
    percent: int
    passed: bool
    provisional: bool
    red_lines: tuple[str, ...]
    responses_digest: str
    observation_id: int | None = None
    checklist_id: str | None = None
    class_id: int | None = None

    @property
    def source(self) -> Source:
        """Return what it is the result of; raises ValueError unless it is exactly one."""
        named = [one for one in Source if getattr(self, one.column) is not None]
        if len(named) != 1:
            raise ValueError(f"a result of {named or 'nothing'}")
        return named[0]


LATER: Final = ("observation_id", "checklist_id", "class_id")
"""Facts that a body carries only where it has them: rows of sittings keep the bytes they always had."""


@dataclass(frozen=True)
class Correction:
    """Why a row takes the place of an earlier one, and who says so."""

    kind: Kind
    supersedes: int
    reason: str
    author_id: int


REPEATED: Final = (
    *(f.name for f in fields(Result) if f.name not in {"edition_hash", "responses_digest"}),
    *("kind", "supersedes", "reason", "author_id", "number"),
)
"""The facts of a row's body that its columns repeat, beside the moment."""


def body_of(number: int, at: datetime, previous: str, result: Result, correction: Correction | None) -> str:
    """Return the canonical text of a row: integers, NFC, the moment in UTC microseconds."""
    facts: dict[str, Any] = asdict(result)
    facts = {name: value for name, value in facts.items() if value is not None or name not in LATER}
    facts |= {
        "number": number,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "previous": previous,
        "kind": correction.kind.value if correction else Kind.RESULT.value,
        "supersedes": correction.supersedes if correction else None,
        "reason": correction.reason if correction else None,
        "author_id": correction.author_id if correction else None,
    }
    return canonical(facts)


def hash_of(body: str) -> str:
    """Return the SHA-256 of a row's canonical bytes, hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


@dataclass(frozen=True)
class Link:
    """A stored row as the check of a chain needs it; `columns` repeat values of the body."""

    number: int
    body: str
    previous_hash: str
    hash: str
    columns: Mapping[str, Any]

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what the body says; nothing where it is not readable."""
        try:
            read = json.loads(self.body)
        except json.JSONDecodeError:
            return {}
        return read if isinstance(read, dict) else {}


class Damage(StrEnum):
    """What is wrong with the first row that does not fit."""

    MISSING = "missing"
    CHANGED = "changed"
    BROKEN = "broken"
    EDITION = "edition"
    RESPONSES = "responses"
    TAIL = "tail"
    STORE = "store"


DAMAGE_NAMES: Final = {
    Damage.MISSING: _l("a row is missing here"),
    Damage.CHANGED: _l("the row was changed after it was written"),
    Damage.BROKEN: _l("the row does not follow the one before it"),
    Damage.EDITION: _l("the edition it names is not what it was"),
    Damage.RESPONSES: _l("the answers it rests on are not what they were"),
    Damage.TAIL: _l("the printed head stands in no chain: rows were cut off or the chain was rewritten"),
    Damage.STORE: _l("the stored content of this edition was changed"),
}


@dataclass(frozen=True)
class Finding:
    """The first row of a chain that was tampered with; for `STORE` an edition, for `TAIL` neither."""

    department_id: int
    number: int
    damage: Damage

    def __str__(self) -> str:
        """Say it as the command line prints it."""
        words = DAMAGE_NAMES[self.damage]
        if self.damage is Damage.TAIL:
            return str(words)
        if self.damage is Damage.STORE:
            return _("Edition %(number)s: %(words)s.", number=self.number, words=words)
        return _(
            "Department %(department)s, row %(number)s: %(words)s.",
            department=self.department_id,
            number=self.number,
            words=words,
        )


def damage_of(link: Link, number: int, previous: str) -> Damage | None:
    """Return what is wrong with the row that should be number `number`, after the row of hash `previous`."""
    if link.number != number:
        return Damage.MISSING
    facts = link.facts
    if hash_of(link.body) != link.hash or any(facts.get(key) != value for key, value in link.columns.items()):
        return Damage.CHANGED
    if link.previous_hash != previous or facts.get("previous") != previous:
        return Damage.BROKEN
    return None
