"""The record as the print template wants it: every value a text, in the words of the paper it replaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from trainer.classes.model import Held
from trainer.duty.closed import Corrected
from trainer.duty.model import Line, Record
from trainer.duty.wording import (
    Cards,
    as_of,
    clauses,
    corrected,
    count,
    dates,
    following,
    form_of,
    named,
    share,
    short,
    struck_by,
    why_corrected,
)
from trainer.i18n import gettext as _
from trainer.paper import service as paper


@dataclass(frozen=True)
class Frozen:
    """What a closed month's paper says beside the record: its number, and answers by what was missing."""

    number: int
    version: int
    said: Sequence[tuple[str, str]]

    @property
    def words(self) -> str:
        """Return the number and version in words."""
        return _("Closed · No. %(number)s · version %(version)s", number=self.short, version=self.version)

    @property
    def short(self) -> str:
        """Return the number as it is written."""
        return f"{self.number:04}"


def pdf(
    made: Record,
    cards: Cards,
    *,
    heading: str,
    organisation: str,
    department: str,
    register: Sequence[str],
    printed: datetime,
    demo: bool = False,
    closing: Frozen | None = None,
) -> tuple[str, bytes]:
    """Return the file's name and the PDF; `printed` is on the site's wall clock.

    With `closing` it is the paper of a closed month: numbered, with what was said of what was missing.

    Raises PaperError where a name holds what no font can draw.
    """
    open_ = _("Not closed") if made.over else _("Month still running")
    states = [_("Demo data") if demo else "", closing.words if closing else open_]
    data = {
        "organisation": organisation,
        "department": department,
        "edition": made.edition,
        "printed": printed.strftime("%Y-%m-%d %H:%M"),
        "state": " · ".join(state for state in states if state),
        "facts": [
            [_("Activities"), str(len(made.lines))],
            [_("People"), str(len(made.people))],
            [_("Person-times"), str(made.attendances)],
            [_("Crossed a red line"), str(made.red_lines)],
            [_("Must sit again"), str(len(made.again))],
            [_("Overdue"), str(len(made.overdue))],
        ],
        "lines": _lines(made, cards, register),
        "note": as_of(made),
        "said": [{"text": label, "why": text} for label, text in closing.said] if closing else [],
        "corrected": [_corrected(one, cards, printed.tzinfo) for one in made.corrected],
        "struck": [_struck(held, cards, printed.tzinfo) for held in made.struck],
        "ledger": {"number": str(made.head.number), "head": made.head.hash},
    }
    numbered = f" {closing.short}" if closing else ""
    name = f"{made.month} {_('Training duty record')} {department}{numbered}.pdf"
    return name, paper.pdf("duty", data, title=heading, moment=made.read_at)


def _lines(made: Record, cards: Cards, register: Sequence[str]) -> list[dict[str, Any]]:
    """Return the lines, with a band before what people did by themselves."""
    shown: list[dict[str, Any]] = []
    for place, line in enumerate(made.lines):
        if line.by_oneself and not (place and made.lines[place - 1].by_oneself):
            shown.append({"band": _("By themselves: self-study and self-tests, never appraised")})
        shown.append(_line(line, cards, register))
    return shown


def _struck(held: Held, cards: Cards, zone: tzinfo | None) -> dict[str, str]:
    when = held.cancelled_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if held.cancelled_at else "–"
    return {"text": f"{short(held.held_on)} {held.topic}", "why": struck_by(held, cards, when)}


def _corrected(one: Corrected, cards: Cards, zone: tzinfo | None) -> dict[str, str]:
    when = one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return {"text": corrected(one, cards), "why": why_corrected(one, cards, when)}


def _line(line: Line, cards: Cards, register: Sequence[str]) -> dict[str, Any]:
    outcome = line.outcome
    held = " · ".join(text for text in (line.trainer, line.place) if text)
    return {
        "date": " ".join(dates(line)),
        "topic": f"{line.topic}（{held}）" if held else line.topic,
        "clauses": [text for _first, text in clauses(line, register)],
        "form": form_of(line),
        "people": named(line.person_ids, cards),
        "duration": _("%(count)s minutes", count=line.minutes) if line.minutes else "",
        "expected": count(outcome.expected),
        "attended": str(outcome.attended),
        "passed": count(outcome.passed),
        "average": share(outcome.average),
        "red_lines": count(outcome.red_lines),
        "follow_up": [str(one) for one in following(line, cards)],
    }
