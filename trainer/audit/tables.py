"""Rows of the audit trail: who did what, when, to whom; the database refuses changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime


class AuditEvent(Base):
    """One act; `kind` and the keys of `details` come from the closed vocabulary of the model."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_department_at", "department_id", "at"), APPEND_ONLY)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(Json)
