"""Rows of mastery: a cache of what the ledger says clause by clause, and how far it has been folded."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import Base, BigKey, UtcDateTime


class MasteryCell(Base):
    """What one person showed of one clause, or with clause `*` of everything, in a department.

    `points` and `weight` are sums as of `last_at`; the model says how they are folded. A cache: it can be
    thrown away and made anew from the ledger.
    """

    __tablename__ = "mastery_cells"

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    clause: Mapped[str] = mapped_column(String(20), primary_key=True)
    points: Mapped[float]
    weight: Mapped[float]
    n: Mapped[int]
    red_lines: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MasteryCursor(Base):
    """The last row of a department's ledger that the cells have taken in."""

    __tablename__ = "mastery_cursors"

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigKey)
