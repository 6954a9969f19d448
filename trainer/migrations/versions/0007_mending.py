"""Questions mended after they were sat."""

import sqlalchemy as sa
from alembic import op

import trainer.db
from trainer.migrations.triggers import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FOREIGN = {
    "department_id": "departments.id",
    "edition_number": "editions.number",
    "item_hash": "items.hash",
    "attempt_id": "attempts.id",
    "author_id": "persons.id",
}


def upgrade() -> None:
    op.create_table(
        "mendings",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("edition_number", sa.Integer(), nullable=False),
        sa.Column("item_hash", sa.String(64), nullable=True),
        sa.Column("question_id", sa.String(80), nullable=True),
        sa.Column("quiz_id", sa.String(80), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("key", trainer.db.Json(), nullable=True),
        sa.Column("attempt_id", BIG, nullable=True),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", trainer.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mendings"),
        *(
            sa.ForeignKeyConstraint([name], [to], name=f"fk_mendings_{name}_{to.split('.')[0]}")
            for name, to in FOREIGN.items()
        ),
    )
    op.create_index("ix_mendings_item", "mendings", ["department_id", "item_hash"])
    op.create_index("ix_mendings_attempt", "mendings", ["department_id", "attempt_id"])
    for statement in protect("mendings", op.get_bind().dialect.name):
        op.execute(statement)
    # What holds is what nothing supersedes: asked for every row of a chain, it must not walk the chain.
    op.create_index("ix_score_entries_supersedes", "score_entries", ["department_id", "supersedes"])
    op.add_column("grades", sa.Column("mending_id", BIG, nullable=True))


def downgrade() -> None:
    op.drop_column("grades", "mending_id")
    op.drop_index("ix_score_entries_supersedes", "score_entries")
    op.drop_table("mendings")
