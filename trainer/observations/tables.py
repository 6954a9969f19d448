"""Rows of observations: the watch, what was saved of each item, photos, signatures, answers to objections."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime


class Observation(Base):
    """One watch of one person with one form.

    `role` is the person's of that day, as `position` is. `version` is the number of the last save of place
    and note. `moment_id` is the lowest id of those linked as one moment. `open_key` is unique while it is a
    draft, so beginning twice gives one. `stage` repeats for queries what the signatures say. `again_at` is
    when the person should be observed again, until that is done (`again_id`) or dismissed with a reason.
    """

    __tablename__ = "observations"
    __table_args__ = (
        Index("ix_observations_department_started", "department_id", "started_at"),
        Index("ix_observations_department_finished", "department_id", "finished_at"),
        Index("ix_observations_person", "department_id", "person_id", "checklist_id"),
        Index("ix_observations_observer", "department_id", "observer_id", "state"),
        Index("ix_observations_stage", "department_id", "stage"),
        Index("ix_observations_moment", "department_id", "moment_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    position: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(20))
    observer_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    checklist_id: Mapped[str] = mapped_column(String(80))
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    moment_id: Mapped[int | None] = mapped_column(BigKey)
    place: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    open_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    stage: Mapped[str | None] = mapped_column(String(10))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
    again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    again_id: Mapped[int | None] = mapped_column(BigKey)
    again_dismissed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    again_dismissed_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    again_reason: Mapped[str | None] = mapped_column(Text)


class MarkRow(Base):
    """One save of one item. Every save is a row; the highest `seq` is what holds."""

    __tablename__ = "observation_marks"
    __table_args__ = APPEND_ONLY

    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    mark: Mapped[str | None] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PhotoRow(Base):
    """A photo taken during the observation; only what stands here may be put to an item, or be shown."""

    __tablename__ = "observation_photos"
    __table_args__ = APPEND_ONLY

    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignatureRow(Base):
    """One person's word under what was shown: the observer's, then the observed person's."""

    __tablename__ = "observation_signatures"
    __table_args__ = APPEND_ONLY

    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    role: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    shown_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AnswerRow(Base):
    """How the objection to an observation was answered; there is one objection and one answer."""

    __tablename__ = "objection_answers"
    __table_args__ = APPEND_ONLY

    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    marks: Mapped[dict[str, Any] | None] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
