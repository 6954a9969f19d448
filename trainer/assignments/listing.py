"""Which assignments there are, and who has come how far with them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.following import followed_among
from trainer.assignments.model import Kind, Member, Standing, Task, urgency
from trainer.assignments.reach import MEMBER, member_of, task_of
from trainer.assignments.standings import Facts, Key, by_key, fold, score_of, standings_of
from trainer.assignments.tables import Assignment, AssignmentMember
from trainer.attempts.service import Sitting
from trainer.people.model import Viewer

Watched = tuple[list[Task], dict[int, list[Member]]]
"""Assignments and the members of each."""


def _read(session: Session, chosen: Select[*tuple[Any, ...]]) -> Watched:
    """Read assignments with their members in one query."""
    tasks: dict[int, Task] = {}
    owing: dict[int, list[Member]] = {}
    for row, *of_member in session.execute(chosen.order_by(Assignment.due_at, Assignment.id)):
        tasks.setdefault(row.id, task_of(row))
        owing.setdefault(row.id, []).append(member_of(of_member))
    return list(tasks.values()), owing


def _joined(department_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(Assignment, *MEMBER)
        .join(AssignmentMember, AssignmentMember.assignment_id == Assignment.id)
        .where(Assignment.department_id.in_(department_ids))
        .where(AssignmentMember.department_id.in_(department_ids))
        .where(Assignment.cancelled_at.is_(None), AssignmentMember.released_at.is_(None))
        .order_by(AssignmentMember.person_id)
    )


def watched(session: Session, department_ids: Collection[int], *, since: datetime) -> Watched:
    """Return what is owed in departments and due since a moment, with the members; one query."""
    return _read(session, _joined(department_ids).where(Assignment.due_at >= since))


def about_clauses(session: Session, department_id: int) -> Watched:
    """Return the open quizzes of a department that are about a few clauses, with the members; one query."""
    open_ = Assignment.clauses.is_not(None) & (Assignment.due_at >= clock.now())
    return _read(session, _joined([department_id]).where(open_))


def owing(session: Session, viewer: Viewer) -> Watched:
    """Return what somebody was assigned, begun or not, in their department of today; one query."""
    mine = _joined([viewer.department_id]).where(AssignmentMember.person_id == viewer.person_id)
    return _read(session, mine)


def owed(session: Session, viewer: Viewer) -> list[Standing]:
    """Return what somebody was assigned and is open, most urgent first; fulfilled and made-up ones last."""
    tasks, members = owing(session, viewer)
    return begun(standings_of(session, tasks, members))


def count_owed(session: Session, viewer: Viewer) -> int:
    """Return how many tasks somebody can do something about now; four queries at most, mostly one."""
    tasks, members = owing(session, viewer)
    if not tasks:
        return 0
    found = begun(standings_of(session, tasks, members, sittings=()))
    return sum(one.pending and not one.used_up for one in found)


def owed_from(
    mine: Watched, results: Iterable[object], sittings: Sequence[Sitting], read: Mapping[Key, datetime]
) -> list[Standing]:
    """Return the same from what a page has read anyway: a person's ledger rows, sittings and readings."""
    grouped: dict[Key, list[object]] = {}
    for row in results:
        grouped.setdefault((row.assignment_id, row.person_id), []).append(row)  # type: ignore[attr-defined]
    ended = {sitting.id: sitting.ended_at for sitting in sittings}
    scores = {
        key: [score_of(row, ended.get(row.attempt_id)) for row in rows]  # type: ignore[attr-defined]
        for key, rows in grouped.items()
    }
    return begun(fold(*mine, Facts(scores, by_key(sittings), read)))


def begun(found: Mapping[int, Sequence[Standing]]) -> list[Standing]:
    """Return the standings of what has begun as one to-do list; make-ups that are still to open count too."""
    now = clock.now()
    rows = (one for rows in followed_among(found, now).values() for one in rows)
    return sorted((one for one in rows if one.task.opens_at <= now), key=urgency)


def members(session: Session, tasks: Sequence[Task]) -> dict[int, list[Member]]:
    """Return the members of each assignment."""
    rows = session.execute(
        select(AssignmentMember.assignment_id, *MEMBER)
        .where(AssignmentMember.department_id.in_({task.department_id for task in tasks}))
        .where(AssignmentMember.assignment_id.in_([task.id for task in tasks]))
        .order_by(AssignmentMember.person_id)
    )
    found: dict[int, list[Member]] = {task.id: [] for task in tasks}
    for assignment_id, *of_member in rows:
        found[assignment_id].append(member_of(of_member))
    return found


def standings(
    session: Session, tasks: Sequence[Task], person_id: int | None = None, until: datetime | None = None
) -> dict[int, list[Standing]]:
    """Return how far every member (or one person) has come with each assignment; a fixed number of queries.

    With `until`, as it stood at that moment: the duty record of a past month does not change. For whom it was
    called off, and who had handed in nothing, is left out unless asked for by name.
    """
    if not tasks:
        return {}
    there = members(session, tasks)
    if person_id is not None:
        there = {id_: [m for m in rows if m.person_id == person_id] for id_, rows in there.items()}
        return standings_of(session, tasks, there, until=until)
    found = standings_of(session, tasks, there, until=until)
    return {id_: [one for one in rows if _is_told(one)] for id_, rows in found.items()}


def _is_told(one: Standing) -> bool:
    return one.called_off is None or bool(one.results) or one.finished_at is not None


def _of(department_id: int) -> Select[Assignment]:
    return select(Assignment).where(Assignment.department_id == department_id)


def _tasks(session: Session, chosen: Select[Assignment]) -> list[Task]:
    return [task_of(row) for row in session.scalars(chosen.execution_options(populate_existing=True))]


def running(session: Session, department_id: int, *, since: datetime) -> list[Task]:
    """Return the assignments of a department due since a moment and not cancelled, the next due first."""
    chosen = _of(department_id).where(Assignment.cancelled_at.is_(None), Assignment.due_at >= since)
    return _tasks(session, chosen.order_by(Assignment.due_at, Assignment.id))


def _over(department_id: int, before: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    gone = or_(Assignment.due_at < before, Assignment.cancelled_at.is_not(None))
    return Assignment.department_id == department_id, gone


def past(
    session: Session, department_id: int, *, before: datetime, limit: int, offset: int = 0
) -> list[Task]:
    """Return a page of what was due before a moment or was cancelled, latest due first."""
    chosen = select(Assignment).where(*_over(department_id, before))
    chosen = chosen.order_by(Assignment.due_at.desc(), Assignment.id.desc())
    return _tasks(session, chosen.limit(limit).offset(offset))


def count_past(session: Session, department_id: int, *, before: datetime) -> int:
    """Return how many assignments were due before a moment or were cancelled."""
    return session.scalar(select(func.count(Assignment.id)).where(*_over(department_id, before))) or 0


def due_between(session: Session, department_id: int, start: datetime, end: datetime) -> list[Task]:
    """Return the assignments not cancelled whose due time lies in a period, by due time."""
    chosen = _of(department_id).where(Assignment.cancelled_at.is_(None))
    chosen = chosen.where(Assignment.due_at >= start, Assignment.due_at < end)
    return _tasks(session, chosen.order_by(Assignment.due_at, Assignment.id))


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
    owed = Assignment.cancelled_at.is_(None) | (Assignment.cancelled_at >= end)
    due = (Assignment.due_at >= start) & (Assignment.due_at < end) & owed
    chosen = _of(department_id).where(Assignment.opens_at < end, due | Assignment.id.in_(ids) | read)
    return _tasks(session, chosen.order_by(Assignment.due_at, Assignment.id))


def by_ids(session: Session, department_id: int, ids: Iterable[int]) -> dict[int, Task]:
    """Return assignments of a department by id, cancelled ones too."""
    return {task.id: task for task in _tasks(session, _of(department_id).where(Assignment.id.in_(set(ids))))}
