"""How far two observers of the same moment agree: percent and Cohen's kappa, from pairs of marks alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.checklists.model import Mark

Pair = tuple[str, str]
"""The marks that the first and the second observer gave the same item."""
JUDGED = frozenset({Mark.MET.value, Mark.UNMET.value})


@dataclass(frozen=True)
class Agreement:
    """How far observers agree on one form.

    `n` is the number of items that both of a pair judged (met or not met); an item that one of them did not
    observe says nothing about their judgement and is counted in `one_sided`. `observed` and `kappa` are None
    without such items; kappa is None too where chance alone would make them agree always.
    """

    n: int
    pairs: int
    one_sided: int
    observed: float | None
    expected: float | None
    kappa: float | None


def cohens_kappa(pairs: Iterable[Pair]) -> tuple[float | None, float | None, float | None]:
    """Return (observed agreement, agreement expected by chance, kappa) as shares of one.

    kappa = (p_o - p_e) / (1 - p_e), where p_o is the share of items that both gave the same mark and p_e the
    sum over the marks of the product of the shares with which each observer gave it. Undefined (None) without
    items, and where p_e is 1: both gave one and the same mark throughout, so nothing could have differed.

    Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement
    20 (1960) 37-46; worked example in A. J. Viera, J. M. Garrett, Understanding interobserver agreement: the
    kappa statistic, Family Medicine 37 (2005) 360-363.
    """
    table = Counter(pairs)
    n = table.total()
    if not n:
        return None, None, None
    first, second = Counter[str](), Counter[str]()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    same = sum(count for (one, other), count in table.items() if one == other)
    by_chance = sum(first[mark] * second[mark] for mark in first)  # of n * n, in whole numbers: exact
    observed, expected = same / n, by_chance / (n * n)
    if by_chance == n * n:
        return observed, expected, None
    return observed, expected, (same * n - by_chance) / (n * n - by_chance)


def agreement(watched: Sequence[tuple[Mapping[str, str], Mapping[str, str]]]) -> Agreement:
    """Return the agreement over pairs of observers, each given as the marks of one and of the other.

    Cohen's kappa is defined for two observers; where several pairs are pooled the caller must put the same
    person first throughout (we order by person), and the figure then is that of "the first" and "the second".
    """
    items = [(one[item], other[item]) for one, other in watched for item in sorted(one.keys() & other.keys())]
    judged = [pair for pair in items if pair[0] in JUDGED and pair[1] in JUDGED]
    one_sided = sum((one in JUDGED) != (other in JUDGED) for one, other in items)
    observed, expected, kappa = cohens_kappa(judged)
    return Agreement(len(judged), len(watched), one_sided, observed, expected, kappa)
