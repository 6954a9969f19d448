"""One answer held: a new row, or what stands there already."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts.model import Arrival, Held, Rules, State, follows, grows, released
from trainer.attempts.tables import Attempt, AttemptItem, Response
from trainer.quizzes import types
from trainer.quizzes.model import Item, Json


@dataclass(frozen=True)
class Saved:
    """An answer that is held; `late` ones do not count."""

    slot: int
    seq: int
    at: datetime
    late: bool = False
    shown: Json = None
    """For a question with steps what its page shows now (see `QuestionType.ask`)."""


def hold(
    session: Session,
    attempt: Attempt,
    place: AttemptItem,
    item: Item,
    held: Held | None,
    seq: int,
    body: Json,
    arrived: Arrival,
) -> Saved:
    """Add a row for an answer that is new, and return what is held then; raises Stale for an older one."""
    if types.get(item.type).steps:
        new, seq = grows(held, body), len(body or ())
    else:
        new = follows(held, seq, body, locked=_locked(attempt, held))
    if not new and held is not None:
        return Saved(place.slot, held.seq, held.saved_at, held.late, shown(item, place, held.body))
    late, now = arrived is Arrival.LATE, clock.now()
    session.add(
        Response(
            attempt_id=attempt.id,
            slot=place.slot,
            seq=seq,
            department_id=attempt.department_id,
            body=body,
            saved_at=now,
            late=late,
        )
    )
    session.flush()
    return Saved(place.slot, seq, now, late, shown(item, place, body))


def shown(item: Item, place: AttemptItem, response: Json) -> Json:
    """Return what the page of a question with steps shows once this is held, None for other questions."""
    kind = types.get(item.type)
    return kind.ask(item, place.arrangement, response) if kind.steps else None


def _locked(attempt: Attempt, held: Held | None) -> bool:
    """Say whether the key of a question was shown while the sitting goes on."""
    if held is None or attempt.state != State.OPEN.value:
        return False
    rules = Rules.from_json(attempt.rules)
    answered = held.body is not None
    return released(rules, State.OPEN, attempt.deadline_at, held.saved_at, answered=answered)
