"""Believable answers: a skill decides question by question between the key and a plausible mistake."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from trainer.demo.model import SEED
from trainer.quizzes import types
from trainer.quizzes.model import Arrangement, Item, Response
from trainer.quizzes.types import AnyType

MOST_LEARNED = 3
HARDER = 0.03
"""How much a step of difficulty takes off."""
LEARNED = 0.13
"""How much another attempt brings."""


def chance(*parts: object) -> Random:
    """Return the chance that belongs to these facts: the same every time."""
    return Random(":".join(map(str, (SEED, *parts))))  # noqa: S311 - a story, no secret


def answer(
    item: Item, arrangement: Arrangement, number: str, tries: int, skill: float, *, cross: bool = False
) -> Response:
    """Return what the person answers at this try; with `cross` a red line is crossed where there is one."""
    kind, luck = types.get(item.type), chance(number, item.id, tries)
    key = kind.key(item)
    if cross and kind.red_line(item):
        crossing = [
            wrong for wrong in _mistakes(kind, item, arrangement) if kind.grade(item, wrong).red_lines
        ]
        return crossing[0] if crossing else key
    if luck.random() < skill + LEARNED * min(tries - 1, MOST_LEARNED) - HARDER * (item.difficulty - 2):
        return key
    mistakes = [wrong for wrong in _mistakes(kind, item, arrangement) if _plain(kind, item, wrong)]
    return luck.choice(sorted(mistakes, key=str)) if mistakes else key


def _plain(kind: AnyType, item: Item, response: Response) -> bool:
    grade = kind.grade(item, response)
    return grade.points < grade.maximum and not grade.red_lines


def _mistakes(kind: AnyType, item: Item, arrangement: Arrangement) -> Iterator[Response]:
    """Yield answers near the key, by the shape of the answer; none for shapes that are not known here."""
    key = kind.key(item)
    ids = [option["id"] for option in kind.ask(item, arrangement).get("options", ())]
    if kind.shape == "one":
        yield from (id_ for id_ in ids if id_ != key)
    elif kind.shape == "many":
        yield from ([id_ for id_ in key if id_ != left_out] for left_out in key if len(key) > 1)
        yield from ([*key, id_] for id_ in ids if id_ not in key)
    elif kind.shape == "order":
        for one, other in pairwise(key):
            swapped = {one: other, other: one}
            yield [swapped.get(id_, id_) for id_ in key]
    elif kind.steps:
        first = kind.ask(item, arrangement)["choices"]
        yield from (_led(kind, item, arrangement, choice["path"].split(",")) for choice in first)
    elif isinstance(key, dict):
        for one, other in pairwise(sorted(key)):
            yield key | {one: key[other], other: key[one]}


def _led(kind: AnyType, item: Item, arrangement: Arrangement, path: list[str]) -> Response:
    """Return the way through a scenario that goes on from a beginning with what lies first each time."""
    while not kind.complete(item, path):
        path = kind.ask(item, arrangement, path)["choices"][0]["path"].split(",")
    return path
