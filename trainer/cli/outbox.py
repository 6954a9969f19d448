"""`trainer outbox`: what waits to leave the house, a test message, and a decision on what is uncertain."""

from datetime import timedelta

import click

from trainer import clock
from trainer.audit import service as audit
from trainer.cli.site import ready
from trainer.config import load
from trainer.db import writing
from trainer.errors import Conflict
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.outbox import service as outbox
from trainer.outbox.model import STATE_NAMES, Fate
from trainer.outbox.webhook import sender

NUMBER = click.argument("number", type=click.IntRange(1, 2**62), metavar="NUMBER")
FRESH = timedelta(hours=20)


@click.group("outbox", help=_("Messages to the group robot: list, test, send again, drop."))
def group() -> None:
    """Hold the subcommands about messages."""


@group.command("list", help=_("List the latest messages and how they stand."))
def listing() -> None:
    """Print the latest messages, one a line."""
    with ready() as (_app, session):
        found = outbox.latest(session)
    if not found:
        click.echo(_("Nothing was ever queued."))
    for one in found:
        reason = f"  ({one.error})" if one.error else ""
        click.echo(
            f"{one.id:>6}  {one.created_at:%Y-%m-%d %H:%M}Z  {one.key}  {STATE_NAMES[one.state]}{reason}"
        )


@group.command("test", help=_("Send a test message now, past the queue."))
def test() -> None:
    """Hand a text to the robot of the settings and say what it answered."""
    settings = load()
    if not settings.webhook_url:
        raise Conflict(_l("No robot is set: TRAINER_WEBHOOK_URL is empty."))
    send = sender(settings.webhook_url, settings.webhook_format, settings.webhook_secret)
    outcome = send(_("Test message of the staff training site: the robot works."))
    if outcome.fate is not Fate.ACCEPTED:
        raise Conflict(_l("The robot did not take it: %(reason)s", reason=outcome.reason))
    click.echo(_("The robot took it."))


@group.command("resend", help=_("Send a message again that was given up or is uncertain."))
@NUMBER
def resend(number: int) -> None:
    """Put a message back into the queue."""
    _settle(number, again=True)
    click.echo(_("It is sent with the next tick."))


@group.command("drop", help=_("Drop a message that was given up or is uncertain."))
@NUMBER
def drop(number: int) -> None:
    """Take a message out of the queue."""
    _settle(number, again=False)
    click.echo(_("Dropped."))


def _settle(number: int, *, again: bool) -> None:
    with ready() as (_app, session), writing(session):
        found = outbox.settle(session, number, again=again, expires_at=clock.now() + FRESH)
        audit.record(
            session,
            "message_settled",
            department_id=found.department_id,
            subject_id=found.id,
            key=found.key,
            state=found.state.value,
        )


COMMANDS = (group,)
