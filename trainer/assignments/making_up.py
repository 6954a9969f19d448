"""The make-up list: who failed or was absent and has nothing arranged yet, and assigning it to them again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.following import followed_among
from trainer.assignments.listing import watched
from trainer.assignments.making import Draft, assignable, make
from trainer.assignments.model import Kind, Standing, Task, needs_make_up
from trainer.assignments.standings import standings_of
from trainer.db import writing
from trainer.errors import Forbidden
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer

LOOK_BACK = timedelta(days=120)
"""How long ago something may have been due and still stand on the list."""
Key = tuple[int, int]
"""Assignment and person."""


@dataclass(frozen=True)
class MakeUp:
    """A quiz or lesson that some have to make up; `task` is the assignment of it made last."""

    task: Task
    failed: tuple[Standing, ...]
    absent: tuple[Standing, ...]

    @property
    def everyone(self) -> tuple[Standing, ...]:
        """Return who failed, then who was absent."""
        return *self.failed, *self.absent


def makeups(session: Session, viewer: Viewer, department_id: int) -> list[MakeUp]:
    """Return what has to be made up in a department, by quiz and lesson, most people first.

    Failed is who has no attempt left, or failed and is past the due time; absent who handed in and read
    nothing until then. Who works there no more, is sitting it now, has a make-up, or for whom it was called
    off is not among them. A fixed number of queries. Raises Forbidden out of reach.
    """
    if not viewer.sees(department_id):
        raise Forbidden(_l("You may not assign in this department."))
    now, here = clock.now(), assignable(session, department_id)
    tasks, owing = watched(session, [department_id], since=now - LOOK_BACK)
    found = followed_among(standings_of(session, tasks, owing), now)
    latest: dict[tuple[object, ...], Standing] = {}
    for one in (one for rows in found.values() for one in rows):
        if one.person_id in here and one.pending and not one.open_attempt_id and needs_make_up(one, now):
            key = (*_same(one.task), one.person_id)
            latest[key] = max(latest.get(key, one), one, key=lambda standing: standing.task.id)
    return _grouped(list(latest.values()), now)


def _same(task: Task) -> tuple[object, ...]:
    return task.kind, task.target_id, task.clauses


def _grouped(found: list[Standing], now: datetime) -> list[MakeUp]:
    grouped: dict[tuple[object, ...], list[Standing]] = {}
    for one in sorted(found, key=lambda standing: (standing.task.due_at, standing.person_id)):
        grouped.setdefault(_same(one.task), []).append(one)
    made = [
        MakeUp(
            task=max((one.task for one in rows), key=lambda task: task.id),
            failed=tuple(one for one in rows if not one.overdue(now)),
            absent=tuple(one for one in rows if one.overdue(now)),
        )
        for rows in grouped.values()
    ]
    return sorted(made, key=lambda one: (-len(one.everyone), one.task.id))


def assign_makeups(
    session: Session, viewer: Viewer, department_id: int, ticked: Collection[Key], due_at: datetime
) -> list[tuple[Task, int]]:
    """Assign the same again to whom was ticked, and return each with how many people it went to.

    The rules are those of the assignment made last. Who has a make-up meanwhile is passed over, so a second
    click assigns nothing. All of it or none. Raises Forbidden out of reach, Invalid for a due time gone by.
    """
    done = []
    with writing(session):
        for one in makeups(session, viewer, department_id):
            chosen = {s.person_id for s in one.everyone if (s.task.id, s.person_id) in ticked}
            if chosen:
                make(session, viewer, department_id, _again(one.task, due_at), chosen)
                done.append((one.task, len(chosen)))
    return done


def _again(task: Task, due_at: datetime) -> Draft:
    quiz = task.kind is Kind.QUIZ
    return Draft(
        kind=task.kind,
        target_id=task.target_id,
        title=task.title,
        opens_at=clock.now(),
        due_at=due_at,
        pass_mark=task.pass_mark if quiz else None,
        attempts=task.attempts if quiz else None,
        counting=task.counting,
        note=task.note,
        clauses=task.clauses,
    )
