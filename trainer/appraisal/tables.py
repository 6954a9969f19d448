"""Rows of appraisal schemes, version by version, and of what was taken along of a period."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime


class SchemeRow(Base):
    """One version of the scheme of a department and period; a change is a new version with a reason."""

    __tablename__ = "appraisal_schemes"
    __table_args__ = (
        UniqueConstraint("department_id", "first", "last", "version", name="uq_appraisal_schemes_version"),
        APPEND_ONLY,
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    first: Mapped[date]
    last: Mapped[date]
    version: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LockRow(Base):
    """A period was exported, which locks its scheme, or released again with a reason.

    `digest` is the SHA-256 of the marks that were exported, the ledger's head as it stood then.
    """

    __tablename__ = "appraisal_locks"
    __table_args__ = (
        Index("ix_appraisal_locks_period", "department_id", "first", "last"),
        APPEND_ONLY,
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    first: Mapped[date]
    last: Mapped[date]
    act: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    what: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    head_number: Mapped[int] = mapped_column(BigKey)
    head_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
