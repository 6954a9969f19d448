"""The page of a form that is being filled: all items in one document, whether script runs or not."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from trainer.errors import Invalid, TrainerError
from trainer.files.service import StoredFile
from trainer.observations import pages
from trainer.observations import service as observations
from trainer.observations.forms import ReasonForm
from trainer.observations.model import Entry, Whole, mark_of
from trainer.observations.service import Facts
from trainer.people import service as people
from trainer.web.request import db_session, viewer


def form_page(known: Facts, typed: Mapping[str, Entry] | None = None, whole: Whole | None = None) -> str:
    """Return the page; what was typed and refused keeps its place."""
    session, row = db_session(), known.row
    linked, free = observations.beside(session, row)
    ids = [row.person_id, *(one.observer_id for one in [*linked, *free])]
    held = Whole(row.place, row.note)
    return render_template(
        "observations/form.html",
        known=known,
        row=row,
        form=known.form,
        groups=pages.item_views(known, typed),
        done=sum(one.entry.mark is not None for one in known.held.values()),
        note=whole or held,
        note_saved=pages.clock_time(row.saved_at) if row.version else None,
        cards=people.cards_of(session, ids),
        linked=linked,
        free=free,
        withdraw=ReasonForm(),
        me=viewer(),
        **pages.words(),
    )


def typed_of(known: Facts) -> tuple[dict[str, Entry], Whole]:
    """Return what a posted form holds, as far as it can be shown again."""
    sent = request.form
    typed: dict[str, Entry] = {}
    for item in known.form.items:
        if f"seq-{item.id}" in sent:
            typed[item.id] = _entry(sent, item.id, known)
    return typed, Whole(sent.get("s_.place", ""), sent.get("s_.note", ""))


def _entry(sent: Mapping[str, str], item_id: str, known: Facts) -> Entry:
    try:
        mark = mark_of(sent.get(f"s{item_id}"))
    except Invalid:
        mark = None
    return Entry(mark, sent.get(f"s{item_id}.note", ""), known.entry(item_id).file_id)


def posted() -> tuple[dict[str, list[str]], list[tuple[str, TrainerError]]]:
    """Return the fields of a posted form, with photos put into the place of their fields, and what failed."""
    fields = {name: request.form.getlist(name) for name in request.form}
    failed: list[tuple[str, TrainerError]] = []
    observation_id = (request.view_args or {})["observation_id"]
    for slot in [name.removeprefix("drop-") for name in fields if name.startswith("drop-")]:
        fields[f"s{slot}.photo"] = [""]
    for name, file in request.files.items():
        if not file.filename or not name.startswith("file-"):
            continue
        slot = name.removeprefix("file-")
        try:
            kept = take(observation_id, file)
        except Invalid as error:
            failed.append((slot, error))
        else:
            fields[f"s{slot}.photo"] = [str(kept.id)]
    return fields, failed


def take(observation_id: int, file: Any) -> StoredFile:
    """Take in one uploaded photo."""
    return observations.attach(db_session(), viewer(), observation_id, file.read(), file.filename or "photo")
