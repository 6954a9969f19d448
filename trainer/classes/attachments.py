"""Photos and documents of a class: kept by hash, shown to who leads the department."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.classes.reading import row_of
from trainer.classes.tables import ClassFile
from trainer.db import writing
from trainer.errors import Conflict, NotFound
from trainer.files import service as files
from trainer.files.service import StoredFile
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer

MOST = 30
"""Attachments of one class."""


def attach(session: Session, viewer: Viewer, class_id: int, data: bytes, name: str) -> StoredFile:
    """Keep a photo or a PDF with a class; the same again changes nothing.

    Raises NotFound outside the viewer's reach, Invalid for what may not be attached, Conflict for too many.
    """
    department = row_of(session, viewer, class_id).department_id
    kinds = files.PHOTO | files.DOCUMENT
    with writing(session):
        kept = files.store(session, viewer, department, data, declared_name=name, kinds=kinds)
        there = _of(session, department, class_id)
        if kept.id in there:
            return kept
        if len(there) >= MOST:
            raise Conflict(_l("A class keeps at most %(most)s files.", most=MOST))
        session.add(
            ClassFile(
                class_id=class_id,
                file_id=kept.id,
                department_id=department,
                added_by=viewer.person_id,
                added_at=clock.now(),
            )
        )
        audit.record(
            session,
            "class_file_added",
            actor_id=viewer.person_id,
            department_id=department,
            subject_id=class_id,
            file=kept.hash,
        )
    return kept


def attached(session: Session, viewer: Viewer, class_id: int) -> list[StoredFile]:
    """Return the attachments of a class, oldest first; raises NotFound outside the viewer's reach."""
    department = row_of(session, viewer, class_id).department_id
    return [files.fetch(session, viewer, id_) for id_ in _of(session, department, class_id)]


def opened(session: Session, viewer: Viewer, class_id: int, file_id: int) -> tuple[StoredFile, bytes]:
    """Return an attachment of a class with its bytes; raises NotFound for any other."""
    department = row_of(session, viewer, class_id).department_id
    if file_id not in _of(session, department, class_id):
        raise NotFound(_l("There is no such attachment."))
    return files.open_(session, viewer, file_id)


def _of(session: Session, department_id: int, class_id: int) -> Sequence[int]:
    chosen = select(ClassFile.file_id).where(
        ClassFile.department_id == department_id, ClassFile.class_id == class_id
    )
    return session.scalars(chosen.order_by(ClassFile.added_at, ClassFile.file_id)).all()
