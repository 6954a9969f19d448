"""The phrasebook of an edition ready to read with, and its rules in the small form that questions carry."""

import base64
import bz2
import json
from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from trainer.editions.model import Edition
from trainer.phrases.engine import Reader, finder
from trainer.phrases.marking import Mark, annotated, grouped, pieces
from trainer.phrases.model import Phrasebook
from trainer.phrases.patterns import PatternError

__all__ = [
    "KIND",
    "LONGEST",
    "Mark",
    "PatternError",
    "Reader",
    "annotated",
    "finder",
    "grouped",
    "pack",
    "pieces",
    "reader",
    "unpack",
]

KIND = "phrasebook"
"""The kind of the phrasebook among an edition's items, which is also its only key."""
LONGEST = 2000
"""Characters of a reply that the clinic reads at once."""
KEPT = 4
"""Phrasebooks that stay compiled in the process: of the current edition, and of some that are still sat."""

_kept: OrderedDict[str, Reader] = OrderedDict()
_lock = Lock()


def reader(edition: Edition) -> Reader:
    """Return the phrasebook of an edition, compiled once; raises NotFound where the edition has none."""
    stored = edition.item(KIND, KIND)
    key = edition.item_hash(KIND, KIND) or ""
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = Reader(Phrasebook.model_validate(stored))
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def pack(book: Phrasebook) -> str:
    """Return the rules in a few kilobytes of text, the same for the same rules.

    A question carries what it is graded by, for an old sitting is graded by the rules of its own edition.
    What only the clinic shows (risky wordings, most better ways) is left out. Of the compressors of Python's
    library bz2 has one implementation, so the same rules give the same text everywhere.
    """
    breaches = [
        one.model_copy(update={"better": one.better[:1]})
        for one in book.categories
        if one.severity == "breach"
    ]
    slim = book.model_copy(update={"categories": tuple(breaches)})
    words = json.dumps(slim.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _small(words)


@lru_cache(maxsize=KEPT)
def _small(words: str) -> str:
    return base64.b85encode(bz2.compress(words.encode())).decode("ascii")


@lru_cache(maxsize=KEPT)
def unpack(packed: str) -> Reader:
    """Return the rules that `pack` made small, compiled once."""
    return Reader(Phrasebook.model_validate_json(bz2.decompress(base64.b85decode(packed))))
