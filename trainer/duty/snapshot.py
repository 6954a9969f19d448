"""A record as canonical JSON and back: what a closed month keeps; persons by id, never by name."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from trainer.db import canonical
from trainer.duty.closed import Said
from trainer.duty.model import Record


@dataclass(frozen=True)
class Snapshot:
    """What is frozen: the record, its number, and what was said of what was missing.

    Later versions of these classes must go on reading it: a new field needs a default.
    """

    number: int
    version: int
    record: Record
    said: tuple[Said, ...] = ()


_ADAPTER: Final = TypeAdapter(Snapshot)


def text_of(number: int, version: int, record: Record, said: Sequence[Said]) -> str:
    """Return the canonical text of a closing, over which its hash is made."""
    made = Snapshot(number, version, record, tuple(said))
    return canonical(_ADAPTER.dump_python(made, mode="json"))


def read(text: str) -> Snapshot:
    """Return what a closing keeps."""
    return _ADAPTER.validate_python(json.loads(text))
