"""Rules that assign by themselves, extensions for single people, messages to the outside."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from trainer.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_MEMBERS = {
    "extended_due_at": UtcDateTime(),
    "time_factor": sa.Integer(),
    "extend_reason": sa.Text(),
    "extended_by": sa.Integer(),
    "extended_at": UtcDateTime(),
    "released_at": UtcDateTime(),
    "released_by": sa.Integer(),
    "release_reason": sa.Text(),
}
REFERENCES = {
    ("assignments", "rule_id"): "assignment_rules",
    ("assignment_members", "extended_by"): "persons",
    ("assignment_members", "released_by"): "persons",
}


def _add(table: str, name: str, kind: Any) -> None:
    """Add a column in place: copying a table that others refer to would break their references on SQLite."""
    referred = REFERENCES.get((table, name))
    if referred is None:
        op.add_column(table, sa.Column(name, kind, nullable=True))
        return
    constraint = f"fk_{table}_{name}_{referred}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {name} INTEGER CONSTRAINT {constraint} REFERENCES {referred} (id)"
    )


def _rules() -> None:
    op.create_table(
        "assignment_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("position", sa.String(40), nullable=False),
        sa.Column("target", sa.String(10), nullable=False),
        sa.Column("target_id", sa.String(80), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("begins", sa.String(10), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("counting", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name="fk_assignment_rules_department_id_departments"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["persons.id"], name="fk_assignment_rules_created_by_persons"
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["persons.id"], name="fk_assignment_rules_changed_by_persons"
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["persons.id"], name="fk_assignment_rules_ended_by_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment_rules"),
    )
    op.create_index("ix_assignment_rules_department", "assignment_rules", ["department_id", "active"])


def _makes() -> None:
    table = "assignment_rule_makes"
    op.create_table(
        table,
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", BIG, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["assignment_rules.id"], name=f"fk_{table}_rule_id_assignment_rules"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=f"fk_{table}_person_id_persons"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=f"fk_{table}_department_id_departments"
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=f"fk_{table}_assignment_id_assignments"
        ),
        sa.PrimaryKeyConstraint("rule_id", "person_id", "period", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_assignment", table, ["assignment_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name="fk_outbox_department_id_departments"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_state_next", "outbox", ["state", "next_at"])


def upgrade() -> None:
    _rules()
    _makes()
    _outbox()
    _add("assignments", "rule_id", sa.Integer())
    for name, kind in OF_MEMBERS.items():
        _add("assignment_members", name, kind)


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("assignment_rule_makes")
    for table, name in (("assignments", "rule_id"), *(("assignment_members", name) for name in OF_MEMBERS)):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(name)
    op.drop_table("assignment_rules")
