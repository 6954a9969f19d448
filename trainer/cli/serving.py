"""`trainer serve`, `trainer tick` and `trainer demo`: running the site."""

import signal
import socket
import sys
import threading
from types import FrameType

import click
import segno
from flask import Flask
from waitress import create_server

from trainer.attempts import service as attempts
from trainer.cli.site import opened
from trainer.config import Settings, load
from trainer.db import db
from trainer.i18n import gettext as _
from trainer.i18n import ngettext as _n

DRAIN_SECONDS = 15


def office_address() -> str:
    """Return this machine's address in the office network; connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def settle(app: Flask) -> int:
    """End the sittings whose time is up; returns how many."""
    with app.app_context():
        try:
            return attempts.settle(db.session())
        finally:
            db.session.remove()


class Ticker(threading.Thread):
    """Runs what time makes due beside the server, until stopped."""

    def __init__(self, app: Flask, seconds: int) -> None:
        super().__init__(name="tick", daemon=True)
        self._app, self._seconds, self._stopped = app, seconds, threading.Event()

    def run(self) -> None:
        """Settle now and then; a failure is logged and the next turn tries again."""
        while not self._stopped.wait(self._seconds):
            try:
                settle(self._app)
            except Exception:
                self._app.logger.exception("tick failed")

    def stop(self) -> None:
        """End after the turn that runs."""
        self._stopped.set()


def run(app: Flask, settings: Settings, host: str) -> None:
    """Serve until SIGTERM or Ctrl-C; requests that are being answered are finished first."""
    server = create_server(app, host=host, port=settings.port, threads=settings.threads, ident="trainer")
    ticker = Ticker(app, settings.tick_seconds)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)  # waitress drops requests in flight on the signal itself; this lets it drain

    signal.signal(signal.SIGTERM, stop)
    ticker.start()
    try:
        server.run()
    finally:
        ticker.stop()
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=DRAIN_SECONDS)
        server.close()


def _announce(settings: Settings, *, lan: bool) -> None:
    click.echo(_("Open in the browser: %(address)s", address=f"http://127.0.0.1:{settings.port}"))
    if lan:
        address = f"http://{office_address()}:{settings.port}"
        click.echo(_("In the office network: %(address)s", address=address))
        segno.make(address).terminal(out=sys.stdout, compact=True)
    click.echo(_("Stop with Ctrl-C."))


def start(settings: Settings, *, lan: bool) -> None:
    """Open the site, say where it is, and serve it."""
    if lan:
        more = {*settings.allowed_hosts, office_address()}
        settings = settings.model_copy(update={"allowed_hosts": tuple(sorted(more)), "host": "0.0.0.0"})  # noqa: S104 - asked for
    with opened(settings) as (app, _session):
        settle(app)
        _announce(settings, lan=lan)
        run(app, settings, settings.host)


@click.command(help=_("Serve the site on this machine with the server for one office PC."))
@click.option("--lan", is_flag=True, help=_("Serve the office network too; prints its address and a QR code for phones."))
@click.option("--port", type=click.IntRange(1, 65535), help=_("Port to listen on."))
def serve(*, lan: bool, port: int | None) -> None:
    """Serve until stopped."""
    settings = load(**({"port": port} if port else {}))
    start(settings, lan=lan)


@click.command(help=_("Do what time has made due: end sittings whose time is up. Safe to run at any time."))
def tick() -> None:
    """Settle once."""
    with opened() as (app, _session):
        ended = settle(app)
    click.echo(_n("%(num)s sitting ended.", "%(num)s sittings ended.", ended))


COMMANDS = (serve, tick)
