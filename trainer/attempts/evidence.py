"""The grades of ended sittings, answer by answer, for rooms that sum up what people have shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts.mended import VOIDS
from trainer.attempts.model import State, released
from trainer.attempts.reading import of_person
from trainer.attempts.tables import Attempt, AttemptItem, GradeRow, MendingRow


@dataclass(frozen=True)
class Graded:
    """One answer with the grade that holds; points and maximum in thousandths."""

    attempt_id: int
    slot: int
    person_id: int
    quiz_id: str
    assigned: bool
    ended_at: datetime
    question_id: str
    item_hash: str
    points: int
    maximum: int
    red_lines: tuple[str, ...]
    final: bool
    voided: bool
    """Whether the question was mended so that the answer says nothing any more."""


def graded(session: Session, department_id: int, attempt_ids: Collection[int]) -> list[Graded]:
    """Return every answer of ended sittings with its latest grade, by sitting and question; one query."""
    found: dict[tuple[int, int], Graded] = {}
    chosen = (
        select(GradeRow, AttemptItem.question_id, Attempt.person_id, Attempt.quiz_id)
        .add_columns(Attempt.assignment_id, Attempt.ended_at, MendingRow.act)
        .join(Attempt, Attempt.id == GradeRow.attempt_id)
        .join(
            AttemptItem,
            (AttemptItem.attempt_id == GradeRow.attempt_id) & (AttemptItem.slot == GradeRow.slot),
        )
        .outerjoin(MendingRow, MendingRow.id == GradeRow.mending_id)
        .where(GradeRow.department_id == department_id, Attempt.department_id == department_id)
        .where(AttemptItem.department_id == department_id, GradeRow.attempt_id.in_(set(attempt_ids)))
        .where(Attempt.state != State.OPEN.value)
        .order_by(GradeRow.attempt_id, GradeRow.slot, GradeRow.revision)
    )
    for row, question_id, person_id, quiz_id, assignment_id, ended_at, act in session.execute(chosen):
        found[row.attempt_id, row.slot] = Graded(
            attempt_id=row.attempt_id,
            slot=row.slot,
            person_id=person_id,
            quiz_id=quiz_id,
            assigned=assignment_id is not None,
            ended_at=ended_at,
            question_id=question_id,
            item_hash=row.item_hash,
            points=row.points,
            maximum=row.maximum,
            red_lines=tuple(row.red_lines),
            final=row.final,
            voided=act in VOIDS,
        )
    return list(found.values())


@dataclass(frozen=True)
class Closed:
    """What somebody may not be told yet of their own answers: whole sittings, and questions by id."""

    attempt_ids: frozenset[int]
    question_ids: frozenset[str]

    def hides(self, attempt_id: int, question_id: str) -> bool:
        """Say whether the grade of an answer stays closed to whoever gave it."""
        return attempt_id in self.attempt_ids or question_id in self.question_ids

    def __bool__(self) -> bool:
        """Say whether anything is closed."""
        return bool(self.attempt_ids or self.question_ids)


def closed_to(session: Session, department_id: int, person_id: int) -> Closed:
    """Return what the policy has not released to a person yet, and what they are being asked right now."""
    sittings, now = of_person(session, department_id, person_id), clock.now()
    shut = {one.id for one in sittings if not released(one.rules, one.state, one.deadline_at, now)}
    open_ = [one.id for one in sittings if one.is_open]
    if not open_:
        return Closed(frozenset(shut), frozenset())
    asked = select(AttemptItem.question_id).where(
        AttemptItem.department_id == department_id, AttemptItem.attempt_id.in_(open_)
    )
    return Closed(frozenset(shut), frozenset(session.scalars(asked)))
