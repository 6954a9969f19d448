"""What a review leads to: the lessons of what went wrong, another attempt where one is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Standing
from trainer.attempts.pages_sitting import is_mine, quiz_of
from trainer.attempts.service import Sitting
from trainer.attempts.views_questions import Marked
from trainer.lessons import service as lessons
from trainer.lessons.model import Lesson
from trainer.web.request import db_session, edition, viewer


@dataclass(frozen=True)
class After:
    """Where the review leads: a lesson by question, each once in `lessons`, and whether to sit again."""

    taught: Mapping[int, Lesson]
    lessons: tuple[Lesson, ...]
    again: bool
    left: int | None
    """Attempts that are left, None without a limit."""


def after(sitting: Sitting, shown: Sequence[Marked], *, passed: bool) -> After:
    """Return what a reader does next with this review; a leader looking at it is told of lessons only."""
    clauses = {
        one.asked.slot: [key for key, _title in one.explained.clauses] for one in shown if not_yet(one)
    }
    named = quiz_of(sitting).lessons if clauses else ()
    taught = {
        slot: found for slot, keys in clauses.items() if (found := lessons.teaching(edition(), keys, named))
    }
    several = tuple({found.id: found for found in taught.values()}.values())
    if passed or not is_mine(sitting):
        return After(taught, several, again=False, left=None)
    if sitting.assignment_id is None:
        return After(taught, several, again=True, left=None)
    owed = _standing(sitting.assignment_id)
    again = owed is not None and owed.step(clock.now()) == "again"
    return After(taught, several, again, owed.attempts_left if owed else 0)


def not_yet(one: Marked) -> bool:
    """Say whether there is something to learn from a question still."""
    return one.verdict in {"wrong", "part"}


def _standing(assignment_id: int) -> Standing | None:
    found = assignments.owed(db_session(), viewer())
    return next((one for one in found if one.task.id == assignment_id), None)
