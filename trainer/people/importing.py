"""Importing people from a sheet: judged against the database, then stored as a whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Forbidden, Invalid, NotFound, Stale
from trainer.i18n import lazy as _l
from trainer.people import judging
from trainer.people.judging import Fate, Judged, Judgement, Known
from trainer.people.model import PersonCard, Role, Viewer
from trainer.people.reach import card
from trainer.people.sheet import Row
from trainer.people.staffing import add_person, departments, update_person
from trainer.people.tables import Person

BATCH = 500
"""Staff numbers asked for at once; databases limit how many values one statement takes."""


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    added: tuple[int, ...]
    updated: tuple[int, ...]


def survey(
    session: Session,
    actor: Viewer | None,
    rows: Sequence[Row],
    *,
    department_id: int,
    positions: Mapping[str, Sequence[str]],
) -> Judgement:
    """Return what each row would do; nothing is stored.

    New people without a department of their own go to `department_id`; `positions` are the site's, by id with
    their titles. Raises Invalid for a sheet that cannot be read, NotFound for a department out of reach.
    """
    names = departments(session)
    if department_id not in names or (actor is not None and not actor.sees(department_id)):
        raise NotFound(_l("There is no such department here."))
    people = _known(session, sorted(judging.numbers(rows)))
    return judging.judge(rows, Known(actor, department_id, names, positions, people))


def _known(session: Session, numbers: Sequence[str]) -> dict[str, PersonCard]:
    found = {}
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        for person in session.scalars(select(Person).where(Person.staff_number.in_(some))):
            found[person.staff_number] = card(person)
    return found


def import_people(
    session: Session,
    actor: Viewer | None,
    rows: Sequence[Row],
    *,
    department_id: int,
    positions: Mapping[str, Sequence[str]],
    digest: str | None = None,
    skip_bad: bool = False,
) -> Imported:
    """Store every row that is not bad, in one transaction; new people wait for a slip with a first password.

    Raises Stale where the rows would no longer do what the digest of the preview says, and Invalid where rows
    are bad and nobody agreed to skip them, or where there is nothing to store.
    """
    if actor is not None and not actor.leads:
        raise Forbidden(_l("Your role may not open this page."))
    with writing(session):
        judgement = survey(session, actor, rows, department_id=department_id, positions=positions)
        if digest is not None and judgement.digest != digest:
            raise Stale(
                _l("Something changed since this preview. Please look at it again; nothing was saved.")
            )
        if judgement.count(Fate.BAD) and not skip_bad:
            raise Invalid(_l("Some rows cannot be imported; nothing was saved."))
        if not judgement.importable:
            raise Invalid(_l("There is nothing to import."))
        added = tuple(_add(session, actor, row) for row in judgement.rows if row.fate is Fate.NEW)
        updated = tuple(_update(session, actor, row) for row in judgement.rows if row.fate is Fate.UPDATE)
        audit.record(
            session,
            "people_imported",
            actor_id=actor.person_id if actor else None,
            department_id=department_id,
            added=len(added),
            updated=len(updated),
        )
    return Imported(added, updated)


def _add(session: Session, actor: Viewer | None, row: Judged) -> int:
    values = dict(row.values)
    return add_person(session, actor, role=Role(values.pop("role")), **values)


def _update(session: Session, actor: Viewer | None, row: Judged) -> int:
    if row.person_id is None:
        raise RuntimeError("an update names its person")
    update_person(session, actor, row.person_id, **row.values)
    return row.person_id
