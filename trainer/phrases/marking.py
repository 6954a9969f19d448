"""A text cut into pieces, so that a page can mark what stands where."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Literal

from trainer.phrases.model import Category, Examined

Kind = Literal["never", "risky", "say"]


@dataclass(frozen=True)
class Mark:
    """A place of the text, with the number by which the page speaks of it."""

    number: int
    kind: Kind
    title: str
    start: int
    end: int


def pieces(text: str, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Cut a text at the marks: runs with the marks they lie in, and the marks that end with them.

    The pieces together are the text. What hurts comes first where marks lie over each other.
    """
    cuts = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    return [
        {
            "text": text[start:end],
            "marks": [asdict(mark) for mark in marks if mark.start <= start and end <= mark.end],
            "ends": [asdict(mark) for mark in marks if mark.start < end == mark.end],
        }
        for start, end in pairwise(cuts)
    ]


def grouped(examined: Examined) -> list[tuple[Category, list[tuple[int, str]]]]:
    """Return the findings by category in the order in which each is first met, numbered as they stand."""
    found: dict[tuple[str, str], tuple[Category, list[tuple[int, str]]]] = {}
    for number, one in enumerate(examined.findings, 1):
        found.setdefault((one.category.id, one.category.why), (one.category, []))[1].append(
            (number, one.text)
        )
    return list(found.values())


def annotated(examined: Examined) -> list[dict[str, Any]]:
    """Return a reply in pieces: findings numbered as they stand, then what courtesy asks, unnumbered."""
    found = [
        Mark(number, "never" if one.breach else "risky", one.category.title, one.start, one.end)
        for number, one in enumerate(examined.findings, 1)
    ]
    done = [Mark(0, "say", hit.function.title, hit.start, hit.end) for hit in examined.hits]
    return pieces(examined.text, [*found, *done])
