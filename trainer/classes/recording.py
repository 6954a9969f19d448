"""Entering a class that was held, afterwards, and striking out one that was entered by mistake."""

from collections.abc import Collection
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.classes.model import MAX_MINUTES, Draft, How, State, refuse_day
from trainer.classes.reading import row_of
from trainer.classes.tables import Attendance, ClassHeld
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import Viewer

DOUBLE_CLICK = timedelta(seconds=30)
"""The same class entered again within this time is the same click."""


def record(
    session: Session,
    viewer: Viewer,
    department_id: int,
    draft: Draft,
    attendees: Collection[int],
    *,
    zone: ZoneInfo,
) -> int:
    """Enter a class held and who came, and return its id; a double click gives one.

    Raises Forbidden outside the viewer's reach, Invalid for a day ahead, nobody, or no time.
    """
    if not viewer.sees(department_id):
        raise Forbidden(_l("You may not record classes of this department."))
    _refuse_impossible(draft, clock.today(zone))
    with writing(session):
        there = people.cards(session, department_id)
        came = sorted(set(attendees))
        if not came or any(id_ not in there for id_ in came):
            raise Invalid(_l("Choose at least one person of this department."), "attendees")
        if (same := just_entered(session, viewer, department_id, draft, State.HELD)) is not None:
            return same
        row = row_from(viewer, department_id, draft, State.HELD)
        session.add(row)
        session.flush()
        session.add_all(
            Attendance(
                class_id=row.id,
                person_id=id_,
                department_id=department_id,
                position=there[id_].position,
                how=How.HAND.value,
            )
            for id_ in came
        )
        audit.record(
            session,
            "class_recorded",
            actor_id=viewer.person_id,
            department_id=department_id,
            subject_id=row.id,
            topic=draft.topic,
            attendees=len(came),
        )
        return row.id


def _refuse_impossible(draft: Draft, today: date) -> None:
    refuse_day(draft.held_on, today)
    refuse_minutes(draft)


def refuse_minutes(draft: Draft) -> None:
    """Raise Invalid for a class that takes no time, or more than a day."""
    if not 1 <= draft.minutes <= MAX_MINUTES:
        raise Invalid(
            _l("Give the minutes as a whole number from 1 to %(most)s.", most=MAX_MINUTES), "minutes"
        )


def row_from(viewer: Viewer, department_id: int, draft: Draft, state: State) -> ClassHeld:
    """Return a new row that says what the draft says."""
    row = ClassHeld(
        department_id=department_id,
        state=state.value,
        created_by=viewer.person_id,
        created_at=clock.now(),
    )
    fill(row, draft)
    return row


def fill(row: ClassHeld, draft: Draft) -> None:
    """Write into a row what the draft says."""
    row.held_on, row.starts_at = draft.held_on, draft.starts_at
    row.topic, row.clauses = draft.topic, list(draft.clauses)
    row.place, row.trainer, row.minutes = draft.place, draft.trainer, draft.minutes
    row.mode = draft.mode.value if draft.mode else None
    row.level = draft.level.value if draft.level else None
    row.quiz_id, row.test_days = draft.quiz_id, draft.test_days
    row.pass_mark, row.notes = draft.pass_mark, draft.notes or None


def just_entered(
    session: Session, viewer: Viewer, department_id: int, draft: Draft, state: State
) -> int | None:
    """Return what the same person entered of the same class a moment ago."""
    return session.scalar(
        select(ClassHeld.id)
        .where(ClassHeld.department_id == department_id, ClassHeld.created_by == viewer.person_id)
        .where(ClassHeld.held_on == draft.held_on, ClassHeld.topic == draft.topic)
        .where(ClassHeld.created_at > clock.now() - DOUBLE_CLICK, ClassHeld.cancelled_at.is_(None))
        .where(ClassHeld.state == state.value)
        .limit(1)
    )


def cancel(session: Session, viewer: Viewer, class_id: int, reason: str) -> None:
    """Strike out a mistaken entry, or call off a plan, with a reason; the row stays.

    Raises NotFound outside the viewer's reach, Invalid without a reason, Conflict the second time.
    """
    if not reason.strip():
        raise Invalid(_l("Please say why."), "reason")
    with writing(session):
        row = row_of(session, viewer, class_id, lock=True)
        if row.cancelled_at is not None:
            raise Conflict(_l("This class was struck out before."))
        if row.state == State.PLANNED.value:
            row.state = State.CANCELLED.value
        row.cancelled_at, row.cancelled_by = clock.now(), viewer.person_id
        row.cancel_reason = reason.strip()
        audit.record(
            session,
            "class_cancelled",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            reason=row.cancel_reason,
        )
