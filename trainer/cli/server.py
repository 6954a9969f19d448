"""The server for one office PC: waitress, stopped so that every request that came in is answered."""

import errno
import logging
import signal
import socket
import threading
import time
from collections.abc import Iterable
from types import FrameType
from typing import Any

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

from trainer.cli.ticking import tick
from trainer.config import Settings
from trainer.errors import Conflict
from trainer.i18n import lazy as _l

DRAIN_SECONDS = 20
CONNECTIONS = 400
"""Open at once: a phone keeps up to six, and Windows cannot watch more than 512 sockets."""


class Ticker(threading.Thread):
    """Runs what time makes due beside the server, until stopped."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        super().__init__(name="tick", daemon=True)
        self._app, self._settings, self._stopped = app, settings, threading.Event()

    def run(self) -> None:
        """Tick now and then; a failure is logged and the next turn tries again."""
        while not self._stopped.wait(self._settings.tick_seconds):
            try:
                tick(self._app, self._settings)
            except Exception:
                self._app.logger.exception("tick failed")

    def stop(self) -> None:
        """End after the turn that runs."""
        self._stopped.set()
        if self.is_alive():
            self.join(timeout=DRAIN_SECONDS)


def refuse_taken(host: str, port: int) -> None:
    """Raise Conflict where another program answers on the port; some systems would let both bind it."""
    near = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - compared, not bound
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((near, port)) == 0:
            raise _taken(port)


def _taken(port: int) -> Conflict:
    return Conflict(
        _l("Port %(port)s is taken by another program. Choose another one: --port NUMBER", port=port)
    )


class Server:
    """Listens on one address from the moment it is made; `run` serves until it is told to stop."""

    def __init__(self, app: Flask, settings: Settings, host: str) -> None:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
        refuse_taken(host, settings.port)
        try:
            self._server: Any = create_server(
                app,
                host=host,
                port=settings.port,
                threads=settings.threads,
                ident="trainer",
                connection_limit=CONNECTIONS,
            )
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                raise _taken(settings.port) from error
            raise
        self._map: dict[int, Any] = getattr(self._server, "map", None) or self._server._map  # noqa: SLF001 - its one map
        self._ticker = Ticker(app, settings)
        self._stopping = False

    def run(self) -> None:
        """Serve until SIGTERM or Ctrl-C; then take no new connection and answer what has come in."""
        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._stop)
        self._ticker.start()
        try:
            while not self._stopping:
                self._turn()
            self._drain()
        finally:
            self._ticker.stop()
            self._server.task_dispatcher.shutdown(timeout=1)
            for part in list(self._map.values()):
                part.close()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True
        for listener in self._parts(BaseWSGIServer):
            listener.pull_trigger()

    def _turn(self) -> None:
        loop = self._server.asyncore.loop
        loop(timeout=1, map=self._map, count=1, use_poll=True)

    def _parts(self, kind: type) -> Iterable[Any]:
        return [part for part in list(self._map.values()) if isinstance(part, kind)]

    def _drain(self) -> None:
        """Close the door, then go on until every request is answered and sent, or time is up."""
        for listener in self._parts(BaseWSGIServer):
            listener.del_channel(self._map)
            listener.socket.close()
        end = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < end and any(map(_busy, self._parts(HTTPChannel))):
            self._turn()


def _busy(channel: Any) -> bool:
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)
