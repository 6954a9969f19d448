"""Classes planned, signed in to, and their results."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from trainer.migrations.triggers import protect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLANNED: dict[str, Any] = {
    "starts_at": sa.DateTime(timezone=True),
    "mode": sa.String(12),
    "level": sa.String(12),
    "quiz_id": sa.String(80),
    "test_days": sa.Integer(),
    "pass_mark": sa.Integer(),
    "token": sa.String(64),
    "held_by": BIG,
    "held_at": sa.DateTime(timezone=True),
}
TABLES = ("class_expected", "class_results", "class_tests", "class_files")


def upgrade() -> None:
    # Columns are added in place: a copy of `classes` would break what refers to its rows.
    op.add_column("classes", sa.Column("state", sa.String(10), nullable=False, server_default="held"))
    for name, kind in PLANNED.items():
        op.add_column("classes", sa.Column(name, kind, nullable=True))
    op.add_column("attendances", sa.Column("how", sa.String(4), nullable=False, server_default="hand"))
    op.add_column("attendances", sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "class_expected",
        sa.Column("class_id", BIG, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("position", sa.String(40), nullable=False),
        sa.Column("absence", sa.String(12), nullable=True),
        sa.Column("note", sa.String(200), nullable=True),
    )
    op.create_table(
        "class_results",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("class_id", BIG, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("position", sa.String(40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("entry_number", BIG, nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_class_results_class", "class_results", ["department_id", "class_id"])
    op.create_table(
        "class_tests",
        sa.Column("class_id", BIG, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("assignment_id", BIG, sa.ForeignKey("assignments.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
    )
    op.create_table(
        "class_files",
        sa.Column("class_id", BIG, sa.ForeignKey("classes.id"), primary_key=True),
        sa.Column("file_id", BIG, sa.ForeignKey("files.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("added_by", sa.Integer(), sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    )
    for statement in protect("class_results", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("attendances", "signed_at")
    op.drop_column("attendances", "how")
    for name in reversed(PLANNED):
        op.drop_column("classes", name)
    op.drop_column("classes", "state")
