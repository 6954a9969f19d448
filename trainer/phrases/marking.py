"""A text cut into pieces, so that a page can mark what stands where."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Piece:
    """A run of the text; `marks` are the numbers of the places it lies in, `ends` of those it ends."""

    text: str
    marks: tuple[int, ...]
    ends: tuple[int, ...]


def pieces(text: str, places: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text at the places given; their numbers count from 0. The pieces together are the text."""
    cuts = sorted({0, len(text), *(edge for place in places for edge in place)})
    return tuple(
        Piece(
            text[start:end],
            tuple(n for n, place in enumerate(places) if place[0] <= start and end <= place[1]),
            tuple(n for n, place in enumerate(places) if place[0] < end == place[1]),
        )
        for start, end in pairwise(cuts)
    )
