"""Fetching sittings with permission: one's own to sit, those of one's department to look at."""

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from trainer.attempts.tables import Attempt, AttemptItem
from trainer.errors import Forbidden, NotFound
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import Viewer


def _missing() -> NotFound:
    return NotFound(_l("There is no such sitting here."))


def _own(viewer: Viewer, attempt_id: int) -> Select[Attempt]:
    return select(Attempt).where(
        Attempt.id == attempt_id,
        Attempt.department_id == viewer.department_id,
        Attempt.person_id == viewer.person_id,
    )


def own(session: Session, viewer: Viewer, attempt_id: int) -> Attempt:
    """Return the viewer's own sitting, locked until the end of the write; raises NotFound."""
    chosen = _own(viewer, attempt_id).with_for_update()
    attempt = session.scalar(chosen.execution_options(populate_existing=True))
    if attempt is None:
        raise _missing()
    return attempt


def own_question(session: Session, viewer: Viewer, attempt_id: int, slot: int) -> tuple[Attempt, AttemptItem]:
    """Return the viewer's own sitting, locked, and one question of it, in one query; raises NotFound."""
    same = and_(AttemptItem.attempt_id == Attempt.id, AttemptItem.department_id == Attempt.department_id)
    chosen = (
        _own(viewer, attempt_id)
        .add_columns(AttemptItem)
        .join(AttemptItem, same)
        .where(AttemptItem.slot == slot)
        .with_for_update(of=Attempt)
    )
    found = session.execute(chosen.execution_options(populate_existing=True)).first()
    if found is None:
        raise _missing()
    return found[0], found[1]


def readable(session: Session, viewer: Viewer, attempt_id: int) -> Attempt:
    """Return a sitting that the viewer may look at; raises NotFound for everybody else.

    One's own, also from the department where one was then; as a leader those of the department.
    """
    fresh = {"populate_existing": True}
    attempt = session.scalar(_own(viewer, attempt_id).execution_options(**fresh))
    if attempt is not None:
        return attempt
    reach = list(people.departments(session))
    chosen = select(Attempt).where(Attempt.id == attempt_id, Attempt.department_id.in_(reach))
    attempt = session.scalar(chosen.execution_options(**fresh))
    if attempt is None or not (attempt.person_id == viewer.person_id or viewer.sees(attempt.department_id)):
        raise _missing()
    return attempt


def markable(session: Session, viewer: Viewer, attempt_id: int, *, lock: bool = False) -> Attempt:
    """Return an ended sitting whose provisional answers the viewer may settle.

    Raises NotFound out of reach, and Forbidden for one's own and for people the viewer does not manage.
    """
    attempt = readable(session, viewer, attempt_id)
    person = people.cards_of(session, [attempt.person_id])[attempt.person_id]
    if attempt.person_id == viewer.person_id or not viewer.manages(person.role, attempt.department_id):
        raise Forbidden(_l("Somebody who leads this person has to confirm these answers."))
    if lock:
        session.refresh(attempt, with_for_update=True)
    return attempt
