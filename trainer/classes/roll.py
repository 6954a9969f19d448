"""Who came: by the code on their own phone, ticked by a leader, and what follows when a class was held."""

import hmac
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.classes.model import MAX_REASON, TEST_DAYS, Absence, Held, How, Reason, State, due_of_test
from trainer.classes.reading import filled, row_of
from trainer.classes.tables import Attendance, ClassHeld, ClassResult, ClassTest, Expected
from trainer.db import writing
from trainer.errors import Conflict, Gone, Invalid, NotFound
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import Viewer

Assign = Callable[[Held, Collection[int], date], int | None]
"""Makes the assignment of a class's quiz for these people until a day, and returns its id."""


def open_to(session: Session, viewer: Viewer, class_id: int, token: str) -> Held:
    """Return the class whose code somebody scanned, if it is theirs and open now.

    Raises NotFound for a wrong code and for people of elsewhere, Conflict before its time, Gone after it.
    """
    row = session.get(ClassHeld, class_id)
    wrong = row is None or row.token is None or not hmac.compare_digest(row.token.encode(), token.encode())
    if row is None or wrong:
        raise NotFound(_l("This code is not good. Scan the code on the sign-in sheet again."))
    held = filled(session, row.department_id, [row])[0]
    if viewer.department_id != row.department_id and viewer.person_id not in held.expected:
        raise NotFound(_l("This class is not for your department."))
    _refuse_untimely(held)
    return held


def _refuse_untimely(held: Held) -> None:
    window, now = held.window, clock.now()
    if held.cancelled_at is not None or window is None:
        raise Gone(_l("This class was called off."))
    if now < window[0]:
        raise Conflict(_l("It is too early to sign in: the code is good from one hour before the class."))
    if now >= window[1]:
        raise Gone(_l("It is too late to sign in by phone. Tell whoever holds the class."))


def sign_in(session: Session, viewer: Viewer, class_id: int, token: str) -> bool:
    """Sign the viewer in to a class; False where they were signed in before. Raises what `open_to` raises."""
    with writing(session):
        session.get(ClassHeld, class_id, populate_existing=True, with_for_update=True)
        held = open_to(session, viewer, class_id, token)
        if viewer.person_id in held.attendees:
            return False
        if not held.planned:
            raise Gone(_l("The attendance of this class was closed. Tell whoever held it."))
        session.add(
            Attendance(
                class_id=class_id,
                person_id=viewer.person_id,
                department_id=held.department_id,
                position=viewer.position,
                how=How.QR.value,
                signed_at=clock.now(),
            )
        )
        audit.record(
            session,
            "class_signed_in",
            actor_id=viewer.person_id,
            department_id=held.department_id,
            subject_id=class_id,
        )
        return True


def hold(
    session: Session,
    viewer: Viewer,
    class_id: int,
    came: Collection[int],
    absences: Mapping[int, Reason],
    *,
    zone: ZoneInfo,
    assign: Assign | None = None,
) -> Held:
    """Say that a planned class was held, who came and why others did not; its test is assigned to who came.

    People who signed in by phone and are not in `came` are taken off again. Raises NotFound outside the
    viewer's reach, Conflict where it was held or called off before, Invalid before its day, for nobody, and
    for people of elsewhere.
    """
    with writing(session):
        row = row_of(session, viewer, class_id, lock=True)
        if row.state != State.PLANNED.value:
            raise Conflict(_l("This class is not planned any more."))
        if row.held_on > clock.today(zone):
            raise Invalid(_l("This class lies ahead: who came is entered on its day or later."), "attendees")
        _roll(session, row, came)
        _excuse(session, row, came, absences)
        row.state, row.held_by, row.held_at = State.HELD.value, viewer.person_id, clock.now()
        session.flush()
        held = filled(session, row.department_id, [row])[0]
        _assign(session, held, sorted(held.attendees), zone, assign)
        _note(session, viewer, row, "class_held", came=len(held.attendees), absent=len(held.absent))
        return held


def amend(
    session: Session,
    viewer: Viewer,
    class_id: int,
    came: Collection[int],
    absences: Mapping[int, Reason],
    reason: str,
    *,
    zone: ZoneInfo,
    assign: Assign | None = None,
) -> Held:
    """Correct who came to a class that was held, with a reason; who is added gets its test too.

    Raises what `hold` raises, and Conflict for somebody taken off who has a result.
    """
    if not reason.strip():
        raise Invalid(_l("Please say why."), "reason")
    with writing(session):
        row = row_of(session, viewer, class_id, lock=True)
        if row.state != State.HELD.value or row.cancelled_at is not None:
            raise Conflict(_l("Only a class that was held has attendance to correct."))
        added, removed = _roll(session, row, came)
        _excuse(session, row, came, absences)
        session.flush()
        held = filled(session, row.department_id, [row])[0]
        if added and held.tests:
            _assign(session, held, sorted(added), zone, assign)
        _note(
            session,
            viewer,
            row,
            "class_roll_changed",
            added=sorted(added),
            removed=sorted(removed),
            reason=reason.strip()[:MAX_REASON],
        )
        return held


def _roll(session: Session, row: ClassHeld, came: Collection[int]) -> tuple[set[int], set[int]]:
    """Bring the attendances in line with who came; returns who was added and who was taken off."""
    chosen = select(Attendance).where(
        Attendance.department_id == row.department_id, Attendance.class_id == row.id
    )
    there = {one.person_id: one for one in session.scalars(chosen)}
    known = people.cards(session, row.department_id)
    wanted = set(came)
    if not wanted or any(id_ not in known and id_ not in there for id_ in wanted):
        raise Invalid(
            _l("Tick at least one person of this department; a class to which nobody came is called off."),
            "attendees",
        )
    added, removed = wanted - there.keys(), there.keys() - wanted
    _refuse_graded(session, row, removed)
    for id_ in removed:
        session.delete(there[id_])
    session.add_all(
        Attendance(
            class_id=row.id,
            person_id=id_,
            department_id=row.department_id,
            position=known[id_].position,
            how=How.LIST.value,
        )
        for id_ in sorted(added)
    )
    return added, removed


def _refuse_graded(session: Session, row: ClassHeld, removed: Collection[int]) -> None:
    graded = select(ClassResult.id).where(
        ClassResult.department_id == row.department_id,
        ClassResult.class_id == row.id,
        ClassResult.person_id.in_(removed),
    )
    if removed and session.scalar(graded.limit(1)) is not None:
        raise Conflict(_l("Somebody who has a result of this class cannot be taken off its list."))


def _excuse(session: Session, row: ClassHeld, came: Collection[int], absences: Mapping[int, Reason]) -> None:
    chosen = select(Expected).where(Expected.department_id == row.department_id, Expected.class_id == row.id)
    for one in session.scalars(chosen):
        why = absences.get(one.person_id, Reason(None, None)) if one.person_id not in came else None
        one.absence = why.absence.value if why and why.absence else None
        one.note = (why.note or None) if why else None
        if one.absence == Absence.OTHER.value and not one.note:
            raise Invalid(_l("Say in words why somebody did not come, or choose a reason."), "absences")


def _assign(
    session: Session, held: Held, person_ids: Collection[int], zone: ZoneInfo, assign: Assign | None
) -> None:
    if not held.quiz_id or assign is None:
        return
    until = due_of_test(held.held_on, held.test_days or TEST_DAYS, clock.today(zone))
    if (made := assign(held, person_ids, until)) is not None:
        session.add(ClassTest(class_id=held.id, assignment_id=made, department_id=held.department_id))


def _note(session: Session, viewer: Viewer, row: ClassHeld, kind: str, **details: object) -> None:
    audit.record(
        session,
        kind,
        actor_id=viewer.person_id,
        department_id=row.department_id,
        subject_id=row.id,
        **details,
    )


def begins(held: Held, zone: ZoneInfo) -> datetime | None:
    """Return when a planned class begins, on the site's wall clock."""
    return clock.localise(held.starts_at, zone) if held.starts_at else None
