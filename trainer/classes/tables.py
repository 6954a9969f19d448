"""Rows of classes: planned, signed in to, held, with the results that people entered by hand."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime


class ClassHeld(Base):
    """A class, planned or held; a mistaken entry is struck out with a reason, never deleted.

    `held_on` is the day of the class, planned or past. `starts_at` is there for planned ones only, `token`
    is what its QR code carries. `cancelled_at` says of a plan that it was called off, and of a class held
    that it was struck out.
    """

    __tablename__ = "classes"
    __table_args__ = (Index("ix_classes_department_day", "department_id", "held_on"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    state: Mapped[str] = mapped_column(String(10), server_default="held")
    held_on: Mapped[date]
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    topic: Mapped[str] = mapped_column(String(200))
    clauses: Mapped[list[str]] = mapped_column(Json)
    place: Mapped[str] = mapped_column(String(80))
    trainer: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int]
    mode: Mapped[str | None] = mapped_column(String(12))
    level: Mapped[str | None] = mapped_column(String(12))
    quiz_id: Mapped[str | None] = mapped_column(String(80))
    test_days: Mapped[int | None]
    pass_mark: Mapped[int | None]
    notes: Mapped[str | None] = mapped_column(Text)
    token: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_by: Mapped[int | None] = mapped_column(BigKey)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    cancel_reason: Mapped[str | None] = mapped_column(Text)


class Expected(Base):
    """One person who was to come to a planned class; who did not may have a reason."""

    __tablename__ = "class_expected"

    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[str] = mapped_column(String(40))
    absence: Mapped[str | None] = mapped_column(String(12))
    note: Mapped[str | None] = mapped_column(String(200))


class Attendance(Base):
    """One person who came to a class, with their position of that day and how it is known."""

    __tablename__ = "attendances"

    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[str] = mapped_column(String(40))
    how: Mapped[str] = mapped_column(String(4), server_default="hand")
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ClassResult(Base):
    """One oral or practical result as it was entered; a correction is a later row with a reason."""

    __tablename__ = "class_results"
    __table_args__ = (Index("ix_class_results_class", "department_id", "class_id"), APPEND_ONLY)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[str] = mapped_column(String(40))
    points: Mapped[int]
    pass_mark: Mapped[int]
    note: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(200))
    entry_number: Mapped[int] = mapped_column(BigKey)
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ClassTest(Base):
    """The assignment that a class made of its quiz; who was added later has one of their own."""

    __tablename__ = "class_tests"

    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))


class ClassFile(Base):
    """A photo or document of a class."""

    __tablename__ = "class_files"

    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    added_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
