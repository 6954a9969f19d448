"""A talk as its author writes it, and what is wrong with it."""

from typing import Annotated

from pydantic import Field

from trainer.i18n import _
from trainer.quizzes.types.base import Complaint, Known
from trainer.sources.model import Strict
from trainer.sources.service import hint

MOST_BREACHES = 4
FEWEST_INNOCENT = 2


class Line(Strict):
    """One line of the talk; those of staff can be marked."""

    who: str
    text: str
    staff: bool = False
    breach: str | None = None
    """The clause this line breaches."""
    feedback: str | None = None
    """Why, and what would have been better; or why nothing is wrong with it."""


class Written(Strict):
    """The author's keys."""

    lines: Annotated[tuple[Line, ...], Field(min_length=5, max_length=10)]
    offer: Annotated[tuple[str, ...], Field(min_length=1, max_length=3)]
    """Further clauses to choose from."""


def faults(body: Written, known: Known) -> list[Complaint]:
    """Want staff lines with reasons, breaches of cited clauses, innocent lines, clauses to choose."""
    found = [fault for place, line in enumerate(body.lines) for fault in _line(place, line, known)]
    breaches = sum(line.breach is not None for line in body.lines)
    innocent = sum(line.staff and not line.breach for line in body.lines)
    if not 1 <= breaches <= MOST_BREACHES or innocent < FEWEST_INNOCENT:
        message = _(
            "One to four staff lines must breach a clause and at least two must not; here %(breaches)s do"
            " and %(innocent)s do not.",
            breaches=breaches,
            innocent=innocent,
        )
        found.append(Complaint(("lines",), message))
    return found + _repeated(body) + _offered(body, known)


def _line(place: int, line: Line, known: Known) -> list[Complaint]:
    """Return what is wrong with one line by itself."""
    found = []
    if line.staff and not line.feedback:
        message = _("A line of staff needs “feedback”: why it breaches the standard, or why it does not.")
        found.append(Complaint(("lines", place), message))
    if not line.staff and (line.breach or line.feedback):
        key = "breach" if line.breach else "feedback"
        message = _("Only a line with “staff: true” can be marked; this one has “%(key)s”.", key=key)
        found.append(Complaint(("lines", place, key), message))
    if line.breach and line.breach not in known.cited:
        message = _("“%(value)s” is none of the clauses this question cites.", value=line.breach)
        found.append(Complaint(("lines", place, "breach"), message + hint(line.breach, known.cited)))
    return found


def _repeated(body: Written) -> list[Complaint]:
    """Return the lines whose reason is that of an earlier one."""
    found, seen = [], set()
    for place, line in enumerate(body.lines):
        if line.feedback in seen:
            message = _("Another line gives the same feedback; each needs its own.")
            found.append(Complaint(("lines", place, "feedback"), message))
        seen |= {line.feedback} if line.feedback else set()
    return found


def _offered(body: Written, known: Known) -> list[Complaint]:
    """Return the clauses of `offer` that are none, or stand among the choices already."""
    found = []
    taken = {line.breach for line in body.lines}
    for place, clause in enumerate(body.offer):
        if clause not in known.clauses:
            message = _("There is no clause “%(name)s” in the register.", name=clause)
            found.append(Complaint(("offer", place), message + hint(clause, known.clauses)))
        elif clause in taken:
            message = _("“%(value)s” stands here twice.", value=clause)
            if clause not in body.offer[:place]:
                message = _("A line breaches “%(value)s”, so it is offered anyway.", value=clause)
            found.append(Complaint(("offer", place), message))
        taken.add(clause)
    return found
