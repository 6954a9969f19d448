"""What a view asks of its request: the viewer, the database session, the edition, the settings."""

from datetime import timedelta
from functools import cache
from typing import cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, g, request, session
from sqlalchemy.orm import Session

from trainer.config import Settings
from trainer.db import db
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.people import service as people
from trainer.people.model import Viewer
from trainer.people.service import SignInRules
from trainer.standard import service as standard
from trainer.standard.model import Position, Site

UNPUBLISHED = Site(
    organisation="–",
    department="–",
    title="客服培训",
    time_zone="Asia/Shanghai",
    positions=(Position(id="none", title="–", title_en="–"),),
)
"""What stands for the site's choices until something is published."""

TOKEN = "token"  # noqa: S105 - the name of the cookie's field


def settings() -> Settings:
    """Return the settings of the running app."""
    return cast("Settings", current_app.extensions["trainer.settings"])


def db_session() -> Session:
    """Return the database session of this request."""
    return db.session()


def sign_in_rules() -> SignInRules:
    """Return the site's rules for sign-in."""
    wanted = settings()
    return SignInRules(
        idle=timedelta(hours=wanted.session_idle_hours),
        lifetime=timedelta(days=wanted.session_days),
        failures=wanted.sign_in_failures,
        password_cost=wanted.password_cost,
    )


def viewer_or_none() -> Viewer | None:
    """Return the signed-in person, looked up once a request."""
    if "viewer" not in g:
        token = session.get(TOKEN)
        g.viewer = people.viewer_of(db_session(), token, sign_in_rules()) if token else None
    return cast("Viewer | None", g.viewer)


def viewer() -> Viewer:
    """Return the signed-in person of a guarded view."""
    person = viewer_or_none()
    if person is None:
        raise RuntimeError("a guarded view runs only for somebody who is signed in")
    return person


def edition() -> Edition:
    """Return the current edition, looked up once a request."""
    if "edition" not in g:
        g.edition = editions.current(db_session())
    return cast("Edition", g.edition)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def site() -> Site:
    """Return the content settings of the current edition."""
    if "site" not in g:
        found = edition() if "edition" in g else editions.current_or_none(db_session())
        if found is not None:
            g.edition = found
        g.site = standard.site(found) if found else UNPUBLISHED
    return cast("Site", g.site)


def zone() -> ZoneInfo:
    """Return the site's one time zone."""
    return _zone(site().time_zone)


def client_address() -> str:
    """Return the caller's address, behind as many proxies as the settings trust."""
    return request.remote_addr or ""


def local_path(address: str | None) -> str | None:
    """Return path and query of an address of this site, None for anything that leads elsewhere."""
    if not address or "\\" in address or any(ord(c) < 33 for c in address):  # noqa: PLR2004 - controls, blank
        return None
    parts = urlsplit(address)
    if parts.scheme and parts.netloc != request.host:
        return None
    if (parts.netloc and parts.netloc != request.host) or not parts.path.startswith("/"):
        return None
    if parts.path.startswith("//"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
