"""The supervisor's word on answers in one's own words, as somebody with little time gives it."""

from sqlalchemy.orm import Session

from trainer.attempts import service as attempts
from trainer.attempts.service import Mark
from trainer.people.model import Viewer


def confirm_waiting(session: Session, leader: Viewer) -> None:
    """Let every provisional grade stand that waits for the leader."""
    for sitting in attempts.waiting(session, leader):
        open_ = [one.question.slot for one in attempts.review(session, sitting) if not one.grade.final]
        attempts.mark(session, leader, sitting.id, {slot: Mark() for slot in open_})
