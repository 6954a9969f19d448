"""What each person holds clause by clause, certificates, and quizzes about a few clauses."""

import sqlalchemy as sa
from alembic import op

from trainer.db import Json, UtcDateTime
from trainer.migrations.triggers import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _cursor(name: str) -> None:
    op.create_table(
        name,
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=f"fk_{name}_department_id_departments"
        ),
        sa.PrimaryKeyConstraint("department_id", name=f"pk_{name}"),
    )


def upgrade() -> None:
    op.add_column("assignments", sa.Column("clauses", Json(), nullable=True))
    op.create_table(
        "mastery_cells",
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(20), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("red_lines", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name="fk_mastery_cells_department_id_departments"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_mastery_cells_person_id_persons"),
        sa.PrimaryKeyConstraint("department_id", "person_id", "clause", name="pk_mastery_cells"),
    )
    op.create_table(
        "certificates",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("ledger_number", BIG, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(40), nullable=False),
        sa.Column("quiz_id", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("edition_number", sa.Integer(), nullable=False),
        sa.Column("attempt_id", BIG, nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("clauses", Json(), nullable=False),
        sa.Column("of_id", BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name="fk_certificates_department_id_departments"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_certificates_person_id_persons"),
        sa.ForeignKeyConstraint(
            ["edition_number"], ["editions.number"], name="fk_certificates_edition_number_editions"
        ),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_certificates_attempt_id_attempts"),
        sa.ForeignKeyConstraint(["of_id"], ["certificates.id"], name="fk_certificates_of_id_certificates"),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
        info={"append_only": True},
    )
    op.create_index(
        "ix_certificates_ledger", "certificates", ["department_id", "ledger_number"], unique=True
    )
    op.create_index("ix_certificates_person", "certificates", ["department_id", "person_id"])
    op.create_index("ix_certificates_attempt", "certificates", ["department_id", "attempt_id"])
    for statement in protect("certificates", op.get_bind().dialect.name):
        op.execute(statement)
    _cursor("mastery_cursors")
    _cursor("certificate_cursors")


def downgrade() -> None:
    for table in ("certificate_cursors", "mastery_cursors", "certificates", "mastery_cells"):
        op.drop_table(table)
    op.drop_column("assignments", "clauses")
