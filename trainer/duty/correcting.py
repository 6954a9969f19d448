"""What was corrected of months that were closed by then; it stands in the month in which it was done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.classes import service as classes
from trainer.classes.model import Held
from trainer.duty.closed import Change, Closing, Corrected
from trainer.duty.months import Month
from trainer.editions.model import Edition
from trainer.scores.model import Kind
from trainer.scores.service import ScoreEntry

Closed = Mapping[Month, Closing]
"""The closings that stand, by month."""


def late(held: Sequence[Held], closed: Closed) -> list[Held]:
    """Return those of the classes that were entered after their month was closed."""
    return [
        one for one in held if not one.cancelled_at and _after(closed, one, one.held_at or one.created_at)
    ]


def entered(one: Held) -> Corrected:
    """Return a class that was entered after its month was closed, as its closed month tells of it."""
    at = one.held_at or one.created_at
    return Corrected(at, Month.of(one.held_on), Change.LATE, one.topic, "", one.created_by)


def struck(held: Sequence[Held], closed: Closed) -> list[Corrected]:
    """Return those of the classes that were struck out after their month was closed."""
    return [
        Corrected(
            at=one.cancelled_at,
            month=Month.of(one.held_on),
            change=Change.STRUCK,
            what=one.topic,
            reason=one.cancel_reason or "",
            author_id=one.cancelled_by,
        )
        for one in held
        if one.cancelled_at is not None
        and _after(closed, one, one.cancelled_at)
        and not _after(closed, one, one.held_at or one.created_at)
    ]


def _after(closed: Closed, held: Held, moment: datetime) -> bool:
    closing = closed.get(Month.of(held.held_on))
    return closing is not None and closing.closed_at <= moment


def results(
    session: Session,
    department_id: int,
    closed: Closed,
    edition: Edition,
    zone: ZoneInfo,
    *,
    start: datetime,
    end: datetime,
) -> list[Corrected]:
    """Return the results of closed months that were corrected from `start` until before `end`.

    Corrections are few: three queries more where there are any.
    """
    rows = session.scalars(
        select(ScoreEntry)
        .where(ScoreEntry.department_id == department_id, ScoreEntry.supersedes.is_not(None))
        .where(ScoreEntry.at >= start, ScoreEntry.at < end, ScoreEntry.kind != Kind.CONFIRM.value)
        .order_by(ScoreEntry.number)
    ).all()
    if not rows or not closed:
        return []
    before = _numbered(session, department_id, {row.supersedes for row in rows if row.supersedes})
    first = _first(session, department_id, rows)
    topics = classes.topics(session, department_id, {row.class_id for row in rows if row.class_id})
    found = []
    for row in rows:
        original = first[row.source, row.key]
        month = Month.of(clock.localise(original.at, zone).date())
        closing = closed.get(month)
        if closing is not None and closing.closed_at <= row.at:
            found.append(_corrected(row, before[row.supersedes or 0], month, _title(row, edition, topics)))
    return found


def _numbered(session: Session, department_id: int, numbers: Collection[int]) -> dict[int, ScoreEntry]:
    chosen = select(ScoreEntry).where(
        ScoreEntry.department_id == department_id, ScoreEntry.number.in_(numbers)
    )
    return {row.number: row for row in session.scalars(chosen)}


def _first(
    session: Session, department_id: int, rows: Sequence[ScoreEntry]
) -> dict[tuple[object, object], ScoreEntry]:
    """Return the first row of every result that is corrected, by what it is the result of."""
    chosen = (
        select(ScoreEntry)
        .where(ScoreEntry.department_id == department_id, ScoreEntry.kind == Kind.RESULT.value)
        .where(
            or_(
                ScoreEntry.attempt_id.in_({row.attempt_id for row in rows}),
                ScoreEntry.observation_id.in_({row.observation_id for row in rows}),
                ScoreEntry.class_id.in_({row.class_id for row in rows}),
            )
        )
    )
    return {(row.source, row.key): row for row in session.scalars(chosen)}


def _title(row: ScoreEntry, edition: Edition, topics: Mapping[int, str]) -> str:
    if row.class_id is not None:
        return topics.get(row.class_id, "–")
    kind, key = ("checklist", row.checklist_id) if row.observation_id is not None else ("quiz", row.quiz_id)
    return str(edition.items(kind).get(key or "", {}).get("title", key))


def _corrected(row: ScoreEntry, before: ScoreEntry, month: Month, what: str) -> Corrected:
    void = row.kind == Kind.VOID.value
    return Corrected(
        at=row.at,
        month=month,
        change=Change.VOID if void else Change.RESULT,
        what=what,
        reason=row.reason or "",
        author_id=row.author_id,
        person_id=row.person_id,
        before=before.percent,
        after=None if void else row.percent,
    )
