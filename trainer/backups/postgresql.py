"""Dumping and restoring a PostgreSQL database with its own tools, found on this machine."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, make_url, text

from trainer.errors import Conflict, Invalid, NotFound
from trainer.i18n import lazy as _l

ERROR_LINES = 3
EMPTY = """DO $$ DECLARE name text; BEGIN
FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()
LOOP EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE'; END LOOP;
FOR name IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
LOOP EXECUTE 'DROP FUNCTION ' || name || ' CASCADE'; END LOOP; END $$"""
"""A dump cannot be put over a schema that has grown since: what it does not know would stand in its way."""


def tool(name: str) -> str:
    """Return the path of pg_dump or pg_restore; raises NotFound with what to install."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: float(p.parts[4]))
    found = shutil.which(name) or (str(newest[-1]) if newest else None)
    if found is None:
        raise NotFound(_l("%(tool)s is not on this machine; install the PostgreSQL client.", tool=name))
    return found


def _environment(url: URL) -> dict[str, str]:
    """Return the variables of libpq: a password on a command line could be read by everybody."""
    given: dict[str, object] = {
        "PGHOST": url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
        "PGCONNECT_TIMEOUT": 10,
    }
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}


def _run(address: str, *command: str) -> None:
    environment = _environment(make_url(address))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        reason = " ".join(done.stderr.strip().splitlines()[-ERROR_LINES:])
        raise Invalid(_l("%(tool)s failed: %(reason)s", tool=Path(command[0]).name, reason=reason))


def dump(address: str, target: Path, connection: Connection) -> None:
    """Dump what the connection's transaction sees, so that facts read through it are those of the dump."""
    snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
    options = ("--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")
    _run(address, tool("pg_dump"), *options)


def refuse_unreadable(address: str, source: Path) -> None:
    """Raise Invalid where pg_restore cannot read the file's table of contents."""
    _run(address, tool("pg_restore"), "--list", f"--file={os.devnull}", str(source))


def restore(address: str, source: Path) -> None:
    """Empty the database and put the dump in; a failure leaves it empty, so keep a dump of before."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(EMPTY))
    engine.dispose()
    database = f"--dbname={make_url(address).database}"
    options = ("--no-owner", "--single-transaction", "--exit-on-error")
    _run(address, tool("pg_restore"), database, *options, str(source))


def refuse_others(connection: Connection) -> None:
    """Raise Conflict while other connections to this database are open, as those of a server are."""
    others = connection.scalar(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
    )
    if others:
        raise Conflict(_l("Somebody works on the database. Stop `trainer serve` and other commands first."))
