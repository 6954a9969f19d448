"""Reading observations: one with all that was said of it, pages of many, and what other rooms ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from trainer.observations import reach
from trainer.observations.facts import Facts, facts, facts_of
from trainer.observations.model import Observed, OpenObjection, Stage, State, Waiting
from trainer.observations.tables import Observation
from trainer.people import service as people
from trainer.people.model import Viewer

PAGE = 20
MOST_WAITING = 100


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty for everything. `state` is one of `FILTERS`."""

    person_id: int | None = None
    checklist_id: str | None = None
    state: str | None = None


FILTERS = ("draft", "unsigned", "objected", "answered", "signed", "withdrawn")


def fetch(session: Session, viewer: Viewer, observation_id: int) -> Facts:
    """Return an observation the viewer may look at, with all that was said of it; raises NotFound."""
    return facts(session, reach.readable(session, viewer, observation_id))


def page(
    session: Session, viewer: Viewer, department_id: int, wanted: Wanted, number: int
) -> tuple[list[Facts], int, int]:
    """Return a page of a department's observations, latest first, its number within bounds, and how many."""
    found = _wanted(viewer, department_id, wanted)
    count = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    pages = max(1, -(-count // PAGE))
    number = min(max(1, number), pages)
    ordered = found.order_by(Observation.started_at.desc(), Observation.id.desc())
    rows = session.scalars(ordered.limit(PAGE).offset((number - 1) * PAGE)).all()
    return facts_of(session, department_id, rows), number, pages


def _wanted(viewer: Viewer, department_id: int, wanted: Wanted) -> Select[Observation]:
    found = select(Observation).where(Observation.department_id == department_id, reach.visible(viewer))
    if wanted.person_id is not None:
        found = found.where(Observation.person_id == wanted.person_id)
    if wanted.checklist_id:
        found = found.where(Observation.checklist_id == wanted.checklist_id)
    if wanted.state in {state.value for state in State}:
        return found.where(Observation.state == wanted.state)
    if wanted.state in {stage.value for stage in Stage}:
        return found.where(Observation.stage == wanted.state)
    return found.where(
        or_(
            Observation.state != State.WITHDRAWN.value,
            Observation.finished_at.is_not(None),
        )
    )


def people_and_forms(session: Session, viewer: Viewer, department_id: int) -> tuple[set[int], set[str]]:
    """Return who and which forms occur in what the viewer sees of a department, for the filters."""
    seen = select(Observation.person_id, Observation.checklist_id).where(
        Observation.department_id == department_id, reach.visible(viewer)
    )
    rows = session.execute(seen.distinct()).all()
    return {row.person_id for row in rows}, {row.checklist_id for row in rows}


def mine(session: Session, viewer: Viewer, number: int = 1) -> tuple[list[Facts], int, int]:
    """Return a page of the viewer's own finished observations as `page` does, wherever they worked then.

    Those that an objection took back stand there too.
    """
    own = select(Observation).where(
        Observation.department_id.in_(list(people.departments(session))),
        Observation.person_id == viewer.person_id,
        Observation.finished_at.is_not(None),
    )
    pages = max(1, -(-(session.scalar(select(func.count()).select_from(own.subquery())) or 0) // PAGE))
    number = min(max(1, number), pages)
    ordered = own.order_by(Observation.finished_at.desc(), Observation.id.desc())
    rows = session.scalars(ordered.limit(PAGE).offset((number - 1) * PAGE)).all()
    return _everywhere(session, rows), number, pages


def _everywhere(session: Session, rows: Sequence[Observation]) -> list[Facts]:
    """Return the facts of observations of several departments, in the order of the rows."""
    found: dict[int, Facts] = {}
    for department in {row.department_id for row in rows}:
        there = [row for row in rows if row.department_id == department]
        found |= {known.row.id: known for known in facts_of(session, department, there)}
    return [found[row.id] for row in rows]


def of_person(session: Session, viewer: Viewer, person_id: int) -> list[Observed]:
    """Return the observations that count of a person the viewer may look at, latest first.

    Raises NotFound out of reach.
    """
    person = people.fetch(session, viewer, person_id)
    own = person.id == viewer.person_id
    seen = Observation.person_id == person.id
    rows = _of(session, person.department_id, seen if own else and_(seen, reach.visible(viewer)))
    return [known.observed() for known in rows if known.score is not None]


def of_period(session: Session, department_id: int, start: datetime, end: datetime) -> Sequence[Observed]:
    """Return the observations of a department that were finished from `start` until before `end` and count.

    Oldest first; those that an objection took back are left out.
    """
    inside = and_(Observation.finished_at >= start, Observation.finished_at < end)
    rows = _of(session, department_id, and_(inside, Observation.state == State.FINISHED.value))
    return [known.observed() for known in reversed(rows) if known.score is not None]


def by_ids(session: Session, department_id: int, ids: Sequence[int]) -> dict[int, Observed]:
    """Return observations of a department that count, by id."""
    rows = _of(session, department_id, Observation.id.in_(set(ids)))
    return {known.row.id: known.observed() for known in rows if known.score is not None}


def _of(session: Session, department_id: int, which: ColumnElement[bool]) -> list[Facts]:
    chosen = select(Observation).where(
        Observation.department_id == department_id, Observation.finished_at.is_not(None), which
    )
    ordered = chosen.order_by(Observation.finished_at.desc(), Observation.id.desc())
    return facts_of(session, department_id, session.scalars(ordered.execution_options(**reach.FRESH)).all())


def open_objections(
    session: Session, department_id: int, until: datetime | None = None
) -> Sequence[OpenObjection]:
    """Return objections that nobody has answered, of observations finished before `until`; oldest first."""
    chosen = select(Observation).where(
        Observation.department_id == department_id, Observation.stage == Stage.OBJECTED.value
    )
    if until is not None:
        chosen = chosen.where(Observation.finished_at < until)
    return [
        OpenObjection(row.id, row.person_id, row.observer_id, row.checklist_id, row.finished_at)
        for row in session.scalars(chosen.order_by(Observation.finished_at))
        if row.finished_at is not None
    ]


def waiting_for(session: Session, viewer: Viewer) -> Waiting:
    """Return what waits for the viewer's word; four queries at most, whatever the number of people."""
    departments = list(people.departments(session))
    mine_ = Observation.person_id == viewer.person_id
    to_sign = and_(mine_, Observation.stage.in_([Stage.UNSIGNED.value, Stage.ANSWERED.value]))
    if not viewer.leads:
        return Waiting(to_sign=[row.id for row in _waiting(session, departments, to_sign)])
    own = Observation.observer_id == viewer.person_id
    draft = and_(own, Observation.state == State.DRAFT.value)
    again = and_(own, _proposed())
    objected = and_(Observation.stage == Stage.OBJECTED.value, reach.visible(viewer))
    rows = _waiting(session, departments, or_(to_sign, draft, again, objected))
    open_ = [row for row in rows if row.stage == Stage.OBJECTED.value and reach.may_answer(viewer, row)]
    there = {p.id: people.card(p) for p in people.people(session, viewer)} if open_ else {}
    return Waiting(
        to_sign=[
            row.id
            for row in rows
            if row.person_id == viewer.person_id and row.stage in {Stage.UNSIGNED.value, Stage.ANSWERED.value}
        ],
        to_answer=[row.id for row in open_ if reach.turn(viewer, row, there)],
        drafts=[r.id for r in rows if r.observer_id == viewer.person_id and r.state == State.DRAFT.value],
        again=[r.id for r in rows if r.observer_id == viewer.person_id and is_proposed(r)],
    )


def _proposed() -> ColumnElement[bool]:
    return and_(
        Observation.again_at.is_not(None),
        Observation.again_id.is_(None),
        Observation.again_dismissed_at.is_(None),
    )


def is_proposed(row: Observation) -> bool:
    """Say whether the person is still to be observed again."""
    return row.again_at is not None and row.again_id is None and row.again_dismissed_at is None


def _waiting(
    session: Session, departments: Sequence[int], which: ColumnElement[bool]
) -> Sequence[Observation]:
    chosen = select(Observation).where(Observation.department_id.in_(departments), which)
    fresh = chosen.order_by(Observation.started_at).execution_options(**reach.FRESH)
    return session.scalars(fresh.limit(MOST_WAITING)).all()


def some(session: Session, ids: Sequence[int]) -> list[Facts]:
    """Return what `waiting_for` named, in its order, for lists."""
    departments = list(people.departments(session))
    rows = session.scalars(
        select(Observation).where(Observation.department_id.in_(departments), Observation.id.in_(set(ids)))
    ).all()
    found = {known.row.id: known for known in _everywhere(session, rows)}
    return [found[id_] for id_ in ids if id_ in found]


def recent(session: Session, viewer: Viewer, department_id: int) -> tuple[list[int], list[str]]:
    """Return whom the viewer observed in a department, and with which forms, latest first."""
    rows = session.execute(
        select(Observation.person_id, Observation.checklist_id)
        .where(Observation.department_id == department_id, Observation.observer_id == viewer.person_id)
        .order_by(Observation.started_at.desc())
        .limit(MOST_WAITING)
    ).all()
    return list(dict.fromkeys(r.person_id for r in rows)), list(dict.fromkeys(r.checklist_id for r in rows))
