"""Copying, checking and replacing a SQLite database file, with SQLite's own means."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from trainer.errors import Conflict, Invalid
from trainer.i18n import lazy as _l


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody writes, without leaving a trace beside it."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield connection


def copy(source: Path, target: Path) -> None:
    """Copy a live database with SQLite's backup interface into one file that needs no other beside it.

    One step is one read of the log: people go on writing, and what they write meanwhile is not in the copy.
    """
    with closing(sqlite3.connect(source, timeout=10)) as live, closing(sqlite3.connect(target)) as new:
        live.backup(new)
    seal(target)


def seal(path: Path) -> None:
    """Fold a database that nobody else has open into one file that can be hashed."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    sync(path)


def sync(path: Path) -> None:
    """See that the file is on the disk, not only on its way."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def refuse_damaged(path: Path) -> None:
    """Raise Invalid where the file is no database, its pages are damaged, or its references lead nowhere."""
    try:
        with reading(path) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchmany(3)
    except sqlite3.DatabaseError as error:
        raise Invalid(_l("%(file)s is damaged: %(reason)s", file=path.name, reason=error)) from error
    if found != ["ok"]:
        raise Invalid(_l("%(file)s is damaged: %(reason)s", file=path.name, reason="; ".join(found)))
    if broken:
        reason = _l("references of %(table)s lead nowhere", table=broken[0][0])
        raise Invalid(_l("%(file)s is damaged: %(reason)s", file=path.name, reason=reason))


def replace(current: Path, new: Path, aside: Path) -> None:
    """Put a new database in the place of the current one, which is kept aside; whole or not at all.

    Raises Conflict while anybody else has the current one open.
    """
    if current.exists():
        _close_for_all(current)
        shutil.copy2(current, aside)
        sync(aside)
        for ending in ("-wal", "-shm"):  # only a damaged database still has them
            if (log := current.with_name(current.name + ending)).exists():
                os.replace(log, aside.with_name(aside.name + ending))  # noqa: PTH105 - as below
    os.replace(new, current)  # noqa: PTH105 - says what it does on every system


def _close_for_all(current: Path) -> None:
    """Fold the log into the file: a log left behind would be read into its successor."""
    try:
        with closing(sqlite3.connect(current, timeout=2)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        mode = "locked"
    except sqlite3.DatabaseError:
        mode = "damaged"  # not readable any more: it is kept as it is
    if mode not in {"delete", "damaged"}:
        raise Conflict(_l("Somebody works on the database. Stop `trainer serve` and other commands first."))
