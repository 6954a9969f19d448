"""Appending to the ledger and reading what counts; the check of the chains stands in verifying.py."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from trainer import clock
from trainer.db import writing
from trainer.errors import Conflict, Invalid
from trainer.i18n import lazy as _l
from trainer.scores.model import (
    EMPTY,
    GENESIS,
    REPEATED,
    Correction,
    Head,
    Kind,
    Result,
    Source,
    body_of,
    hash_of,
)
from trainer.scores.tables import ScoreEntry
from trainer.scores.verifying import Digests, verify

__all__ = [
    "Digests",
    "Head",
    "ScoreEntry",
    "append",
    "append_all",
    "count",
    "first_before",
    "firsts",
    "head",
    "history",
    "of_assignments",
    "of_attempt",
    "of_attempts",
    "of_classes",
    "of_observations",
    "of_period",
    "of_person",
    "provisional",
    "since",
    "standing",
    "verify",
]

SITTINGS: Final = frozenset({Source.ATTEMPT})
CHAIN_LOCK = 7_301
"""The name space of the chains' locks on PostgreSQL, where a write does not lock the database."""


def head(session: Session, department_id: int) -> Head:
    """Return the head of a department's chain; number 0 for an empty one."""
    row = session.execute(
        select(ScoreEntry.number, ScoreEntry.hash)
        .where(ScoreEntry.department_id == department_id)
        .order_by(ScoreEntry.number.desc())
        .limit(1)
    ).first()
    return Head(row.number, row.hash) if row else EMPTY


def append(session: Session, result: Result, correction: Correction | None = None) -> int:
    """Append one row and return its number; part of the caller's write.

    Raises Conflict where a result of the same, or a correction of the row, is there already.
    """
    with writing(session):
        _lock_chain(session, result.department_id)
        _refuse_second(session, result, correction)
        last = session.execute(
            select(ScoreEntry.number, ScoreEntry.hash, ScoreEntry.at)
            .where(ScoreEntry.department_id == result.department_id)
            .order_by(ScoreEntry.number.desc())
            .limit(1)
        ).first()
        number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
        at = max(clock.now(), last.at) if last else clock.now()
        session.add(_row(number, at, previous, result, correction))
        session.flush()
        return number


def append_all(session: Session, department_id: int, corrected: Sequence[tuple[Result, Correction]]) -> None:
    """Append corrections of many results of a department in their order; part of the caller's write.

    As `append`, but asking once for all: raises Conflict where one of the rows is superseded already.
    """
    with writing(session):
        _lock_chain(session, department_id)
        before = [correction.supersedes for _result, correction in corrected]
        taken = select(ScoreEntry.number).where(
            ScoreEntry.department_id == department_id, ScoreEntry.supersedes.in_(before)
        )
        if len(set(before)) < len(before) or session.scalar(taken.limit(1)) is not None:
            raise Conflict(_l("This was already recorded."))
        last = head(session, department_id)
        newest = select(func.max(ScoreEntry.at)).where(ScoreEntry.department_id == department_id)
        number, previous, at = last.number, last.hash, max(clock.now(), session.scalar(newest) or clock.now())
        for result, correction in corrected:
            if result.department_id != department_id or not correction.reason.strip():
                raise Invalid(_l("A correction needs a reason."), "reason")
            number += 1
            row = _row(number, at, previous, result, correction)
            session.add(row)
            previous = row.hash
        session.flush()


def _lock_chain(session: Session, department_id: int) -> None:
    """Let one writer at a time append to a chain; on SQLite the write itself is the lock."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(CHAIN_LOCK, department_id)))


def _refuse_second(session: Session, result: Result, correction: Correction | None) -> None:
    chosen = select(ScoreEntry.number).where(ScoreEntry.department_id == result.department_id)
    source = result.source
    if correction is None:
        chosen = chosen.where(_column(source) == getattr(result, source.column))
        if source is Source.CLASS:
            chosen = chosen.where(ScoreEntry.person_id == result.person_id)
    else:
        if not correction.reason.strip():
            raise Invalid(_l("A correction needs a reason."), "reason")
        chosen = chosen.where(ScoreEntry.supersedes == correction.supersedes)
    if session.scalar(chosen.limit(1)) is not None:
        raise Conflict(_l("This was already recorded."))


def _row(
    number: int, at: datetime, previous: str, result: Result, correction: Correction | None
) -> ScoreEntry:
    """Return the row; its columns repeat what the body says, so that no spelling can differ."""
    body = body_of(number, at, previous, result, correction)
    facts = json.loads(body)
    repeated = {name: facts.get(name) for name in REPEATED}
    return ScoreEntry(**repeated, at=at, body=body, previous_hash=previous, hash=hash_of(body))


def _column(source: Source) -> InstrumentedAttribute[Any]:
    columns: dict[Source, InstrumentedAttribute[Any]] = {
        Source.ATTEMPT: ScoreEntry.attempt_id,
        Source.OBSERVATION: ScoreEntry.observation_id,
        Source.CLASS: ScoreEntry.class_id,
    }
    return columns[source]


def standing(
    department_ids: Sequence[int] | None = None, sources: Collection[Source] = SITTINGS
) -> Select[ScoreEntry]:
    """Return the query of rows that hold: no later row supersedes them, and they are not voids.

    Unless `sources` says otherwise these are results of sittings.
    """
    later = aliased(ScoreEntry)
    superseded = exists().where(
        later.department_id == ScoreEntry.department_id, later.supersedes == ScoreEntry.number
    )
    chosen = select(ScoreEntry).where(~superseded, ScoreEntry.kind != Kind.VOID.value)
    chosen = chosen.where(or_(*(_column(source).is_not(None) for source in sources)))
    if department_ids is not None:
        chosen = chosen.where(ScoreEntry.department_id.in_(department_ids))
    return chosen


def first_before(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that a result was first recorded before a moment, corrected since or not."""
    first = aliased(ScoreEntry)
    return exists().where(
        first.department_id == ScoreEntry.department_id,
        first.attempt_id == ScoreEntry.attempt_id,
        first.kind == Kind.RESULT.value,
        first.at < moment,
    )


def of_assignments(
    session: Session, department_id: int, assignment_ids: Iterable[int]
) -> Sequence[ScoreEntry]:
    """Return the rows that hold for assignments of a department, oldest first."""
    chosen = standing([department_id]).where(ScoreEntry.assignment_id.in_(list(assignment_ids)))
    return session.scalars(chosen.order_by(ScoreEntry.number)).all()


def of_person(session: Session, department_id: int, person_id: int) -> Sequence[ScoreEntry]:
    """Return the rows that hold for a person in a department, latest first."""
    chosen = standing([department_id]).where(ScoreEntry.person_id == person_id)
    return session.scalars(chosen.order_by(ScoreEntry.number.desc())).all()


def of_attempt(session: Session, department_id: int, attempt_id: int) -> ScoreEntry | None:
    """Return the row that holds for an attempt."""
    return session.scalar(standing([department_id]).where(ScoreEntry.attempt_id == attempt_id))


def of_attempts(session: Session, department_id: int, attempt_ids: Iterable[int]) -> dict[int, ScoreEntry]:
    """Return the rows that hold for sittings, by sitting; one that is open has none."""
    chosen = standing([department_id]).where(ScoreEntry.attempt_id.in_(list(attempt_ids)))
    return {row.attempt_id: row for row in session.scalars(chosen)}


def firsts(session: Session, department_id: int, attempt_ids: Iterable[int]) -> dict[int, ScoreEntry]:
    """Return the rows that recorded sittings first, by sitting, whatever was corrected since."""
    chosen = select(ScoreEntry).where(
        ScoreEntry.department_id == department_id,
        ScoreEntry.attempt_id.in_(list(attempt_ids)),
        ScoreEntry.kind == Kind.RESULT.value,
    )
    return {row.attempt_id: row for row in session.scalars(chosen)}


def of_observations(
    session: Session, department_id: int, observation_ids: Iterable[int]
) -> dict[int, ScoreEntry]:
    """Return the rows that hold for observations, by observation."""
    chosen = standing([department_id], {Source.OBSERVATION})
    rows = session.scalars(chosen.where(ScoreEntry.observation_id.in_(list(observation_ids))))
    return {row.observation_id: row for row in rows if row.observation_id is not None}


def of_classes(
    session: Session, department_id: int, class_ids: Iterable[int]
) -> dict[tuple[int, int], ScoreEntry]:
    """Return the rows that hold for classes' results, by class and person."""
    chosen = standing([department_id], {Source.CLASS}).where(ScoreEntry.class_id.in_(list(class_ids)))
    return {(row.class_id, row.person_id): row for row in session.scalars(chosen) if row.class_id is not None}


def history(
    session: Session,
    department_id: int,
    *,
    attempt_id: int | None = None,
    observation_id: int | None = None,
    class_id: int | None = None,
) -> Sequence[ScoreEntry]:
    """Return every row of a sitting, an observation or a class, oldest first, superseded ones too."""
    chosen = select(ScoreEntry).where(ScoreEntry.department_id == department_id)
    for column, named in (
        (ScoreEntry.attempt_id, attempt_id),
        (ScoreEntry.observation_id, observation_id),
        (ScoreEntry.class_id, class_id),
    ):
        chosen = chosen.where(column == named) if named is not None else chosen
    return session.scalars(chosen.order_by(ScoreEntry.number)).all()


def since(session: Session, department_id: int, number: int, limit: int) -> Sequence[ScoreEntry]:
    """Return the rows after a number, of every kind and source, for who keeps a summary of the ledger."""
    chosen = select(ScoreEntry).where(ScoreEntry.department_id == department_id, ScoreEntry.number > number)
    return session.scalars(chosen.order_by(ScoreEntry.number).limit(limit)).all()


def provisional(session: Session, department_ids: Sequence[int], limit: int) -> Sequence[ScoreEntry]:
    """Return the rows that hold and wait to be confirmed, oldest first."""
    chosen = standing(department_ids).where(ScoreEntry.provisional).order_by(ScoreEntry.at, ScoreEntry.number)
    return session.scalars(chosen.limit(limit)).all()


def of_period(
    session: Session,
    department_id: int,
    start: datetime,
    end: datetime,
    sources: Collection[Source] = SITTINGS,
) -> Sequence[ScoreEntry]:
    """Return the rows that hold of results recorded from `start` until before `end`, oldest first.

    A correction made later counts where its result was recorded first.
    """
    first = aliased(ScoreEntry)
    same = or_(*(getattr(first, one.column) == _column(one) for one in sources))
    recorded = exists().where(
        first.department_id == department_id,
        first.person_id == ScoreEntry.person_id,
        same,
        first.kind == Kind.RESULT.value,
        first.at >= start,
        first.at < end,
    )
    chosen = standing([department_id], sources).where(ScoreEntry.at >= start, recorded)
    return session.scalars(chosen.order_by(ScoreEntry.number)).all()


def count(session: Session, department_id: int) -> int:
    """Return how many rows a department's chain has."""
    return (
        session.scalar(
            select(func.count()).select_from(ScoreEntry).where(ScoreEntry.department_id == department_id)
        )
        or 0
    )
