"""Making the demonstration department: accounts, then two months of history, in an empty database."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.certificates import service as certificates
from trainer.config import Settings
from trainer.db import writing
from trainer.demo import closing, mending, standing, teaching, watching
from trainer.demo.door import Door
from trainer.demo.history import History
from trainer.demo.model import DAYS, DEPARTMENT, EVERYONE, NEW_HIRE, Member
from trainer.mastery import service as mastery
from trainer.people import passwords
from trainer.people import service as people
from trainer.people.model import Viewer
from trainer.people.service import SignInRules
from trainer.people.tables import Person
from trainer.publishing.service import publish
from trainer.standard.model import Site


def make(session: Session, settings: Settings, password: str, step: Callable[[int], None]) -> None:
    """Publish the content and fill an empty database; `step` is told each day (-62 to -1) that is done.

    The story is the same for the same day and content, but for which questions a drawn quiz asks. Raises
    ContentRefused where the content has faults.
    """
    now = clock.now()
    with clock.travel(now - timedelta(days=DAYS + 1), ticking=False) as forward:
        edition = publish(session, settings.content, settings.quizzes).edition
        site = Site.model_validate(edition.item("site", "site"))
        zone = ZoneInfo(site.time_zone)
        today = clock.localise(now, zone).date()
        opening = datetime.combine(today - timedelta(days=DAYS), time(8), tzinfo=zone)
        forward(opening - clock.now())
        viewers = _accounts(session, settings, site, password, today)
        door = Door(session, password, sign_in_rules(settings))
        history = History(session, edition, viewers, zone, today, door.let_in)
        history.plan()
        teaching.plan(history)
        standing.plan(history)
        watching.plan(history, door)
        mending.plan(history)
        closing.plan(history, door, site)
        for day in history.play(forward):
            step(day)
        mastery.refresh(session, history.department_id)
        certificates.refresh(session, history.department_id)


def sign_in_rules(settings: Settings) -> SignInRules:
    """Return the rules for sign-in that the settings give."""
    return SignInRules(
        idle=timedelta(hours=settings.session_idle_hours),
        lifetime=timedelta(days=settings.session_days),
        failures=settings.sign_in_failures,
        password_cost=settings.password_cost,
    )


def _accounts(
    session: Session, settings: Settings, site: Site, password: str, today: date
) -> dict[str, Viewer]:
    """Add the department and everybody of the demonstration; returns them as viewers by staff number."""
    with writing(session):
        department_id = people.add_department(session, DEPARTMENT)
        made = {}
        for member in EVERYONE:
            position = _position(site, member)
            title = member.title or site.position(position).title
            name = f"{title} {member.number}"
            person_id = people.add_person(
                session,
                None,
                department_id=department_id,
                staff_number=member.number,
                name=name,
                position=position,
                role=member.role,
                hired_on=today - timedelta(days=member.tenure),
                password=password,
                cost=settings.password_cost,
                must_change=member is NEW_HIRE,
            )
            made[member.number] = _viewer(member, person_id, name, position, department_id)
    return made


def _position(site: Site, member: Member) -> str:
    """Return the member's position, or another one on a site that has its own positions."""
    known = [position.id for position in site.positions]
    return member.position if member.position in known else known[int(member.number) % len(known)]


def _viewer(member: Member, person_id: int, name: str, position: str, department_id: int) -> Viewer:
    return Viewer(
        person_id=person_id,
        session_id=0,
        staff_number=member.number,
        name=name,
        role=member.role,
        position=position,
        department_id=department_id,
        department=DEPARTMENT,
        must_change_password=False,
        locale=None,
    )


def change_password(session: Session, old: str, new: str, cost: str) -> int:
    """Give everybody who still has the demonstration's old password the new one; returns how many."""
    hashed = passwords.hasher(cost).hash(new)
    with writing(session):
        rows = session.scalars(select(Person).where(Person.staff_number.in_([m.number for m in EVERYONE])))
        changed = [person for person in rows if passwords.matches(person.password_hash, old, cost)]
        for person in changed:
            person.password_hash = hashed
    return len(changed)
