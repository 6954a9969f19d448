"""Rows of classes held: the one thing of the duty record that only people know."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import Base, BigKey, Json, UtcDateTime


class ClassHeld(Base):
    """A class that took place; a mistaken entry is cancelled with a reason, never deleted."""

    __tablename__ = "classes"
    __table_args__ = (Index("ix_classes_department_day", "department_id", "held_on"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    held_on: Mapped[date]
    topic: Mapped[str] = mapped_column(String(200))
    clauses: Mapped[list[str]] = mapped_column(Json)
    place: Mapped[str] = mapped_column(String(80))
    trainer: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int]
    notes: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    cancel_reason: Mapped[str | None] = mapped_column(Text)


class Attendance(Base):
    """One person who came to a class, with their position of that day."""

    __tablename__ = "attendances"

    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[str] = mapped_column(String(40))
