"""Watching: beginning an observation, and saving what is tapped, typed and photographed as it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.checklists import service as checklists
from trainer.checklists.model import Checklist
from trainer.db import writing
from trainer.editions.model import Edition
from trainer.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from trainer.files import service as files
from trainer.files.service import StoredFile
from trainer.i18n import lazy as _l
from trainer.observations import reach
from trainer.observations.facts import form_of, newest
from trainer.observations.model import (
    MAX_NOTE,
    MAX_PHOTOS,
    MAX_PLACE,
    MAX_SEQ,
    WHOLE,
    Entry,
    Held,
    Saved,
    State,
    Whole,
    follows,
    mark_of,
    stale,
    text_of,
    usable,
)
from trainer.observations.tables import MarkRow, Observation, PhotoRow
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer

Fields = Mapping[str, Sequence[str]]
"""What a page sends of one item: the mark under "", its note, and the number of its photo."""
MAX_FILE_DIGITS = 18


def observable(session: Session, viewer: Viewer, department_id: int) -> dict[int, PersonCard]:
    """Return whom the viewer may observe in a department: active people they manage, never themselves."""
    there = people.cards(session, department_id, inactive=False)
    return {
        id_: card
        for id_, card in there.items()
        if id_ != viewer.person_id and viewer.manages(card.role, department_id)
    }


def start(
    session: Session, viewer: Viewer, edition: Edition, person_id: int, checklist_id: str, place: str = ""
) -> tuple[int, bool]:
    """Begin an observation with the form as published now; returns its id and whether it is new.

    One of the same person and form that the viewer has begun and not finished is gone on with. Raises
    NotFound for a person out of reach or no such form, Forbidden for oneself and for people the viewer does
    not manage, Invalid for a form that is not for the person's position.
    """
    place = text_of(place, MAX_PLACE, "place")
    form = checklists.checklist(edition, checklist_id)
    with writing(session):
        person = people.card(people.fetch(session, viewer, person_id))
        _refuse(viewer, person, form)
        row = _draft(viewer, person, form, edition.number, place)
        same = select(Observation.id).where(
            Observation.department_id == row.department_id, Observation.open_key == row.open_key
        )
        if (open_ := session.scalar(same)) is not None:
            return open_, False
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:  # begun on another device at this moment
            return session.scalars(same).one(), False
        return row.id, True


def _refuse(viewer: Viewer, person: PersonCard, form: Checklist) -> None:
    if person.id == viewer.person_id:
        raise Forbidden(_l("Nobody observes themselves."))
    if not viewer.manages(person.role, person.department_id):
        raise Forbidden(_l("You observe only people you lead."))
    if not person.active:
        raise Invalid(_l("This person does not work here any more."), "person")
    if not form.for_position(person.position):
        raise Invalid(_l("This form is not meant for this person's position."), "form")


def _draft(viewer: Viewer, person: PersonCard, form: Checklist, edition: int, place: str) -> Observation:
    now = clock.now()
    return Observation(
        department_id=person.department_id,
        person_id=person.id,
        position=person.position,
        role=person.role.value,
        observer_id=viewer.person_id,
        checklist_id=form.id,
        edition_number=edition,
        place=place,
        note="",
        version=0,
        state=State.DRAFT.value,
        open_key=f"{viewer.person_id}:{person.id}:{form.id}",
        started_at=now,
        saved_at=now,
    )


def save_mark(
    session: Session, viewer: Viewer, observation_id: int, item_id: str, seq: object, fields: object
) -> Saved:
    """Hold mark, note and photo of an item and return what is held; durable when this returns.

    The same number with the same content is held already and changes nothing. Raises NotFound for what is
    not the viewer's or no such item, Invalid for what an item cannot hold, Stale with `seq`, `held` and `at`
    when something newer is held, and Gone after the end.
    """
    number, sent = usable(seq), _fields(fields)
    with writing(session):
        row = reach.own_draft(session, viewer, observation_id)
        if form_of(session, row).item(item_id) is None:
            raise NotFound(_l("This form has no such item."))
        held = newest(session, row.department_id, [row.id], item_id).get(row.id, {}).get(item_id)
        return _hold(session, row, item_id, held, number, _entry(session, row, sent))


def save_note(session: Session, viewer: Viewer, observation_id: int, seq: object, fields: object) -> Saved:
    """Hold place and note of the observation itself, under the same guarantees as a mark."""
    number, sent = usable(seq), _fields(fields)
    whole = _whole(sent)
    with writing(session):
        return _hold_whole(reach.own_draft(session, viewer, observation_id), number, whole)


@dataclass(frozen=True)
class Posted:
    """What became of a form posted without script: how many were saved, and what was refused and why."""

    saved: int
    refused: Mapping[str, Stale | Invalid]


def save_form(session: Session, viewer: Viewer, observation_id: int, form: Fields) -> Posted:
    """Hold everything of a posted form that differs from what is held.

    An item `s<id>` stands in the form when its number `seq-<id>` does; `_` is the observation itself. Raises
    NotFound and Gone as `save_mark`; what else is wrong is told item by item.
    """
    saved, refused = 0, dict[str, Stale | Invalid]()
    with writing(session):
        row = reach.own_draft(session, viewer, observation_id)
        held = newest(session, row.department_id, [row.id]).get(row.id, {})
        for slot in [*(item.id for item in form_of(session, row).items), WHOLE]:
            if f"seq-{slot}" not in form:
                continue
            try:
                saved += _take(session, row, slot, held.get(slot), form)
            except (Stale, Invalid) as error:
                refused[slot] = error
        return Posted(saved, refused)


def _take(session: Session, row: Observation, slot: str, held: Held | None, form: Fields) -> bool:
    sent = {name[len(slot) + 2 :]: v for name, v in form.items() if name.startswith(f"s{slot}.")}
    sent[""] = form.get(f"s{slot}", ())
    seen = (form[f"seq-{slot}"] or [""])[0]
    if not (seen.isascii() and seen.isdigit() and int(seen) < MAX_SEQ):
        raise Invalid(_l("The answer has no usable number."), "seq")
    if slot == WHOLE:
        whole = _whole(sent)
        if whole != Whole(row.place, row.note):
            _hold_whole(row, int(seen) + 1, whole)
            return True
        return False
    entry = _entry(session, row, sent)
    if entry == (held.entry if held else Entry()):
        return False
    _hold(session, row, slot, held, int(seen) + 1, entry)
    return True


def _fields(sent: object) -> Fields:
    fine = isinstance(sent, dict) and all(
        isinstance(name, str) and isinstance(values, list) and all(isinstance(v, str) for v in values)
        for name, values in sent.items()
    )
    if not fine:
        raise Invalid(_l("This could not be read."))
    return sent  # type: ignore[return-value]  # just looked at


def _one(fields: Fields, name: str) -> str:
    values = fields.get(name) or [""]
    return values[0]


def _whole(fields: Fields) -> Whole:
    return Whole(
        text_of(_one(fields, "place"), MAX_PLACE, "place"), text_of(_one(fields, "note"), MAX_NOTE, "note")
    )


def _entry(session: Session, row: Observation, fields: Fields) -> Entry:
    note = text_of(_one(fields, "note"), MAX_NOTE, "note")
    return Entry(mark_of(_one(fields, "")), note, _photo(session, row, _one(fields, "photo")))


def _photo(session: Session, row: Observation, written: str) -> int | None:
    """Return the number of a photo of this observation; nobody hangs another record's photo here."""
    if not written:
        return None
    if written.isascii() and written.isdigit() and len(written) <= MAX_FILE_DIGITS:
        taken = select(PhotoRow.file_id).where(
            PhotoRow.department_id == row.department_id,
            PhotoRow.observation_id == row.id,
            PhotoRow.file_id == int(written),
        )
        if (found := session.scalar(taken)) is not None:
            return found
    raise Invalid(_l("This photo was not taken during this observation."), "photo")


def _hold(
    session: Session, row: Observation, item_id: str, held: Held | None, seq: int, entry: Entry
) -> Saved:
    if not follows(held, seq, entry) and held is not None:
        return Saved(held.seq, held.saved_at)
    now = clock.now()
    session.add(
        MarkRow(
            observation_id=row.id,
            item_id=item_id,
            seq=seq,
            department_id=row.department_id,
            mark=entry.mark.value if entry.mark else None,
            note=entry.note,
            file_id=entry.file_id,
            saved_at=now,
        )
    )
    session.flush()
    return Saved(seq, now)


def _hold_whole(row: Observation, seq: int, whole: Whole) -> Saved:
    held = Whole(row.place, row.note)
    if seq == row.version and whole == held:
        return Saved(seq, row.saved_at)
    if seq <= row.version:
        raise stale(row.version, held, row.saved_at)
    row.place, row.note, row.version, row.saved_at = whole.place, whole.note, seq, clock.now()
    return Saved(seq, row.saved_at)


def attach(session: Session, viewer: Viewer, observation_id: int, data: bytes, name: str) -> StoredFile:
    """Take in a photo for the observation; an item names it when it is saved next.

    Raises what the files room raises, NotFound and Gone as `save_mark`, and Conflict beyond `MAX_PHOTOS`.
    """
    with writing(session):
        department = reach.own_draft(session, viewer, observation_id).department_id
    # Making a photo small takes its time: no lock is held meanwhile.
    kept = files.store(session, viewer, department, data, declared_name=name)
    with writing(session):
        row = reach.own_draft(session, viewer, observation_id)
        mine = (PhotoRow.department_id == row.department_id, PhotoRow.observation_id == row.id)
        if session.scalar(select(PhotoRow.file_id).where(*mine, PhotoRow.file_id == kept.id)) is None:
            if (session.scalar(select(func.count()).select_from(PhotoRow).where(*mine)) or 0) >= MAX_PHOTOS:
                raise Conflict(_l("One observation takes %(count)s photos at most.", count=MAX_PHOTOS))
            facts: dict[str, Any] = {"department_id": row.department_id, "hash": kept.hash}
            session.add(PhotoRow(observation_id=row.id, file_id=kept.id, at=clock.now(), **facts))
            session.flush()
        return kept


def photo(session: Session, viewer: Viewer, observation_id: int, file_id: int) -> tuple[StoredFile, bytes]:
    """Return a photo of an observation the viewer may look at; raises NotFound."""
    row = reach.readable(session, viewer, observation_id)
    there = select(PhotoRow.file_id).where(
        PhotoRow.department_id == row.department_id,
        PhotoRow.observation_id == row.id,
        PhotoRow.file_id == file_id,
    )
    if session.scalar(there) is None:
        raise reach.missing()
    return files.open_(session, viewer, file_id)
