"""How a line of the record reads: dates, clauses, results and what follows, for the page and for paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.duty.model import Line, Record, spans
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.people.model import PersonCard

Cards = Mapping[int, PersonCard]
FOLDED = 6
"""So many names stand in the sheet at once; more are folded away."""


def named(person_ids: Iterable[int], cards: Cards) -> list[str]:
    """Return names by staff number."""
    return [card.name for card in sorted((cards[id_] for id_ in person_ids), key=lambda c: c.staff_number)]


def short(day: date) -> str:
    """Return a day of the record's own year, as 10-08."""
    return f"{day.month:02}-{day.day:02}"


def dates(line: Line) -> list[str]:
    """Return the day of a line, or its first and last, in parts that do not break."""
    first, last = short(line.first), short(line.last)
    return [first] if first == last else [f"{first} –", last]


def clauses(line: Line, register: Sequence[str]) -> list[tuple[str, str]]:
    """Return the clauses of a line as (first id, text); runs are drawn together."""
    return [
        (first, first if first == last else f"{first}–{last}")
        for first, last in spans(line.clauses, register)
    ]


def share(basis_points: int | None) -> str:
    """Return a percentage without its sign, as 84.2; nothing where there is none."""
    return "" if basis_points is None else f"{basis_points / 100:.1f}"


def count(number: int | None) -> str:
    """Return a number; nothing where there is none."""
    return "" if number is None else str(number)


@dataclass(frozen=True)
class Following:
    """What follows a line: what has to happen, to whom, and how it presses (a kind of tag, or none)."""

    label: str
    names: tuple[str, ...]
    kind: str

    def __str__(self) -> str:
        return (
            _("%(label)s: %(names)s", label=self.label, names="、".join(self.names))
            if self.names
            else self.label
        )


def following(line: Line, cards: Cards) -> list[Following]:
    """Return what follows a line, the pressing first."""
    after = line.follow_up
    found = []
    if line.cancelled:
        found.append(Following(_("Cancelled"), (), "plain"))
    if after.again:
        found.append(Following(_("Must sit again"), tuple(named(after.again, cards)), "warn"))
    if after.overdue:
        found.append(Following(_("Overdue"), tuple(named(after.overdue, cards)), "never"))
    if after.waiting and line.due:
        waiting = _("%(count)s to go, due %(day)s", count=len(after.waiting), day=short(line.due))
        found.append(Following(waiting, (), ""))
    return found


def summary(made: Record) -> str:
    """Return the month in a sentence or two."""
    facts = {"activities": len(made.lines), "people": len(made.people), "times": made.attendances}
    said = [
        _("%(activities)s training activities; %(people)s people took part, %(times)s times in all.", **facts)
    ]
    if made.red_lines:
        said.append(_("Results that crossed a red line: %(count)s.", count=made.red_lines))
    if made.again:
        said.append(_("People who must sit again: %(count)s.", count=len(made.again)))
    if made.overdue:
        said.append(_("People overdue: %(count)s.", count=len(made.overdue)))
    return ("" if language() == "zh_Hans" else " ").join(said)
