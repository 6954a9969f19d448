"""Which mending is in force for a question, and what a response is worth by it; the act is in mending.py."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.attempts.tables import MendingRow
from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.quizzes import service as quizzes
from trainer.quizzes import types
from trainer.quizzes.model import Grade, Item, Json, Response

LOCK: Final = 7_302
"""The name space of the locks on PostgreSQL that keep a mending and the end of a sitting apart."""


class Act(StrEnum):
    """What was done: the first four to a question for everybody, the others to one response or one result."""

    FULL_MARKS = "full_marks"
    LEFT_OUT = "left_out"
    KEY = "key"
    PUBLISHED = "published"
    """As the edition says: takes an earlier mending back."""
    RESPONSE = "response"
    SCORE = "score"


ACT_NAMES: Final = {
    Act.FULL_MARKS: _l("Full marks for everybody"),
    Act.LEFT_OUT: _l("Left out of the result"),
    Act.KEY: _l("Key changed"),
    Act.PUBLISHED: _l("As published again"),
    Act.RESPONSE: _l("Points of one answer changed"),
    Act.SCORE: _l("Result of one sitting changed"),
}
OF_QUESTIONS: Final = (Act.FULL_MARKS, Act.LEFT_OUT, Act.KEY, Act.PUBLISHED)
VOIDS: Final = frozenset({Act.FULL_MARKS, Act.LEFT_OUT})


@dataclass(frozen=True)
class Mending:
    """One act as it was recorded; `key` is the new key, or for one answer or result what was given."""

    id: int
    department_id: int
    edition_number: int
    item_hash: str | None
    question_id: str | None
    quiz_id: str
    act: Act
    key: Json
    attempt_id: int | None
    slot: int | None
    reason: str
    author_id: int
    at: datetime


def mending_of(row: MendingRow) -> Mending:
    """Return the facts of a row."""
    values: dict[str, Any] = {name: getattr(row, name) for name in Mending.__dataclass_fields__}
    return Mending(**values | {"act": Act(row.act)})


def hold_apart(session: Session, department_id: int, *, alone: bool) -> None:
    """Keep mendings (`alone`) and ending sittings of a department apart until the running write is over.

    Whoever comes second sees what the first has written. On SQLite the write itself is the lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        session.execute(select(lock(LOCK, department_id)))


def of_items(session: Session, department_id: int, hashes: Collection[str]) -> dict[str, list[Mending]]:
    """Return all mendings of wordings of questions, newest first; one query."""
    chosen = select(MendingRow).where(
        MendingRow.department_id == department_id, MendingRow.item_hash.in_(set(hashes))
    )
    found: dict[str, list[Mending]] = {}
    for row in session.scalars(chosen.where(MendingRow.attempt_id.is_(None)).order_by(MendingRow.id.desc())):
        found.setdefault(row.item_hash or "", []).append(mending_of(row))
    return found


def in_force(mendings: Sequence[Mending], person_id: int | None = None) -> Mending | None:
    """Return the mending that holds: the newest, for a person the newest that somebody else made.

    None also where the newest says that the question counts as published.
    """
    newest = next((one for one in mendings if one.author_id != person_id), None)
    return None if newest is None or newest.act is Act.PUBLISHED else newest


def voided(session: Session, department_id: int) -> set[str]:
    """Return the wordings that count for nothing at present: full marks for all, or left out; one query."""
    chosen = select(MendingRow).where(
        MendingRow.department_id == department_id, MendingRow.item_hash.is_not(None)
    )
    newest: dict[str, str] = {}
    for row in session.scalars(chosen.where(MendingRow.attempt_id.is_(None)).order_by(MendingRow.id)):
        newest[row.item_hash or ""] = row.act
    return {hash_ for hash_, act in newest.items() if act in VOIDS}


def set_by_hand(session: Session, department_id: int, attempt_id: int | None = None) -> set[int]:
    """Return the sittings whose whole result was set by somebody: it stands whatever happens to questions."""
    chosen = select(MendingRow.attempt_id, MendingRow.act).where(
        MendingRow.department_id == department_id,
        MendingRow.attempt_id.is_not(None),
        MendingRow.slot.is_(None),
    )
    if attempt_id is not None:
        chosen = chosen.where(MendingRow.attempt_id == attempt_id)
    newest = {attempt: act for attempt, act in session.execute(chosen.order_by(MendingRow.id)) if attempt}
    return {attempt for attempt, act in newest.items() if act == Act.SCORE}


def of_quiz(session: Session, department_id: int, quiz_id: str, hashes: Collection[str]) -> list[Mending]:
    """Return what was mended of a quiz or of questions it asks, newest first."""
    chosen = select(MendingRow).where(MendingRow.department_id == department_id)
    mine = (MendingRow.quiz_id == quiz_id) | MendingRow.item_hash.in_(set(hashes))
    return [mending_of(row) for row in session.scalars(chosen.where(mine).order_by(MendingRow.id.desc()))]


def mended_item(item: Item, mending: Mending | None) -> Item:
    """Return a question with the key that holds."""
    changed = mending is not None and mending.act is Act.KEY
    return quizzes.with_key(item, mending.key) if mending and changed else item


def regraded(mending: Mending | None, item: Item, response: Response, base: Grade) -> Grade:
    """Return what a response is worth by a mending; `base` is its grade without any.

    A voided question crosses no red line. A response that the new key cannot read earns nothing.
    """
    return base if mending is None else graded_by(mending.act, mending.key, item, response, base)


def graded_by(act: Act, key: Json, item: Item, response: Response, base: Grade) -> Grade:
    """Return what a response is worth by an act, as `regraded`."""
    if act is Act.KEY:
        return _by_key(quizzes.with_key(item, key), response, base.maximum)
    if act not in VOIDS:
        return base
    full = base.maximum if act is Act.FULL_MARKS else 0
    return Grade(full, full, evidence={"was": base.evidence})


def _by_key(item: Item, response: Response, maximum: int) -> Grade:
    try:
        return types.get(item.type).grade(item, response)
    except Invalid:
        return Grade(0, maximum, evidence={"unreadable": True})


def late_mendings(
    session: Session, department_id: int, person_id: int, hashes: Collection[str]
) -> Mapping[str, Mending]:
    """Return what holds for somebody whose sitting ends now, by wording; part of the caller's write."""
    hold_apart(session, department_id, alone=False)
    found = of_items(session, department_id, hashes)
    holding = {hash_: in_force(rows, person_id) for hash_, rows in found.items()}
    return {hash_: one for hash_, one in holding.items() if one is not None}
