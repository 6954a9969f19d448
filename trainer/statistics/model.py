"""Item analysis in numbers: how hard a question is, whether it tells people apart, how exact a quiz is.

Shares and coefficients are floats; scores are shares of the points that could be had, from 0 to 1, unless
said otherwise. A figure that is not defined for the data at hand is None, never 0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GROUP_SHARE: Final = 0.27
"""How much of all people the upper and the lower group hold each.

T. L. Kelley, The selection of upper and lower groups for the validation of test items, Journal of
Educational Psychology 30 (1939) 17-24: with 27 % both groups are as large as possible and yet as different
as possible.
"""
ENOUGH: Final = 30
"""Responses under which a figure moves too much by one person to draw a conclusion in words from it."""
EASY: Final = 95.0
"""A facility index above is called too easy: what nearly everybody knows tells little (Ebel 1972, ch. 14)."""
HARD: Final = 30.0
"""A facility index below is called too hard."""
LEAST: Final = 2
"""People, or questions, that a spread or a correlation needs at least."""


def facility_index(shares: Sequence[float]) -> float | None:
    """Return the mean share of the points, times 100: 100 where all got every point, 0 where none got any.

    For right and wrong alone it is the percentage right, the classical difficulty p (R. L. Ebel, Essentials
    of Educational Measurement, 1972, chapter 14); partial credit counts as the part it is (Moodle, Quiz
    statistics calculations: facility index).
    """
    return 100 * math.fsum(shares) / len(shares) if shares else None


def weights(totals: Sequence[float], share: float = GROUP_SHARE) -> tuple[list[float], list[float]]:
    """Return how much of each person belongs to the upper and to the lower group of a share of all.

    Each group holds `share` of all people, rounded half up, one at least and half of all at most. People tied
    at the cut share the places that are left equally, so that nobody's place depends on the list's order.
    """
    size = max(1, min(math.floor(share * len(totals) + 0.5), len(totals) // 2)) if totals else 0
    return _top(totals, size), _top([-total for total in totals], size)


def _top(totals: Sequence[float], size: int) -> list[float]:
    ranked = sorted(totals, reverse=True)
    if not size:
        return [0.0] * len(totals)
    cut = ranked[size - 1]
    above = sum(total > cut for total in totals)
    part = (size - above) / sum(total == cut for total in totals)
    return [1.0 if total > cut else part if total == cut else 0.0 for total in totals]


def weighted_mean(values: Sequence[float], weighed: Sequence[float]) -> float | None:
    """Return the mean of values that count with the weights given; None where nothing counts."""
    whole = math.fsum(weighed)
    if not whole:
        return None
    return math.fsum(v * w for v, w in zip(values, weighed, strict=True)) / whole


def discrimination_index(
    shares: Sequence[float], totals: Sequence[float], share: float = GROUP_SHARE
) -> float | None:
    """Return the mean share of the points in the upper group less that in the lower: from -1 to 1.

    The groups are made by `totals`, the results in the whole quiz (A. P. Johnson 1951 and Ebel 1972,
    chapter 14: D = (U - L) / n for right and wrong). Nobody to compare with: None.
    """
    if len(shares) < LEAST:
        return None
    upper, lower = (weighted_mean(shares, group) for group in weights(totals, share))
    return None if upper is None or lower is None else upper - lower


def pearson(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return the product-moment correlation, from -1 to 1; None where one of both does not vary."""
    if len(one) < LEAST:
        return None
    mean_one, mean_other = math.fsum(one) / len(one), math.fsum(other) / len(other)
    left, right = [x - mean_one for x in one], [y - mean_other for y in other]
    scale = math.sqrt(math.fsum(x * x for x in left)) * math.sqrt(math.fsum(y * y for y in right))
    if scale < 1e-12 * len(one):  # rounding alone must not look like a spread
        return None
    found = math.fsum(x * y for x, y in zip(left, right, strict=True)) / scale
    return max(-1.0, min(1.0, found))


def item_rest(shares: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return the corrected point-biserial correlation: of a question with the result in all the others.

    The point-biserial is Pearson's r of a right-or-wrong score with the total; with partial credit r is taken
    as it is. The question itself is left out of the total, else it would correlate with itself (S. Henrysson,
    Correction of item-total correlations in item analysis, Psychometrika 28 (1963) 211-218).
    """
    return pearson(shares, rests)


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean."""
    return math.fsum(values) / len(values) if values else None


def variance(values: Sequence[float]) -> float | None:
    """Return the sample variance (divided by n - 1)."""
    if len(values) < LEAST:
        return None
    middle = math.fsum(values) / len(values)
    return math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1)


def deviation(values: Sequence[float]) -> float | None:
    """Return the sample standard deviation."""
    found = variance(values)
    return None if found is None else math.sqrt(found)


def cronbach_alpha(items: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's alpha of the points by question, each the same people in the same order; at most 1.

    L. J. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951) 297-334:
    alpha = k / (k - 1) * (1 - sum of the questions' variances / variance of the totals). For right and
    wrong it is KR-20. Needs two questions, two people and totals that vary; every person must have sat
    every question.
    """
    if len(items) < LEAST or not items[0]:
        return None
    totals = [math.fsum(column) for column in zip(*items, strict=True)]
    return alpha_of([variance(item) or 0.0 for item in items], variance(totals))


def alpha_of(variances: Sequence[float], of_totals: float | None) -> float | None:
    """Return alpha from the variances of the questions and of the totals, however these were counted."""
    if len(variances) < LEAST or of_totals is None or of_totals <= 1e-12:  # noqa: PLR2004 - rounding
        return None
    count = len(variances)
    return count / (count - 1) * (1 - math.fsum(variances) / of_totals)


def standard_error(spread: float | None, alpha: float | None) -> float | None:
    """Return the standard error of measurement, in the unit of the spread: SD * sqrt(1 - alpha).

    About two of three people would score within one of it of their result if they could sit the quiz anew
    (H. Gulliksen, Theory of Mental Tests, 1950, chapter 2). None where alpha is, or is negative.
    """
    if spread is None or alpha is None or alpha < 0:
        return None
    return spread * math.sqrt(max(0.0, 1 - alpha))


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, the mean of both middle ones of an even number."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def histogram(percents: Sequence[float], bands: int = 10) -> list[int]:
    """Return how many results lie in each tenth of the scale; 100 belongs to the last."""
    found = [0] * bands
    for percent in percents:
        found[min(bands - 1, int(percent * bands // 100))] += 1
    return found


@dataclass(frozen=True)
class Choice:
    """One answer that could be given: by how many, and what share of the upper and of the lower group."""

    label: str
    right: bool
    offered: bool
    """Whether it stood there to be chosen, as an option; what people typed did not."""
    count: int
    upper: float
    lower: float
    """Shares of the groups, from 0 to 1."""
