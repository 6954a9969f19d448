"""What an edition holds of quizzes and questions; reading only, from an edition in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.quizzes import types
from trainer.quizzes.draw import choose
from trainer.quizzes.model import Item, Quiz
from trainer.quizzes.types.branching import Branching
from trainer.standard.service import once_per_edition


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
    """Return how many questions a sitting asks; it is the same for every draw."""
    return _sizes(edition)[of.id]
