"""Months of the duty record as they were closed."""

import sqlalchemy as sa
from alembic import op

from trainer.migrations.triggers import protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "month_closings",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("snapshot_hash", sa.String(64), nullable=False),
        sa.Column("file_id", BIG, sa.ForeignKey("files.id"), nullable=False),
        sa.Column("pdf_hash", sa.String(64), nullable=False),
        sa.Column("ledger_number", BIG, nullable=False),
        sa.Column("ledger_head", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(40), nullable=False),
        sa.Column("closed_by", sa.Integer(), sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("department_id", "number"),
        sa.UniqueConstraint("department_id", "month", "version"),
    )
    op.create_table(
        "month_marks",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("closing_id", BIG, sa.ForeignKey("month_closings.id"), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("shown_hash", sa.String(64), nullable=True),
        sa.Column("reason", sa.String(200), nullable=True),
        # Signed once and reopened once; on screen and on paper are one kind of signature here.
        sa.UniqueConstraint("closing_id", "kind"),
    )
    op.create_index("ix_month_marks_department_id", "month_marks", ["department_id"])
    op.create_table(
        "month_names",
        sa.Column("closing_id", BIG, sa.ForeignKey("month_closings.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("staff_number", sa.String(40), nullable=False),
    )
    dialect = op.get_bind().dialect.name
    for table in ("month_closings", "month_marks"):
        for statement in protect(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    for table in ("month_names", "month_marks", "month_closings"):
        op.drop_table(table)
