"""Two observers of one moment: who may be linked, linking, and how far observers agree on each form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, NotFound
from trainer.i18n import lazy as _l
from trainer.observations import reach
from trainer.observations.facts import facts_of
from trainer.observations.model import MOMENT, State
from trainer.observations.statistics import Agreement, agreement
from trainer.observations.tables import Observation
from trainer.people.model import Viewer

OPEN = (State.DRAFT.value, State.FINISHED.value)
MOST_SHOWN = 20


@dataclass(frozen=True)
class Beside:
    """Another observer's watch of the same person with the same form; its marks are not told."""

    id: int
    observer_id: int
    finished: bool


def beside(session: Session, row: Observation) -> tuple[list[Beside], list[Beside]]:
    """Return the observations linked with one, and those that could be: begun within the hour of it.

    Nobody else's draft is told more of than that it is there.
    """
    near = Observation.started_at.between(row.started_at - MOMENT, row.started_at + MOMENT)
    chosen = select(Observation).where(
        Observation.department_id == row.department_id,
        Observation.person_id == row.person_id,
        Observation.checklist_id == row.checklist_id,
        Observation.id != row.id,
        Observation.state.in_(OPEN),
        near | (Observation.moment_id == row.moment_id if row.moment_id else near),
    )
    rows = session.scalars(chosen.order_by(Observation.id).limit(MOST_SHOWN)).all()
    linked = [one for one in rows if row.moment_id and one.moment_id == row.moment_id]
    taken = {row.observer_id, *(one.observer_id for one in linked)}
    free = [one for one in rows if one.moment_id is None and one.observer_id not in taken]
    return _told(linked), _told(free)


def _told(rows: Sequence[Observation]) -> list[Beside]:
    return [Beside(row.id, row.observer_id, row.state == State.FINISHED.value) for row in rows]


def link(session: Session, viewer: Viewer, observation_id: int, other_id: int) -> None:
    """Say that another observer watched the same moment as the viewer.

    Raises NotFound for what is not the viewer's or cannot be linked, Conflict where it is linked already.
    """
    with writing(session):
        row = _linkable(session, viewer, observation_id)
        linked, free = beside(session, row)
        if other_id in {one.id for one in linked}:
            raise Conflict(_l("These two are linked already."))
        if other_id not in {one.id for one in free}:
            raise reach.missing()
        other = _linkable(session, viewer, other_id, mine=False)
        row.moment_id = other.moment_id = row.moment_id or min(row.id, other.id)
        _told_audit(session, viewer, row, other.id)


def unlink(session: Session, viewer: Viewer, observation_id: int) -> None:
    """Take the viewer's observation out of its moment. Raises NotFound, Conflict where it is in none."""
    with writing(session):
        row = _linkable(session, viewer, observation_id)
        if row.moment_id is None:
            raise Conflict(_l("It is linked with no other."))
        moment, row.moment_id = row.moment_id, None
        left = session.scalars(
            select(Observation).where(
                Observation.department_id == row.department_id,
                Observation.moment_id == moment,
                Observation.id != row.id,
            )
        ).all()
        if len(left) == 1:
            left[0].moment_id = None
        _told_audit(session, viewer, row, 0)


def _told_audit(session: Session, viewer: Viewer, row: Observation, other_id: int) -> None:
    audit.record(
        session,
        "observations_linked",
        actor_id=viewer.person_id,
        department_id=row.department_id,
        subject_id=row.id,
        other=other_id,
    )


def _linkable(session: Session, viewer: Viewer, observation_id: int, *, mine: bool = True) -> Observation:
    if mine:
        row = reach.own(session, viewer, observation_id)
    else:
        chosen = reach.chosen(session, observation_id).with_for_update()
        found = session.scalar(chosen.execution_options(**reach.FRESH))
        if found is None:
            raise reach.missing()
        row = found
    if row.state not in OPEN:
        raise NotFound(_l("There is no such observation here."))
    return row


def agreements(session: Session, department_id: int) -> dict[str, tuple[str, Agreement]]:
    """Return by form its title and how far its observers agree, over the moments that several watched.

    The first marks count, not those that answered an objection: it is about what each observer saw. Of each
    two observers the one with the lower person number is put first throughout.
    """
    linked = (
        select(Observation.moment_id)
        .where(
            Observation.department_id == department_id,
            Observation.moment_id.is_not(None),
            Observation.state == State.FINISHED.value,
        )
        .group_by(Observation.moment_id)
        .having(func.count() > 1)
    )
    rows = session.scalars(
        select(Observation)
        .where(
            Observation.department_id == department_id,
            Observation.state == State.FINISHED.value,
            Observation.moment_id.in_(linked),
        )
        .order_by(Observation.observer_id)
    ).all()
    titles: dict[str, str] = {}
    moments: dict[tuple[str, int | None], list[Mapping[str, str]]] = {}
    for known in facts_of(session, department_id, rows):
        titles[known.row.checklist_id] = known.form.title
        moments.setdefault((known.row.checklist_id, known.row.moment_id), []).append(known.first_marks)
    pairs: dict[str, list[tuple[Mapping[str, str], Mapping[str, str]]]] = {}
    for (form, _moment), seen in moments.items():
        pairs.setdefault(form, []).extend(combinations(seen, 2))
    return {form: (titles[form], agreement(pairs[form])) for form in sorted(titles)}
