"""An edition in memory: immutable items by kind and key, and the hashes that name them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trainer.db import canonical
from trainer.errors import NotFound
from trainer.i18n import lazy as _l


@dataclass(frozen=True)
class Item:
    """A piece of content before or after it is stored; `hash` covers kind, key and body."""

    kind: str
    key: str
    body: Any

    @property
    def hash(self) -> str:
        """Return the SHA-256 of the canonical bytes, hexadecimal."""
        return digest([self.kind, self.key, self.body])


@dataclass(frozen=True)
class Edition:
    """One published edition with everything in it; equal content has an equal `hash`."""

    number: int
    hash: str
    published_at: datetime
    grader: str
    changes: Mapping[str, Any]
    _items: Mapping[str, Mapping[str, Any]]
    _hashes: Mapping[tuple[str, str], str]

    def items(self, kind: str) -> Mapping[str, Any]:
        """Return the bodies of all items of a kind by key, in the order they were published."""
        return self._items.get(kind, {})

    def item(self, kind: str, key: str) -> Any:
        """Return one body; raises NotFound where the edition has no such item."""
        try:
            return self._items[kind][key]
        except KeyError:
            raise NotFound(_l("This page is not in the published edition.")) from None

    def has(self, kind: str, key: str) -> bool:
        """Say whether the edition has such an item."""
        return key in self._items.get(kind, {})

    def item_hash(self, kind: str, key: str) -> str | None:
        """Return the hash of one item, None where the edition has no such item."""
        return self._hashes.get((kind, key))

    @property
    def name(self) -> str:
        """Return what people call it: number and the first eight digits of its hash."""
        return f"{self.number} · {self.hash[:8]}"


def digest(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON, hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def edition_hash(items: Iterable[Item], grader: str) -> str:
    """Return the hash of a manifest: the ordered item hashes and the grader's version."""
    return digest([grader, [item.hash for item in items]])
