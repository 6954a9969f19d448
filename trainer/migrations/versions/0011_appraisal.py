"""Schemes of appraisal."""

import sqlalchemy as sa
from alembic import op

from trainer.migrations.triggers import protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("appraisal_schemes", "appraisal_locks")


def period() -> list[sa.Column[object]]:
    """Return the columns both tables begin with, made anew, for a column belongs to one table."""
    return [
        sa.Column("id", BIG, primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "appraisal_schemes",
        *period(),
        sa.Column("body", sa.Text(), nullable=False),
        sa.UniqueConstraint("department_id", "first", "last", "version", name="uq_appraisal_schemes_version"),
    )
    op.create_table(
        "appraisal_locks",
        *period(),
        sa.Column("act", sa.String(10), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("head_number", BIG, nullable=False),
        sa.Column("head_hash", sa.String(64), nullable=False),
    )
    op.create_index("ix_appraisal_locks_period", "appraisal_locks", ["department_id", "first", "last"])
    for table in TABLES:
        for statement in protect(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
