"""What ended sittings tell of one question with steps: the paths people took through it."""

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from trainer.attempts.model import State
from trainer.attempts.tables import Attempt, AttemptItem, GradeRow
from trainer.people.model import Viewer


def paths_taken(session: Session, department_ids: Collection[int], item_hash: str) -> list[list[str]]:
    """Return the path of every ended sitting that asked the question in this wording; empty where none began.

    A regrade does not change a path, so the first grade of each sitting tells it; one query.
    """
    chosen = select(GradeRow.evidence).where(
        GradeRow.department_id.in_(set(department_ids)),
        GradeRow.item_hash == item_hash,
        GradeRow.revision == 1,
    )
    return [evidence.get("path", []) for evidence in session.scalars(chosen)]


def is_asked(session: Session, viewer: Viewer, question_id: str) -> bool:
    """Say whether an open sitting of the viewer's asks the question: nothing of its key is shown then."""
    chosen = exists().where(
        Attempt.department_id == viewer.department_id,
        Attempt.person_id == viewer.person_id,
        Attempt.state == State.OPEN.value,
        AttemptItem.department_id == viewer.department_id,
        AttemptItem.attempt_id == Attempt.id,
        AttemptItem.question_id == question_id,
    )
    return bool(session.scalar(select(chosen)))


def being_asked(session: Session, viewer: Viewer) -> set[str]:
    """Return the questions that open sittings of the viewer's ask: their keys stay closed; one query."""
    chosen = select(AttemptItem.question_id).join(Attempt, Attempt.id == AttemptItem.attempt_id)
    mine = chosen.where(
        Attempt.department_id == viewer.department_id,
        Attempt.person_id == viewer.person_id,
        Attempt.state == State.OPEN.value,
        AttemptItem.department_id == viewer.department_id,
    )
    return set(session.scalars(mine.distinct()))
