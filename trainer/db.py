"""The database's ground rules: base, types, names, pragmas, and the one way to open a write."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Engine, Integer, MetaData, Text, event
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
APPEND_ONLY = {"info": {"append_only": True}}
"""Table arguments of a table on which the database refuses UPDATE, DELETE, REPLACE and TRUNCATE."""

BUSY_TIMEOUT_MS = 10_000
BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A key that grows: SQLite counts only INTEGER PRIMARY KEY up by itself."""


class Base(DeclarativeBase):
    """The base of every row class; columns and constraints are named by one convention."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC to the microsecond; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store the moment in UTC (without zone on SQLite, which has none)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy hands it to all
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value kept as canonical text, the same bytes on every engine."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - as above
        """Store the value as canonical JSON."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - as above
        """Return the parsed value."""
        return None if value is None else json.loads(value)


def canonical(value: Any) -> str:
    """Return the JSON text of a value that is the same for equal values: sorted keys, no spaces, NFC."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text)


@contextmanager
def writing(session: Session) -> Iterator[None]:
    """Open a write, commit at its outer end, roll back on any error; nests into one transaction.

    SQLite begins with BEGIN IMMEDIATE, because a read that turns into a write fails at once whatever
    the timeout. A read transaction that is still open ends first, so what was read before is re-checked
    by whoever needs it inside.
    """
    if session.info.get("writing"):
        yield
        return
    if session.in_transaction():
        session.rollback()
    session.connection(execution_options={"trainer_writes": True})
    session.info["writing"] = True
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


@event.listens_for(Session, "before_flush")
def _refuse_unannounced_write(session: Session, *_: Any) -> None:
    if session.info.get("unguarded"):
        return
    if (session.new or session.dirty or session.deleted) and not session.info.get("writing"):
        raise RuntimeError("rows are changed only inside writing()")


@event.listens_for(Engine, "connect")
def _set_pragmas(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, in _begin
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # REPLACE passes a delete trigger without it
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("trainer_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
