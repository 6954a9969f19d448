"""Rows of certificates: issued, renewed, revoked, each by a row of the ledger; nothing is ever rewritten."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import APPEND_ONLY, Base, BigKey, Json, UtcDateTime


class CertificateRow(Base):
    """One act, made by the ledger row `ledger_number` of its department.

    `clauses` are those the questions of the quiz rested on when it was passed; of a renewal, those that were
    proved anew. `of_id` is the certificate that is renewed, or the row that is revoked.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        Index("ix_certificates_ledger", "department_id", "ledger_number", unique=True),
        Index("ix_certificates_person", "department_id", "person_id"),
        Index("ix_certificates_attempt", "department_id", "attempt_id"),
        APPEND_ONLY,
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    ledger_number: Mapped[int] = mapped_column(BigKey)
    kind: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    position: Mapped[str] = mapped_column(String(40))
    quiz_id: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    edition_number: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    percent: Mapped[int]
    clauses: Mapped[list[str]] = mapped_column(Json)
    of_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CertificateCursor(Base):
    """The last row of a department's ledger that was looked at for certificates."""

    __tablename__ = "certificate_cursors"

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigKey)
