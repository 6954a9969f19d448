"""Rows of the score ledger: appended, numbered and chained by hash, one chain a department."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime
from trainer.scores.model import Key, Source, source_of

ONE_SOURCE = " OR ".join(
    "(" + " AND ".join(f"{one.column} IS {'NOT ' if one is source else ''}NULL" for one in Source) + ")"
    for source in Source
)


class ScoreEntry(Base):
    """One row of the ledger. `hash` covers the canonical bytes in `body`; columns repeat it for queries.

    `points` and `maximum` are thousandths of a point, `percent` hundredths of a percent. Exactly one of
    `attempt_id`, `observation_id` and `class_id` says what the row is the result of. What belongs to sittings
    is typed as there, for readers of sittings get no other rows; rows of other sources have none of it.
    """

    __tablename__ = "score_entries"
    __table_args__ = (
        Index("ix_score_entries_department_at", "department_id", "at"),
        Index("ix_score_entries_person", "department_id", "person_id"),
        Index("ix_score_entries_attempt", "attempt_id"),
        Index("ix_score_entries_observation", "department_id", "observation_id"),
        Index("ix_score_entries_class", "department_id", "class_id"),
        CheckConstraint(ONE_SOURCE, name="one_source"),
        Index("ix_score_entries_supersedes", "department_id", "supersedes"),
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
    quiz_id: Mapped[str] = mapped_column(String(80), nullable=True)
    checklist_id: Mapped[str | None] = mapped_column(String(80))
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), nullable=True)
    attempt_number: Mapped[int] = mapped_column(nullable=True)
    # No foreign key: observations came into the schema after the ledger was copied for them.
    observation_id: Mapped[int | None] = mapped_column(BigKey)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("classes.id"))
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

    @property
    def source(self) -> Source:
        """Return what the row is the result of."""
        return self._named()[0]

    @property
    def key(self) -> Key:
        """Return what names the result among those of its source."""
        return self._named()[1]

    def _named(self) -> tuple[Source, Key]:
        columns = ("person_id", *(one.column for one in Source))
        return source_of({name: getattr(self, name) for name in columns})
