"""What a question asks for with a number: taken from the register or from its author, and read as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer.i18n import _
from trainer.quizzes.model import Json
from trainer.quizzes.types import framing, quantities, times
from trainer.quizzes.types.base import Complaint, Known
from trainer.quizzes.types.numerals import plain
from trainer.quizzes.types.quantities import Quantity
from trainer.sources.model import Strict
from trainer.sources.service import hint

_DIRECTIONS = {"at_least": 1, "from": 1, "at_most": -1, "before": -1}


class Named(Strict):
    """A figure of the register, by its clause and its name there."""

    clause: str
    name: str


class Value(Strict):
    """A value of the author: a number with its unit, or a time like 17:30 or a weekday without one."""

    value: str
    unit: str | None = None


Target = Mapping[str, Json]
"""The value asked for as an edition stores it: kind, value, unit, direction, per, and the text to read."""


def target_faults(named: Named | None, value: Value | None, known: Known) -> list[Complaint]:
    """Return what keeps a question from having one value to ask for."""
    if (named is None) == (value is None):
        return [Complaint(("figure",), _("Give either “figure”, from the register, or “answer”."))]
    if named is None:
        return _value_faults(value)
    if named.clause not in known.cited:
        message = _(
            "The clause “%(name)s” of the figure must be among the question's clauses.", name=named.clause
        )
        return [Complaint(("figure", "clause"), message + hint(named.clause, known.cited))]
    names = {figure.name: figure for figure in known.clauses[named.clause].figures}
    if named.name not in names:
        message = _("Clause %(id)s has no figure “%(name)s”.", id=named.clause, name=named.name)
        return [Complaint(("figure", "name"), message + hint(named.name, names))]
    found = names[named.name]
    if quantities.kind_of(found.value, found.unit) is None:
        message = _("“%(text)s” is no number, time or weekday; ask for it in another way.", text=found.text)
        return [Complaint(("figure", "name"), message)]
    return []


def _value_faults(value: Value | None) -> list[Complaint]:
    if value and quantities.kind_of(value.value, value.unit):
        return []
    message = _("Write a number with its “unit”, or a time like 17:30 or a weekday without one.")
    return [Complaint(("answer", "value"), message)]


def target(named: Named | None, value: Value | None, known: Known) -> dict[str, Json]:
    """Return the value asked for; only where `target_faults` finds nothing."""
    if named:
        figure = next(one for one in known.clauses[named.clause].figures if one.name == named.name)
        text, per, direction = figure.text, framing.period(figure.per), _DIRECTIONS.get(figure.bound, 0)
        number, unit = figure.value, figure.unit
    elif value:
        number, unit, per, direction = value.value, value.unit, "", 0
        text = f"{number} {unit or ''}".strip()
    kind = quantities.kind_of(number, unit)
    return {
        "kind": kind,
        "value": number,
        "unit": unit or "",
        "direction": direction,
        "per": per,
        "text": text,
    }


def mistake_faults(asked: Target, mistakes: Sequence[Value]) -> list[Complaint]:
    """Return mistakes that cannot be read, are right, or stand there twice."""
    found, seen = [], list[Quantity]()
    for index, mistake in enumerate(mistakes):
        value, message = mistaken(asked, mistake.value, mistake.unit), None
        if value is None:
            message = _("“%(text)s” cannot be read as what is asked for here.", text=mistake.value)
        elif quantities.same(wanted(asked), value):
            message = _("“%(text)s” is the right answer, not a mistake.", text=mistake.value)
        elif any(quantities.same(other, value) for other in seen):
            message = _("“%(value)s” stands here twice.", value=mistake.value)
        if message:
            found.append(Complaint(("mistakes", index, "value"), message))
        seen += [value] if value else []
    return found


def reading(asked: Target, text: str) -> Quantity | None:
    """Return the value a learner's text writes."""
    return quantities.read(text, asked["kind"], asked["unit"])


def mistaken(asked: Target, value: str, unit: str | None) -> Quantity | None:
    """Return the value of a mistake; without a unit of its own it has the one asked for."""
    return reading(asked, f"{value}{unit or asked['unit']}") or reading(asked, value)


def wanted(asked: Target) -> Quantity:
    """Return the value asked for."""
    value = reading(asked, f"{asked['value']}{asked['unit']}")
    if value is None:
        raise ValueError(f"unreadable figure: {asked}")
    return replace(value, direction=asked["direction"], per=asked["per"])


def written(asked: Target) -> str:
    """Return the value asked for in figures, in a way that leaves nothing open."""
    if asked["kind"] == "time":
        minute = times.minutes(plain(asked["value"])) or 0
        return f"{minute // 60:02}:{minute % 60:02}"
    return f"{asked['value']} {asked['unit']}".strip()


def difference(asked: Target, given: Quantity | None) -> str | None:
    """Return what is wrong besides the number: `unreadable`, another `unit`, or the words `around` it."""
    right = wanted(asked)
    if given is None:
        return "unreadable"
    if given.dimension != right.dimension:
        return "unit"
    return "around" if quantities.same(replace(right, direction=0, per=""), given) else None
