"""Whom a viewer may look at and whom an actor may change: every look-up of persons goes through here."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trainer.errors import Conflict, Forbidden, NotFound
from trainer.i18n import lazy as _l
from trainer.people.model import PersonCard, Role, Viewer, plain_number
from trainer.people.tables import Person


def _reach(viewer: Viewer) -> Select[Person]:
    chosen = select(Person)
    if viewer.oversees:
        return chosen
    if viewer.role is Role.SUPERVISOR:
        return chosen.where(Person.department_id == viewer.department_id)
    return chosen.where(Person.department_id == viewer.department_id, Person.id == viewer.person_id)


def fetch(session: Session, viewer: Viewer, person_id: int) -> Person:
    """Return a person the viewer may look at; raises NotFound for everybody else."""
    person = session.scalar(_reach(viewer).where(Person.id == person_id))
    if person is None:
        raise NotFound(_l("There is no such person here."))
    return person


def people(
    session: Session, viewer: Viewer, *, department_id: int | None = None, inactive: bool = False
) -> Sequence[Person]:
    """Return the persons within the viewer's reach by staff number; inactive ones only when asked for."""
    chosen = _reach(viewer).order_by(Person.active.desc(), Person.staff_number)
    if department_id is not None:
        chosen = chosen.where(Person.department_id == department_id)
    if not inactive:
        chosen = chosen.where(Person.active)
    return session.scalars(chosen).all()


def card(person: Person) -> PersonCard:
    """Return the facts that lists show of a person."""
    return PersonCard(
        person.id,
        person.staff_number,
        person.name,
        person.position,
        Role(person.role),
        person.department_id,
        person.active,
        person.hired_on,
        person.created_at,
        person.deactivated_at,
    )


def cards(session: Session, department_id: int, *, inactive: bool = True) -> dict[int, PersonCard]:
    """Return everybody of a department by id; those who left too, for records name them."""
    chosen = select(Person).where(Person.department_id == department_id).order_by(Person.staff_number)
    if not inactive:
        chosen = chosen.where(Person.active)
    return {person.id: card(person) for person in session.scalars(chosen)}


def cards_of(session: Session, person_ids: Sequence[int]) -> dict[int, PersonCard]:
    """Return persons by id wherever they work today: a record of a department outlives a transfer."""
    rows = session.scalars(select(Person).where(Person.id.in_(set(person_ids))))
    return {person.id: card(person) for person in rows}


def managed(session: Session, actor: Viewer | None, person_id: int) -> Person:
    """Return a person whom the actor may change; raises NotFound out of reach and Forbidden within it."""
    person = session.get(Person, person_id) if actor is None else fetch(session, actor, person_id)
    if person is None:
        raise NotFound(_l("There is no such person here."))
    if actor is not None and not actor.manages(person.role, person.department_id):
        raise Forbidden(_l("You may not change this person."))
    return person


def refuse_taken(session: Session, staff_number: str) -> None:
    """Raise Conflict where somebody has the staff number, in whatever department."""
    if session.scalar(select(Person.id).where(Person.staff_number == plain_number(staff_number))) is not None:
        raise Conflict(
            _l("Staff number %(number)s is already taken.", number=staff_number), field="staff_number"
        )


def find(session: Session, staff_number: str) -> Person:
    """Return a person by staff number, for the command line; raises NotFound."""
    person = session.scalar(select(Person).where(Person.staff_number == plain_number(staff_number)))
    if person is None:
        raise NotFound(_l("There is nobody with staff number %(number)s.", number=staff_number))
    return person
