"""Rows of the score ledger: appended, numbered and chained by hash, one chain a department."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime


class ScoreEntry(Base):
    """One row of the ledger. `hash` covers the canonical bytes in `body`; columns repeat it for queries.

    `points` and `maximum` are thousandths of a point, `percent` hundredths of a percent.
    """

    __tablename__ = "score_entries"
    __table_args__ = (
        Index("ix_score_entries_department_at", "department_id", "at"),
        Index("ix_score_entries_person", "department_id", "person_id"),
        Index("ix_score_entries_attempt", "attempt_id"),
        Index("ix_score_entries_assignment", "department_id", "assignment_id"),
        Index(
            "ix_score_entries_provisional",
            "department_id",
            "at",
            sqlite_where=text("provisional"),
            postgresql_where=text("provisional"),
        ),
        APPEND_ONLY,
    )

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    position: Mapped[str] = mapped_column(String(40))
    quiz_id: Mapped[str] = mapped_column(String(80))
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    attempt_number: Mapped[int]
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"))
    points: Mapped[int]
    maximum: Mapped[int]
    percent: Mapped[int]
    passed: Mapped[bool]
    provisional: Mapped[bool]
    red_lines: Mapped[list[str]] = mapped_column(Json)
    supersedes: Mapped[int | None] = mapped_column(BigKey)
    reason: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    body: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
