"""How a line of the record reads: dates, clauses, results and what follows, for the page and for paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.classes.model import ABSENCE_NAMES, LEVEL_NAMES, MODE_NAMES, Held
from trainer.duty.closed import Change, Corrected
from trainer.duty.model import FORM_NAMES, Away, Dated, FollowUp, Form, Line, Record, spans
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.i18n import lazy as _l
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
    return "" if basis_points is None else f"{(basis_points + 5) // 10 / 10:.1f}"


def count(number: int | None) -> str:
    """Return a number; nothing where there is none."""
    return "" if number is None else str(number)


def comma() -> str:
    """Return what stands between the parts of a list."""
    return "、" if language() == "zh_Hans" else ", "


@dataclass(frozen=True)
class Following:
    """What follows a line: what has to happen, to whom, and how it presses (a kind of tag, or none)."""

    label: str
    names: tuple[str, ...]
    kind: str

    def __str__(self) -> str:
        if not self.names:
            return self.label
        return _("%(label)s: %(names)s", label=self.label, names=comma().join(self.names))


def following(line: Line, cards: Cards) -> list[Following]:
    """Return what follows a line, the pressing first."""
    after, quiz = line.follow_up, line.form is Form.ASSIGNED_QUIZ
    again = _("Must sit again") if quiz else _("Must be assigned again")
    given = _("Make-up arranged") if quiz else _("Assigned again")
    passed = quiz or line.form is Form.OBSERVATION
    made_up = _("Made up: passed") if passed else _("Read since")
    found = [
        Following(_("Provisional"), tuple(named(after.provisional, cards)), "provisional"),
        Following(again, tuple(named(after.again, cards)), "warn"),
        Following(_("Overdue"), tuple(named(after.overdue, cards)), "never"),
        Following(_("May try again"), tuple(named(after.retry, cards)), "warn"),
        Following(given, _dated(after.arranged, cards, line, due=True), "provisional"),
        Following(made_up, _dated(after.made_up, cards, line), "say"),
        Following(_("Done since"), _dated(after.done, cards, line), "say"),
        Following(_("Left unfinished"), tuple(named(after.gone, cards)), "plain"),
    ]
    redo = _("Must be observed again") if line.form is Form.OBSERVATION else _("Failed")
    found += [
        Following(redo, tuple(named(after.redo, cards)), "warn"),
        Following(_("Absent"), _away(after.away, cards), "plain"),
    ]
    found = [one for one in found if one.names]
    if line.cancelled or after.called_off:
        found.insert(0, Following(_("Cancelled"), (), "plain"))
    if after.waiting and line.due:
        waiting = _("%(count)s to go, due %(day)s", count=len(after.waiting), day=_near(line.due, line))
        found.append(Following(waiting, (), ""))
    return found


def _away(those: Iterable[Away], cards: Cards) -> tuple[str, ...]:
    """Return who did not come, each with the reason, by staff number."""
    shown = []
    for one in sorted(those, key=lambda one: cards[one.person_id].staff_number):
        why = [str(ABSENCE_NAMES[one.absence]) if one.absence else _("no reason entered"), one.note or ""]
        facts = {"name": cards[one.person_id].name, "why": comma().join(part for part in why if part)}
        shown.append(_("%(name)s (%(why)s)", **facts))
    return tuple(shown)


def form_of(line: Line) -> str:
    """Return how people were trained; of a class how it was tested and how well they shall know it, too."""
    said = [FORM_NAMES[line.form]]
    said += [MODE_NAMES[line.mode]] if line.mode else []
    said += [LEVEL_NAMES[line.level]] if line.level else []
    return " · ".join(str(part) for part in said)


CHANGE_NAMES = {
    Change.RESULT: _l("Result corrected"),
    Change.VOID: _l("Result voided"),
    Change.STRUCK: _l("Class struck out"),
    Change.LATE: _l("Class entered later"),
}


def corrected(one: Corrected, cards: Cards) -> str:
    """Return a correction in words: which month, what, of whom, from what to what."""
    said = [str(one.month), str(CHANGE_NAMES[one.change]), one.what]
    if one.person_id is not None:
        said.append(cards[one.person_id].name)
    if one.before is not None:
        after = _("void") if one.after is None else f"{share(one.after)}%"
        said.append(f"{share(one.before)}% → {after}")
    return " · ".join(said)


def why_corrected(one: Corrected, cards: Cards, moment: str) -> str:
    """Return who corrected it, when and why."""
    who = "–" if one.author_id is None else cards[one.author_id].name
    if not one.reason:
        return _("%(who)s, %(when)s", who=who, when=moment)
    return _("%(who)s, %(when)s: %(reason)s", who=who, when=moment, reason=one.reason)


def _dated(those: Iterable[Dated], cards: Cards, line: Line, *, due: bool = False) -> tuple[str, ...]:
    """Return names with their days, by staff number."""
    shown = []
    for one in sorted(those, key=lambda one: cards[one.person_id].staff_number):
        facts = {"name": cards[one.person_id].name, "day": _near(one.day, line)}
        shown.append(_("%(name)s (due %(day)s)", **facts) if due else _("%(name)s (%(day)s)", **facts))
    return tuple(shown)


def _near(day: date, line: Line) -> str:
    """Return a day; with its year only where that is not the line's own."""
    return short(day) if day.year == line.last.year else day.isoformat()


def as_of(made: Record) -> str:
    """Return what to say of a past month's follow-ups, which are told as they are today."""
    if not made.over or not any(line.follow_up != FollowUp() for line in made.lines):
        return ""
    return _("Results as they stood at the end of the month; what follows as it stands when this is shown.")


def struck_by(held: Held, cards: Cards, moment: str) -> str:
    """Return who struck a class out, when and why."""
    who = "–" if held.cancelled_by is None else cards[held.cancelled_by].name
    return _("Struck out by %(who)s on %(when)s: %(reason)s", who=who, when=moment, reason=held.cancel_reason)


def named_by(made: Record) -> list[int]:
    """Return everybody whom the page or paper names, with those who struck something out."""
    return [*made.named, *(held.cancelled_by for held in made.struck if held.cancelled_by is not None)]


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
