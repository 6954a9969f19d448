"""Rows of assignments: a quiz or a lesson, its times and rules, and the people who owe it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import Base, BigKey, UtcDateTime


class Assignment(Base):
    """What was assigned. `pass_mark` and `attempts` stand for themselves, whatever later editions say."""

    __tablename__ = "assignments"
    __table_args__ = (Index("ix_assignments_department_due", "department_id", "due_at"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pass_mark: Mapped[int | None]
    attempts: Mapped[int | None]
    counting: Mapped[str] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    cancel_reason: Mapped[str | None] = mapped_column(Text)


class AssignmentMember(Base):
    """One person who owes an assignment, with the position they had when it was made."""

    __tablename__ = "assignment_members"
    __table_args__ = (Index("ix_assignment_members_person", "department_id", "person_id"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[str] = mapped_column(String(40))
