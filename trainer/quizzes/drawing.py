"""A scenario as a picture: a card for each situation with its choices, lines to where they lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.quizzes import layout
from trainer.quizzes.layout import Edge, Key
from trainer.quizzes.model import Item, Json
from trainer.quizzes.traffic import Traffic
from trainer.quizzes.types import graph
from trainer.quizzes.types.story import graph_of, nodes_of
from trainer.quizzes.wrapping import wrapped

WIDTH, GUTTER, GAP = 260, 84, 28
"""Of a card, between columns, between cards; in units of the picture, which are CSS pixels."""
PAD, LINE, ROW_LINE, PASS = 12, 22, 19, 20
"""Inside a card; a line of its text and of a choice; the room of a line that passes a column."""
TEXT_EMS, ROW_EMS = 16.5, 16
"""What fits on a line of a card (14 px), and of a choice (13 px) beside its letter."""
MOST_LINES, MOST_ROW_LINES = 5, 3
THINNEST, THICKEST = 1.5, 10.0


@dataclass(frozen=True)
class Row:
    """A choice inside a card; `top` counts from the card's upper edge."""

    letter: str
    text: str
    lines: tuple[str, ...]
    top: int
    height: int
    to: int
    """The number of the card it leads to."""
    taken: int
    red_line: bool


@dataclass(frozen=True)
class Card:
    """A situation or an ending, with how many came there and how many stopped there."""

    number: int
    text: str
    lines: tuple[str, ...]
    height: int
    ending: str | None
    reached: int
    stopped: int
    rows: tuple[Row, ...]
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Line:
    """The way of a choice to its card: an SVG path, as thick as many took it; its number stands at x, y."""

    path: str
    width: float
    red_line: bool
    taken: int
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """All of it, with its size."""

    width: int
    height: int
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    card: int = WIDTH
    """Width of each card."""


def draw(item: Item, traffic: Traffic) -> Drawing:
    """Lay the scenario out in columns, by the longest way to each situation."""
    nodes, ways = nodes_of(item), graph_of(item)
    names = graph.order(ways, item.body["start"])
    cards = {name: _card(nodes[name], dict.fromkeys(names, 0), traffic) for name in names}
    edges = [
        Edge(name, choice["to"], (row.top + row.height / 2) / cards[name].height)
        for name in names
        for row, choice in zip(cards[name].rows, nodes[name]["choices"], strict=True)
    ]
    depth = graph.layers(ways, item.body["start"])
    made = layout.columns(depth, edges)
    heights: dict[Key, int] = {key: PASS for keys in made for key in keys}
    heights |= {name: card.height for name, card in cards.items()}
    tops = layout.tops(made, heights, GAP)
    numbers = {name: number for number, name in enumerate(_read(names, depth, tops), start=1)}
    cards = {
        name: replace(_card(nodes[name], numbers, traffic), x=_x(depth[name]), y=tops[name])
        for name in numbers
    }
    rows = [(cards[name], row) for name in names for row in cards[name].rows]
    lines = [
        _line(card, row, [tops[key] + min(heights[key], 2 * PASS) // 2 for key in way[1:]], traffic.begun)
        for (card, row), way in zip(rows, layout.chains(depth, edges), strict=True)
    ]
    height = max(tops[key] + heights[key] for key in tops)
    return Drawing(_x(len(made)) - GUTTER, height, tuple(cards.values()), tuple(lines))


def _read(names: Sequence[str], depth: Mapping[str, int], tops: Mapping[Key, int]) -> list[str]:
    """Return the cards as one reads them: column by column, each from the top."""
    return sorted(names, key=lambda name: (depth[name], tops[name]))


def _x(column: int) -> int:
    return column * (WIDTH + GUTTER)


def _card(node: Mapping[str, Json], numbers: Mapping[str, int], traffic: Traffic) -> Card:
    """Return a card at no place yet: its number and figures on the first line, text, choices."""
    lines = wrapped(node["text"], TEXT_EMS, MOST_LINES)
    rows: list[Row] = []
    top = PAD + LINE * (1 + len(lines)) + PAD
    for place, choice in enumerate(node["choices"]):
        pieces = wrapped(choice["text"], ROW_EMS, MOST_ROW_LINES)
        height = ROW_LINE * (len(pieces) + bool(choice["red_line"])) + PAD
        taken = traffic.taken.get((node["id"], choice["id"]), 0)
        letter, to = chr(ord("A") + place), numbers[choice["to"]]
        rows.append(Row(letter, choice["text"], pieces, top, height, to, taken, choice["red_line"]))
        top += height
    return Card(
        number=numbers[node["id"]],
        text=node["text"],
        lines=lines,
        height=top,
        ending=node["ending"],
        reached=traffic.reached.get(node["id"], 0),
        stopped=traffic.stopped.get(node["id"], 0),
        rows=tuple(rows),
    )


def _line(card: Card, row: Row, stops: Sequence[int], begun: int) -> Line:
    """Draw from the right of a choice to the left of its card, level through the columns between."""
    x, y = card.x + WIDTH, card.y + row.top + row.height // 2
    pieces, here, level = [], x, y
    for stop in stops:
        middle, there = here + GUTTER // 2, here + GUTTER
        pieces.append(f"C{middle} {level} {middle} {stop} {there} {stop}")
        here, level = there + WIDTH, stop
        pieces.append(f"H{here}")
    path = "".join([f"M{x} {y}", *pieces[:-1]])
    width = THINNEST + (THICKEST - THINNEST) * row.taken / begun if begun else THINNEST
    return Line(path, round(width, 1), row.red_line, row.taken, x + 20, y)
