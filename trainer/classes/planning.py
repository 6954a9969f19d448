"""Planning a class: who is to come, when and where, with the code by which people sign in."""

import secrets
from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.classes.model import AHEAD, FULL_POINTS, MAX_TEST_DAYS, Draft, State
from trainer.classes.reading import row_of
from trainer.classes.recording import fill, just_entered, refuse_minutes, row_from
from trainer.classes.tables import ClassHeld, Expected
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import PersonCard, Role, Viewer


def may_come(session: Session, department_id: int) -> dict[int, PersonCard]:
    """Return whom a class of the department can be for: its active staff and supervisors."""
    found = people.cards(session, department_id, inactive=False)
    return {id_: card for id_, card in found.items() if card.role in {Role.STAFF, Role.SUPERVISOR}}


def plan(
    session: Session,
    viewer: Viewer,
    department_id: int,
    draft: Draft,
    expected: Collection[int],
    *,
    zone: ZoneInfo,
) -> int:
    """Plan a class for people of a department and return its id; a double click gives one.

    Raises Forbidden outside the viewer's reach, Invalid for a time that has gone by, nobody, or no time.
    """
    if not viewer.sees(department_id):
        raise Forbidden(_l("You may not plan classes of this department."))
    draft = _settled(draft, zone)
    with writing(session):
        there = may_come(session, department_id)
        _refuse_strangers(expected, there)
        if (same := just_entered(session, viewer, department_id, draft, State.PLANNED)) is not None:
            return same
        row = row_from(viewer, department_id, draft, State.PLANNED)
        row.token = secrets.token_urlsafe(24)
        session.add(row)
        session.flush()
        _expect(session, row, expected, there)
        _note(session, viewer, "class_planned", row, len(set(expected)))
        return row.id


def token_of(session: Session, viewer: Viewer, class_id: int) -> str:
    """Return what the code of a planned class carries; raises NotFound outside the viewer's reach."""
    return row_of(session, viewer, class_id).token or ""


def change(
    session: Session,
    viewer: Viewer,
    class_id: int,
    draft: Draft,
    expected: Collection[int],
    *,
    zone: ZoneInfo,
) -> None:
    """Change a plan; the printed code stays good for the new time.

    Raises what `plan` raises, NotFound outside the viewer's reach, Conflict once it was held or called off.
    """
    draft = _settled(draft, zone)
    with writing(session):
        row = row_of(session, viewer, class_id, lock=True)
        if row.state != State.PLANNED.value:
            raise Conflict(_l("This class is not planned any more."))
        there = may_come(session, row.department_id)
        _refuse_strangers(expected, there)
        fill(row, draft)
        gone = delete(Expected).where(
            Expected.department_id == row.department_id, Expected.class_id == row.id
        )
        session.execute(gone)
        session.expire_all()
        _expect(session, row, expected, there)
        _note(session, viewer, "class_plan_changed", row, len(set(expected)))


def _settled(draft: Draft, zone: ZoneInfo) -> Draft:
    """Return the draft if a class can be planned so; raises Invalid."""
    now = clock.now()
    if draft.starts_at is None or clock.localise(draft.starts_at, zone).date() != draft.held_on:
        raise ValueError("a planned class begins at some moment of its day")
    if draft.starts_at <= now:
        raise Invalid(_l("Plan a class ahead; enter one that was held as held."), "held_on")
    if draft.starts_at > now + AHEAD:
        raise Invalid(_l("Please check the year of the date."), "held_on")
    refuse_minutes(draft)
    if draft.quiz_id and not 1 <= (draft.test_days or 0) <= MAX_TEST_DAYS:
        raise Invalid(
            _l("Give the days as a whole number from 1 to %(most)s.", most=MAX_TEST_DAYS), "test_days"
        )
    if draft.pass_mark is not None and not 1 <= draft.pass_mark <= FULL_POINTS:
        raise Invalid(_l("Give the points as a whole number from 1 to 100."), "pass_mark")
    return draft


def _refuse_strangers(expected: Collection[int], there: Mapping[int, PersonCard]) -> None:
    if not expected or any(id_ not in there for id_ in expected):
        raise Invalid(_l("Choose at least one person of this department."), "attendees")


def _expect(
    session: Session, row: ClassHeld, expected: Collection[int], there: Mapping[int, PersonCard]
) -> None:
    session.add_all(
        Expected(
            class_id=row.id,
            person_id=id_,
            department_id=row.department_id,
            position=there[id_].position,
        )
        for id_ in sorted(set(expected))
    )


def _note(session: Session, viewer: Viewer, kind: str, row: ClassHeld, expected: int) -> None:
    audit.record(
        session,
        kind,
        actor_id=viewer.person_id,
        department_id=row.department_id,
        subject_id=row.id,
        topic=row.topic,
        expected=expected,
    )
