"""What followed for those who failed or were absent: the same assigned to them again, and how it went."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.model import FollowUp, Kind, Member, Standing, State, Task
from trainer.assignments.reach import MEMBER, member_of, task_of
from trainer.assignments.standings import Key, standings_of
from trainer.assignments.tables import Assignment, AssignmentMember

Same = tuple[int, int, Kind, str, tuple[str, ...]]
"""Department, person, and what was assigned, of a quiz with the clauses it is about."""


def follow_ups(
    session: Session, standings: Iterable[Standing], until: datetime | None = None
) -> dict[Key, FollowUp]:
    """Return the make-up of everybody given who failed, or was due and neither sat nor read.

    A make-up is the same, assigned to the same person in the same department later and not cancelled; that
    where they passed, else the latest. With `until`, as it was then. No query where nobody failed, else one
    for all make-ups and those of their standings, whatever the number of people.
    """
    now = until or clock.now()
    open_ = [one for one in standings if may_be_followed(one, now)]
    if not open_:
        return {}
    later = _later(session, open_, until)
    tasks = {task.id: task for rows in later.values() for task, _member in rows}
    owing: dict[int, list[Member]] = defaultdict(list)
    for rows in later.values():
        for task, member in rows:
            owing[task.id].append(member)
    stood = standings_of(session, list(tasks.values()), owing, until=until) if tasks else {}
    return fold_follow_ups(open_, [one for rows in stood.values() for one in rows])


def followed(
    session: Session, standings: Mapping[int, Sequence[Standing]], until: datetime | None = None
) -> dict[int, list[Standing]]:
    """Return the standings with the make-up of each."""
    found = follow_ups(session, [one for rows in standings.values() for one in rows], until)
    return {id_: _with(rows, found) for id_, rows in standings.items()}


def followed_among(standings: Mapping[int, Sequence[Standing]], now: datetime) -> dict[int, list[Standing]]:
    """Return the standings with those make-ups that are among them."""
    every = [one for rows in standings.values() for one in rows]
    found = fold_follow_ups([one for one in every if may_be_followed(one, now)], every)
    return {id_: _with(rows, found) for id_, rows in standings.items()}


def _with(rows: Iterable[Standing], found: Mapping[Key, FollowUp]) -> list[Standing]:
    return [replace(one, follow_up=found.get((one.task.id, one.person_id))) for one in rows]


def may_be_followed(standing: Standing, now: datetime) -> bool:
    """Say whether a make-up of it would be one: it was failed, or is due and nothing came."""
    if standing.called_off is not None:
        return False
    return not standing.fulfilled and (standing.state is State.FAILED or now > standing.task.due_at)


def fold_follow_ups(open_: Iterable[Standing], later: Iterable[Standing]) -> dict[Key, FollowUp]:
    """Return the make-up of each standing given, out of standings of the same people made later."""
    grouped: dict[Same, list[Standing]] = defaultdict(list)
    for one in later:
        if one.called_off is None:
            grouped[_same(one)].append(one)
    found = {}
    for one in open_:
        after = [other for other in grouped.get(_same(one), ()) if _made(other.task) > _made(one.task)]
        if after:
            found[one.task.id, one.person_id] = _follow_up(after)
    return found


def _follow_up(after: Sequence[Standing]) -> FollowUp:
    passed = [one for one in after if one.fulfilled]
    if not passed:
        return FollowUp(max((one.task for one in after), key=_made), made_up=False, at=None)
    first = min(passed, key=lambda one: (one.finished_at or one.task.due_at, one.task.id))
    return FollowUp(first.task, made_up=True, at=first.finished_at)


def _made(task: Task) -> tuple[datetime, int]:
    return task.created_at, task.id


def _same(standing: Standing) -> Same:
    task = standing.task
    return task.department_id, standing.person_id, task.kind, task.target_id, task.clauses


def _later(
    session: Session, open_: Sequence[Standing], until: datetime | None
) -> Mapping[Same, list[tuple[Task, Member]]]:
    """Return what was assigned of the same things since the first of them; one query."""
    departments = {one.task.department_id for one in open_}
    chosen = (
        select(Assignment, *MEMBER)
        .join(AssignmentMember, AssignmentMember.assignment_id == Assignment.id)
        .where(Assignment.department_id.in_(departments), AssignmentMember.department_id.in_(departments))
        .where(AssignmentMember.person_id.in_({one.person_id for one in open_}))
        .where(Assignment.target_id.in_({one.task.target_id for one in open_}))
        .where(Assignment.created_at >= min(one.task.created_at for one in open_))
    )
    if until is None:
        chosen = chosen.where(Assignment.cancelled_at.is_(None))
    else:
        there = Assignment.cancelled_at.is_(None) | (Assignment.cancelled_at >= until)
        chosen = chosen.where(there, Assignment.created_at < until)
    first: dict[Same, tuple[datetime, int]] = {}
    for one in open_:
        first[_same(one)] = min(first.get(_same(one), _made(one.task)), _made(one.task))
    found: dict[Same, list[tuple[Task, Member]]] = defaultdict(list)
    for row, *of_member in session.execute(chosen.order_by(Assignment.id)):
        task, member = task_of(row), member_of(of_member)
        same = task.department_id, member.person_id, task.kind, task.target_id, task.clauses
        if _made(task) > first.get(same, _made(task)):
            found[same].append((task, member))
    return found
