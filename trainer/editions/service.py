"""Storing and reading editions; one that was read stays in the process, for it can never change."""

import json
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.db import canonical, writing
from trainer.editions.model import Edition, Item, digest, edition_hash
from trainer.editions.tables import CurrentEditionRow, EditionItemRow, EditionRow, ItemRow
from trainer.errors import NotFound
from trainer.i18n import lazy as _l

Contents = tuple[dict[str, dict[str, Any]], dict[tuple[str, str], str]]
"""The bodies of an edition by kind and key, and the hashes by both."""

KEPT = 4
"""Editions whose contents stay in the process: equal hashes are equal contents, in whatever database."""

_known: WeakKeyDictionary[Engine, dict[int, Edition]] = WeakKeyDictionary()
_contents: OrderedDict[str, Contents] = OrderedDict()
_lock = Lock()


def current(session: Session) -> Edition:
    """Return the edition every new start uses; one small query. Raises NotFound before any publication."""
    number = session.scalar(select(CurrentEditionRow.edition_number))
    if number is None:
        raise NotFound(_l("Nothing has been published yet. An administrator runs: trainer publish"))
    return get(session, number)


def current_or_none(session: Session) -> Edition | None:
    """Return the current edition, None before the first publication."""
    number = session.scalar(select(CurrentEditionRow.edition_number))
    return None if number is None else get(session, number)


def get(session: Session, number: int) -> Edition:
    """Return an edition by its number, from memory when this process has read it before."""
    engine = session.get_bind()
    known = _known.setdefault(engine if isinstance(engine, Engine) else engine.engine, {})
    if number not in known:
        known[number] = _read(session, number)
    return known[number]


def published(session: Session) -> list[tuple[int, str, datetime]]:
    """Return (number, hash, moment) of every edition, newest first."""
    rows = session.execute(
        select(EditionRow.number, EditionRow.hash, EditionRow.published_at).order_by(EditionRow.number.desc())
    )
    return [(number, hash_, moment) for number, hash_, moment in rows]


def bodies(session: Session, hashes: Sequence[str]) -> dict[str, Any]:
    """Return stored bodies by item hash, for questions as they were sat."""
    rows = session.execute(select(ItemRow.hash, ItemRow.body).where(ItemRow.hash.in_(hashes)))
    return {hash_: json.loads(body) for hash_, body in rows}


def _read(session: Session, number: int) -> Edition:
    row = session.get(EditionRow, number)
    if row is None:
        raise NotFound(_l("There is no edition %(number)s.", number=number))
    items, hashes = _contents_of(session, row)
    return Edition(row.number, row.hash, row.published_at, row.grader, row.changes, items, hashes)


def _contents_of(session: Session, row: EditionRow) -> Contents:
    with _lock:
        if row.hash in _contents:
            _contents.move_to_end(row.hash)
            return _contents[row.hash]
    stored = session.execute(
        select(ItemRow.kind, ItemRow.key, ItemRow.hash, ItemRow.body)
        .join(EditionItemRow, EditionItemRow.item_hash == ItemRow.hash)
        .where(EditionItemRow.edition_number == row.number)
        .order_by(EditionItemRow.position)
    )
    items: dict[str, dict[str, Any]] = {}
    hashes: dict[tuple[str, str], str] = {}
    for kind, key, hash_, body in stored:
        items.setdefault(kind, {})[key] = json.loads(body)
        hashes[kind, key] = hash_
    with _lock:
        _contents[row.hash] = items, hashes
        while len(_contents) > KEPT:
            _contents.popitem(last=False)
    return items, hashes


def store(
    session: Session, items: Sequence[Item], grader: str, changes: dict[str, Any]
) -> tuple[Edition, bool]:
    """Publish items as an edition and make it current; unchanged content gives the edition it already is.

    Returns the edition and whether it is new.
    """
    wanted = edition_hash(items, grader)
    with writing(session):
        row = session.scalar(select(EditionRow).where(EditionRow.hash == wanted))
        new = row is None
        number = _insert(session, items, grader, wanted, changes) if row is None else row.number
        pointer = session.get(CurrentEditionRow, 1)
        if pointer is None:
            session.add(CurrentEditionRow(id=1, edition_number=number))
        else:
            pointer.edition_number = number
    return get(session, number), new


def _insert(
    session: Session, items: Sequence[Item], grader: str, wanted: str, changes: dict[str, Any]
) -> int:
    last = session.scalar(select(EditionRow.number).order_by(EditionRow.number.desc()).limit(1))
    number = (last or 0) + 1
    session.add(
        EditionRow(number=number, hash=wanted, published_at=clock.now(), grader=grader, changes=changes)
    )
    session.flush()
    known = set(session.scalars(select(ItemRow.hash)))
    fresh = {item.hash: item for item in items if item.hash not in known}
    session.add_all(
        ItemRow(hash=hash_, kind=item.kind, key=item.key, body=canonical(item.body))
        for hash_, item in fresh.items()
    )
    session.flush()
    session.add_all(
        EditionItemRow(edition_number=number, item_hash=item.hash, position=place)
        for place, item in enumerate(items)
    )
    session.flush()
    return number


def rehashed(session: Session) -> dict[int, str | None]:
    """Return each edition's hash computed anew from its stored bytes, None where they do not fit any more.

    Reads plain columns, past every cache above them.
    """
    items, manifest, editions = (row.__table__ for row in (ItemRow, EditionItemRow, EditionRow))
    found: dict[int, str | None] = {}
    chosen = select(editions.c.number, editions.c.hash, editions.c.grader).order_by(editions.c.number)
    for edition in session.execute(chosen).all():
        rows = session.execute(
            select(items.c.hash, items.c.kind, items.c.key, items.c.body)
            .join(manifest, manifest.c.item_hash == items.c.hash)
            .where(manifest.c.edition_number == edition.number)
            .order_by(manifest.c.position)
        ).all()
        whole = all(_fits(row.hash, row.kind, row.key, row.body) for row in rows)
        anew = digest([edition.grader, [row.hash for row in rows]])
        found[edition.number] = anew if whole and anew == edition.hash else None
    return found


def _fits(hash_: str, kind: str, key: str, body: str) -> bool:
    try:
        return digest([kind, key, json.loads(body)]) == hash_
    except json.JSONDecodeError:
        return False


def substance(session: Session) -> dict[int, tuple[str, ...]]:
    """Return the clauses that each edition changed in substance, by number; none without such."""
    rows = session.execute(select(EditionRow.number, EditionRow.changes).order_by(EditionRow.number))
    return {number: tuple(some) for number, changes in rows if (some := changes.get("substance"))}
