"""Delivering what waits: each message at most once without a doubt, the doubtful left to people.

A worker claims a message by an update that only one can win, and commits that before it calls the receiver.
A clear no puts the message back with a longer wait. No answer at all, or a worker that dies between the call
and its commit, leaves it uncertain: it is never sent again by itself, and an administrator sees it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from trainer import clock
from trainer.db import writing
from trainer.outbox.model import LEASE, MAX_TRIES, Fate, Outcome, State, wait_after
from trainer.outbox.tables import Message

AT_ONCE = 20
"""Messages delivered in one turn."""


@dataclass(frozen=True)
class Delivered:
    """What one turn did."""

    sent: int = 0
    refused: int = 0
    unsure: int = 0


def deliver(session: Session, send: Callable[[str], Outcome]) -> Delivered:
    """Hand over what waits and is due, and return what came of it; safe in several workers at once."""
    now = clock.now()
    _bury(session, now)
    chosen = select(Message.id).where(Message.state == State.WAITING.value, Message.next_at <= now)
    ids = list(session.scalars(chosen.order_by(Message.next_at, Message.id).limit(AT_ONCE)))
    session.rollback()  # nothing is held open while a receiver takes its time
    fates = [fate for id_ in ids if (fate := _deliver(session, id_, send)) is not None]
    return Delivered(*(fates.count(fate) for fate in (Fate.ACCEPTED, Fate.REFUSED, Fate.UNSURE)))


def _bury(session: Session, now: datetime) -> None:
    """Give up what is too old to be news, and call uncertain what a worker never came back from."""
    with writing(session):
        session.execute(
            update(Message)
            .where(Message.state == State.WAITING.value, Message.expires_at <= now)
            .values(state=State.FAILED.value)
        )
        session.execute(
            update(Message)
            .where(Message.state == State.SENDING.value, Message.claimed_at <= now - LEASE)
            .values(state=State.UNSURE.value, error="the sender stopped before it noted the answer")
        )


def _deliver(session: Session, id_: int, send: Callable[[str], Outcome]) -> Fate | None:
    """Claim one message and hand it over; None where another worker was faster."""
    with writing(session):
        claimed = session.execute(
            update(Message)
            .where(Message.id == id_, Message.state == State.WAITING.value, Message.next_at <= clock.now())
            .values(state=State.SENDING.value, claimed_at=clock.now(), tries=Message.tries + 1)
            .returning(Message.body, Message.tries)
        ).one_or_none()
    if claimed is None:
        return None
    body, tries = claimed
    try:
        outcome = send(body)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, it may have gone out
        outcome = Outcome(Fate.UNSURE, type(error).__name__)
    _note(session, id_, tries, outcome)
    return outcome.fate


def _note(session: Session, id_: int, tries: int, outcome: Outcome) -> None:
    now = clock.now()
    values: dict[str, object] = {"error": outcome.reason or None}
    if outcome.fate is Fate.ACCEPTED:
        values |= {"state": State.SENT.value, "sent_at": now}
    elif outcome.fate is Fate.UNSURE:
        values["state"] = State.UNSURE.value
    elif tries >= MAX_TRIES:
        values["state"] = State.FAILED.value
    else:
        values |= {"state": State.WAITING.value, "next_at": now + wait_after(tries)}
    with writing(session):
        session.execute(
            update(Message)
            .where(Message.id == id_, Message.tries == tries)
            .where(Message.state.in_([State.SENDING.value, State.UNSURE.value]))
            .values(**values)
        )
