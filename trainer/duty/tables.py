"""Rows of months as they were closed: the frozen record, what was signed, and the names of then."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, UtcDateTime


class MonthClosing(Base):
    """One closing of a month. `snapshot` is canonical JSON that names persons by id; its hash is kept."""

    __tablename__ = "month_closings"
    __table_args__ = (
        UniqueConstraint("department_id", "number"),
        UniqueConstraint("department_id", "month", "version"),
        APPEND_ONLY,
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    month: Mapped[str] = mapped_column(String(7))
    number: Mapped[int]
    version: Mapped[int]
    snapshot: Mapped[str] = mapped_column(Text)
    snapshot_hash: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    pdf_hash: Mapped[str] = mapped_column(String(64))
    ledger_number: Mapped[int] = mapped_column(BigKey)
    ledger_head: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(40))
    closed_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MonthMark(Base):
    """What happened to a closing afterwards: signed by the manager, or reopened with a reason."""

    __tablename__ = "month_marks"
    __table_args__ = (UniqueConstraint("closing_id", "kind"), APPEND_ONLY)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    closing_id: Mapped[int] = mapped_column(ForeignKey("month_closings.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_on: Mapped[date | None]
    shown_hash: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(200))


class MonthName(Base):
    """How somebody was called when a month was closed; outside the hashed text: it can be forgotten."""

    __tablename__ = "month_names"

    closing_id: Mapped[int] = mapped_column(ForeignKey("month_closings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    name: Mapped[str] = mapped_column(String(80))
    staff_number: Mapped[str] = mapped_column(String(40))
