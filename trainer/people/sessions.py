"""Signing in and out, with sessions that live in the database and can be listed and revoked."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Invalid, NotFound, Throttled
from trainer.i18n import lazy as _l
from trainer.people import passwords
from trainer.people.model import Role, Viewer, plain_number
from trainer.people.tables import Department, Person, SignInSession
from trainer.people.throttle import SignInThrottle

SEEN_EVERY = timedelta(minutes=5)
"""How stale `seen_at` may be: a write on every click would cost more than the exact minute is worth."""


@dataclass(frozen=True)
class SignInRules:
    """The site's settings for sign-in."""

    idle: timedelta
    lifetime: timedelta
    failures: int
    password_cost: str


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(
    session: Session, staff_number: str, password: str, *, address: str, agent: str, rules: SignInRules
) -> str:
    """Check the password and return the token of a new session.

    Raises Throttled after too many failures and Invalid, with one message for every reason, otherwise.
    """
    account = plain_number(staff_number)
    throttle = SignInThrottle(session, rules.failures)
    person = session.scalar(select(Person).where(Person.staff_number == account))
    _refuse_hasty(throttle.wait(account, address, lambda: _was_here(session, person, address)))
    stored = person.password_hash if person is not None and person.active else None
    if not passwords.matches(stored, password, rules.password_cost) or person is None:
        with writing(session):
            throttle.failed(account, address)
            # what names nobody may be a password typed into the wrong field: the trail keeps it for ever
            audit.record(session, "sign_in_failed", address=address, staff_number=account if person else "")
        raise Invalid(_l("Staff number or password is not right."), "password")
    with writing(session):
        if person.password_hash != stored:  # reset while the hash was being compared
            raise Invalid(_l("Staff number or password is not right."), "password")
        throttle.succeeded(account, address)
        token = _open(session, person.id, address, agent)
        audit.record(
            session, "signed_in", actor_id=person.id, department_id=person.department_id, address=address
        )
    return token


def _refuse_hasty(seconds: int) -> None:
    if seconds:
        minutes = -(-seconds // 60)
        raise Throttled(
            _l("Too many tries. Please wait %(minutes)s minutes.", minutes=minutes), seconds=seconds
        )


def _was_here(session: Session, person: Person | None, address: str) -> bool:
    if person is None:
        return False
    here = (SignInSession.person_id == person.id) & (SignInSession.address == address[:45])
    return session.scalar(select(SignInSession.id).where(here).limit(1)) is not None


def _open(session: Session, person_id: int, address: str, agent: str) -> str:
    token = secrets.token_urlsafe(32)
    now = clock.now()
    session.add(
        SignInSession(
            token_hash=_hash(token),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            address=address[:45],
            agent=agent[:200],
        )
    )
    return token


def viewer_of(session: Session, token: str, rules: SignInRules) -> Viewer | None:
    """Return who the token belongs to, None when it is unknown, revoked, too old or its person inactive.

    One query; `seen_at` is brought up to date every five minutes.
    """
    now = clock.now()
    row = session.execute(
        select(SignInSession, Person, Department.name)
        .join(Person, Person.id == SignInSession.person_id)
        .join(Department, Department.id == Person.department_id)
        .where(SignInSession.token_hash == _hash(token), SignInSession.revoked_at.is_(None), Person.active)
        .where(SignInSession.created_at > now - rules.lifetime, SignInSession.seen_at > now - rules.idle)
    ).first()
    if row is None:
        return None
    mine, person, department = row
    viewer = _viewer(mine, person, department)
    if now - mine.seen_at > SEEN_EVERY:
        with writing(session):
            session.execute(update(SignInSession).where(SignInSession.id == mine.id).values(seen_at=now))
    return viewer


def _viewer(mine: SignInSession, person: Person, department: str) -> Viewer:
    return Viewer(
        person_id=person.id,
        session_id=mine.id,
        staff_number=person.staff_number,
        name=person.name,
        role=Role(person.role),
        position=person.position,
        department_id=person.department_id,
        department=department,
        must_change_password=person.must_change_password,
        locale=person.locale,
    )


@dataclass(frozen=True)
class OpenSession:
    """A signed-in browser as its owner sees it."""

    id: int
    agent: str
    address: str
    created_at: datetime
    seen_at: datetime


def open_sessions(session: Session, person_id: int, rules: SignInRules) -> list[OpenSession]:
    """Return the sessions of a person that are still good, latest first."""
    now = clock.now()
    rows = session.scalars(
        select(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.revoked_at.is_(None))
        .where(SignInSession.created_at > now - rules.lifetime, SignInSession.seen_at > now - rules.idle)
        .order_by(SignInSession.seen_at.desc())
    )
    return [OpenSession(r.id, r.agent, r.address, r.created_at, r.seen_at) for r in rows]


def sign_out(session: Session, viewer: Viewer) -> None:
    """End the session of this browser."""
    with writing(session):
        _revoke(session, SignInSession.id == viewer.session_id)
        audit.record(session, "signed_out", actor_id=viewer.person_id, department_id=viewer.department_id)


def revoke(session: Session, viewer: Viewer, session_id: int) -> None:
    """End one of the viewer's own sessions; raises NotFound for anybody else's."""
    with writing(session):
        mine = (SignInSession.id == session_id) & (SignInSession.person_id == viewer.person_id)
        if not _revoke(session, mine):
            raise NotFound(_l("There is no such session."))
        audit.record(
            session,
            "session_revoked",
            actor_id=viewer.person_id,
            department_id=viewer.department_id,
            session_id=session_id,
        )


def revoke_others(session: Session, viewer: Viewer, rules: SignInRules) -> int:
    """End all sessions of the viewer but this browser's; returns how many there were."""
    with writing(session):
        others = [o.id for o in open_sessions(session, viewer.person_id, rules) if o.id != viewer.session_id]
        for id_ in others:
            revoke(session, viewer, id_)
    return len(others)


def last_sign_in(session: Session, person_id: int) -> datetime | None:
    """Return when the person last signed in, None for never."""
    return session.scalar(
        select(func.max(SignInSession.created_at)).where(SignInSession.person_id == person_id)
    )


def choose_language(session: Session, viewer: Viewer, locale: str) -> None:
    """Keep the language that the viewer wants to read on every device."""
    with writing(session):
        session.execute(update(Person).where(Person.id == viewer.person_id).values(locale=locale))


def revoke_all(session: Session, person_id: int, *, but: int | None = None) -> None:
    """End every session of a person, except one; runs inside the caller's write."""
    chosen = SignInSession.person_id == person_id
    _revoke(session, chosen if but is None else chosen & (SignInSession.id != but))


def _revoke(session: Session, chosen: object) -> int:
    done = session.execute(
        update(SignInSession)
        .where(chosen, SignInSession.revoked_at.is_(None))  # type: ignore[arg-type]
        .values(revoked_at=clock.now())
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def check_present(session: Session, viewer: Viewer, old: str, new: str, rules: SignInRules) -> None:
    """Raise Invalid where `old` is not the viewer's password, or `new` is the same one again.

    A wrong one counts as one failure; raises Throttled for somebody who guesses at an open counter.
    """
    person = session.get_one(Person, viewer.person_id)
    throttle = SignInThrottle(session, rules.failures)
    place = f"session:{viewer.session_id}"
    _refuse_hasty(throttle.wait(person.staff_number, place, lambda: True))
    if not passwords.matches(person.password_hash, old, rules.password_cost):
        throttle.failed(viewer.staff_number, place)
        raise Invalid(_l("The present password is not right."), "old")
    if old == new:
        raise Invalid(_l("Choose a password that differs from the present one."), "password")


def change_password(session: Session, viewer: Viewer, old: str, new: str, rules: SignInRules) -> None:
    """Replace the viewer's own password and end all their other sessions.

    Raises what `check_present` raises, and Invalid for a weak new one.
    """
    check_present(session, viewer, old, new, rules)
    passwords.refuse_weak(new, viewer.staff_number, viewer.name)
    with writing(session):
        person = session.get_one(Person, viewer.person_id)
        person.password_hash = passwords.hasher(rules.password_cost).hash(new)
        person.must_change_password = False
        revoke_all(session, person.id, but=viewer.session_id)
        audit.record(session, "password_changed", actor_id=person.id, department_id=person.department_id)
