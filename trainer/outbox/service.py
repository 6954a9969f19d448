"""Queueing messages under keys that are used once, listing them, and deciding on those in doubt."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.db import writing
from trainer.errors import Conflict, NotFound
from trainer.i18n import lazy as _l
from trainer.outbox.delivering import Delivered, deliver
from trainer.outbox.model import SETTLED_BY_HAND, Queued, State
from trainer.outbox.tables import Message

__all__ = ["Delivered", "deliver", "enqueue", "is_queued", "latest", "settle", "trouble"]

SHOWN = 50


def enqueue(
    session: Session,
    key: str,
    kind: str,
    body: str,
    *,
    expires_at: datetime,
    department_id: int | None = None,
) -> bool:
    """Queue a message under a key that is used once and never again; False where it was queued before.

    An empty body is noted as nothing to say, so that the key is used up all the same.
    """
    now = clock.now()
    row = Message(
        key=key,
        kind=kind,
        department_id=department_id,
        body=body,
        state=(State.WAITING if body else State.NOTHING).value,
        tries=0,
        next_at=now,
        expires_at=expires_at,
        created_at=now,
    )
    try:
        with writing(session):
            if is_queued(session, key):
                return False
            session.add(row)
            session.flush()
            return True
    except IntegrityError:
        return False


def is_queued(session: Session, key: str) -> bool:
    """Say whether a message was queued under the key."""
    return session.scalar(select(Message.id).where(Message.key == key)) is not None


def latest(session: Session, limit: int = SHOWN) -> list[Queued]:
    """Return the latest messages, newest first."""
    rows = session.scalars(select(Message).order_by(Message.id.desc()).limit(limit)).all()
    return [_queued(row) for row in rows]


def trouble(session: Session) -> int:
    """Return how many messages wait for an administrator's word: given up or uncertain."""
    chosen = select(func.count(Message.id)).where(Message.state.in_([one.value for one in SETTLED_BY_HAND]))
    return session.scalar(chosen) or 0


def settle(session: Session, message_id: int, *, again: bool, expires_at: datetime) -> Queued:
    """Send a message again or drop it, once a person has looked whether it arrived; whoever calls audits it.

    Raises NotFound, and Conflict for one that is not given up or uncertain.
    """
    with writing(session):
        row = session.get(Message, message_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound(_l("There is no such message."))
        if State(row.state) not in SETTLED_BY_HAND:
            raise Conflict(_l("This message is not waiting for a decision."))
        row.state = (State.WAITING if again else State.DROPPED).value
        row.next_at, row.expires_at = clock.now(), expires_at
        row.tries = 0 if again else row.tries
        session.flush()
        return _queued(row)


def _queued(row: Message) -> Queued:
    return Queued(
        id=row.id,
        key=row.key,
        kind=row.kind,
        department_id=row.department_id,
        body=row.body,
        state=State(row.state),
        tries=row.tries,
        next_at=row.next_at,
        sent_at=row.sent_at,
        error=row.error,
        created_at=row.created_at,
    )
