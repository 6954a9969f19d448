"""Changing departments and persons: adding, moving, giving passwords, ending access; every act is audited."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.i18n import lazy as _l
from trainer.people import passwords
from trainer.people.model import Role, Viewer, checked_name, checked_number
from trainer.people.reach import managed
from trainer.people.sessions import revoke_all
from trainer.people.tables import Department, Person


def add_department(session: Session, name: str, actor: Viewer | None = None) -> int:
    """Make a department and return its id; raises Conflict where the name is taken."""
    with writing(session):
        if session.scalar(select(Department.id).where(Department.name == name)):
            raise Conflict(_l("There is already a department of this name."))
        row = Department(name=name, created_at=clock.now())
        session.add(row)
        session.flush()
        audit.record(
            session,
            "department_added",
            actor_id=actor.person_id if actor else None,
            department_id=row.id,
            name=name,
        )
        return row.id


def choose_department(session: Session, viewer: Viewer, wanted: str | None) -> tuple[int, dict[int, str]]:
    """Return the department asked for, one's own unless said otherwise, and all one may choose from.

    Raises NotFound for one out of reach.
    """
    names = {id_: name for id_, name in departments(session).items() if viewer.sees(id_)}
    sought = wanted or str(viewer.department_id)
    department = next((id_ for id_ in names if str(id_) == sought), None)
    if department is None:
        raise NotFound(_l("There is no such department here."))
    return department, names


def departments(session: Session) -> dict[int, str]:
    """Return the names of all departments by id, in the order they were made."""
    rows = session.execute(select(Department.id, Department.name).order_by(Department.id))
    return {id_: name for id_, name in rows}  # noqa: C416 - dict() of rows is no dict[int, str] to mypy


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
    password: str | None = None,
    cost: str = "normal",
    must_change: bool = True,
) -> int:
    """Add a person and return the id; without an actor it is the command line's act.

    Without a password the person cannot sign in until a slip is made. Raises Forbidden where the actor may
    not manage that role, Invalid for an impossible number or name, Conflict where the number is taken.
    """
    if actor is not None and not actor.manages(role, department_id):
        raise Forbidden(_l("You may not add a person with this role."))
    staff_number = checked_number(staff_number)
    row = Person(
        department_id=department_id,
        staff_number=staff_number,
        name=checked_name(name),
        position=position,
        role=role.value,
        hired_on=hired_on,
        active=True,
        password_hash=passwords.hasher(cost).hash(password) if password is not None else None,
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


def update_person(session: Session, actor: Viewer | None, person_id: int, **wanted: object) -> list[str]:
    """Change name, position, role, department or date of hire; returns the names of what changed.

    Past records keep the department and position of their day. A moved or demoted person's sessions
    go on with the new rights, for every request reads them anew.
    """
    allowed = {"name", "position", "role", "department_id", "hired_on"}
    if unknown := set(wanted) - allowed:
        raise ValueError(f"cannot change {sorted(unknown)}")
    with writing(session):
        person = managed(session, actor, person_id)
        if "name" in wanted:
            wanted["name"] = checked_name(str(wanted["name"]))
        if "role" in wanted:
            wanted["role"] = Role(str(wanted["role"])).value  # a driver may store an enum by its own name
        own = actor is not None and actor.person_id == person_id
        if own and wanted.get("role", person.role) != person.role:
            raise Forbidden(_l("You cannot change your own role."))
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
        person = managed(session, actor, person_id)
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
        person = managed(session, actor, person_id)
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
        person = managed(session, actor, person_id)
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
        person = managed(session, actor, person_id)
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
