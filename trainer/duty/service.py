"""Use cases of the duty record, from the files that hold them: read, check, close, sign, reopen, compare."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.classes import service as classes
from trainer.db import writing
from trainer.duty import correcting
from trainer.duty.checking import checklist
from trainer.duty.closed import Closing, Corrected
from trainer.duty.closing import CLOSERS, close, reopen, sign, sign_on_paper
from trainer.duty.closings import cards_of_then, closed, every, fetch, forget, kept, opened, standing
from trainer.duty.model import Month
from trainer.duty.reading import in_force, record
from trainer.duty.year import year
from trainer.files import service as files
from trainer.files.service import StoredFile
from trainer.people.model import Viewer

__all__ = [
    "CLOSERS",
    "cards_of_then",
    "checklist",
    "close",
    "closed",
    "every",
    "fetch",
    "forget",
    "in_force",
    "kept",
    "note_printed",
    "opened",
    "paper",
    "record",
    "reopen",
    "sign",
    "sign_on_paper",
    "since",
    "standing",
    "year",
]
MOMENT = timedelta(microseconds=1)
"""So that what happens just now is told of too."""


def since(session: Session, closing: Closing, zone: ZoneInfo) -> list[Corrected]:
    """Return what was corrected of a closed month since, results, and classes struck out or entered late."""
    now, month = clock.now() + MOMENT, closing.month
    only = {month: closing}
    edition = in_force(session, now)
    changed = correcting.results(
        session, closing.department_id, only, edition, zone, start=closing.closed_at, end=now
    )
    held = classes.entered_late(session, closing.department_id, month.after.first, closing.closed_at, now)
    late = [correcting.entered(one) for one in correcting.late(held, only)]
    return sorted([*changed, *correcting.struck(held, only), *late], key=lambda one: one.at)


def paper(session: Session, viewer: Viewer, closing: Closing) -> tuple[StoredFile, bytes]:
    """Return the paper of a closed month as it was kept."""
    return files.open_(session, viewer, closing.file_id)


def note_printed(session: Session, viewer: Viewer, department_id: int, month: Month) -> None:
    """Write into the audit trail that somebody took the record along on paper."""
    with writing(session):
        audit.record(
            session,
            "duty_printed",
            actor_id=viewer.person_id,
            department_id=department_id,
            month=str(month),
        )
