"""An observation form, and the rule by which what was seen becomes a result; nothing but values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.standard.model import EVERYONE

KIND = "checklist"
"""The kind of the editions' items that hold a form."""
ONE_POINT = 1000
"""Points are counted in thousandths, as everywhere in the record."""
RULES_VERSION = 1
"""Version of `outcome`; raise it when the same marks would give another result."""
HEAVIEST = 5
"""The weight of what matters most; 1 is the lightest."""


class Mark(StrEnum):
    """What the observer says of one item."""

    MET = "met"
    UNMET = "unmet"
    UNOBSERVED = "unobserved"
    """It did not come up, or nobody looked: it changes no score."""


Marks = Mapping[str, str]
"""Item id to mark; an item without one is unobserved."""


@dataclass(frozen=True)
class CheckItem:
    """One behaviour that can be seen or heard."""

    id: str
    text: str
    clauses: tuple[str, ...]
    """One to three."""
    weight: int
    """1 to `HEAVIEST`."""
    look: str
    """What the observer looks at or listens for."""
    group: str
    """The heading the item stands under; items of one group stand together."""
    red_line: str | None = None
    """The behaviour of site.yaml that is crossed when the item is not met."""


@dataclass(frozen=True)
class Checklist:
    """A form as published; its items stand in the order of the author."""

    id: str
    title: str
    title_en: str
    positions: tuple[str, ...]
    pass_mark: int
    """Percent, 1 to 100."""
    items: tuple[CheckItem, ...]
    lessons: tuple[str, ...] = ()
    """What somebody who failed studies again."""
    quiz_id: str | None = None
    """What somebody who failed is tested by afterwards."""
    intro: str = ""
    """How the form is used: when, for how long, from where."""

    def for_position(self, position: str) -> bool:
        """Say whether people who hold the position are observed with this form."""
        return EVERYONE in self.positions or position in self.positions

    def item(self, item_id: str) -> CheckItem | None:
        """Return an item of the form, None where it has none of that id."""
        return next((item for item in self.items if item.id == item_id), None)

    @property
    def groups(self) -> dict[str, tuple[CheckItem, ...]]:
        """Return the items by heading, both in the author's order."""
        found: dict[str, tuple[CheckItem, ...]] = {}
        for item in self.items:
            found[item.group] = (*found.get(item.group, ()), item)
        return found

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return every clause the form looks at, once each, in the order of its items."""
        return tuple(dict.fromkeys(clause for item in self.items for clause in item.clauses))

    @property
    def red_lines(self) -> int:
        """Return how many items cross a red line when they are not met."""
        return sum(item.red_line is not None for item in self.items)

    def to_json(self) -> dict[str, Any]:
        """Return what an edition stores."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Checklist":
        """Read what an edition stored."""
        items = tuple(CheckItem(**{**item, "clauses": tuple(item["clauses"])}) for item in stored["items"])
        lists = {name: tuple(stored[name]) for name in ("positions", "lessons")}
        return cls(**{**stored, **lists, "items": items})


@dataclass(frozen=True)
class Outcome:
    """The result of an observation."""

    points: int
    """Thousandths: the weights of what was met."""
    maximum: int
    """Thousandths: the weights of what was observed."""
    percent: int
    """In hundredths of a percent, rounded down: 79.999 % never reads as the pass mark."""
    passed: bool
    red_lines: tuple[str, ...]
    """The behaviours crossed, in the words of site.yaml, once each."""
    clauses_to_train: tuple[str, ...]
    """The clauses of what was not met: red lines first, then by weight, then as the form has them."""
    observed: int
    """Items marked met or unmet."""
    not_observed: int

    @property
    def gradable(self) -> bool:
        """Say whether anything was observed; without, there is no result to record."""
        return self.observed > 0


def outcome(checklist: Checklist, marks: Marks) -> Outcome:
    """Return the result of an observation; passed at the pass mark (percent) and without a red line crossed.

    The score is the weight of what was met out of the weight of what was observed. What was not observed
    counts neither way, a red line included. Raises Invalid for marks that are none, or of unknown items.
    """
    given = _read(checklist, marks)
    met = [item for item in checklist.items if given[item.id] is Mark.MET]
    unmet = [item for item in checklist.items if given[item.id] is Mark.UNMET]
    points = sum(item.weight for item in met) * ONE_POINT
    maximum = points + sum(item.weight for item in unmet) * ONE_POINT
    crossed = tuple(dict.fromkeys(item.red_line for item in unmet if item.red_line))
    return Outcome(
        points=points,
        maximum=maximum,
        percent=points * 10_000 // maximum if maximum else 0,
        passed=maximum > 0 and points * 100 >= checklist.pass_mark * maximum and not crossed,
        red_lines=crossed,
        clauses_to_train=_to_train(unmet),
        observed=len(met) + len(unmet),
        not_observed=len(checklist.items) - len(met) - len(unmet),
    )


def _read(checklist: Checklist, marks: Marks) -> dict[str, Mark]:
    known = {item.id for item in checklist.items}
    if unknown := sorted(set(marks) - known):
        raise Invalid(_l("This form has no item “%(id)s”.", id=unknown[0]))
    try:
        return {item.id: Mark(marks.get(item.id, Mark.UNOBSERVED)) for item in checklist.items}
    except ValueError as error:
        raise Invalid(_l("An item is met, not met or not observed; nothing else.")) from error


def _to_train(unmet: list[CheckItem]) -> tuple[str, ...]:
    first = sorted(unmet, key=lambda item: (item.red_line is None, -item.weight))
    return tuple(dict.fromkeys(clause for item in first for clause in item.clauses))
