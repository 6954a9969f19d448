"""What an edition holds of quizzes and questions; reading only, from an edition in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from random import Random

from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.quizzes import types
from trainer.quizzes.choosing import Part, Parts, parts, picked
from trainer.quizzes.draw import choose
from trainer.quizzes.keys import KeyField, can_change, key_fields, key_of, key_words, read_key, with_key
from trainer.quizzes.model import Draw, Item, Quiz
from trainer.quizzes.types.branching import Branching
from trainer.standard.service import once_per_edition

__all__ = [
    "KeyField",
    "Part",
    "Parts",
    "Size",
    "can_change",
    "every",
    "focused",
    "items",
    "key_fields",
    "key_of",
    "key_words",
    "parts",
    "picked",
    "quiz",
    "read_key",
    "scenario",
    "scenarios",
    "size",
    "with_key",
]


@dataclass(frozen=True)
class Size:
    """How much a sitting of a quiz asks."""

    questions: int
    red_lines: int
    """How many of them can cross a red line."""


def quiz(edition: Edition, quiz_id: str) -> Quiz:
    """Return a quiz; raises NotFound where the edition has none of that id."""
    return Quiz.from_json(edition.item("quiz", quiz_id))


def every(edition: Edition) -> list[Quiz]:
    """Return all quizzes in the order they were published."""
    return [Quiz.from_json(stored) for stored in edition.items("quiz").values()]


def items(edition: Edition, of: Quiz) -> Mapping[str, Item]:
    """Return the questions of a quiz by id."""
    return {key: Item.from_json(edition.item("question", key)) for key in of.questions}


SOME = 3
"""How many questions a quiz about a few clauses asks of each, where there are as many."""
MINUTES_EACH = 2


def focused(edition: Edition, of: Quiz, clauses: Collection[str]) -> Quiz:
    """Return the quiz narrowed to questions about some clauses: a few of each, red lines always among them.

    Where its own questions are too few, others of the edition about the same clauses come in. Without
    clauses it is the quiz itself; with clauses that no question cites it asks nothing.
    """
    if not clauses:
        return of
    cited = {key: set(body["clauses"]) & set(clauses) for key, body in edition.items("question").items()}
    pool = [key for key in of.questions if cited[key]]
    if len(pool) < SOME:
        pool += [key for key, about in cited.items() if about and key not in pool][: SOME - len(pool)]
    counts = {clause: min(SOME, sum(clause in cited[key] for key in pool)) for clause in clauses}
    rules = tuple(Draw(count, clauses=(clause,)) for clause, count in counts.items() if count)
    narrow = replace(of, questions=tuple(pool), draw=rules, blueprint=False)
    limit = of.time_limit and min(of.time_limit, MINUTES_EACH * _size(edition, narrow).questions)
    return replace(narrow, time_limit=limit or of.time_limit)


def scenarios(edition: Edition, of: Quiz) -> list[Item]:
    """Return the questions of a quiz that are scenarios."""
    return [item for item in items(edition, of).values() if item.type == Branching.name]


def scenario(edition: Edition, of: Quiz, question_id: str) -> Item:
    """Return a scenario of a quiz; raises NotFound where it has none of that id."""
    found = next((item for item in scenarios(edition, of) if item.id == question_id), None)
    if found is None:
        raise NotFound(_l("There is no such scenario in this quiz."))
    return found


@once_per_edition
def _sizes(edition: Edition) -> Mapping[str, Size]:
    return {of.id: _size(edition, of) for of in every(edition)}


def _size(edition: Edition, of: Quiz) -> Size:
    pool = items(edition, of)
    chosen = choose(of, pool, Random(0))  # noqa: S311 - only counted
    return Size(len(chosen), sum(types.get(pool[key].type).red_line(pool[key]) for key in chosen))


def size(edition: Edition, of: Quiz) -> Size:
    """Return how many questions a sitting asks; it is the same for every draw.

    The quiz may be one that `focused` narrowed.
    """
    return _sizes(edition)[of.id] if of == quiz(edition, of.id) else _size(edition, of)
