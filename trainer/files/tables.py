"""Rows of attachments: what they are and whose; the bytes lie in a folder under their hash."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import Base, BigKey, UtcDateTime


class FileRow(Base):
    """One attachment of a department; who may see it is decided by the record it belongs to."""

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("department_id", "hash"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    hash: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
