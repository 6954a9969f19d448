"""Recording classes held, once, and reading them back for the duty record."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.classes.model import MAX_MINUTES, Draft, Held, refuse_day
from trainer.classes.tables import Attendance, ClassHeld
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
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
        if (same := _just_recorded(session, viewer, department_id, draft)) is not None:
            return same
        row = _row(viewer, department_id, draft)
        session.add(row)
        session.flush()
        session.add_all(
            Attendance(
                class_id=row.id, person_id=id_, department_id=department_id, position=there[id_].position
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
    if not 1 <= draft.minutes <= MAX_MINUTES:
        raise Invalid(
            _l("Give the minutes as a whole number from 1 to %(most)s.", most=MAX_MINUTES), "minutes"
        )


def _row(viewer: Viewer, department_id: int, draft: Draft) -> ClassHeld:
    return ClassHeld(
        department_id=department_id,
        held_on=draft.held_on,
        topic=draft.topic,
        clauses=list(draft.clauses),
        place=draft.place,
        trainer=draft.trainer,
        minutes=draft.minutes,
        notes=draft.notes or None,
        created_by=viewer.person_id,
        created_at=clock.now(),
    )


def _just_recorded(session: Session, viewer: Viewer, department_id: int, draft: Draft) -> int | None:
    return session.scalar(
        select(ClassHeld.id)
        .where(ClassHeld.department_id == department_id, ClassHeld.created_by == viewer.person_id)
        .where(ClassHeld.held_on == draft.held_on, ClassHeld.topic == draft.topic)
        .where(ClassHeld.created_at > clock.now() - DOUBLE_CLICK, ClassHeld.cancelled_at.is_(None))
        .limit(1)
    )


def cancel(session: Session, viewer: Viewer, class_id: int, reason: str) -> None:
    """Strike out a mistaken entry with a reason; the row stays.

    Raises NotFound outside the viewer's reach, Invalid without a reason, Conflict the second time.
    """
    if not reason.strip():
        raise Invalid(_l("Please say why."), "reason")
    with writing(session):
        row = session.get(ClassHeld, class_id, populate_existing=True, with_for_update=True)
        if row is None or not viewer.sees(row.department_id):
            raise NotFound(_l("There is no such class here."))
        if row.cancelled_at is not None:
            raise Conflict(_l("This class was struck out before."))
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


def fetch(session: Session, viewer: Viewer, class_id: int) -> Held:
    """Return a class of a department the viewer leads; raises NotFound."""
    row = session.get(ClassHeld, class_id)
    if row is None or not viewer.sees(row.department_id):
        raise NotFound(_l("There is no such class here."))
    return _held(session, row.department_id, [row])[0]


def held_between(
    session: Session, department_id: int, first: date, last: date, *, struck_out: bool = False
) -> list[Held]:
    """Return the classes of a department from `first` to `last`, both included; or those struck out."""
    cancelled = ClassHeld.cancelled_at.is_not(None) if struck_out else ClassHeld.cancelled_at.is_(None)
    rows = session.scalars(
        select(ClassHeld)
        .where(ClassHeld.department_id == department_id, cancelled)
        .where(ClassHeld.held_on >= first, ClassHeld.held_on <= last)
        .order_by(ClassHeld.held_on, ClassHeld.id)
    ).all()
    return _held(session, department_id, rows)


def _held(session: Session, department_id: int, rows: Sequence[ClassHeld]) -> list[Held]:
    came: dict[int, dict[int, str]] = {row.id: {} for row in rows}
    chosen = select(Attendance).where(
        Attendance.department_id == department_id, Attendance.class_id.in_(came)
    )
    for attendance in session.scalars(chosen.order_by(Attendance.person_id)):
        came[attendance.class_id][attendance.person_id] = attendance.position
    return [
        Held(
            id=row.id,
            department_id=row.department_id,
            held_on=row.held_on,
            topic=row.topic,
            clauses=tuple(row.clauses),
            place=row.place,
            trainer=row.trainer,
            minutes=row.minutes,
            notes=row.notes,
            created_by=row.created_by,
            created_at=row.created_at,
            attendees=came[row.id],
            cancelled_at=row.cancelled_at,
            cancelled_by=row.cancelled_by,
            cancel_reason=row.cancel_reason,
        )
        for row in rows
    ]
