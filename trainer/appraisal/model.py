"""What a scheme of appraisal says and the mark it makes of one person's facts; pure rules."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l

WHOLE: Final = 100
"""Percent that the weights of a scheme add up to."""
FULL: Final = 10_000
"""The highest mark, in hundredths of a point."""
MAX_DECIMALS: Final = 2
MAX_CAPS: Final = 5


class Component(StrEnum):
    """What a mark is put together from."""

    QUIZZES = "quizzes"
    OBSERVATIONS = "observations"
    PARTICIPATION = "participation"


COMPONENT_NAMES: Final = {
    Component.QUIZZES: _l("Quizzes"),
    Component.OBSERVATIONS: _l("Observations"),
    Component.PARTICIPATION: _l("Participation"),
}


class Joining(StrEnum):
    """What counts of somebody who joined or left within the period."""

    OWN_DAYS = "own_days"
    LEFT_OUT = "left_out"


JOINING_NAMES: Final = {
    Joining.OWN_DAYS: _l("What fell into their own days counts"),
    Joining.LEFT_OUT: _l("They are listed without a mark"),
}


@dataclass(frozen=True)
class Scheme:
    """How a department makes marks of a period.

    Weights and `late_worth` are whole percent, `caps` whole points: the first holds from one crossing of
    a red line on, the second from two on. Raises Invalid, naming the field, for what is no scheme.
    """

    quizzes: int = 60
    observations: int = 30
    participation: int = 10
    caps: tuple[int, ...] = (59,)
    unsat_is_zero: bool = True
    """Whether a quiz that is due and was not sat counts as nothing; otherwise it is left out."""
    late_worth: int = 50
    """What taking part too late is worth."""
    decimals: int = 1
    joining: Joining = Joining.OWN_DAYS
    fewest_days: int = 15
    """Who was there for fewer days of the period is listed without a mark."""

    def __post_init__(self) -> None:
        """Refuse what cannot be reckoned with."""
        for component in Component:
            if not 0 <= getattr(self, component.value) <= WHOLE:
                raise Invalid(_l("A weight is a whole number from 0 to 100."), component.value)
        total = sum(self.weights.values())
        if total != WHOLE:
            raise Invalid(_l("The weights add up to %(total)s; they must make 100.", total=total), "quizzes")
        falling = all(one >= other for one, other in zip(self.caps, self.caps[1:], strict=False))
        if len(self.caps) > MAX_CAPS or not falling or not all(0 <= cap <= WHOLE for cap in self.caps):
            raise Invalid(
                _l("Give up to five caps from 0 to 100, each no higher than the one before it."), "caps"
            )
        if not 0 <= self.late_worth <= WHOLE:
            raise Invalid(_l("Give a whole number from 0 to 100."), "late_worth")
        if not 0 <= self.decimals <= MAX_DECIMALS:
            raise Invalid(_l("A mark has no more than two decimals."), "decimals")
        if self.fewest_days < 1:
            raise Invalid(_l("Give a whole number of days, 1 or more."), "fewest_days")

    @property
    def weights(self) -> dict[Component, int]:
        """Return the weight of every component, in percent."""
        return {component: getattr(self, component.value) for component in Component}

    def to_json(self) -> dict[str, Any]:
        """Return what is stored and hashed."""
        return asdict(self) | {"caps": list(self.caps), "joining": self.joining.value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Scheme":
        """Read what was stored."""
        known = {field.name: stored[field.name] for field in fields(cls)}
        return cls(**known | {"caps": tuple(stored["caps"]), "joining": Joining(stored["joining"])})


@dataclass(frozen=True)
class Share:
    """One fact that a component rests on: what was reached of what could be."""

    points: Fraction
    maximum: Fraction

    @property
    def worth(self) -> Fraction:
        """Return it as a part of one; nothing to reach is nothing reached."""
        return self.points / self.maximum if self.maximum else Fraction(0)


@dataclass(frozen=True)
class Presence:
    """The days of a period on which somebody belonged to the department, both included."""

    first: date
    last: date
    whole: bool
    """Whether these are all days of the period."""

    @property
    def days(self) -> int:
        """Return how many they are."""
        return (self.last - self.first).days + 1


class Unmarked(StrEnum):
    """Why somebody has no mark."""

    TOO_SHORT = "too_short"
    NOT_WHOLE = "not_whole"
    NO_DATA = "no_data"


UNMARKED_NAMES: Final = {
    Unmarked.TOO_SHORT: _l("Was here too short in this period"),
    Unmarked.NOT_WHOLE: _l("Was not here for the whole period"),
    Unmarked.NO_DATA: _l("Nothing to go by in this period"),
}


@dataclass(frozen=True)
class Part:
    """What one component adds: `worth` of one, `weight` as used, None where there is nothing to go by."""

    component: Component
    count: int
    worth: Fraction | None
    weight: Fraction

    @property
    def adds(self) -> Fraction:
        """Return what it adds to the mark, in points of a hundred."""
        return (self.worth or Fraction(0)) * self.weight * WHOLE


@dataclass(frozen=True)
class Mark:
    """Somebody's mark, in hundredths of a point, and how it came about; None with the reason why."""

    parts: tuple[Part, ...]
    uncapped: int | None
    mark: int | None
    cap: int | None
    """The cap that was in force, in whole points, whether it took something away or not."""
    unmarked: Unmarked | None = None

    @property
    def reweighted(self) -> bool:
        """Say whether a component without data left its weight to the others."""
        return self.mark is not None and any(part.worth is None and part.weight == 0 for part in self.parts)


def mean_of(shares: Sequence[Share]) -> Fraction | None:
    """Return the plain mean of facts, each weighing the same; None of none."""
    return sum((one.worth for one in shares), Fraction(0)) / len(shares) if shares else None


def weights_used(scheme: Scheme, there: Mapping[Component, bool]) -> dict[Component, Fraction]:
    """Return the weights, as parts of one, after components without data left theirs to the others.

    They keep their proportion. Where only components of weight 0 have data these share alike. Empty of none.
    """
    present = [component for component in Component if there[component]]
    total = sum(scheme.weights[component] for component in present)
    if not present:
        return {}
    if not total:
        return {component: Fraction(1, len(present)) for component in present}
    return {component: Fraction(scheme.weights[component], total) for component in present}


def cap_of(scheme: Scheme, crossings: int) -> int | None:
    """Return the highest mark left to somebody who crossed so many red lines, in whole points."""
    if not crossings or not scheme.caps:
        return None
    return scheme.caps[min(crossings, len(scheme.caps)) - 1]


def rounded(points: Fraction, decimals: int) -> int:
    """Return a mark in hundredths, rounded once, half up, to so many decimals of a point."""
    unit: int = 10 ** (MAX_DECIMALS - decimals)
    return math.floor(points * 100 / unit + Fraction(1, 2)) * unit


def mark_of(
    scheme: Scheme, facts: Mapping[Component, Sequence[Share]], crossings: int, presence: Presence
) -> Mark:
    """Return the mark of one person: the weighted mean of the components, capped by red lines, rounded once.

    It lies within 0 and 100 and rises, never falls, with every fact.
    """
    means = {component: mean_of(facts.get(component, ())) for component in Component}
    used = weights_used(scheme, {component: mean is not None for component, mean in means.items()})
    parts = tuple(
        Part(component, len(facts.get(component, ())), means[component], used.get(component, Fraction(0)))
        for component in Component
    )
    cap = cap_of(scheme, crossings)
    why = _unmarked(scheme, presence, used)
    if why is not None:
        return Mark(parts, None, None, cap, why)
    total = sum((part.adds for part in parts), Fraction(0))
    uncapped = rounded(total, scheme.decimals)
    capped = total if cap is None else min(total, Fraction(cap))
    return Mark(parts, uncapped, rounded(capped, scheme.decimals), cap)


def _unmarked(scheme: Scheme, presence: Presence, used: Mapping[Component, Fraction]) -> Unmarked | None:
    if presence.days < scheme.fewest_days:
        return Unmarked.TOO_SHORT
    if not presence.whole and scheme.joining is Joining.LEFT_OUT:
        return Unmarked.NOT_WHOLE
    return None if used else Unmarked.NO_DATA


def presence_of(start: date, end: date, joined: date | None, left: date | None) -> Presence | None:
    """Return the days somebody belonged to the department within a period; None for not at all."""
    first = max(start, joined) if joined else start
    last = min(end, left) if left else end
    return Presence(first, last, (first, last) == (start, end)) if first <= last else None
