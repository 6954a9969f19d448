"""Rows of sittings: the attempt, its items as arranged, its responses, their grades, and what was mended."""

from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime, canonical


class Value(Json):
    """A JSON value that may be null, for columns that are never empty."""

    cache_ok = True
    should_evaluate_none = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's signature
        """Store null as the JSON text it is."""
        return canonical(value)


class Attempt(Base):
    """One sitting. `open_key` is unique while the sitting is open, so starting twice at once gives one."""

    __tablename__ = "attempts"
    __table_args__ = (
        Index("ix_attempts_person", "department_id", "person_id", "quiz_id"),
        Index("ix_attempts_assignment", "department_id", "assignment_id"),
        Index("ix_attempts_state_deadline", "state", "deadline_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    position: Mapped[str] = mapped_column(String(40))
    quiz_id: Mapped[str] = mapped_column(String(80))
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"))
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigKey)
    rules: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(10))
    open_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AttemptItem(Base):
    """One question of a sitting: which wording it had and in which order its options stood."""

    __tablename__ = "attempt_items"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    question_id: Mapped[str] = mapped_column(String(80))
    item_hash: Mapped[str] = mapped_column(ForeignKey("items.hash"))
    arrangement: Mapped[Any] = mapped_column(Value)


class Response(Base):
    """One saved answer. Every save is a row; the highest `seq` that is not late is what counts."""

    __tablename__ = "responses"
    __table_args__ = APPEND_ONLY

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    body: Mapped[Any] = mapped_column(Value)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    late: Mapped[bool] = mapped_column(default=False)


class GradeRow(Base):
    """The grade of one response, with the wording and the grader it was made by."""

    __tablename__ = "grades"
    __table_args__ = APPEND_ONLY

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    item_hash: Mapped[str] = mapped_column(ForeignKey("items.hash"))
    grader: Mapped[str] = mapped_column(String(200))
    points: Mapped[int]
    maximum: Mapped[int]
    red_lines: Mapped[list[str]] = mapped_column(Json)
    final: Mapped[bool]
    evidence: Mapped[Any] = mapped_column(Value)
    # No foreign key: mendings came into the schema later, and SQLite would copy the table for one.
    mending_id: Mapped[int | None] = mapped_column(BigKey)
    """The mending that made this revision; None for what a grader or a leader made of the response itself."""


class MendingRow(Base):
    """One act of mending: of a question for all who sat it, of one response, or of one result.

    The newest of a question (or of a response, a result) holds; what stands on an earlier one stays as it is.
    """

    __tablename__ = "mendings"
    __table_args__ = (
        Index("ix_mendings_item", "department_id", "item_hash"),
        Index("ix_mendings_attempt", "department_id", "attempt_id"),
        APPEND_ONLY,
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    item_hash: Mapped[str | None] = mapped_column(ForeignKey("items.hash"))
    question_id: Mapped[str | None] = mapped_column(String(80))
    quiz_id: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(20))
    key: Mapped[Any | None] = mapped_column(Json)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempts.id"))
    slot: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
