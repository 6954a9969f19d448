"""Lessons as an edition holds them, and what people said they have read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import NotFound, Stale
from trainer.i18n import lazy as _l
from trainer.lessons.changes import Changes, compare
from trainer.lessons.model import Lesson, Picture
from trainer.lessons.tables import Reading
from trainer.people.model import Viewer
from trainer.standard.service import once_per_edition

REPEAT = timedelta(minutes=10)
"""Within this time a second "I have read this" of the same wording is the same reading."""


@once_per_edition
def lessons(edition: Edition) -> Mapping[str, Lesson]:
    """Return all lessons of an edition by id, in the order of the sections."""
    return {key: Lesson.model_validate(body) for key, body in edition.items("lesson").items()}


def lesson(edition: Edition, lesson_id: str) -> Lesson:
    """Return a lesson; raises NotFound."""
    found = lessons(edition).get(lesson_id)
    if found is None:
        raise NotFound(_l("There is no such lesson."))
    return found


def teaching(edition: Edition, clauses: Collection[str], named: Collection[str] = ()) -> Lesson | None:
    """Return the lesson that teaches most of the clauses; of equals one that is `named`, then the first."""
    taught = [
        (len(set(clauses) & set(one.clauses)), one.id in named, one) for one in lessons(edition).values()
    ]
    most = max(taught, key=lambda entry: entry[:2], default=None)
    return most[2] if most and most[0] else None


@once_per_edition
def pictures(edition: Edition) -> Mapping[str, Picture]:
    """Return all drawings of an edition by id."""
    return {key: Picture.model_validate(body) for key, body in edition.items("figure").items()}


def pictures_of(edition: Edition, clause_id: str) -> tuple[Picture, ...]:
    """Return the drawings that show a clause, the right way before the wrong ones."""
    shown = [picture for picture in pictures(edition).values() if clause_id in picture.clauses]
    return tuple(sorted(shown, key=lambda picture: ("right", "neutral", "wrong").index(picture.mark)))


def picture(
    session: Session, edition: Edition, picture_id: str, version: str | None, *, older: bool
) -> Picture:
    """Return a drawing: of the edition, or with `older` the one of that version in any edition before.

    Without a version the edition's drawing is meant. Raises NotFound.
    """
    found = pictures(edition).get(picture_id)
    if found is not None and version in {None, found.version}:
        return found
    for number, _hash, _at in editions.published(session) if older and version else []:
        body = editions.get(session, number).items("figure").get(picture_id)
        if body and (once := Picture.model_validate(body)).version == version:
            return once
    raise NotFound(_l("There is no such drawing."))


@dataclass(frozen=True)
class Marked:
    """A reading as noted; not `new` where the same had been noted minutes before."""

    read_at: datetime
    new: bool


def mark_read(
    session: Session, viewer: Viewer, edition: Edition, lesson_id: str, wording: str | None = None
) -> Marked:
    """Note that the viewer has read a lesson; a repeat within ten minutes changes nothing.

    `wording` is the hash of what the reader was shown. Raises NotFound for an unknown lesson, Stale where
    the lesson was revised while it was read.
    """
    lesson(edition, lesson_id)
    item_hash = str(edition.item_hash("lesson", lesson_id))
    if wording is not None and wording != item_hash:
        raise Stale(_l("This lesson was revised while you were reading. Please look at it once more."))
    with writing(session):
        now = clock.now()
        before = session.scalar(
            select(func.max(Reading.read_at)).where(
                Reading.department_id == viewer.department_id,
                Reading.person_id == viewer.person_id,
                Reading.lesson_id == lesson_id,
                Reading.item_hash == item_hash,
            )
        )
        if before is not None and now - before < REPEAT:
            return Marked(before, new=False)
        session.add(
            Reading(
                department_id=viewer.department_id,
                person_id=viewer.person_id,
                position=viewer.position,
                lesson_id=lesson_id,
                item_hash=item_hash,
                edition_number=edition.number,
                read_at=now,
            )
        )
    return Marked(now, new=True)


class State(StrEnum):
    """How a reader stands with a lesson; one that changed since was read all the same."""

    UNREAD = "unread"
    READ = "read"
    CHANGED = "changed"


@dataclass(frozen=True)
class Progress:
    """How a reader stands with one lesson: when it was last read, and what changed since."""

    state: State = State.UNREAD
    read_at: datetime | None = None
    changes: Changes = field(default_factory=Changes)


def progress(session: Session, viewer: Viewer, edition: Edition) -> dict[str, Progress]:
    """Return how the viewer stands with every lesson of an edition; two queries at most."""
    last = _last_of(session, viewer.department_id, viewer.person_id)
    stale = {row.item_hash for key, row in last.items() if edition.item_hash("lesson", key) != row.item_hash}
    old = editions.bodies(session, sorted(stale)) if stale else {}
    return {key: _progress(found, last.get(key), old) for key, found in lessons(edition).items()}


def _progress(found: Lesson, row: Reading | None, old: Mapping[str, dict[str, list[str]]]) -> Progress:
    if row is None:
        return Progress()
    body = old.get(row.item_hash)
    changes = compare(body["blocks"], found.blocks) if body else Changes()
    return Progress(State.CHANGED if changes else State.READ, row.read_at, changes)


def last_read(session: Session, department_id: int, person_id: int) -> dict[str, datetime]:
    """Return when a person last read each lesson they have read in a department; one query."""
    return {key: row.read_at for key, row in _last_of(session, department_id, person_id).items()}


def _last_of(session: Session, department_id: int, person_id: int) -> dict[str, Reading]:
    latest = (
        select(func.max(Reading.id))
        .where(Reading.department_id == department_id, Reading.person_id == person_id)
        .group_by(Reading.lesson_id)
    )
    rows = session.scalars(
        select(Reading).where(Reading.department_id == department_id, Reading.id.in_(latest))
    )
    return {row.lesson_id: row for row in rows}


@dataclass(frozen=True)
class ReadingFact:
    """One reading as records need it; title and minutes are those of the wording that was read."""

    person_id: int
    lesson_id: str
    title: str
    minutes: int
    clauses: tuple[str, ...]
    read_at: datetime
    position: str
    edition_number: int


def readings_of(
    session: Session,
    department_id: int,
    lesson_ids: Collection[str] | None = None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[ReadingFact]:
    """Return the readings of a department from `since` until before `until`, oldest first; two queries."""
    chosen = select(Reading).where(Reading.department_id == department_id)
    if lesson_ids is not None:
        chosen = chosen.where(Reading.lesson_id.in_(lesson_ids))
    if since is not None:
        chosen = chosen.where(Reading.read_at >= since)
    if until is not None:
        chosen = chosen.where(Reading.read_at < until)
    rows = session.scalars(chosen.order_by(Reading.read_at, Reading.id)).all()
    wordings = editions.bodies(session, sorted({row.item_hash for row in rows}))
    return [_fact(row, wordings[row.item_hash]) for row in rows]


def _fact(row: Reading, wording: Mapping[str, object]) -> ReadingFact:
    body = Lesson.model_validate(wording)
    return ReadingFact(
        person_id=row.person_id,
        lesson_id=row.lesson_id,
        title=body.title,
        minutes=body.minutes,
        clauses=body.clauses,
        read_at=row.read_at,
        position=row.position,
        edition_number=row.edition_number,
    )
