"""The triggers that make a table append-only, for both engines.

Migrations create them, and create them again after a batch copy, which drops them silently.
"""

SQLITE = """CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"""
POSTGRESQL_ROW = """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()"""
POSTGRESQL_TRUNCATE = """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


def protect(table: str, dialect: str) -> list[str]:
    """Return the statements that make the database refuse UPDATE, DELETE, REPLACE and TRUNCATE on a table.

    REPLACE fires the delete trigger because every connection sets `recursive_triggers`.
    """
    if dialect == "sqlite":
        return [SQLITE.format(table=table, act=act, ACT=act.upper()) for act in ("update", "delete")]
    return [POSTGRESQL_FUNCTION, POSTGRESQL_ROW.format(table=table), POSTGRESQL_TRUNCATE.format(table=table)]
