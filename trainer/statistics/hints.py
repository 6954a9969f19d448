"""What the figures of a question say in plain words, where there are enough of them to say anything."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from trainer.i18n import lazy as _l
from trainer.statistics.model import EASY, ENOUGH, HARD, Choice


class Hint(StrEnum):
    """What a supervisor should look at; in the order of how much it presses."""

    KEY = "key"
    HARD = "hard"
    UNUSED = "unused"
    EASY = "easy"


HINT_NAMES: Final = {
    Hint.KEY: _l("The key may be wrong"),
    Hint.HARD: _l("Too hard"),
    Hint.UNUSED: _l("An option was never chosen"),
    Hint.EASY: _l("Too easy"),
}
HINT_TEXTS: Final = {
    Hint.KEY: _l(
        "People who did well in the rest of the quiz got this question wrong more often, or chose one wrong"
        " answer more than the right one. Look at the key and at the wording first."
    ),
    Hint.HARD: _l("Less than a third of the points were earned. Is it taught, and is it asked clearly?"),
    Hint.UNUSED: _l(
        "An option that nobody takes makes the question easier than it looks. Find a better one."
    ),
    Hint.EASY: _l(
        "Nearly everybody gets it right: it tells nobody apart. It may stay where it must be known."
    ),
}


def hints(
    n: int, facility: float | None, index: float | None, rest: float | None, choices: Sequence[Choice]
) -> list[Hint]:
    """Return what stands out, most pressing first; nothing under `ENOUGH` responses."""
    if n < ENOUGH or facility is None:
        return []
    found = []
    if (index is not None and index < 0) or (rest is not None and rest < 0) or lured(choices):
        found.append(Hint.KEY)
    if facility < HARD:
        found.append(Hint.HARD)
    if any(choice.offered and not choice.count for choice in choices):
        found.append(Hint.UNUSED)
    if facility > EASY:
        found.append(Hint.EASY)
    return found


def lured(choices: Sequence[Choice]) -> bool:
    """Say whether more of the upper group chose one wrong option than any right one."""
    offered = [choice for choice in choices if choice.offered]
    right = [choice.upper for choice in offered if choice.right]
    wrong = [choice.upper for choice in offered if not choice.right]
    return bool(right) and bool(wrong) and max(wrong) > max(right)


def severity(found: Sequence[Hint]) -> int:
    """Return 0 for what presses most; questions without a hint come last."""
    order = list(Hint)
    return min((order.index(hint) for hint in found), default=len(order))
