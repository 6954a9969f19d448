"""What holds otherwise for one person, with a reason: more time, or called off for them alone."""

from datetime import datetime

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.listing import standings
from trainer.assignments.model import LONGEST, NORMAL, Kind, Standing, Task
from trainer.assignments.reach import LARGEST, fetch
from trainer.assignments.tables import AssignmentMember
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer


def standing_of(
    session: Session, viewer: Viewer, assignment_id: int, person_id: int
) -> tuple[Task, Standing]:
    """Return an assignment the viewer leads and how one member stands; raises NotFound for anybody else."""
    task = fetch(session, viewer, assignment_id, leading=True)
    found = standings(session, [task], person_id)[task.id] if 0 < person_id <= LARGEST else []
    if not found:
        raise NotFound(_l("This person was not given this task."))
    return task, found[0]


def extend(
    session: Session,
    viewer: Viewer,
    assignment_id: int,
    person_id: int,
    *,
    due_at: datetime | None,
    time_factor: int = NORMAL,
    reason: str,
) -> None:
    """Give one member their own due time (None: as everybody) and a share of the time limit, with a reason.

    Before the due time or after it; what was granted before is replaced, and the audit trail keeps both. The
    time limit holds for sittings begun from now on. Raises NotFound for somebody who is no member, Forbidden
    for oneself, Conflict where it was called off, Invalid for an earlier due time, a factor out of 100 to 300
    percent, or no reason.
    """
    with writing(session):
        task, own = _changeable(session, viewer, assignment_id, person_id)
        if not reason.strip():
            raise Invalid(_l("Please say why."), "reason")
        if due_at is not None and due_at <= task.due_at:
            raise Invalid(_l("The person’s own due time must be later than that of the task."), "due_at")
        if not NORMAL <= time_factor <= LONGEST or (task.kind is Kind.LESSON and time_factor != NORMAL):
            raise Invalid(_l("The time limit is from 100 to 300 percent."), "time_factor")
        if due_at is None and time_factor == NORMAL and own.extension is None:
            raise Invalid(_l("Give a later due time or more time in the sitting."), "due_at")
        row = _row(session, task, person_id)
        row.extended_due_at, row.time_factor = due_at, time_factor
        row.extend_reason, row.extended_by, row.extended_at = reason.strip(), viewer.person_id, clock.now()
        audit.record(
            session,
            "assignment_extended",
            actor_id=viewer.person_id,
            department_id=task.department_id,
            subject_id=task.id,
            person_id=person_id,
            due_at=due_at.isoformat() if due_at else None,
            time_factor=time_factor,
            reason=reason.strip(),
        )


def release(session: Session, viewer: Viewer, assignment_id: int, person_id: int, reason: str) -> None:
    """Call an assignment off for one member alone, with a reason; what they sat stays in the ledger.

    Raises NotFound for somebody who is no member, Forbidden for oneself, Invalid without a reason, Conflict
    where it was called off before or is done.
    """
    with writing(session):
        task, own = _changeable(session, viewer, assignment_id, person_id)
        if not reason.strip():
            raise Invalid(_l("Please say why."), "reason")
        if own.fulfilled:
            raise Conflict(_l("This person has done it; there is nothing to call off."))
        row = _row(session, task, person_id)
        row.released_at, row.released_by, row.release_reason = clock.now(), viewer.person_id, reason.strip()
        audit.record(
            session,
            "assignment_released",
            actor_id=viewer.person_id,
            department_id=task.department_id,
            subject_id=task.id,
            person_id=person_id,
            reason=reason.strip(),
        )


def _changeable(
    session: Session, viewer: Viewer, assignment_id: int, person_id: int
) -> tuple[Task, Standing]:
    task, own = standing_of(session, viewer, assignment_id, person_id)
    if person_id == viewer.person_id:
        raise Forbidden(_l("Nobody gives themselves more time or lets themselves off."))
    if task.cancelled_at is not None or own.called_off is not None:
        raise Conflict(_l("This assignment was cancelled before."))
    return task, own


def _row(session: Session, task: Task, person_id: int) -> AssignmentMember:
    return session.get_one(AssignmentMember, (task.id, person_id), populate_existing=True)
