"""Fetching one assignment with permission: to look at as leader or member, to sit as member."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.model import NORMAL, CallOff, Counting, Extension, Kind, Member, Task
from trainer.assignments.tables import Assignment, AssignmentMember
from trainer.attempts.model import Rules
from trainer.editions import service as editions
from trainer.errors import Conflict, NotFound
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Feedback, Quiz

LARGEST = 2**63 - 1
"""The largest key a database holds; a number in an address may be larger."""


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
        rule_id=row.rule_id,
        clauses=tuple(row.clauses or ()),
    )


MEMBER = (
    AssignmentMember.person_id,
    AssignmentMember.position,
    AssignmentMember.extended_due_at,
    AssignmentMember.time_factor,
    AssignmentMember.extend_reason,
    AssignmentMember.extended_by,
    AssignmentMember.extended_at,
    AssignmentMember.released_at,
    AssignmentMember.released_by,
    AssignmentMember.release_reason,
)
"""The columns that a member is read from, in the order of `member_of`."""


def member_of(row: Sequence[Any]) -> Member:
    """Return the facts of a member from the columns of `MEMBER`."""
    person_id, position, due_at, factor, why, by, at, off_at, off_by, off_why = row
    extension = None if at is None else Extension(due_at, factor or NORMAL, why or "", by, at)
    called_off = None if off_at is None else CallOff(off_at, off_by, off_why or "")
    return Member(person_id, position, extension, called_off)


def _row(session: Session, assignment_id: int) -> Assignment | None:
    if not 0 < assignment_id <= LARGEST:
        return None
    return session.get(Assignment, assignment_id, populate_existing=True)


def fetch(session: Session, viewer: Viewer, assignment_id: int, *, leading: bool = False) -> Task:
    """Return an assignment the viewer leads, or (unless `leading`) is a member of; raises NotFound."""
    row = _row(session, assignment_id)
    if row is None or not (viewer.sees(row.department_id) or (not leading and owes(session, viewer, row))):
        raise NotFound(_l("There is no such assignment here."))
    return task_of(row)


def owes(session: Session, viewer: Viewer, row: Assignment) -> Member | None:
    """Return the viewer as a member; whoever moved to another department owes nothing here any more."""
    found = select(*MEMBER).where(
        AssignmentMember.department_id == viewer.department_id,
        AssignmentMember.assignment_id == row.id,
        AssignmentMember.person_id == viewer.person_id,
    )
    if row.department_id != viewer.department_id:
        return None
    there = session.execute(found).one_or_none()
    return member_of(there) if there is not None else None


def rules_for(
    session: Session, viewer: Viewer, assignment_id: int, quiz: Quiz, grace_seconds: int
) -> tuple[Task, Rules]:
    """Return the assignment a member wants to sit, as it holds for them, and the rules of the sitting.

    Somebody who was given more time has their own due time and a longer time limit.

    Raises NotFound for somebody who does not owe it, Conflict where it is not open (any more).
    """
    row = _row(session, assignment_id)
    if row is None or row.kind != Kind.QUIZ or row.target_id != quiz.id:
        raise NotFound(_l("There is no such assignment here."))
    member = owes(session, viewer, row)
    if member is None:
        raise NotFound(_l("There is no such assignment here."))
    task, now = task_of(row).of(member), clock.now()
    if task.cancelled_at is not None:
        raise Conflict(_l("This assignment was cancelled."))
    if task.opens_at > now:
        raise Conflict(_l("This assignment is not open yet."))
    if task.clauses:
        quiz = quizzes.focused(editions.current(session), quiz, task.clauses)
    closing = quiz.feedback is Feedback.AFTER_DEADLINE
    if closing and now > task.due_at:
        raise Conflict(_l("The answers were released at the due time, so it cannot be sat any more."))
    return task, Rules(
        pass_mark=task.pass_mark or quiz.pass_mark,
        time_limit=longer(quiz.time_limit, member.extension.time_factor if member.extension else NORMAL),
        attempts=task.attempts,
        feedback=quiz.feedback,
        grace_seconds=grace_seconds,
        deadline=task.due_at if closing else None,
        clauses=task.clauses,
    )


def longer(minutes: int | None, factor: int) -> int | None:
    """Return a time limit times a factor in percent, rounded up to the minute; None for no limit."""
    return None if minutes is None else ceil(minutes * factor / NORMAL)
