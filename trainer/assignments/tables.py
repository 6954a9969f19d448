"""Rows of assignments: a quiz or a lesson, the people who owe it, and the rules that assign by themselves."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import Base, BigKey, Json, UtcDateTime


class Rule(Base):
    """What is to be assigned by itself. Any change switches it off, so that it is looked at again first.

    `position` is a position's id; `target_id` is empty for the final assessment of the position's path;
    `attempts` None is as the quiz says, 0 without limit; `starts_on` is set when it is switched on.
    """

    __tablename__ = "assignment_rules"
    __table_args__ = (Index("ix_assignment_rules_department", "department_id", "active"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[str] = mapped_column(String(10))
    position: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[str] = mapped_column(String(80))
    days: Mapped[int]
    begins: Mapped[str] = mapped_column(String(10))
    pass_mark: Mapped[int | None]
    attempts: Mapped[int | None]
    counting: Mapped[str] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    end_reason: Mapped[str | None] = mapped_column(Text)


class RuleMake(Base):
    """What a rule has made for a person in a period: its key is why it makes that once and never again."""

    __tablename__ = "assignment_rule_makes"
    __table_args__ = (Index("ix_assignment_rule_makes_assignment", "assignment_id"),)

    rule_id: Mapped[int] = mapped_column(ForeignKey("assignment_rules.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Assignment(Base):
    """What was assigned. `pass_mark` and `attempts` stand for themselves, whatever later editions say.

    With `clauses` a quiz asks only about these.
    """

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
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_rules.id"))
    clauses: Mapped[list[str] | None] = mapped_column(Json)
    created_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    cancel_reason: Mapped[str | None] = mapped_column(Text)


class AssignmentMember(Base):
    """One person who owes an assignment, with the position they had when it was made.

    More time is `extended_due_at` (the person's own due time) and `time_factor` (percent of the time limit);
    `released_at` is when it was called off for this person alone.
    """

    __tablename__ = "assignment_members"
    __table_args__ = (Index("ix_assignment_members_person", "department_id", "person_id"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[str] = mapped_column(String(40))
    extended_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    time_factor: Mapped[int | None]
    extend_reason: Mapped[str | None] = mapped_column(Text)
    extended_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    extended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    release_reason: Mapped[str | None] = mapped_column(Text)
