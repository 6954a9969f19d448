"""Fetching observations with permission: to watch, to look at, to sign, to answer."""

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from trainer.errors import Forbidden, Gone, NotFound
from trainer.i18n import lazy as _l
from trainer.observations.model import State
from trainer.observations.tables import Observation
from trainer.people import service as people
from trainer.people.model import PersonCard, Role, Viewer

FRESH = {"populate_existing": True}


def missing() -> NotFound:
    """Return the refusal for what does not exist, or not for the one who asks."""
    return NotFound(_l("There is no such observation here."))


def own(session: Session, viewer: Viewer, observation_id: int) -> Observation:
    """Return an observation the viewer makes or made, locked until the end of the write; raises NotFound.

    A person who was moved to another department goes on with what they began.
    """
    chosen = select(Observation).where(
        Observation.id == observation_id,
        Observation.department_id.in_(list(people.departments(session))),
        Observation.observer_id == viewer.person_id,
    )
    row = session.scalar(chosen.with_for_update().execution_options(**FRESH))
    if row is None or not viewer.leads:
        raise missing()
    return row


def own_draft(session: Session, viewer: Viewer, observation_id: int) -> Observation:
    """Return an observation the viewer is making, locked; raises NotFound, and Gone when it is over."""
    row = own(session, viewer, observation_id)
    if row.state != State.DRAFT.value:
        raise Gone(_l("This observation was finished. What was saved until then counts."), id=row.id)
    return row


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on rows that a leader sees in lists: of those they manage, and what they made.

    Supervisors do not see how a manager observed their colleague.
    """
    if viewer.oversees:
        return Observation.id.is_not(None)
    if viewer.role is not Role.SUPERVISOR:
        return false()
    managed = and_(
        Observation.department_id == viewer.department_id,
        Observation.role == Role.STAFF.value,
        Observation.person_id != viewer.person_id,
    )
    return or_(managed, Observation.observer_id == viewer.person_id)


def chosen(session: Session, observation_id: int) -> Select[Observation]:
    """Return the query of one observation, in whatever department."""
    reach = list(people.departments(session))
    return select(Observation).where(Observation.id == observation_id, Observation.department_id.in_(reach))


def readable(session: Session, viewer: Viewer, observation_id: int, *, lock: bool = False) -> Observation:
    """Return an observation the viewer may look at; raises NotFound for everybody else.

    A draft is its observer's alone: whoever watches the same moment must not be led by it. What is finished
    is for the observer, the observed person, and those who lead that person.
    """
    query = chosen(session, observation_id)
    row = session.scalar((query.with_for_update() if lock else query).execution_options(**FRESH))
    if row is None or not _may_read(viewer, row):
        raise missing()
    return row


def _may_read(viewer: Viewer, row: Observation) -> bool:
    if row.observer_id == viewer.person_id and viewer.leads:
        return True
    if row.state == State.DRAFT.value or row.finished_at is None:
        return False
    if row.person_id == viewer.person_id:
        return True
    if viewer.oversees:
        return True
    return viewer.sees(row.department_id) and viewer.manages(row.role, row.department_id)


def observed_by_me(session: Session, viewer: Viewer, observation_id: int) -> Observation:
    """Return a finished observation of the viewer, locked; NotFound out of sight, Forbidden within it."""
    row = readable(session, viewer, observation_id, lock=True)
    if row.person_id != viewer.person_id:
        raise Forbidden(_l("Only the person who was observed signs here."))
    return row


def may_answer(viewer: Viewer, row: Observation) -> bool:
    """Say whether the viewer may answer an objection: leads the person, and neither observed nor was."""
    return viewer.person_id not in {row.observer_id, row.person_id} and viewer.manages(
        row.role, row.department_id
    )


def answerable(session: Session, viewer: Viewer, observation_id: int, *, lock: bool = False) -> Observation:
    """Return an observation whose objection the viewer may answer; raises NotFound or Forbidden."""
    row = readable(session, viewer, observation_id, lock=lock)
    if not may_answer(viewer, row):
        raise Forbidden(_l("An objection is answered by somebody who neither observed nor was observed."))
    return row


def turn(viewer: Viewer, row: Observation, there: dict[int, PersonCard]) -> bool:
    """Say whether an objection waits for this viewer: another supervisor if any, else the manager.

    `there` are the people within the viewer's reach. A manager may answer all the same, but is not asked to.
    """
    if not may_answer(viewer, row):
        return False
    others = {Role.SUPERVISOR} if row.role == Role.STAFF.value else set()
    first = [
        card
        for card in there.values()
        if card.active
        and card.role in others
        and card.department_id == row.department_id
        and card.id not in {row.observer_id, row.person_id}
    ]
    if viewer.role is Role.SUPERVISOR:
        return True
    if first:
        return False
    if viewer.role is Role.MANAGER:
        return True
    managers = [c for c in there.values() if c.active and c.role is Role.MANAGER]
    return not any(card.id not in {row.observer_id, row.person_id} for card in managers)


def may_lead(viewer: Viewer, row: Observation) -> bool:
    """Say whether the viewer gives the person work: the observer, and whoever leads the person."""
    return viewer.person_id == row.observer_id or viewer.manages(row.role, row.department_id)
