"""Mastery of a clause: the share right, weighted by recency; pure, whatever order it is told in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from itertools import chain
from typing import Final

HALF_LIFE: Final = timedelta(days=90)
"""After this time what somebody showed weighs half as much as what they show today."""
EVERYTHING: Final = "*"
"""Stands for a clause in the cell that takes in every piece of evidence once."""
OLD: Final = timedelta(days=180)
"""Evidence older than two half-lives is marked as long ago."""
NOISE: Final = 1e-6
"""What sums of floating numbers made in another order may differ by."""
SHADES: Final = (50, 70, 85, 95)
"""Percentages at which a cell takes the next shade, of five."""


@dataclass(frozen=True)
class Cell:
    """Evidence folded together; `points` and `weight` are as of `last_at`.

    Mastery is sum(share × weight) / sum(weight) over all evidence, where share is points out of maximum
    (0 to 1) and a piece of evidence given d days ago weighs 2 ** (-d / 90). As every weight halves at one
    pace, the quotient does not depend on the day it is asked for, only the weight itself does. Two cells are
    added by bringing the older one to the moment of the later one; that is associative and commutative, so
    cells of days, of departments or of clauses can be kept apart and added when they are read.
    """

    points: float
    weight: float
    n: int
    red_lines: int
    last_at: datetime

    @property
    def share(self) -> float:
        """Return the mastery from 0 to 1."""
        return min(1.0, max(0.0, self.points / self.weight)) if self.weight else 0.0

    @property
    def percent(self) -> int:
        """Return the mastery in whole percent, rounded down but for the noise of sums: 99.9 % is not all."""
        return int(self.share * 100 + NOISE)

    @property
    def shade(self) -> int:
        """Return which of five shades it has, 0 for the weakest."""
        return sum(self.percent >= bound for bound in SHADES)

    def is_old(self, now: datetime) -> bool:
        """Say whether nothing was shown for long."""
        return now - self.last_at > OLD

    def __add__(self, other: "Cell") -> "Cell":
        """Return the cell that holds the evidence of both."""
        last = max(self.last_at, other.last_at)
        mine, theirs = _fade(self.last_at, last), _fade(other.last_at, last)
        return Cell(
            points=self.points * mine + other.points * theirs,
            weight=self.weight * mine + other.weight * theirs,
            n=self.n + other.n,
            red_lines=self.red_lines + other.red_lines,
            last_at=last,
        )

    def like(self, other: "Cell") -> bool:
        """Say whether both say the same; sums made in another order may differ in the last digits."""
        counted = (self.n, self.red_lines, self.last_at) == (other.n, other.red_lines, other.last_at)
        return counted and abs(self.points - other.points) + abs(self.weight - other.weight) < NOISE


def _fade(then: datetime, now: datetime) -> float:
    return float(2.0 ** (-((now - then) / HALF_LIFE)))


class From(StrEnum):
    """What a piece of evidence was given in."""

    ATTEMPT = "attempt"
    OBSERVATION = "observation"


@dataclass(frozen=True)
class Evidence:
    """One graded response, or one item that somebody was observed in: `share` from 0 to 1."""

    source: From
    source_id: int
    """The sitting or the observation."""
    asked: str
    """The id of the quiz or of the checklist."""
    item_id: str
    person_id: int
    clauses: tuple[str, ...]
    at: datetime
    share: float
    red_line: bool = False
    place: int = 0
    """The number of the question in its sitting; 0 for observations."""
    hash: str = ""
    """Of the question as it was asked."""
    text: str = ""
    """What was looked at; of a question it is read from its wording when it is shown."""
    assigned: bool = False

    @property
    def cell(self) -> Cell:
        """Return the cell of this evidence alone."""
        return Cell(self.share, 1.0, 1, int(self.red_line), self.at)


Key = tuple[int, str]
"""Person and clause."""
Cells = Mapping[Key, Cell]


def fold(evidence: Iterable[Evidence]) -> dict[Key, Cell]:
    """Return the cells of persons and clauses; evidence that cites two clauses counts once for each."""
    found: dict[Key, Cell] = {}
    for one in evidence:
        for clause in dict.fromkeys((*one.clauses, EVERYTHING)):
            key = one.person_id, clause
            found[key] = found[key] + one.cell if key in found else one.cell
    return found


def added(one: Cells, other: Cells) -> dict[Key, Cell]:
    """Return the cells of both."""
    found = dict(one)
    for key, cell in other.items():
        found[key] = found[key] + cell if key in found else cell
    return found


def together(cells: Iterable[Cell]) -> Cell | None:
    """Return cells as one, as of a section; None for none."""
    there = list(cells)
    return reduce(Cell.__add__, there) if there else None


def differences(kept: Cells, anew: Cells) -> list[Key]:
    """Return where a cache says something else than what was folded anew."""
    keys = sorted(set(chain(kept, anew)))
    return [key for key in keys if key not in kept or key not in anew or not kept[key].like(anew[key])]


class Sort(StrEnum):
    """In which order people stand in the matrix."""

    NEED = "need"
    RED_LINES = "red"
    NAME = "name"


@dataclass(frozen=True)
class Row:
    """A person of the matrix: the cell of everything and those of the columns, by clause."""

    person_id: int
    name: str
    number: str
    whole: Cell | None
    cells: Mapping[str, Cell] = field(default_factory=dict)


def ordered(rows: Iterable[Row], by: Sort) -> list[Row]:
    """Return rows in an order; where the order says nothing by staff number, who showed nothing yet last."""

    def key(row: Row) -> tuple[float, ...]:
        if row.whole is None:
            return (1.0,) if by is not Sort.NAME else ()
        need = row.whole.share
        return {Sort.NEED: (0.0, need), Sort.RED_LINES: (0.0, -row.whole.red_lines, need), Sort.NAME: ()}[by]

    return sorted(rows, key=lambda row: (key(row), row.number))
