"""`trainer serve` and `trainer tick`: running the site."""

import socket
import sys
from collections.abc import Callable

import click
import segno

from trainer.backups import service as backups
from trainer.cli.server import Server
from trainer.cli.site import ready
from trainer.cli.ticking import tick as run_due
from trainer.config import Settings, load
from trainer.errors import Conflict
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.i18n import ngettext as _n

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only when asked for with --lan
PORT = click.option("--port", type=click.IntRange(1, 65535), help=_("Port to listen on."))
LAN = click.option(
    "--lan",
    is_flag=True,
    help=_("Serve the office network too; prints its address and a QR code for phones."),
)


def office_address() -> str:
    """Return this machine's address in the office network; connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def announce(settings: Settings, *, lan: bool) -> None:
    """Print the addresses of the site, for the office network with a QR code."""
    click.echo(
        _("Open in the browser: %(address)s", address=f"http://{_near(settings.host)}:{settings.port}")
    )
    if lan:
        address = f"http://{office_address()}:{settings.port}"
        click.echo(_("In the office network: %(address)s", address=address))
        segno.make(address).terminal(out=sys.stdout, compact=True)
    click.echo(_("Stop with Ctrl-C."))


def _near(host: str) -> str:
    return "127.0.0.1" if host == EVERYWHERE else host


def start(settings: Settings, *, lan: bool, greeting: Callable[[], None] | None = None) -> None:
    """Open the site, say where it is, and serve it."""
    if lan:
        more = {*settings.allowed_hosts, office_address()}
        settings = settings.model_copy(update={"allowed_hosts": tuple(sorted(more)), "host": EVERYWHERE})
    with ready(settings) as (app, session), backups.alone(settings.database):
        session.close()
        server = Server(app, settings, settings.host)
        run_due(app, settings)
        announce(settings, lan=lan)
        if greeting is not None:
            greeting()
        sys.stdout.flush()
        server.run()


@click.command(help=_("Serve the site on this machine with the server for one office PC."))
@LAN
@PORT
def serve(*, lan: bool, port: int | None) -> None:
    """Serve until stopped."""
    start(load(None, **({"port": port} if port else {})), lan=lan)
    click.echo(_("Stopped."))


@click.command(
    help=_("Do what time has made due: end sittings, assign by rules, send the digest. Safe at any time.")
)
def tick() -> None:
    """Do once what is due."""
    settings = load()
    with ready(settings) as (app, session):
        session.close()
        done = run_due(app, settings)
    click.echo(_n("%(num)s sitting ended.", "%(num)s sittings ended.", done.ended))
    if done.given:
        click.echo(_n("%(num)s task given by rules.", "%(num)s tasks given by rules.", done.given))
    for count, words in (
        (done.delivered.sent, _("messages sent: %(count)s", count=done.delivered.sent)),
        (
            done.delivered.refused,
            _("messages refused, tried again later: %(count)s", count=done.delivered.refused),
        ),
        (done.delivered.unsure, _("messages without an answer: %(count)s", count=done.delivered.unsure)),
    ):
        if count:
            click.echo(words)
    if done.failed:
        raise Conflict(_l("Something failed; the lines above say what."))


COMMANDS = (serve, tick)
