"""A year in words, for the page and the paper, and the paper itself."""

from collections.abc import Callable, Mapping
from datetime import datetime

from trainer.duty.wording import share
from trainer.duty.year import STAGE_NAMES, Figures, Quarter, Year, YearMonth
from trainer.editions.model import Edition
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.paper import service as paper


def titles(edition: Edition) -> dict[str, str]:
    """Return the title of every clause in the reader's language."""
    key = "title" if language() == "zh_Hans" else "title_en"
    return {id_: str(body[key]) for id_, body in edition.items("clause").items()}


def told(made: Figures) -> str:
    """Return figures in a sentence or two."""
    if not made.activities:
        return _("No training yet.")
    facts = {"activities": made.activities, "people": len(made.people), "times": made.times}
    said = [
        _("%(activities)s training activities; %(people)s people took part, %(times)s times in all.", **facts)
    ]
    if made.tested:
        counts = {"count": made.tested, "passed": made.passed, "share": share(made.share)}
        said.append(_("%(count)s results, %(passed)s passed (%(share)s%%).", **counts))
    if made.red_lines:
        said.append(_("Results that crossed a red line: %(count)s.", count=made.red_lines))
    return ("" if language() == "zh_Hans" else " ").join(said)


def pdf(
    made: Year,
    *,
    organisation: str,
    department: str,
    position_name: Callable[[str], str],
    printed: datetime,
    titles: Mapping[str, str],
    demo: bool = False,
) -> tuple[str, bytes]:
    """Return the file's name and the PDF; `printed` is on the site's wall clock. Raises PaperError."""
    heading = _("Training duty record of the year %(year)s", year=made.year)
    data = {
        "organisation": organisation,
        "department": department,
        "edition": made.edition,
        "printed": printed.strftime("%Y-%m-%d %H:%M"),
        "state": _("Demo data") if demo else "",
        "summary": told(made.figures),
        "months": [_month(one) for one in made.months],
        "total": _cells(made.figures),
        "quarters": [_quarter(one, position_name, titles) for one in made.quarters if one.completeness],
        "ledger": {"number": str(made.head.number), "head": made.head.hash},
    }
    name = f"{made.year} {_('Training duty record')} {department}.pdf"
    return name, paper.pdf("duty_year", data, title=heading, moment=printed)


def _cells(made: Figures) -> list[str]:
    numbers = (made.activities, len(made.people), made.times, made.classes, made.observed, made.tested)
    return [*(str(number) for number in numbers), str(made.passed), share(made.share), str(made.red_lines)]


def _month(one: YearMonth) -> dict[str, object]:
    number = f"{one.closing.number:04}" if one.closing else ""
    stage = str(STAGE_NAMES[one.stage])
    return {
        "month": str(one.month),
        "state": f"{stage} · {number}" if number else stage,
        "cells": _cells(one.figures) if one.lines else [],
        "times": one.figures.times,
    }


def _quarter(
    one: Quarter, position_name: Callable[[str], str], titles: Mapping[str, str]
) -> dict[str, object]:
    found = one.completeness
    if found is None:
        raise ValueError("a quarter that has not begun is not printed")
    facts = {"trained": found.trained, "all": found.clauses}
    told_of = one.figures.activities > 0  # of a quarter without training the sentence says it all
    return {
        "title": _("Quarter %(number)s", number=one.number),
        "summary": told(one.figures),
        "trained": _("Clauses that somebody was trained in: %(trained)s of %(all)s.", **facts),
        "untrained": [f"{id_} {titles.get(id_, '')}".strip() for id_ in found.untrained if told_of],
        "positions": [
            [position_name(p.position), str(p.people), f"{p.share}%", _("behind") if p.behind else ""]
            for p in found.positions
            if told_of
        ],
    }
