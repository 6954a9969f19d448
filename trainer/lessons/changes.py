"""What a reader would notice between two wordings of a lesson, block by block."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Changes:
    """The places of blocks that are new or reworded, and how many were taken out without a successor."""

    blocks: tuple[int, ...] = ()
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.blocks or self.removed)


def compare(before: Sequence[str], now: Sequence[str]) -> Changes:
    """Compare the words and drawings of blocks; markup, ids and moves are not changes."""
    old = Counter(words(block) for block in before)
    changed = []
    for place, block in enumerate(now):
        said = words(block)
        if old[said]:
            old[said] -= 1
        else:
            changed.append(place)
    return Changes(tuple(changed), max(0, old.total() - len(changed)))


def words(block: str) -> str:
    """Return what a block of sanitised HTML says, with the addresses of its drawings."""
    return _TAG.sub("", _PICTURE.sub(r"[\1]", block))
