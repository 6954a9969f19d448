"""Giving a whole answer to a question of any type, in steps where it is taken in steps."""

from sqlalchemy.orm import Session

from trainer.attempts import service as attempts
from trainer.attempts.service import Question
from trainer.people.model import Viewer
from trainer.quizzes import types
from trainer.quizzes.model import Response


def give(session: Session, viewer: Viewer, attempt_id: int, question: Question, body: Response) -> None:
    """Save an answer as the page's script does: at once, or one choice after another."""
    parts = [body[:n] for n in range(1, len(body) + 1)] if types.get(question.item.type).steps else [body]
    for seq, part in enumerate(parts, start=1):
        attempts.answer(session, viewer, attempt_id, question.slot, seq, part)


def give_key(session: Session, viewer: Viewer, attempt_id: int, question: Question) -> None:
    """Save the answer that earns every point."""
    give(session, viewer, attempt_id, question, types.get(question.item.type).key(question.item))
