"""An index for results that wait to be confirmed: few rows of a table that grows."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_score_entries_provisional",
        "score_entries",
        ["department_id", "at"],
        sqlite_where=sa.text("provisional"),
        postgresql_where=sa.text("provisional"),
    )


def downgrade() -> None:
    op.drop_index("ix_score_entries_provisional", table_name="score_entries")
