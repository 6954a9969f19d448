"""A scheme and its marks in words and figures, the same on the page, in every file and on paper."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from trainer.appraisal.facts import Fact, Origin, Row
from trainer.appraisal.model import (
    COMPONENT_NAMES,
    JOINING_NAMES,
    UNMARKED_NAMES,
    WHOLE,
    Component,
    Mark,
    Part,
    Scheme,
    rounded,
)
from trainer.appraisal.schemes import Version
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l

ORIGIN_NAMES: Final = {
    Origin.ATTEMPT: _l("Quiz"),
    Origin.ASSIGNMENT: _l("Task"),
    Origin.OBSERVATION: _l("Observation"),
    Origin.CLASS: _l("Class"),
}
Lines = list[tuple[str, str]]


def points(hundredths: int | None, decimals: int = 2) -> str:
    """Return a mark in points, with as many decimals as the scheme rounds to; a dash for none."""
    return "–" if hundredths is None else f"{hundredths / WHOLE:.{decimals}f}"


def share(value: Fraction | None) -> str:
    """Return a part of one as a percentage with one decimal; a dash for none."""
    return "–" if value is None else f"{rounded(value * WHOLE, 1) / WHOLE:.1f}%"


def weight(part: Part) -> str:
    """Return the weight that was used, in percent."""
    return "–" if not part.weight else share(part.weight).replace(".0%", "%")


def worth(fact: Fact) -> str:
    """Return what a fact was worth, or that it counts nothing."""
    return share(fact.share.worth) if fact.share else _("does not count")


def remarks(row: Row) -> list[str]:
    """Return what a reader of somebody's mark must know: why there is none, whose weight went where, caps."""
    mark = row.mark
    said = [str(UNMARKED_NAMES[mark.unmarked])] if mark.unmarked else []
    if mark.reweighted:
        empty = [str(COMPONENT_NAMES[part.component]) for part in mark.parts if part.worth is None]
        said.append(_("No data for %(parts)s: the others carry the weight.", parts=joined(empty)))
    if capped(mark):
        said.append(_("%(count)s red lines crossed: at most %(cap)s.", count=row.crossings, cap=mark.cap))
    if row.provisional:
        said.append(_("Something here is provisional."))
    if not row.presence.whole:
        said.append(_("Here from %(first)s to %(last)s.", first=row.presence.first, last=row.presence.last))
    return said


def capped(mark: Mark) -> bool:
    """Say whether a cap took something away."""
    return mark.mark is not None and mark.uncapped is not None and mark.mark < mark.uncapped


def joined(words: Sequence[str]) -> str:
    """Return words as a list within a sentence."""
    return _(", ").join(words)


def weights(scheme: Scheme) -> str:
    """Return the weights in one line."""
    return " · ".join(f"{COMPONENT_NAMES[one]} {scheme.weights[one]}%" for one in Component)


def rule(version: Version) -> Lines:
    """Return the scheme sentence by sentence."""
    scheme = version.scheme
    caps = joined([str(cap) for cap in scheme.caps])
    return [
        (_("Scheme"), _name(version)),
        (_("Weights"), weights(scheme)),
        (
            _("Quizzes"),
            _("Mean of the counting results of tasks due in the period, and of oral and practical results.")
            + " "
            + (
                _("A quiz that is due and was not sat counts 0.")
                if scheme.unsat_is_zero
                else _("A quiz that was not sat is left out.")
            ),
        ),
        (_("Observations"), _("Mean of the observations finished in the period, out of what was observed.")),
        (
            _("Participation"),
            _(
                "Tasks done in time count in full, late ones %(late)s%%, those not done 0; classes attended "
                "count in full, absence without a reason 0, with a reason nothing.",
                late=scheme.late_worth,
            ),
        ),
        (
            _("Without data"),
            _("A part without data leaves its weight to the others, in their proportion; the row says so."),
        ),
        (
            _("Red lines"),
            _(
                "Crossed once, twice, … in what counts: the mark is at most %(caps)s. An attempt that a "
                "better one replaced does not count.",
                caps=caps,
            )
            if scheme.caps
            else _("Red lines cap nothing; their attempts and observations are failed all the same."),
        ),
        (
            _("Rounding"),
            _(
                "Exact until the end, then rounded once, half up, to %(count)s decimals.",
                count=scheme.decimals,
            ),
        ),
        (
            _("Joined or left"),
            _(
                "%(what)s; who was here for fewer than %(days)s days has no mark.",
                what=JOINING_NAMES[scheme.joining],
                days=scheme.fewest_days,
            ),
        ),
        (
            _("Who is in it"),
            _("Staff; also supervisors where the property manager makes it. Nobody marks themselves."),
        ),
    ]


def _name(version: Version) -> str:
    if version.draft:
        return _("Being tried out, not in force")
    if version.number:
        return _("Version %(number)s: %(reason)s", number=version.number, reason=version.reason)
    if version.since is not None:
        return _("Taken over from %(start)s – %(end)s", start=version.since.start, end=version.since.end)
    return _("The usual one; nobody has changed it yet")
