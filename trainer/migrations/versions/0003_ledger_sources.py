"""Results of observations and classes in the ledger, beside those of sittings."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

from trainer.migrations.triggers import protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG: TypeEngine[int] = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_SITTINGS: dict[str, TypeEngine[Any]] = {"quiz_id": sa.String(80), "attempt_id": BIG, "attempt_number": sa.Integer()}
ONE_SOURCE = (
    "(attempt_id IS NOT NULL AND observation_id IS NULL AND class_id IS NULL)"
    " OR (attempt_id IS NULL AND observation_id IS NOT NULL AND class_id IS NULL)"
    " OR (attempt_id IS NULL AND observation_id IS NULL AND class_id IS NOT NULL)"
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("score_entries") as table:
        for name, kind in OF_SITTINGS.items():
            table.alter_column(name, existing_type=kind, nullable=True)
        table.add_column(sa.Column("observation_id", BIG, nullable=True))
        table.add_column(sa.Column("checklist_id", sa.String(80), nullable=True))
        table.add_column(sa.Column("class_id", BIG, nullable=True))
        table.create_foreign_key("fk_score_entries_class_id_classes", "classes", ["class_id"], ["id"])
        table.create_check_constraint("one_source", ONE_SOURCE)
        table.create_index("ix_score_entries_observation", ["department_id", "observation_id"])
        table.create_index("ix_score_entries_class", ["department_id", "class_id"])
    if sqlite:  # the copy has lost them
        for statement in protect("score_entries", "sqlite"):
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS score_entries_no_update")
    with op.batch_alter_table("score_entries") as table:
        table.drop_index("ix_score_entries_class")
        table.drop_index("ix_score_entries_observation")
        table.drop_constraint("one_source", type_="check")
        table.drop_constraint("fk_score_entries_class_id_classes", type_="foreignkey")
        for name in ("class_id", "checklist_id", "observation_id"):
            table.drop_column(name)
        for name, kind in OF_SITTINGS.items():
            table.alter_column(name, existing_type=kind, nullable=False)
