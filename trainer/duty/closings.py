"""Reading months as they were closed: which stand, all versions of one, what one keeps, the names of then."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.db import writing
from trainer.duty.closed import Act, Closing, Stamp
from trainer.duty.months import Head, Month
from trainer.duty.snapshot import Snapshot, read
from trainer.duty.tables import MonthClosing, MonthMark, MonthName
from trainer.errors import Conflict, NotFound
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer

FORGOTTEN = "anonymous-"
"""How the staff number of somebody begins whose name had to be removed."""
_FACTS = (
    MonthClosing.id,
    MonthClosing.department_id,
    MonthClosing.month,
    MonthClosing.number,
    MonthClosing.version,
    MonthClosing.snapshot_hash,
    MonthClosing.file_id,
    MonthClosing.pdf_hash,
    MonthClosing.ledger_number,
    MonthClosing.ledger_head,
    MonthClosing.edition,
    MonthClosing.closed_by,
    MonthClosing.closed_at,
)
"""Everything of a closing but the frozen text, which may be long."""


def every(session: Session, department_id: int, month: Month | None = None) -> list[Closing]:
    """Return the closings of a department, or of one of its months, oldest first; two queries."""
    chosen = select(*_FACTS).where(MonthClosing.department_id == department_id)
    if month is not None:
        chosen = chosen.where(MonthClosing.month == str(month))
    rows = session.execute(chosen.order_by(MonthClosing.number)).all()
    stamps = _stamps(session, department_id, [row.id for row in rows])
    return [
        Closing(
            id=row.id,
            department_id=row.department_id,
            month=Month.parse(row.month),
            number=row.number,
            version=row.version,
            snapshot_hash=row.snapshot_hash,
            file_id=row.file_id,
            pdf_hash=row.pdf_hash,
            head=Head(row.ledger_number, row.ledger_head),
            edition=row.edition,
            closed_by=row.closed_by,
            closed_at=row.closed_at,
            stamps=tuple(stamps.get(row.id, ())),
        )
        for row in rows
    ]


def _stamps(session: Session, department_id: int, ids: Sequence[int]) -> dict[int, list[Stamp]]:
    found: dict[int, list[Stamp]] = {}
    chosen = select(MonthMark).where(MonthMark.department_id == department_id, MonthMark.closing_id.in_(ids))
    for row in session.scalars(chosen.order_by(MonthMark.id)) if ids else ():
        stamp = Stamp(Act(row.kind), row.by, row.at, row.signed_on, row.shown_hash, row.reason)
        found.setdefault(row.closing_id, []).append(stamp)
    return found


def standing(session: Session, department_id: int) -> dict[Month, Closing]:
    """Return the closings that stand, by month."""
    return {one.month: one for one in every(session, department_id) if one.stands}


def closed(session: Session, department_id: int, month: Month) -> Closing | None:
    """Return how a month is closed; None for one that is open or was reopened."""
    return next((one for one in every(session, department_id, month) if one.stands), None)


def fetch(session: Session, viewer: Viewer, closing_id: int) -> Closing:
    """Return a closing of a department the viewer leads; raises NotFound."""
    row = session.execute(
        select(MonthClosing.department_id, MonthClosing.month).where(MonthClosing.id == closing_id)
    ).first()
    if row is None or not viewer.sees(row.department_id):
        raise NotFound(_l("There is no such closed month here."))
    found = every(session, row.department_id, Month.parse(row.month))
    return next(one for one in found if one.id == closing_id)


def opened(session: Session, closing: Closing) -> Snapshot:
    """Return what a closing keeps; raises Conflict where its text is not what it was."""
    return kept(session, closing.department_id, [closing])[closing.id]


def kept(session: Session, department_id: int, closings: Sequence[Closing]) -> dict[int, Snapshot]:
    """Return what closings keep, by closing; one query. Raises Conflict where a text is not what it was."""
    wanted = {one.id: one for one in closings}
    chosen = select(MonthClosing.id, MonthClosing.snapshot).where(
        MonthClosing.department_id == department_id, MonthClosing.id.in_(wanted)
    )
    found = {}
    for id_, text in session.execute(chosen):
        if hashlib.sha256(text.encode()).hexdigest() != wanted[id_].snapshot_hash:
            raise Conflict(_l("The stored record of this month was changed after it was closed."))
        found[id_] = read(text)
    return found


def cards_of_then(session: Session, closing: Closing, person_ids: Sequence[int]) -> dict[int, PersonCard]:
    """Return persons as they were called when a month was closed; who was made nameless since stays so."""
    today = people.cards_of(session, person_ids)
    chosen = select(MonthName).where(
        MonthName.department_id == closing.department_id, MonthName.closing_id == closing.id
    )
    then = {row.person_id: row for row in session.scalars(chosen)}
    return {
        id_: replace(card, name=then[id_].name, staff_number=then[id_].staff_number)
        if id_ in then and not card.staff_number.startswith(FORGOTTEN)
        else card
        for id_, card in today.items()
    }


def forget(session: Session, department_id: int, person_id: int) -> None:
    """Remove the name of somebody from the closed months; the hashed text names only the id."""
    with writing(session):
        session.execute(
            delete(MonthName).where(
                MonthName.department_id == department_id, MonthName.person_id == person_id
            )
        )
