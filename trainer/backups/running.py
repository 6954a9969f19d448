"""Who runs on a database: a lock file beside it, held by the operating system and so never stale."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import make_url

from trainer.errors import Conflict
from trainer.i18n import lazy as _l

if os.name == "nt":
    import msvcrt

    _FAR = 1 << 20  # Windows locks bytes, and the locked one cannot be read: lock one that is never written

    def _take(file: IO[str]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Running(Conflict):
    """The database is in use by a server or by a restore; `details['pid']` says by which process."""


def database_file(address: str) -> Path | None:
    """Return the file of a SQLite address, None for any other database."""
    url = make_url(address)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


@contextmanager
def alone(address: str) -> Iterator[None]:
    """Hold a SQLite database for one server, restore or upgrade; raises Running while another process does.

    Other databases take many servers at once, so nothing is held there.
    """
    file = database_file(address)
    if file is None:
        yield
        return
    path = file.with_name(file.name + ".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("r+", encoding="ascii") as lock:
        try:
            _take(lock)
        except OSError:
            lock.seek(0)
            raise Running(
                _l("This database is in use: `trainer serve` or another command works on it. Stop it first."),
                pid=lock.read(20).strip() or "?",
            ) from None
        lock.seek(0)
        lock.write(f"{os.getpid():<10}")
        lock.flush()
        yield
