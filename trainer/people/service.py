"""Use cases about departments and persons; sign-in and sessions are handed on from their own files."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.i18n import lazy as _l
from trainer.people import passwords
from trainer.people.model import PersonCard, Role, Viewer
from trainer.people.sessions import (
    OpenSession,
    SignInRules,
    change_password,
    open_sessions,
    revoke,
    revoke_all,
    sign_in,
    sign_out,
    viewer_of,
)
from trainer.people.tables import Department, Person

__all__ = [
    "OpenSession",
    "SignInRules",
    "add_department",
    "add_person",
    "anonymise",
    "cards",
    "change_password",
    "deactivate",
    "departments",
    "fetch",
    "open_sessions",
    "people",
    "reset_password",
    "revoke",
    "sign_in",
    "sign_out",
    "update_person",
    "viewer_of",
]


def add_department(session: Session, name: str) -> int:
    """Make a department and return its id; raises Conflict where the name is taken."""
    with writing(session):
        if session.scalar(select(Department.id).where(Department.name == name)):
            raise Conflict(_l("There is already a department of this name."))
        row = Department(name=name, created_at=clock.now())
        session.add(row)
        session.flush()
        return row.id


def departments(session: Session) -> dict[int, str]:
    """Return the names of all departments by id, in the order they were made."""
    return {id_: name for id_, name in session.execute(select(Department.id, Department.name).order_by(Department.id))}


def _reach(viewer: Viewer) -> Select[tuple[Person]]:
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


def add_person(
    session: Session,
    actor: Viewer | None,
    *,
    department_id: int,
    staff_number: str,
    name: str,
    position: str,
    role: Role = Role.STAFF,
    hired_on: date | None = None,
    password: str,
    cost: str,
    must_change: bool = True,
) -> int:
    """Add a person and return the id; without an actor it is the command line's act.

    Raises Forbidden where the actor may not manage that role, Conflict where the number is taken.
    """
    if actor is not None and not actor.manages(role, department_id):
        raise Forbidden(_l("You may not add a person with this role."))
    row = Person(
        department_id=department_id,
        staff_number=staff_number,
        name=name,
        position=position,
        role=role.value,
        hired_on=hired_on,
        active=True,
        password_hash=passwords.hasher(cost).hash(password),
        must_change_password=must_change,
        created_at=clock.now(),
    )
    try:
        with writing(session):
            session.add(row)
            session.flush()
            audit.record(
                session,
                "person_added",
                actor_id=actor.person_id if actor else None,
                department_id=department_id,
                subject_id=row.id,
                staff_number=staff_number,
                position=position,
                role=role.value,
            )
            return row.id
    except IntegrityError as error:
        raise Conflict(
            _l("Staff number %(number)s is already taken.", number=staff_number), field="staff_number"
        ) from error


def _managed(session: Session, actor: Viewer | None, person_id: int) -> Person:
    person = session.get(Person, person_id) if actor is None else fetch(session, actor, person_id)
    if person is None:
        raise NotFound(_l("There is no such person here."))
    if actor is not None and not actor.manages(person.role, person.department_id):
        raise Forbidden(_l("You may not change this person."))
    return person


def update_person(session: Session, actor: Viewer | None, person_id: int, **wanted: object) -> list[str]:
    """Change name, position, role, department or date of hire; returns the names of what changed.

    Past records keep the department and position of their day. A moved or demoted person's sessions
    go on with the new rights, for every request reads them anew.
    """
    allowed = {"name", "position", "role", "department_id", "hired_on"}
    if unknown := set(wanted) - allowed:
        raise ValueError(f"cannot change {sorted(unknown)}")
    with writing(session):
        person = _managed(session, actor, person_id)
        role, department = wanted.get("role", person.role), wanted.get("department_id", person.department_id)
        if actor is not None and not actor.manages(str(role), int(str(department))):
            raise Forbidden(_l("You may not give this role or department."))
        changed = [key for key, value in wanted.items() if getattr(person, key) != value]
        for key in changed:
            setattr(person, key, wanted[key])
        if changed:
            audit.record(
                session,
                "person_changed",
                actor_id=actor.person_id if actor else None,
                department_id=person.department_id,
                subject_id=person.id,
                changes=changed,
            )
        return changed


def reset_password(session: Session, actor: Viewer | None, person_id: int, password: str, cost: str) -> None:
    """Give a new first password, to be changed at the next sign-in; ends all sessions of the person."""
    with writing(session):
        person = _managed(session, actor, person_id)
        person.password_hash = passwords.hasher(cost).hash(password)
        person.must_change_password = True
        revoke_all(session, person.id)
        audit.record(
            session,
            "password_reset",
            actor_id=actor.person_id if actor else None,
            department_id=person.department_id,
            subject_id=person.id,
        )


def deactivate(session: Session, actor: Viewer | None, person_id: int, reason: str) -> None:
    """End a person's access; every record stays. Raises Invalid for oneself."""
    if actor is not None and actor.person_id == person_id:
        raise Invalid(_l("You cannot deactivate your own account."))
    with writing(session):
        person = _managed(session, actor, person_id)
        if not person.active:
            raise Conflict(_l("This person is not active."))
        person.active, person.deactivated_at = False, clock.now()
        revoke_all(session, person.id)
        audit.record(
            session,
            "person_deactivated",
            actor_id=actor.person_id if actor else None,
            department_id=person.department_id,
            subject_id=person.id,
            reason=reason,
        )


def reactivate(session: Session, actor: Viewer | None, person_id: int) -> None:
    """Give a person access again."""
    with writing(session):
        person = _managed(session, actor, person_id)
        if person.anonymised_at is not None:
            raise Conflict(_l("This person's name was removed for good."))
        person.active, person.deactivated_at = True, None
        audit.record(
            session,
            "person_reactivated",
            actor_id=actor.person_id if actor else None,
            department_id=person.department_id,
            subject_id=person.id,
        )


def anonymise(session: Session, person_id: int, actor: Viewer | None = None) -> None:
    """Remove name and staff number of somebody who left (PIPL article 47); hashed records name only the id.

    Raises Conflict while the person is active.
    """
    with writing(session):
        person = _managed(session, actor, person_id)
        if person.active:
            raise Conflict(_l("Deactivate this person first."))
        person.name, person.staff_number = f"#{person.id}", f"anonymous-{person.id}"
        person.password_hash, person.hired_on = None, None
        person.anonymised_at = clock.now()
        audit.record(
            session,
            "person_anonymised",
            actor_id=actor.person_id if actor else None,
            department_id=person.department_id,
            subject_id=person.id,
        )


def find(session: Session, staff_number: str) -> Person:
    """Return a person by staff number, for the command line; raises NotFound."""
    person = session.scalar(select(Person).where(Person.staff_number == staff_number))
    if person is None:
        raise NotFound(_l("There is nobody with staff number %(number)s.", number=staff_number))
    return person
