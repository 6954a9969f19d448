"""Saving answers: one as the page's script sends it, or all those of a posted form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts import access, ending
from trainer.attempts.held import newest
from trainer.attempts.holding import Saved, hold, shown
from trainer.attempts.model import MAX_SEQ, Arrival, Held, Rules, State, arrival
from trainer.attempts.tables import Attempt, AttemptItem
from trainer.db import writing
from trainer.editions import service as editions
from trainer.errors import Gone, Invalid, Stale
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.quizzes import types
from trainer.quizzes.model import Item, Json
from trainer.quizzes.types.base import fields_of


@dataclass(frozen=True)
class Press:
    """A button inside a question that was pressed on a page without script."""

    slot: int
    action: str


@dataclass(frozen=True)
class Posted:
    """What became of a form: the questions saved, and those that were not, with the reason."""

    saved: tuple[Saved, ...]
    refused: Mapping[int, Stale | Invalid]


def answer(session: Session, viewer: Viewer, attempt_id: int, slot: int, seq: int, response: Json) -> Saved:
    """Hold an answer and return what is held; durable when this returns.

    The same number with the same answer is held already and changes nothing. After the deadline, within the
    grace time, it is held as late. Raises NotFound for another's sitting or no such question, Invalid for an
    answer the question cannot have, Stale with `seq`, `response` (as the page's script shows it), `at` and
    `shown` of what is held when that is newer, and Gone after the end.
    """
    if not (isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq <= MAX_SEQ):
        raise Invalid(_l("The answer has no usable number."), "seq")
    with writing(session):
        attempt, place = access.own_question(session, viewer, attempt_id, slot)
        arrived = _arrival(session, attempt)
        if arrived is not Arrival.REFUSED:
            item = _items(session, [place])[slot]
            held = newest(session, attempt.department_id, attempt.id, slot)
            kind = types.get(item.type)
            try:
                body = kind.receive(item, response)
                return hold(session, attempt, place, item, held.get(slot), seq, body, arrived)
            except Stale as stale:
                stale.details["shown"] = shown(item, place, stale.details["response"])
                stale.details["response"] = kind.sent(item, stale.details["response"])
                raise
    raise _gone(attempt_id)


def answer_form(
    session: Session,
    viewer: Viewer,
    attempt_id: int,
    form: Mapping[str, Sequence[str]],
    press: Press | None = None,
) -> Posted:
    """Hold every answer of a posted form that differs from what is held.

    A question `s<slot>` stands in the form when its number `seq-<slot>` does. Raises NotFound for another's
    sitting and Gone after the end; what else is wrong is told question by question.
    """
    saved: list[Saved] = []
    refused: dict[int, Stale | Invalid] = {}
    with writing(session):
        attempt = access.own(session, viewer, attempt_id)
        arrived = _arrival(session, attempt)
        if arrived is not Arrival.REFUSED:
            places = _places(session, attempt, form)
            items = _items(session, places)
            held = newest(session, attempt.department_id, attempt.id)
            for place in places:
                try:
                    done = _take(session, attempt, place, items[place.slot], held, form, press, arrived)
                except (Stale, Invalid) as error:
                    refused[place.slot] = error
                else:
                    saved += [done] if done else []
            return Posted(tuple(saved), refused)
    raise _gone(attempt_id)


def _gone(attempt_id: int) -> Gone:
    return Gone(_l("This sitting has ended. What was saved in time counts."), attempt_id=attempt_id)


def _arrival(session: Session, attempt: Attempt) -> Arrival:
    """End the sitting if its time is up, and say what becomes of an answer that arrives now."""
    now = clock.now()
    ending.end_if_over(session, attempt, now)
    grace = Rules.from_json(attempt.rules).grace_seconds
    return arrival(State(attempt.state), attempt.deadline_at, grace, now)


def _items(session: Session, places: Sequence[AttemptItem]) -> dict[int, Item]:
    """Return the questions in the wording of the sitting, by slot."""
    bodies = editions.bodies(session, [place.item_hash for place in places])
    return {place.slot: Item.from_json(bodies[place.item_hash]) for place in places}


def _places(session: Session, attempt: Attempt, form: Mapping[str, Sequence[str]]) -> Sequence[AttemptItem]:
    chosen = select(AttemptItem).where(
        AttemptItem.department_id == attempt.department_id, AttemptItem.attempt_id == attempt.id
    )
    places = session.scalars(chosen.order_by(AttemptItem.slot))
    return [place for place in places if form.get(f"seq-{place.slot}")]


def _take(
    session: Session,
    attempt: Attempt,
    place: AttemptItem,
    item: Item,
    held: Mapping[int, Held],
    form: Mapping[str, Sequence[str]],
    press: Press | None,
    arrived: Arrival,
) -> Saved | None:
    """Hold the answer of one question of a form, None when it is open or held already."""
    kind, fields = types.get(item.type), fields_of(form, f"s{place.slot}")
    if press is not None and press.slot == place.slot:
        body = kind.check(item, kind.press(item, fields, press.action))
    elif kind.steps:
        return None
    else:
        body = kind.parse(item, fields)
    mine = held.get(place.slot)
    if body == (mine.body if mine else None):
        return None
    seen = form[f"seq-{place.slot}"][0]
    if not (seen.isascii() and seen.isdigit() and int(seen) < MAX_SEQ):
        raise Invalid(_l("The answer has no usable number."), "seq")
    return hold(session, attempt, place, item, mine, int(seen) + 1, body, arrived)
