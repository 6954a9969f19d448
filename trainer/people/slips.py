"""First passwords on paper: for people without one of their own, shown once, kept only as hashes."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Invalid
from trainer.i18n import lazy as _l
from trainer.people import passwords
from trainer.people.model import Slip, Viewer
from trainer.people.reach import managed
from trainer.people.sessions import revoke_all
from trainer.people.tables import Person

MAX_SLIPS: Final = 120
"""Slips made at once: each needs a slow hash, and a browser waits for all of them."""


def waiting(person: Person) -> bool:
    """Say whether somebody active has not set a password of their own yet."""
    return person.active and (person.must_change_password or person.password_hash is None)


def first_passwords(
    session: Session, actor: Viewer | None, person_ids: Sequence[int], cost: str, *, anew: bool = False
) -> list[Slip]:
    """Give new first passwords to people who have none of their own yet; `anew` gives them to anybody.

    Who set a password since the page was drawn keeps it and gets no slip. Older first passwords and sessions
    end. Raises Invalid for nobody or too many, NotFound and Forbidden as for any change, Conflict where a
    person is not active or nobody is left.
    """
    chosen = list(dict.fromkeys(person_ids))
    if not chosen:
        raise Invalid(_l("Choose at least one person."), "people")
    if len(chosen) > MAX_SLIPS:
        raise Invalid(_l("At most %(count)s slips can be made at once.", count=MAX_SLIPS), "people")
    for person_id in chosen:
        managed(session, actor, person_id)  # refused before the slow part
    made = {person_id: passwords.invent() for person_id in chosen}
    hashes = {person_id: passwords.hasher(cost).hash(plain) for person_id, plain in made.items()}
    with writing(session):
        slips = []
        for person_id in chosen:
            person = managed(session, actor, person_id)
            if not person.active:
                raise Conflict(_l("This person is not active."))
            if anew or waiting(person):
                _give(session, actor, person, hashes[person_id])
                slips.append(Slip(person.id, person.staff_number, person.name, made[person_id]))
        if not slips:
            raise Conflict(_l("Everybody chosen has set a password of their own meanwhile."))
        audit.record(
            session,
            "slips_printed",
            actor_id=actor.person_id if actor else None,
            department_id=person.department_id,
            count=len(slips),
        )
    return slips


def _give(session: Session, actor: Viewer | None, person: Person, hashed: str) -> None:
    person.password_hash, person.must_change_password = hashed, True
    revoke_all(session, person.id)
    audit.record(
        session,
        "password_reset",
        actor_id=actor.person_id if actor else None,
        department_id=person.department_id,
        subject_id=person.id,
    )
