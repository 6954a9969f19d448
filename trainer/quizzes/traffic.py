"""Which ways people took through a scenario: counted from the paths of their sittings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.quizzes.model import Item
from trainer.quizzes.types.story import walk


@dataclass(frozen=True)
class Traffic:
    """How many came to each situation, took each choice (situation, id), and stopped before an ending."""

    sittings: int
    """Also those in which no step was taken."""
    begun: int
    reached: Mapping[str, int]
    taken: Mapping[tuple[str, str], int]
    stopped: Mapping[str, int]


def count(item: Item, paths: Iterable[Sequence[str]]) -> Traffic:
    """Count what happened along the paths; raises Invalid for a path of another wording."""
    sittings = begun = 0
    reached, taken, stopped = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for path in paths:
        sittings += 1
        steps, here = walk(item, path)
        if not steps:
            continue
        begun += 1
        reached.update([*(node["id"] for node, _choice in steps), here["id"]])
        taken.update((node["id"], choice["id"]) for node, choice in steps)
        if here["choices"]:
            stopped[here["id"]] += 1
    return Traffic(sittings, begun, reached, taken, stopped)
