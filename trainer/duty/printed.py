"""The record as the print template wants it: every value a text, in the words of the paper it replaces."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from trainer.classes.model import Held
from trainer.duty.model import FORM_NAMES, Line, Record
from trainer.duty.wording import (
    Cards,
    as_of,
    clauses,
    count,
    dates,
    following,
    named,
    share,
    short,
    struck_by,
)
from trainer.i18n import gettext as _
from trainer.paper import service as paper


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
) -> tuple[str, bytes]:
    """Return the file's name and the PDF; `printed` is on the site's wall clock.

    Raises PaperError where a name holds what no font can draw.
    """
    states = [_("Demo data") if demo else "", "" if made.over else _("Month still running")]
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
        "struck": [_struck(held, cards, printed.tzinfo) for held in made.struck],
        "ledger": {"number": str(made.head.number), "head": made.head.hash},
    }
    name = f"{made.month} {_('Training duty record')} {department}.pdf"
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


def _line(line: Line, cards: Cards, register: Sequence[str]) -> dict[str, Any]:
    outcome = line.outcome
    held = " · ".join(text for text in (line.trainer, line.place) if text)
    return {
        "date": " ".join(dates(line)),
        "topic": f"{line.topic}（{held}）" if held else line.topic,
        "clauses": [text for _first, text in clauses(line, register)],
        "form": str(FORM_NAMES[line.form]),
        "people": named(line.person_ids, cards),
        "duration": _("%(count)s minutes", count=line.minutes) if line.minutes else "",
        "expected": count(outcome.expected),
        "attended": str(outcome.attended),
        "passed": count(outcome.passed),
        "average": share(outcome.average),
        "red_lines": count(outcome.red_lines),
        "follow_up": [str(one) for one in following(line, cards)],
    }
