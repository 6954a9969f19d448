"""Places for the cards of a layered picture: columns from the left, few crossings, nothing overlaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Key: TypeAlias = str | tuple[int, int]
"""A card by its name; or the place where a long edge (by its number) passes a column between its ends."""
SWEEPS = 6


@dataclass(frozen=True)
class Edge:
    """A line from a card to one further right; `height`, from 0 to 1, is how far down the card it starts."""

    source: str
    target: str
    height: float = 0.5


def chains(depth: Mapping[str, int], edges: Sequence[Edge]) -> list[list[Key]]:
    """Return what each edge passes, from its source to its target, one key a column."""
    return [
        [edge.source, *((number, column) for column in _between(depth, edge)), edge.target]
        for number, edge in enumerate(edges)
    ]


def _between(depth: Mapping[str, int], edge: Edge) -> range:
    return range(depth[edge.source] + 1, depth[edge.target])


def columns(depth: Mapping[str, int], edges: Sequence[Edge]) -> list[list[Key]]:
    """Return the keys of each column from the left, ordered from the top so that few edges cross."""
    made: list[list[Key]] = [[] for _column in range(max(depth.values()) + 1)]
    for name, column in depth.items():
        made[column].append(name)
    ways = chains(depth, edges)
    for way in ways:
        for key in way[1:-1]:
            made[depth[str(way[0])] + way.index(key)].append(key)
    for sweep in range(SWEEPS):
        _sweep(made, ways, edges, forward=sweep % 2 == 0)
    return made


def _sweep(
    made: list[list[Key]], ways: Sequence[Sequence[Key]], edges: Sequence[Edge], *, forward: bool
) -> None:
    """Put each key of each column next to the mean height of what it is joined to in the column before."""
    for column in made[1:] if forward else reversed(made[:-1]):
        at = {key: place for keys in made for place, key in enumerate(keys)}
        means: dict[Key, float] = {}
        for key in column:
            heights = [
                at[near] + (edge.height if near == edge.source else 0.5)
                for way, edge in zip(ways, edges, strict=True)
                if key in way and (near := _neighbour(way, key, forward=forward)) is not None
            ]
            means[key] = sum(heights) / len(heights) if heights else at[key] + 0.5
        column.sort(key=means.__getitem__)


def _neighbour(way: Sequence[Key], key: Key, *, forward: bool) -> Key | None:
    place = way.index(key) + (-1 if forward else 1)
    return way[place] if 0 <= place < len(way) else None


def tops(made: Sequence[Sequence[Key]], heights: Mapping[Key, int], gap: int) -> dict[Key, int]:
    """Return the upper edge of everything: columns are stacked with gaps and centred on the tallest."""
    sizes = [sum(heights[key] for key in keys) + gap * (len(keys) - 1) for keys in made]
    found = {}
    for keys, size in zip(made, sizes, strict=True):
        top = (max(sizes) - size) // 2
        for key in keys:
            found[key] = top
            top += heights[key] + gap
    return found
