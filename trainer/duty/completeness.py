"""A period's training held against the standard: clauses nobody was trained in, positions that are behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.duty.model import Line
from trainer.standard.model import Clause


@dataclass(frozen=True)
class Reach:
    """How far the people of a position were reached: of `wanted` pairs of person and clause, `reached`.

    `without` are the clauses of the position in which nobody of it was trained.
    """

    position: str
    people: int
    wanted: int
    reached: int
    without: tuple[str, ...]
    behind: bool = False

    @property
    def share(self) -> int:
        """Return the share reached in whole percents, rounded down: 100 means everything."""
        return 100 * self.reached // self.wanted if self.wanted else 0


@dataclass(frozen=True)
class Completeness:
    """A period against the standard."""

    clauses: int
    untrained: tuple[str, ...]
    positions: tuple[Reach, ...]

    @property
    def trained(self) -> int:
        """Return how many clauses somebody was trained in."""
        return self.clauses - len(self.untrained)


def against(
    lines: Iterable[Line], clauses: Sequence[Clause], people: Mapping[str, Sequence[int]]
) -> Completeness:
    """Hold training lines against the clauses of the standard and the people of today, by position.

    A clause counts for a person who took part in a line that names it. A position is behind where a smaller
    share of its pairs of person and clause was reached than in the department as a whole.
    """
    trained: dict[str, set[int]] = {clause.id: set() for clause in clauses}
    for line in lines:
        for clause in line.clauses:
            if clause in trained:
                trained[clause].update(line.person_ids)
    reached = [_reach(position, ids, clauses, trained) for position, ids in people.items()]
    wanted, got = sum(one.wanted for one in reached), sum(one.reached for one in reached)
    marked = [_marked(one, behind=one.reached * wanted < got * one.wanted) for one in reached if one.people]
    return Completeness(
        clauses=len(clauses),
        untrained=tuple(id_ for id_, ids in trained.items() if not ids),
        positions=tuple(sorted(marked, key=lambda one: (one.share, one.position))),
    )


def _reach(
    position: str, ids: Sequence[int], clauses: Sequence[Clause], trained: Mapping[str, set[int]]
) -> Reach:
    own = [clause.id for clause in clauses if clause.for_position(position)]
    here = set(ids)
    counts = {id_: len(trained[id_] & here) for id_ in own}
    without = tuple(id_ for id_, count in counts.items() if not count)
    return Reach(position, len(here), len(own) * len(here), sum(counts.values()), without)


def _marked(one: Reach, *, behind: bool) -> Reach:
    return Reach(one.position, one.people, one.wanted, one.reached, one.without, behind)
