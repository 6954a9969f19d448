"""Watches on the floor: marks, signatures, objections."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from trainer.migrations.triggers import protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
APPEND_ONLY = ("observation_marks", "observation_photos", "observation_signatures", "objection_answers")


def needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def maybe(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    place = f"{other}.number" if other == "editions" else f"{other}.id"
    return sa.ForeignKeyConstraint([column], [place], name=f"fk_{table}_{column}_{other}")


def upgrade() -> None:
    name = "observations"
    op.create_table(
        name,
        needed("id", BIG),
        needed("department_id", sa.Integer()),
        needed("person_id", sa.Integer()),
        needed("position", sa.String(40)),
        needed("role", sa.String(20)),
        needed("observer_id", sa.Integer()),
        needed("checklist_id", sa.String(80)),
        needed("edition_number", sa.Integer()),
        maybe("moment_id", BIG),
        needed("place", sa.String(80)),
        needed("note", sa.Text()),
        needed("version", sa.Integer()),
        needed("state", sa.String(10)),
        maybe("open_key", sa.String(200)),
        maybe("stage", sa.String(10)),
        needed("started_at", MOMENT),
        needed("saved_at", MOMENT),
        maybe("finished_at", MOMENT),
        maybe("withdrawn_at", MOMENT),
        maybe("withdrawn_reason", sa.Text()),
        maybe("again_at", MOMENT),
        maybe("again_id", BIG),
        maybe("again_dismissed_at", MOMENT),
        maybe("again_dismissed_by", sa.Integer()),
        maybe("again_reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_observations"),
        sa.UniqueConstraint("open_key", name="uq_observations_open_key"),
        key(name, "department_id", "departments"),
        key(name, "person_id", "persons"),
        key(name, "observer_id", "persons"),
        key(name, "again_dismissed_by", "persons"),
        key(name, "edition_number", "editions"),
    )
    for short, columns in (
        ("department_started", ["department_id", "started_at"]),
        ("department_finished", ["department_id", "finished_at"]),
        ("person", ["department_id", "person_id", "checklist_id"]),
        ("observer", ["department_id", "observer_id", "state"]),
        ("stage", ["department_id", "stage"]),
        ("moment", ["department_id", "moment_id"]),
    ):
        op.create_index(f"ix_observations_{short}", name, columns)
    _marks()
    _words()
    for table in APPEND_ONLY:
        for statement in protect(table, op.get_bind().dialect.name):
            op.execute(statement)


def _marks() -> None:
    name = "observation_marks"
    op.create_table(
        name,
        needed("observation_id", BIG),
        needed("item_id", sa.String(80)),
        needed("seq", sa.Integer()),
        needed("department_id", sa.Integer()),
        maybe("mark", sa.String(12)),
        needed("note", sa.Text()),
        maybe("file_id", BIG),
        needed("saved_at", MOMENT),
        sa.PrimaryKeyConstraint("observation_id", "item_id", "seq", name=f"pk_{name}"),
        key(name, "observation_id", "observations"),
        key(name, "department_id", "departments"),
        key(name, "file_id", "files"),
    )
    name = "observation_photos"
    op.create_table(
        name,
        needed("observation_id", BIG),
        needed("file_id", BIG),
        needed("department_id", sa.Integer()),
        needed("hash", sa.String(64)),
        needed("at", MOMENT),
        sa.PrimaryKeyConstraint("observation_id", "file_id", name=f"pk_{name}"),
        key(name, "observation_id", "observations"),
        key(name, "department_id", "departments"),
        key(name, "file_id", "files"),
    )


def _words() -> None:
    name = "observation_signatures"
    op.create_table(
        name,
        needed("observation_id", BIG),
        needed("number", sa.Integer()),
        needed("department_id", sa.Integer()),
        needed("person_id", sa.Integer()),
        needed("role", sa.String(10)),
        needed("kind", sa.String(10)),
        maybe("reason", sa.Text()),
        needed("shown_hash", sa.String(64)),
        needed("at", MOMENT),
        sa.PrimaryKeyConstraint("observation_id", "number", name=f"pk_{name}"),
        key(name, "observation_id", "observations"),
        key(name, "department_id", "departments"),
        key(name, "person_id", "persons"),
    )
    name = "objection_answers"
    op.create_table(
        name,
        needed("observation_id", BIG),
        needed("department_id", sa.Integer()),
        needed("author_id", sa.Integer()),
        needed("decision", sa.String(10)),
        needed("reason", sa.Text()),
        maybe("marks", sa.Text()),
        needed("at", MOMENT),
        sa.PrimaryKeyConstraint("observation_id", name=f"pk_{name}"),
        key(name, "observation_id", "observations"),
        key(name, "department_id", "departments"),
        key(name, "author_id", "persons"),
    )


def downgrade() -> None:
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
    op.drop_table("observations")
