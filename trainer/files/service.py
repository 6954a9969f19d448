"""Use cases of attachments: keeping one, finding its row, reading its bytes.

The engine of a database says in its execution options where the folder of its attachments is, so whoever has
the session has the folder too.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.db import writing
from trainer.errors import Invalid, NotFound
from trainer.files import photos, shelf
from trainer.files.model import (
    DOCUMENT,
    JPEG,
    PDF,
    PHOTO,
    Kind,
    Reader,
    StoredFile,
    kind_of,
    refuse_cut_short,
    safe_name,
)
from trainer.files.shelf import carry, clear, holds
from trainer.files.tables import FileRow
from trainer.i18n import lazy as _l

__all__ = ["DOCUMENT", "FOLDER", "PHOTO", "StoredFile", "carry", "clear", "fetch", "holds", "open_", "store"]

FOLDER: Final = "trainer_files"
"""The execution option that holds the folder."""


def store(
    session: Session,
    viewer: Reader,
    department_id: int,
    data: bytes,
    *,
    declared_name: str,
    kinds: Kind = PHOTO,
) -> StoredFile:
    """Keep an attachment for a department and return it; the same again returns what is kept already.

    Photos are made small and lose everything but their pixels; documents are kept as they are. The bytes are
    on the disk before the row is: a power cut may leave bytes that nothing names, never a row without bytes.
    Joins a running write. Raises Invalid (field `file`) for what may not be attached, NotFound for a
    department that is not the viewer's.
    """
    _refuse_stranger(viewer, department_id)
    data, media_type, width, height = _prepared(data, kinds)
    digest = _put(session, data)
    row = FileRow(
        department_id=department_id,
        hash=digest,
        media_type=media_type,
        size=len(data),
        name=safe_name(declared_name, media_type),
        width=width,
        height=height,
        created_by=viewer.person_id,
        created_at=clock.now(),
    )
    with writing(session):
        return _stored(_kept(session, row))


def _prepared(data: bytes, kinds: Kind) -> tuple[bytes, str, int | None, int | None]:
    """Return the bytes as they are kept, what they are, and a photo's width and height."""
    if kind_of(data, kinds) is PHOTO:
        data, width, height = photos.bare(data)
        return data, JPEG, width, height
    refuse_cut_short(data)
    return data, PDF, None, None


def _put(session: Session, data: bytes) -> str:
    try:
        return shelf.put(_folder(session), data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Invalid(_l("The file could not be kept: %(reason)s", reason=reason), field="file") from error


def _kept(session: Session, row: FileRow) -> FileRow:
    """Return the row of these bytes, added if it is new; another process may have been faster."""
    same = select(FileRow).where(FileRow.department_id == row.department_id, FileRow.hash == row.hash)
    found = session.scalar(same)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.scalars(same).one()
    return row


def fetch(session: Session, viewer: Reader, file_id: int) -> StoredFile:
    """Return an attachment of a department the viewer works in or looks after; raises NotFound otherwise.

    Who of a department may see it is decided by the room whose record it belongs to.
    """
    row = session.get(FileRow, file_id)
    if row is None:
        raise NotFound(_l("There is no such attachment."))
    _refuse_stranger(viewer, row.department_id)
    return _stored(row)


def open_(session: Session, viewer: Reader, file_id: int) -> tuple[StoredFile, bytes]:
    """Return an attachment with its bytes; raises NotFound as `fetch`, and where they are gone or harmed."""
    found = fetch(session, viewer, file_id)
    return found, shelf.take(_folder(session), found.hash)


def _refuse_stranger(viewer: Reader, department_id: int) -> None:
    if viewer.department_id != department_id and not viewer.sees(department_id):
        raise NotFound(_l("There is no such attachment."))


def _folder(session: Session) -> Path:
    return Path(session.get_bind().get_execution_options()[FOLDER])


def _stored(row: FileRow) -> StoredFile:
    return StoredFile(
        id=row.id,
        department_id=row.department_id,
        hash=row.hash,
        media_type=row.media_type,
        size=row.size,
        name=row.name,
        width=row.width,
        height=row.height,
        created_by=row.created_by,
        created_at=row.created_at,
    )
