"""The personal training file as the print template wants it: every value a text, on the site's clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trainer import clock
from trainer.certificates.model import Certificate
from trainer.classes.model import Held
from trainer.editions.model import Edition
from trainer.i18n import gettext as _
from trainer.mastery.model import HALF_LIFE, Cell
from trainer.mastery.pages_matrix import titled
from trainer.mastery.pages_person import Part, Personal
from trainer.observations.model import Observed
from trainer.paper import service as paper
from trainer.quizzes.model import red_line_words
from trainer.scores.model import Head
from trainer.scores.service import ScoreEntry
from trainer.web.filters import local, percent, position_name


def pdf(
    made: Personal,
    *,
    attended: Sequence[Held],
    head: Head,
    organisation: str,
    edition: Edition,
    demo: bool,
) -> tuple[str, bytes]:
    """Return the file's name and the PDF; raises PaperError where a name holds what no font can draw."""
    now = clock.now()
    title = _("Personal training file")
    data = {
        "organisation": organisation,
        "department": made.department,
        "edition": edition.name,
        "printed": _moment(now),
        "state": _("Demo data") if demo else "",
        "name": made.card.name,
        "facts": _facts(made),
        "certificates": [_certificate(one, changed) for one, changed in made.certificates],
        "attempts": [_attempt(row, made) for row in made.rows],
        "observations": [_observed(one) for one in made.observed],
        "classes": [_class(held) for held in attended],
        "sections": [_section(part) for part in made.parts],
        "months": [[m.name, percent(m.average), str(m.count)] for m in made.months if m.count],
        "meaning": _(
            "Mastery is the share right of all answers and observed items about a clause, from 0 to 100; what"
            " was shown %(days)s days ago weighs half as much as what is shown today. n is their number.",
            days=HALF_LIFE.days,
        ),
        "ledger": {"number": str(head.number), "head": head.hash if head.number else ""},
    }
    name = f"{title} {made.card.staff_number} {made.card.name}.pdf"
    return name, paper.pdf("training", data, title=f"{title} · {made.card.name}", moment=now)


def _moment(when: datetime | None) -> str:
    return local(when).strftime("%Y-%m-%d %H:%M") if when else ""


def _day(when: datetime) -> str:
    return local(when).strftime("%Y-%m-%d")


def _facts(made: Personal) -> list[list[str]]:
    card = made.card
    return [
        [_("Staff number"), card.staff_number],
        [_("Position"), position_name(card.position)],
        [_("Date of hire"), card.hired_on.isoformat() if card.hired_on else "–"],
        [_("Learning path"), f"{made.done} / {made.steps}"],
        [_("Mastery"), _figure(made.whole)],
        [_("State"), _("Employed") if card.active else _("Left")],
    ]


def _figure(cell: Cell | None) -> str:
    return f"{cell.percent}（n {cell.n}）" if cell else "–"


def _certificate(one: Certificate, changed: Sequence[str]) -> dict[str, str]:
    if one.revoked is not None:
        state = _(
            "Revoked on %(day)s: %(reason)s", day=_day(one.revoked.at), reason=one.revoked.reason or "–"
        )
    elif changed:
        state = _("To be renewed: clauses %(clauses)s", clauses=_few(changed))
    else:
        state = _("Valid")
    renewed = "；".join(f"{act.number}（{_day(act.at)}）" for act in one.renewals)
    return {
        "number": one.issued.number,
        "title": one.issued.title,
        "day": _day(one.issued.at),
        "edition": str(one.latest.edition_number),
        "result": percent(one.issued.percent),
        "renewed": renewed,
        "state": state,
    }


def _few(clauses: Sequence[str]) -> str:
    return "、".join(clauses[:8]) + ("…" if len(clauses) > 8 else "")  # noqa: PLR2004 - what a line holds


def _attempt(row: ScoreEntry, made: Personal) -> dict[str, str]:
    result = _("Provisional") if row.provisional else _("Passed") if row.passed else _("Not passed")
    return {
        "day": _day(row.at),
        "title": made.titles.get(row.quiz_id, row.quiz_id),
        "kind": _("Task") if row.assignment_id else _("Self-study"),
        "number": str(row.attempt_number),
        "percent": percent(row.percent),
        "result": result,
        "red_lines": "；".join(dict.fromkeys(red_line_words(line) for line in row.red_lines)),
        "ledger": str(row.number),
    }


def _observed(one: Observed) -> dict[str, str]:
    signed = _("Signed") if one.signed else _("Objected") if one.objected else _("Not signed yet")
    if one.objected and one.answered:
        signed = f"{signed}（{_('objection answered')}）"
    return {
        "day": _day(one.finished_at),
        "title": one.title,
        "percent": percent(one.percent),
        "result": _("Passed") if one.passed else _("Not passed"),
        "red_lines": "；".join(one.red_lines),
        "signed": signed,
        "ledger": str(one.ledger_number or ""),
    }


def _class(held: Held) -> dict[str, str]:
    return {
        "day": held.held_on.isoformat(),
        "topic": held.topic,
        "clauses": _few(held.clauses),
        "trainer": held.trainer,
        "minutes": str(held.minutes),
    }


def _section(part: Part) -> dict[str, Any]:
    return {
        "title": f"{part.section.id} {titled(part.section)}",
        "whole": _figure(part.whole),
        "cells": [
            {
                "id": tile.clause.id,
                "title": titled(tile.clause),
                "percent": str(tile.cell.percent) if tile.cell else "–",
                "n": str(tile.cell.n) if tile.cell else "",
                "shade": tile.cell.shade if tile.cell else -1,
                "red": bool(tile.cell and tile.cell.red_lines),
            }
            for tile in part.tiles
        ],
    }
