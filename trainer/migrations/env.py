"""Alembic's environment: our engine, one transaction, foreign keys off while SQLite copies tables."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from trainer.db import Base


def run() -> None:
    """Run the migrations; with foreign keys on a batch copy would empty children: they are checked after."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        try:
            _migrate(connection.execution_options(trainer_writes=True), sqlite=sqlite)
        finally:
            if sqlite:
                connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


def _migrate(connection: Connection, *, sqlite: bool) -> None:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()
        if sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
            raise RuntimeError(f"the migration would break references: {broken[:5]}")


run()
