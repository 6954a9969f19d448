"""The ground data stands on: pragmas on every connection, triggers, models that equal the migrations."""

from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from trainer.app import TABLES
from trainer.db import Base, db, writing

for _room in TABLES:
    import_module(f"trainer.{_room}.tables")
APPEND_ONLY = sorted(t.name for t in Base.metadata.tables.values() if t.info.get("append_only"))


def test_pragmas_hold_on_every_connection(app):
    with app.app_context():
        for _ in range(3):
            with db.engine.connect() as connection:
                read = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in (
                        "foreign_keys",
                        "journal_mode",
                        "synchronous",
                        "recursive_triggers",
                        "busy_timeout",
                    )
                }
            assert read == {
                "foreign_keys": 1,
                "journal_mode": "wal",
                "synchronous": 2,
                "recursive_triggers": 1,
                "busy_timeout": 10_000,
            }


def test_the_models_equal_the_migrations(app):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "act", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid", "REPLACE INTO {} SELECT * FROM {}"]
)
def test_append_only_tables_refuse_changes(app, table, act):
    with app.app_context(), db.engine.connect() as connection:
        triggers = set(
            connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'")).scalars()
        )
        assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers
        if connection.execute(text(f"SELECT count(*) FROM {table}")).scalar():
            with pytest.raises(DatabaseError, match="append-only"):
                connection.execute(text(act.replace("{}", table)))


def test_rows_change_only_inside_a_write(session):
    from trainer.people.tables import Department  # noqa: PLC0415

    row = session.get(Department, 1)
    row.name = "改名"
    with pytest.raises(RuntimeError, match="writing"):
        session.flush()
    session.rollback()
    with writing(session):
        session.get(Department, 1).name = "改名"
    assert session.get(Department, 1).name == "改名"
