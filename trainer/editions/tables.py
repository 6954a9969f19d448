"""Rows of the content-addressed store: items by hash, editions as manifests, the current pointer."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, Json, UtcDateTime


class ItemRow(Base):
    """One piece of published content, named by the hash of its canonical bytes."""

    __tablename__ = "items"
    __table_args__ = APPEND_ONLY

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)


class EditionRow(Base):
    """One published edition; `hash` covers its whole manifest and the grader's version."""

    __tablename__ = "editions"
    __table_args__ = APPEND_ONLY

    number: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    grader: Mapped[str] = mapped_column(String(200))
    changes: Mapped[dict[str, Any]] = mapped_column(Json)


class EditionItemRow(Base):
    """One line of an edition's manifest."""

    __tablename__ = "edition_items"
    __table_args__ = APPEND_ONLY

    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"), primary_key=True)
    item_hash: Mapped[str] = mapped_column(ForeignKey("items.hash"), primary_key=True)
    position: Mapped[int]


class CurrentEditionRow(Base):
    """The one row that says which edition every new start uses."""

    __tablename__ = "current_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
