"""What ended sittings hold, gathered for statistics: results, grades and saves, in few queries, streamed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Subquery, and_, case, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from trainer.attempts.model import State
from trainer.attempts.tables import Attempt, GradeRow, Response
from trainer.quizzes.model import Json
from trainer.scores import service as scores

BATCH = 2_000
"""Rows that are held at once while a stream is read."""


@dataclass(frozen=True)
class Among:
    """Which ended sittings of a department are meant; None sets no limit."""

    department_id: int
    quiz_id: str | None = None
    edition_number: int | None = None
    start: datetime | None = None
    """Ended at or after."""
    end: datetime | None = None
    """Ended before."""
    first_only: bool = True
    """Of each person and quiz only the first sitting there ever was in the department."""


@dataclass(frozen=True)
class Sat:
    """One ended sitting with the result that holds; `percent` in hundredths."""

    id: int
    person_id: int
    edition_number: int
    started_at: datetime
    points: int
    maximum: int
    percent: int
    passed: bool
    provisional: bool


@dataclass(frozen=True)
class Earned:
    """The grade of one answer that holds, and what it was by its own merit, without a mending."""

    attempt_id: int
    slot: int
    item_hash: str
    points: int
    maximum: int
    own_points: int
    own_maximum: int


@dataclass(frozen=True)
class Save:
    """One save of one answer that was not late."""

    attempt_id: int
    slot: int
    seq: int
    body: Json
    saved_at: datetime


@dataclass(frozen=True)
class Sums:
    """Points of one wording in a quiz, or in a month, summed up; in thousandths and their squares."""

    group: Any
    item_hash: str
    n: int
    points: int
    squares: int
    maximum: int


@dataclass(frozen=True)
class Totals:
    """Sittings of a quiz, or of a month, summed up."""

    group: Any
    n: int
    passed: int
    percents: int
    """The sum of their percentages, in hundredths."""


def _chosen(among: Among) -> Select[int]:
    """Return the query of the ids of the sittings meant."""
    nth = func.row_number().over(
        partition_by=(Attempt.person_id, Attempt.quiz_id), order_by=(Attempt.ended_at, Attempt.id)
    )
    ended = select(Attempt.id, nth.label("nth"), Attempt.ended_at, Attempt.edition_number).where(
        Attempt.department_id == among.department_id, Attempt.state != State.OPEN.value
    )
    if among.quiz_id is not None:
        ended = ended.where(Attempt.quiz_id == among.quiz_id)
    each = ended.subquery()
    chosen = select(each.c.id)
    if among.first_only:
        chosen = chosen.where(each.c.nth == 1)
    if among.edition_number is not None:
        chosen = chosen.where(each.c.edition_number == among.edition_number)
    if among.start is not None:
        chosen = chosen.where(each.c.ended_at >= among.start)
    if among.end is not None:
        chosen = chosen.where(each.c.ended_at < among.end)
    return chosen


def _results(department_id: int) -> Subquery:
    """Return the ledger rows that hold, as a table to join."""
    return scores.standing([department_id]).subquery()


def _joined(results: Subquery) -> ColumnElement[bool]:
    return and_(results.c.attempt_id == Attempt.id, results.c.department_id == Attempt.department_id)


def sat(session: Session, among: Among) -> list[Sat]:
    """Return the sittings with the results that hold, in the order they ended; void ones are none."""
    held = _results(among.department_id)
    chosen = (
        select(Attempt.id, Attempt.person_id, Attempt.edition_number, Attempt.started_at)
        .add_columns(held.c.points, held.c.maximum, held.c.percent, held.c.passed, held.c.provisional)
        .join(held, _joined(held))
        .where(Attempt.department_id == among.department_id, Attempt.id.in_(_chosen(among)))
        .order_by(Attempt.ended_at, Attempt.id)
    )
    return [Sat(*row) for row in session.execute(chosen)]


def grades(session: Session, among: Among) -> Iterator[Earned]:
    """Yield the grade of every answer of the sittings, by sitting and place."""
    chosen = (
        select(GradeRow.attempt_id, GradeRow.slot, GradeRow.item_hash, GradeRow.points, GradeRow.maximum)
        .add_columns(GradeRow.mending_id)
        .where(GradeRow.department_id == among.department_id, GradeRow.attempt_id.in_(_chosen(among)))
        .order_by(GradeRow.attempt_id, GradeRow.slot, GradeRow.revision)
    )
    held: Earned | None = None
    for row in session.execute(chosen, execution_options={"yield_per": BATCH}):
        own = row.points, row.maximum
        if held is not None and (held.attempt_id, held.slot) == (row.attempt_id, row.slot):
            own = own if row.mending_id is None else (held.own_points, held.own_maximum)
        elif held is not None:
            yield held
        held = Earned(row[0], row[1], row[2], row[3], row[4], *own)
    if held is not None:
        yield held


def saves(session: Session, among: Among) -> Iterator[Save]:
    """Yield every save of the sittings that was not late, sitting by sitting as they were made."""
    chosen = (
        select(Response.attempt_id, Response.slot, Response.seq, Response.body, Response.saved_at)
        .where(Response.department_id == among.department_id, Response.attempt_id.in_(_chosen(among)))
        .where(Response.late.is_(False))
        .order_by(Response.attempt_id, Response.saved_at, Response.slot, Response.seq)
    )
    for row in session.execute(chosen, execution_options={"yield_per": BATCH}):
        yield Save(*row)


def editions_sat(session: Session, department_id: int, quiz_id: str) -> list[int]:
    """Return the editions in which a quiz was sat to its end, newest first."""
    chosen = select(Attempt.edition_number).where(
        Attempt.department_id == department_id,
        Attempt.quiz_id == quiz_id,
        Attempt.state != State.OPEN.value,
    )
    return list(session.scalars(chosen.distinct().order_by(Attempt.edition_number.desc())))


def _latest(among: Among, without: Collection[str]) -> list[ColumnElement[bool]]:
    later = aliased(GradeRow)
    superseded = exists().where(
        later.attempt_id == GradeRow.attempt_id,
        later.slot == GradeRow.slot,
        later.revision > GradeRow.revision,
    )
    return [
        GradeRow.department_id == among.department_id,
        GradeRow.attempt_id.in_(_chosen(among)),
        GradeRow.item_hash.not_in(list(without)),
        GradeRow.maximum > 0,
        ~superseded,
    ]


def sums_by_quiz(session: Session, among: Among, without: Collection[str]) -> list[Sums]:
    """Return the points by quiz and wording, but for the wordings `without`; one query."""
    wide = cast(GradeRow.points, BigInteger)
    chosen = (
        select(Attempt.quiz_id, GradeRow.item_hash, func.count())
        .add_columns(func.sum(GradeRow.points), func.sum(wide * wide), func.sum(GradeRow.maximum))
        .join(Attempt, Attempt.id == GradeRow.attempt_id)
        .where(*_latest(among, without))
        .group_by(Attempt.quiz_id, GradeRow.item_hash)
    )
    return [
        Sums(quiz, item, n, int(points), int(squares), int(maximum))
        for quiz, item, n, points, squares, maximum in session.execute(chosen)
    ]


def spread_by_quiz(
    session: Session, among: Among, without: Collection[str]
) -> dict[str, tuple[int, int, int]]:
    """Return by quiz how many sittings there are, the sum of their points, and of the squares; one query."""
    each = (
        select(Attempt.quiz_id, cast(func.sum(GradeRow.points), BigInteger).label("total"))
        .join(Attempt, Attempt.id == GradeRow.attempt_id)
        .where(*_latest(among, without))
        .group_by(Attempt.quiz_id, GradeRow.attempt_id)
        .subquery()
    )
    total = each.c.total
    chosen = select(each.c.quiz_id, func.count(), func.sum(total), func.sum(total * total)).group_by(
        each.c.quiz_id
    )
    return {quiz: (n, int(one), int(two)) for quiz, n, one, two in session.execute(chosen)}


def totals_by_quiz(session: Session, among: Among) -> list[Totals]:
    """Return the results that hold by quiz; one query."""
    return _totals(session, among, select(Attempt.quiz_id.label("grouped"), Attempt.id))


def _totals(session: Session, among: Among, grouped: Select[Any, int]) -> list[Totals]:
    """Return the results that hold by the group each sitting is in.

    The group is a column of a table of its own: PostgreSQL takes an expression with values in it, written
    twice, for two.
    """
    each = grouped.where(
        Attempt.department_id == among.department_id, Attempt.id.in_(_chosen(among))
    ).subquery()
    held = _results(among.department_id)
    chosen = (
        select(each.c.grouped, func.count(), func.sum(case((held.c.passed, 1), else_=0)))
        .add_columns(func.sum(held.c.percent))
        .select_from(each)
        .join(held, held.c.attempt_id == each.c.id)
        .group_by(each.c.grouped)
    )
    return [
        Totals(group, n, int(passed), int(percents)) for group, n, passed, percents in session.execute(chosen)
    ]


def _month(bounds: Sequence[datetime]) -> ColumnElement[int]:
    """Return the place of a sitting's end between bounds, from 0; nothing outside is asked."""
    column: ColumnElement[datetime] = Attempt.ended_at  # type: ignore[assignment]  # ended ones have it
    return case(*((column < bound, place) for place, bound in enumerate(bounds[1:])))


def totals_by_month(session: Session, department_id: int, bounds: Sequence[datetime]) -> list[Totals]:
    """Return the results that hold of all sittings by the place of their end between bounds; one query."""
    among = Among(department_id, start=bounds[0], end=bounds[-1], first_only=False)
    return _totals(session, among, select(_month(bounds).label("grouped"), Attempt.id))


def sums_by_month(
    session: Session, department_id: int, bounds: Sequence[datetime], without: Collection[str]
) -> list[Sums]:
    """Return the points by month and wording, but for the wordings `without`; one query."""
    among = Among(department_id, start=bounds[0], end=bounds[-1], first_only=False)
    each = (
        select(_month(bounds).label("month"), GradeRow.item_hash)
        .add_columns(GradeRow.points, GradeRow.maximum)
        .join(Attempt, Attempt.id == GradeRow.attempt_id)
        .where(*_latest(among, without))
        .subquery()
    )
    chosen = (
        select(each.c.month, each.c.item_hash, func.count(), func.sum(each.c.points))
        .add_columns(func.sum(each.c.maximum))
        .group_by(each.c.month, each.c.item_hash)
    )
    return [
        Sums(place, item, n, int(got), 0, int(most)) for place, item, n, got, most in session.execute(chosen)
    ]
