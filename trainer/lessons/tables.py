"""Rows of reading progress: what somebody said they have read, and in which wording."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import Base, BigKey, UtcDateTime


class Reading(Base):
    """One "I have read this" of a person, with the lesson's wording and the position of that day."""

    __tablename__ = "readings"
    __table_args__ = (
        Index("ix_readings_person_lesson", "department_id", "person_id", "lesson_id"),
        Index("ix_readings_department_at", "department_id", "read_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    position: Mapped[str] = mapped_column(String(40))
    lesson_id: Mapped[str] = mapped_column(String(80))
    item_hash: Mapped[str] = mapped_column(ForeignKey("items.hash"))
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
