"""A graph of situations and the choices that lead from one to the next: what can be proved of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Edge:
    """A choice: where it leads, what it earns."""

    to: str
    points: int = 0


Graph: TypeAlias = Mapping[str, Sequence[Edge]]
"""The choices of each situation, by its name; endings have none."""


def reachable(graph: Graph, start: str) -> set[str]:
    """Return every situation some path from `start` leads to; edges to nowhere are passed over."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in graph and name not in seen:
            seen.add(name)
            waiting += [edge.to for edge in graph[name]]
    return seen


def on_loops(graph: Graph) -> set[str]:
    """Return the situations from which a path leads back to themselves."""
    return {name for name in graph if any(name in reachable(graph, edge.to) for edge in graph[name])}


def order(graph: Graph, start: str) -> list[str]:
    """Return what is reached from `start`, each situation before those it leads to; without loops only."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in found:
            for edge in reversed(graph[name]):
                visit(edge.to)
            found[name] = None

    visit(start)
    return list(reversed(found))


def best_sums(graph: Graph, start: str) -> dict[str, int]:
    """Return the highest sum of points that can still be earned from each situation; without loops only."""
    sums: dict[str, int] = {}
    for name in reversed(order(graph, start)):
        sums[name] = max((edge.points + sums[edge.to] for edge in graph[name]), default=0)
    return sums


def best_path(graph: Graph, start: str) -> list[int]:
    """Return the places of the choices of a path that earns most, the first written where several do."""
    sums, name, path = best_sums(graph, start), start, []
    while graph[name]:
        taken = _best(graph, name, sums)[0]
        path.append(taken)
        name = graph[name][taken].to
    return path


def on_best_paths(graph: Graph, start: str) -> set[tuple[str, int]]:
    """Return every choice, as situation and place, that lies on some path that earns most."""
    sums = best_sums(graph, start)
    found: set[tuple[str, int]] = set()
    waiting, seen = [start], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        taken = _best(graph, name, sums)
        found |= {(name, place) for place in taken}
        waiting += [graph[name][place].to for place in taken]
    return found


def layers(graph: Graph, start: str) -> dict[str, int]:
    """Return for each situation the length of the longest path that leads to it: every edge goes down."""
    depth = {start: 0}
    for name in order(graph, start):
        for edge in graph[name]:
            depth[edge.to] = max(depth.get(edge.to, 0), depth[name] + 1)
    return depth


def paths(graph: Graph, start: str) -> Iterator[list[int]]:
    """Yield every path from `start` to an ending, as places of choices; without loops only."""
    if not graph[start]:
        yield []
    for place, edge in enumerate(graph[start]):
        for rest in paths(graph, edge.to):
            yield [place, *rest]


def _best(graph: Graph, name: str, sums: Mapping[str, int]) -> list[int]:
    return [place for place, edge in enumerate(graph[name]) if edge.points + sums[edge.to] == sums[name]]
