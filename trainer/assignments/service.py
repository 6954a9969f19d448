"""Making assignments, and who has come how far with them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.model import Counting, Kind, Standing, Task, urgency
from trainer.assignments.standings import standings_of
from trainer.assignments.tables import Assignment, AssignmentMember
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import LEADERS, PersonCard, Role, Viewer
from trainer.quizzes.model import Feedback, Quiz

DOUBLE_CLICK = timedelta(seconds=30)
"""The same assignment made again within this time is the same click."""


@dataclass(frozen=True)
class Draft:
    """What somebody wants to assign; `attempts` None is without limit."""

    kind: Kind
    target_id: str
    title: str
    opens_at: datetime
    due_at: datetime
    pass_mark: int | None = None
    attempts: int | None = None
    counting: Counting = Counting.BEST
    note: str | None = None


def assignable(session: Session, department_id: int) -> dict[int, PersonCard]:
    """Return whom the department can assign to: its active staff and supervisors."""
    found = people.cards(session, department_id, inactive=False)
    return {id_: card for id_, card in found.items() if card.role in {Role.STAFF, Role.SUPERVISOR}}


def make(
    session: Session, viewer: Viewer, department_id: int, draft: Draft, person_ids: Collection[int]
) -> int:
    """Assign to persons of a department and return the assignment's id; a double click gives one.

    Raises Forbidden outside the viewer's reach, Invalid for wrong times or people.
    """
    if not viewer.sees(department_id):
        raise Forbidden(_l("You may not assign in this department."))
    if draft.due_at <= max(draft.opens_at, clock.now()):
        raise Invalid(_l("The due time must lie ahead, after the opening time."), "due_at")
    with writing(session):
        there = assignable(session, department_id)
        chosen = [there[id_] for id_ in sorted(set(person_ids)) if id_ in there]
        if not chosen or len(chosen) != len(set(person_ids)):
            raise Invalid(_l("Choose at least one person of this department."), "people")
        if (same := _just_made(session, viewer, department_id, draft)) is not None:
            return same
        row = Assignment(
            department_id=department_id,
            kind=draft.kind.value,
            target_id=draft.target_id,
            title=draft.title,
            opens_at=draft.opens_at,
            due_at=draft.due_at,
            pass_mark=draft.pass_mark,
            attempts=draft.attempts,
            counting=draft.counting.value,
            note=draft.note or None,
            created_by=viewer.person_id,
            created_at=clock.now(),
        )
        session.add(row)
        session.flush()
        session.add_all(
            AssignmentMember(
                assignment_id=row.id, person_id=card.id, department_id=department_id, position=card.position
            )
            for card in chosen
        )
        audit.record(
            session,
            "assignment_made",
            actor_id=viewer.person_id,
            department_id=department_id,
            subject_id=row.id,
            kind=draft.kind.value,
            target=draft.target_id,
            people=len(chosen),
        )
        return row.id


def _just_made(session: Session, viewer: Viewer, department_id: int, draft: Draft) -> int | None:
    return session.scalar(
        select(Assignment.id)
        .where(Assignment.department_id == department_id, Assignment.created_by == viewer.person_id)
        .where(Assignment.kind == draft.kind.value, Assignment.target_id == draft.target_id)
        .where(Assignment.due_at == draft.due_at, Assignment.created_at > clock.now() - DOUBLE_CLICK)
        .limit(1)
    )


def cancel(session: Session, viewer: Viewer, assignment_id: int, reason: str) -> None:
    """Cancel an assignment with a reason; what was sat stays in the ledger, and nobody owes it any more."""
    if not reason.strip():
        raise Invalid(_l("Please say why."), "reason")
    with writing(session):
        row = session.get(Assignment, fetch(session, viewer, assignment_id, leading=True).id)
        if row is None or row.cancelled_at is not None:
            raise Conflict(_l("This assignment was cancelled before."))
        row.cancelled_at, row.cancelled_by = clock.now(), viewer.person_id
        row.cancel_reason = reason.strip()
        audit.record(
            session,
            "assignment_cancelled",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            reason=row.cancel_reason,
        )


def task_of(row: Assignment) -> Task:
    """Return the facts of a row."""
    return Task(
        id=row.id,
        department_id=row.department_id,
        kind=Kind(row.kind),
        target_id=row.target_id,
        title=row.title,
        opens_at=row.opens_at,
        due_at=row.due_at,
        pass_mark=row.pass_mark,
        attempts=row.attempts,
        counting=Counting(row.counting),
        note=row.note,
        created_by=row.created_by,
        created_at=row.created_at,
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
    )


def fetch(session: Session, viewer: Viewer, assignment_id: int, *, leading: bool = False) -> Task:
    """Return an assignment the viewer leads, or (unless `leading`) is a member of; raises NotFound."""
    row = session.get(Assignment, assignment_id)
    if row is None or not (viewer.sees(row.department_id) or (not leading and _owes(session, viewer, row))):
        raise NotFound(_l("There is no such assignment here."))
    return task_of(row)


def _owes(session: Session, viewer: Viewer, row: Assignment) -> bool:
    found = select(AssignmentMember.person_id).where(
        AssignmentMember.department_id == row.department_id,
        AssignmentMember.assignment_id == row.id,
        AssignmentMember.person_id == viewer.person_id,
    )
    return session.scalar(found) is not None


def rules_for(
    session: Session, viewer: Viewer, assignment_id: int, quiz: Quiz, grace_seconds: int
) -> tuple[Task, Rules]:
    """Return the assignment a member wants to sit and the rules of the sitting.

    Raises NotFound for somebody who does not owe it, Conflict where it is not open (any more).
    """
    row = session.get(Assignment, assignment_id)
    if row is None or row.kind != Kind.QUIZ or row.target_id != quiz.id or not _owes(session, viewer, row):
        raise NotFound(_l("There is no such assignment here."))
    task, now = task_of(row), clock.now()
    if task.cancelled_at is not None:
        raise Conflict(_l("This assignment was cancelled."))
    if task.opens_at > now:
        raise Conflict(_l("This assignment is not open yet."))
    closing = quiz.feedback is Feedback.AFTER_DEADLINE
    if closing and now > task.due_at:
        raise Conflict(_l("The answers were released at the due time, so it cannot be sat any more."))
    return task, Rules(
        pass_mark=task.pass_mark or quiz.pass_mark,
        time_limit=quiz.time_limit,
        attempts=task.attempts,
        feedback=quiz.feedback,
        grace_seconds=grace_seconds,
        deadline=task.due_at if closing else None,
    )


def members(session: Session, tasks: Sequence[Task]) -> dict[int, list[AssignmentMember]]:
    """Return the members of each assignment."""
    rows = session.scalars(
        select(AssignmentMember)
        .where(AssignmentMember.department_id.in_({task.department_id for task in tasks}))
        .where(AssignmentMember.assignment_id.in_([task.id for task in tasks]))
        .order_by(AssignmentMember.person_id)
    )
    found: dict[int, list[AssignmentMember]] = {task.id: [] for task in tasks}
    for row in rows:
        found[row.assignment_id].append(row)
    return found


def standings(
    session: Session, tasks: Sequence[Task], person_id: int | None = None, until: datetime | None = None
) -> dict[int, list[Standing]]:
    """Return how far every member (or one person) has come with each assignment; a fixed number of queries.

    With `until`, as it stood at that moment: the duty record of a past month does not change.
    """
    if not tasks:
        return {}
    attempts.settle(session)
    owing = members(session, tasks)
    if person_id is not None:
        owing = {id_: [m for m in rows if m.person_id == person_id] for id_, rows in owing.items()}
    return standings_of(session, tasks, owing, person_id, until)


def owed(session: Session, viewer: Viewer) -> list[Standing]:
    """Return what somebody was assigned and is open, most urgent first; fulfilled ones at the end."""
    now = clock.now()
    rows = session.scalars(
        select(Assignment)
        .join(AssignmentMember, AssignmentMember.assignment_id == Assignment.id)
        .where(AssignmentMember.department_id == viewer.department_id)
        .where(AssignmentMember.person_id == viewer.person_id)
        .where(Assignment.department_id == viewer.department_id)
        .where(Assignment.cancelled_at.is_(None), Assignment.opens_at <= now)
    )
    found = standings(session, [task_of(row) for row in rows], viewer.person_id)
    return sorted((standing for rows in found.values() for standing in rows), key=urgency)


def _of(department_id: int) -> Select[tuple[Assignment]]:
    return select(Assignment).where(Assignment.department_id == department_id)


def running(session: Session, department_id: int, *, since: datetime) -> list[Task]:
    """Return the assignments of a department due since a moment and not cancelled, the next due first."""
    chosen = _of(department_id).where(Assignment.cancelled_at.is_(None), Assignment.due_at >= since)
    return [task_of(row) for row in session.scalars(chosen.order_by(Assignment.due_at, Assignment.id))]


def all_of(session: Session, department_id: int, *, limit: int, offset: int = 0) -> list[Task]:
    """Return a page of the assignments of a department, latest due first."""
    chosen = _of(department_id).order_by(Assignment.due_at.desc(), Assignment.id.desc())
    return [task_of(row) for row in session.scalars(chosen.limit(limit).offset(offset))]


def due_between(session: Session, department_id: int, start: datetime, end: datetime) -> list[Task]:
    """Return the assignments not cancelled whose due time lies in a period, by due time."""
    chosen = _of(department_id).where(Assignment.cancelled_at.is_(None))
    chosen = chosen.where(Assignment.due_at >= start, Assignment.due_at < end)
    return [task_of(row) for row in session.scalars(chosen.order_by(Assignment.due_at, Assignment.id))]


def touching(
    session: Session,
    department_id: int,
    start: datetime,
    end: datetime,
    *,
    ids: Collection[int],
    lesson_ids: Collection[str],
) -> list[Task]:
    """Return the assignments a period may tell of: due in it, named by id, or of a lesson read in it."""
    read = (Assignment.kind == Kind.LESSON.value) & Assignment.target_id.in_(lesson_ids)
    due = (Assignment.due_at >= start) & (Assignment.due_at < end) & Assignment.cancelled_at.is_(None)
    chosen = _of(department_id).where(Assignment.opens_at < end, due | Assignment.id.in_(ids) | read)
    return [task_of(row) for row in session.scalars(chosen.order_by(Assignment.due_at, Assignment.id))]


def by_ids(session: Session, department_id: int, ids: Iterable[int]) -> dict[int, Task]:
    """Return assignments of a department by id, cancelled ones too."""
    chosen = _of(department_id).where(Assignment.id.in_(set(ids)))
    return {row.id: task_of(row) for row in session.scalars(chosen)}


def in_use(session: Session) -> dict[str, str]:
    """Return what assignments that are still open stand on: {quiz or lesson id: title}, for publishing."""
    now = clock.now()
    rows = session.execute(
        select(Assignment.target_id, Assignment.title).where(
            Assignment.cancelled_at.is_(None), Assignment.due_at > now
        )
    )
    return {target: title for target, title in rows}


def may_assign(viewer: Viewer) -> bool:
    """Say whether the viewer's role assigns."""
    return viewer.role in LEADERS
