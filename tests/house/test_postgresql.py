"""The same schema, triggers and locks on PostgreSQL, wherever a server can be started."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from tests import postgresql
from tests.conftest import settings
from trainer.app import create_app
from trainer.audit import service as audit
from trainer.db import Base, db, writing

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A migrated site on PostgreSQL."""
    with postgresql.server() as address:
        if address is None:
            pytest.skip("no PostgreSQL could be started here")
        admin = create_engine(address, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS house"))
            connection.execute(text("CREATE DATABASE house"))
        admin.dispose()
        app = create_app(
            settings(tmp_path_factory.mktemp("pg"), database_url=address.rsplit("/", 1)[0] + "/house")
        )
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


def test_the_models_equal_the_migrations(site):
    with db.engine.connect() as connection:
        assert (
            compare_metadata(
                MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata
            )
            == []
        )


def test_append_only_tables_refuse_every_change(site):
    session = db.session()
    with writing(session):
        audit.record(session, "signed_out")
    for act in ("DELETE FROM audit_events", "UPDATE audit_events SET kind = 'x'", "TRUNCATE audit_events"):
        with db.engine.connect() as connection, pytest.raises(DatabaseError, match="append-only"):
            connection.execute(text(act))
    names = {table.name for table in Base.metadata.tables.values() if table.info.get("append_only")}
    with db.engine.connect() as connection:
        found = (
            connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).scalars().all()
        )
    assert {f"{name}_no_change" for name in names} | {f"{name}_no_truncate" for name in names} == set(found)
