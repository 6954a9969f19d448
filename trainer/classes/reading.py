"""Reading classes back: one, those of a period, those that lie ahead, and how many there are."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from trainer.classes.model import Absence, Due, Held, How, Level, Mode, Signed, State
from trainer.classes.tables import Attendance, ClassHeld, ClassTest, Expected
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer


def row_of(session: Session, viewer: Viewer, class_id: int, *, lock: bool = False) -> ClassHeld:
    """Return the row of a class the viewer leads; raises NotFound. `lock` is for who will change it."""
    row = session.get(ClassHeld, class_id, populate_existing=lock, with_for_update=lock or None)
    if row is None or not viewer.sees(row.department_id):
        raise NotFound(_l("There is no such class here."))
    return row


def fetch(session: Session, viewer: Viewer, class_id: int) -> Held:
    """Return a class of a department the viewer leads; raises NotFound."""
    row = row_of(session, viewer, class_id)
    return filled(session, row.department_id, [row])[0]


def held_between(
    session: Session, department_id: int, first: date, last: date, *, struck_out: bool = False
) -> list[Held]:
    """Return the classes held in a department from `first` to `last`, both included; or those struck out."""
    cancelled = ClassHeld.cancelled_at.is_not(None) if struck_out else ClassHeld.cancelled_at.is_(None)
    return _chosen(session, department_id, State.HELD, first, last, cancelled)


def planned_between(session: Session, department_id: int, first: date, last: date) -> list[Held]:
    """Return the classes planned for a period that were neither held nor called off."""
    return _chosen(session, department_id, State.PLANNED, first, last)


def _chosen(
    session: Session, department_id: int, state: State, first: date, last: date, *more: ColumnElement[bool]
) -> list[Held]:
    rows = session.scalars(
        select(ClassHeld)
        .where(ClassHeld.department_id == department_id, ClassHeld.state == state.value, *more)
        .where(ClassHeld.held_on >= first, ClassHeld.held_on <= last)
        .order_by(ClassHeld.held_on, ClassHeld.starts_at, ClassHeld.id)
    ).all()
    return filled(session, department_id, rows)


def entered_late(
    session: Session, department_id: int, before: date, since: datetime, until: datetime
) -> list[Held]:
    """Return the classes of days before `before` that were entered or struck out in a period, by day."""
    rows = session.scalars(
        select(ClassHeld)
        .where(ClassHeld.department_id == department_id, ClassHeld.state == State.HELD.value)
        .where(ClassHeld.held_on < before)
        .where(
            _within(ClassHeld.created_at, since, until)
            | _within(ClassHeld.held_at, since, until)
            | _within(ClassHeld.cancelled_at, since, until)
        )
        .order_by(ClassHeld.held_on, ClassHeld.id)
    ).all()
    return filled(session, department_id, rows)


def _within(column: InstrumentedAttribute[Any], since: datetime, until: datetime) -> ColumnElement[bool]:
    return (column >= since) & (column < until)


def ahead(session: Session, department_id: int) -> list[Held]:
    """Return every class that is still to be held, the next first; those whose day has gone by too."""
    return _chosen(session, department_id, State.PLANNED, date.min, date.max)


def _over(department_id: int) -> tuple[ColumnElement[bool], ...]:
    return ClassHeld.department_id == department_id, ClassHeld.state != State.PLANNED.value


def count_past(session: Session, department_id: int) -> int:
    """Return how many classes were held or called off."""
    return session.scalar(select(func.count(ClassHeld.id)).where(*_over(department_id))) or 0


def past(session: Session, department_id: int, *, limit: int, offset: int = 0) -> list[Held]:
    """Return a page of the classes held or called off, the latest first."""
    chosen = select(ClassHeld).where(*_over(department_id))
    chosen = chosen.order_by(ClassHeld.held_on.desc(), ClassHeld.id.desc()).limit(limit).offset(offset)
    return filled(session, department_id, session.scalars(chosen).all())


def topics(session: Session, department_id: int, ids: Collection[int]) -> dict[int, str]:
    """Return what classes were about, by class."""
    chosen = select(ClassHeld.id, ClassHeld.topic).where(
        ClassHeld.department_id == department_id, ClassHeld.id.in_(ids)
    )
    return {id_: topic for id_, topic in session.execute(chosen)} if ids else {}  # noqa: C416 - as typed


def filled(session: Session, department_id: int, rows: Sequence[ClassHeld]) -> list[Held]:
    """Return classes with everybody in them; three queries for any number."""
    ids = {row.id for row in rows}
    came = _attendances(session, department_id, ids)
    due = _expected(session, department_id, ids)
    chosen = select(ClassTest).where(ClassTest.department_id == department_id, ClassTest.class_id.in_(ids))
    tests: dict[int, list[int]] = {id_: [] for id_ in ids}
    for test in session.scalars(chosen.order_by(ClassTest.assignment_id)) if ids else ():
        tests[test.class_id].append(test.assignment_id)
    return [_held(row, came[row.id], due[row.id], tests[row.id]) for row in rows]


def _attendances(
    session: Session, department_id: int, ids: Collection[int]
) -> dict[int, dict[int, Attendance]]:
    found: dict[int, dict[int, Attendance]] = {id_: {} for id_ in ids}
    chosen = select(Attendance).where(Attendance.department_id == department_id, Attendance.class_id.in_(ids))
    chosen = chosen.order_by(Attendance.person_id).execution_options(populate_existing=True)
    for one in session.scalars(chosen) if ids else ():
        found[one.class_id][one.person_id] = one
    return found


def _expected(session: Session, department_id: int, ids: Collection[int]) -> dict[int, dict[int, Due]]:
    found: dict[int, dict[int, Due]] = {id_: {} for id_ in ids}
    chosen = select(Expected).where(Expected.department_id == department_id, Expected.class_id.in_(ids))
    chosen = chosen.order_by(Expected.person_id).execution_options(populate_existing=True)
    for one in session.scalars(chosen) if ids else ():
        why = Absence(one.absence) if one.absence else None
        found[one.class_id][one.person_id] = Due(one.position, why, one.note)
    return found


def _held(row: ClassHeld, came: dict[int, Attendance], due: dict[int, Due], tests: Sequence[int]) -> Held:
    return Held(
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
        attendees={id_: one.position for id_, one in came.items()},
        cancelled_at=row.cancelled_at,
        cancelled_by=row.cancelled_by,
        cancel_reason=row.cancel_reason,
        state=State(row.state),
        starts_at=row.starts_at,
        mode=Mode(row.mode) if row.mode else None,
        level=Level(row.level) if row.level else None,
        quiz_id=row.quiz_id,
        test_days=row.test_days,
        pass_mark=row.pass_mark,
        held_at=row.held_at,
        expected=due,
        signed={id_: Signed(How(one.how), one.signed_at) for id_, one in came.items()},
        tests=tuple(tests),
    )
