"""What time makes due: sittings ended, rules' assignments made, the digest queued, the outbox delivered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.attempts import service as attempts
from trainer.config import Settings
from trainer.db import db
from trainer.editions import service as editions
from trainer.home import service as home
from trainer.outbox import service as outbox
from trainer.outbox.service import Delivered
from trainer.outbox.webhook import sender
from trainer.people import service as people
from trainer.standard import service as standard

T = TypeVar("T")
FRESH = timedelta(hours=20)
"""How long a digest is news; what could not be sent until then is given up."""


@dataclass(frozen=True)
class Ticked:
    """What one run did."""

    ended: int
    given: int
    delivered: Delivered
    failed: tuple[str, ...] = ()
    """The parts that failed; the log says why."""


def tick(app: Flask, settings: Settings) -> Ticked:
    """Do what time has made due, each part by itself: one that fails is logged and keeps no other from it."""
    failed: list[str] = []

    def part(name: str, act: Callable[[Session], T], otherwise: T) -> T:
        with app.app_context():
            try:
                return act(db.session())
            except Exception:
                app.logger.exception("tick: %s failed", name)
                failed.append(name)
                return otherwise
            finally:
                db.session.remove()

    ended = part("ending sittings", attempts.settle, 0)
    given = part("standing rules", assignments.make_due, 0)
    delivered = part("outbox", lambda session: send_out(session, settings), Delivered())
    return Ticked(ended, given, delivered, tuple(failed))


def send_out(session: Session, settings: Settings) -> Delivered:
    """Queue today's digests once it is time, and deliver what waits; nothing where no webhook is set."""
    if not settings.webhook_url:
        return Delivered()
    queue_digests(session, settings)
    send = sender(settings.webhook_url, settings.webhook_format, settings.webhook_secret)
    return outbox.deliver(session, send)


def queue_digests(session: Session, settings: Settings) -> int:
    """Queue the digest of every department once a day, from the set time on; returns how many were."""
    edition = editions.current_or_none(session)
    if edition is None:
        return 0
    site = standard.site(edition)
    zone = ZoneInfo(site.time_zone)
    now = clock.localise(clock.now(), zone)
    if now.time() < time.fromisoformat(settings.digest_at):
        return 0
    chinese = settings.language == "zh_Hans"
    positions = {one.id: one.title if chinese else one.title_en for one in site.positions}
    queued = 0
    for department_id, name in people.departments(session).items():
        key = f"digest:{department_id}:{now:%Y-%m-%d}"
        if outbox.is_queued(session, key):
            continue
        text = home.digest(session, department_id, zone, positions, settings.digest_detail)
        queued += outbox.enqueue(
            session,
            key,
            "digest",
            home.titled(site.title, name, now.date(), text) if text else "",
            expires_at=clock.now() + FRESH,
            department_id=department_id,
        )
    return queued
