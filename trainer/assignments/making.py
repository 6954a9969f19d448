"""Making an assignment and calling it off."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.listing import running, standings
from trainer.assignments.model import Counting, Kind
from trainer.assignments.reach import fetch
from trainer.assignments.tables import Assignment, AssignmentMember
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import PersonCard, Role, Viewer

DOUBLE_CLICK = timedelta(seconds=30)
"""The same assignment to the same people made again within this time is the same click."""
MAX_ATTEMPTS = 99


@dataclass(frozen=True)
class Draft:
    """What somebody wants to assign; `attempts` None is without limit, `pass_mark` in percent."""

    kind: Kind
    target_id: str
    title: str
    opens_at: datetime
    due_at: datetime
    pass_mark: int | None = None
    attempts: int | None = None
    counting: Counting = Counting.BEST
    note: str | None = None
    clauses: tuple[str, ...] = ()


def assignable(session: Session, department_id: int) -> dict[int, PersonCard]:
    """Return whom the department can assign to: its active staff and supervisors."""
    found = people.cards(session, department_id, inactive=False)
    return {id_: card for id_, card in found.items() if card.role in {Role.STAFF, Role.SUPERVISOR}}


def _refuse_impossible(draft: Draft) -> None:
    if draft.due_at <= max(draft.opens_at, clock.now()):
        raise Invalid(_l("The due time must lie ahead, after the opening time."), "due_at")
    if draft.pass_mark is not None and not 1 <= draft.pass_mark <= 100:  # noqa: PLR2004 - percent
        raise Invalid(_l("The pass mark is a percentage from 1 to 100."), "pass_mark")
    if draft.attempts is not None and not 1 <= draft.attempts <= MAX_ATTEMPTS:
        raise Invalid(_l("The number of attempts is at least 1; without a limit choose that."), "attempts")


class AlreadyOpen(Conflict):
    """Some of the people have the same task open; `person_ids` says who."""

    def __init__(self, person_ids: Collection[int]) -> None:
        super().__init__(_l("Some of them have the same task open."))
        self.person_ids = frozenset(person_ids)


def make(
    session: Session,
    viewer: Viewer,
    department_id: int,
    draft: Draft,
    person_ids: Collection[int],
    *,
    anyway: bool = True,
) -> int:
    """Assign to persons of a department and return the assignment's id; a double click gives one.

    Raises Forbidden outside the viewer's reach, Invalid for wrong times, numbers or people; AlreadyOpen
    unless `anyway`, where some of them have not finished the same and it is not due yet.
    """
    if not viewer.sees(department_id):
        raise Forbidden(_l("You may not assign in this department."))
    _refuse_impossible(draft)
    with writing(session):
        there = assignable(session, department_id)
        wanted = set(person_ids)
        if not wanted or not wanted <= there.keys():
            raise Invalid(_l("Choose at least one person of this department."), "people")
        if (same := _just_made(session, viewer, department_id, draft, wanted)) is not None:
            return same
        aim = draft.kind, draft.target_id, wanted, draft.clauses
        if not anyway and (there_already := have_open(session, department_id, *aim)):
            raise AlreadyOpen(there_already)
        id_ = keep(session, department_id, draft, [there[one] for one in sorted(wanted)], by=viewer.person_id)
        audit.record(
            session,
            "assignment_made",
            actor_id=viewer.person_id,
            department_id=department_id,
            subject_id=id_,
            kind=draft.kind.value,
            target=draft.target_id,
            people=len(wanted),
        )
        return id_


def keep(
    session: Session,
    department_id: int,
    draft: Draft,
    cards: Iterable[PersonCard],
    *,
    by: int,
    rule_id: int | None = None,
) -> int:
    """Store an assignment with its members inside a running write, and return its id."""
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
        clauses=list(draft.clauses) or None,
        rule_id=rule_id,
        created_by=by,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    session.add_all(
        AssignmentMember(
            assignment_id=row.id, person_id=card.id, department_id=department_id, position=card.position
        )
        for card in cards
    )
    session.flush()
    return row.id


def _just_made(
    session: Session, viewer: Viewer, department_id: int, draft: Draft, wanted: Collection[int]
) -> int | None:
    """Return what the same person made of the same thing, due then, for the same people, a moment ago."""
    chosen = (
        select(Assignment.id, AssignmentMember.person_id)
        .join(AssignmentMember, AssignmentMember.assignment_id == Assignment.id)
        .where(Assignment.department_id == department_id, Assignment.created_by == viewer.person_id)
        .where(AssignmentMember.department_id == department_id, Assignment.cancelled_at.is_(None))
        .where(Assignment.kind == draft.kind.value, Assignment.target_id == draft.target_id)
        .where(Assignment.due_at == draft.due_at, Assignment.created_at > clock.now() - DOUBLE_CLICK)
    )
    found: dict[int, set[int]] = {}
    for assignment_id, person_id in session.execute(chosen):
        found.setdefault(assignment_id, set()).add(person_id)
    return next((id_ for id_, there in found.items() if there == set(wanted)), None)


def have_open(
    session: Session,
    department_id: int,
    kind: Kind,
    target_id: str,
    wanted: Collection[int],
    clauses: tuple[str, ...] = (),
) -> set[int]:
    """Return who of them has the same to do still: not due, not fulfilled, an attempt left."""
    tasks = [
        task
        for task in running(session, department_id, since=clock.now())
        if (task.kind, task.target_id, task.clauses) == (kind, target_id, clauses)
    ]
    found = standings(session, tasks)
    every = [one for rows in found.values() for one in rows if one.person_id in wanted]
    return {one.person_id for one in every if not one.fulfilled and not one.used_up}


def cancel(session: Session, viewer: Viewer, assignment_id: int, reason: str) -> None:
    """Cancel an assignment with a reason; what was sat stays in the ledger, and nobody owes it any more.

    Raises NotFound for somebody who does not lead it, Invalid without a reason, Conflict the second time.
    """
    with writing(session):
        row = session.get_one(Assignment, fetch(session, viewer, assignment_id, leading=True).id)
        if not reason.strip():
            raise Invalid(_l("Please say why."), "reason")
        if row.cancelled_at is not None:
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
