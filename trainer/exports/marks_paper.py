"""The marks of an appraisal as a paper to sign: A4, one line a person, the rule, the ledger's head."""

from typing import Any

from trainer.appraisal.model import Part
from trainer.appraisal.service import Appraisal, Row, wording
from trainer.exports.marks import About, facts, stem
from trainer.i18n import gettext as _
from trainer.paper import service as paper

PDF_TYPE = "application/pdf"


def marks_paper(made: Appraisal, about: About) -> tuple[str, bytes, str]:
    """Return the PDF's name, its bytes and its type; raises PaperError for what no font can draw."""
    period = made.period
    states = [_("Demo data") if about.demo else "", _("The period is not over yet.") if made.running else ""]
    data = {
        "organisation": about.organisation,
        "department": made.department,
        "edition": made.edition,
        "printed": made.made_at.strftime("%Y-%m-%d %H:%M"),
        "period": f"{period.start} – {period.end}",
        "state": " · ".join(state for state in states if state),
        "weights": wording.weights(made.scheme.scheme),
        "rows": [_line(row, made, about) for row in made.rows],
        "rule": [list(line) for line in wording.rule(made.scheme)],
        "facts": [list(line) for line in facts(made, about)],
        "ledger": {"number": str(made.head.number), "head": made.head.hash if made.head.number else ""},
        "digest": made.digest,
    }
    title = _("Appraisal %(start)s – %(end)s", start=period.start, end=period.end)
    return (
        f"{stem(made, about)}.pdf",
        paper.pdf("appraisal", data, title=title, moment=made.made_at),
        PDF_TYPE,
    )


def _line(row: Row, made: Appraisal, about: About) -> dict[str, Any]:
    card, decimals = made.cards[row.person_id], made.scheme.scheme.decimals
    return {
        "number": card.staff_number,
        "name": card.name,
        "position": about.position(row.position),
        "parts": [_part(part) for part in row.mark.parts],
        "red_lines": str(row.crossings),
        "uncapped": wording.points(row.mark.uncapped, decimals),
        "mark": wording.points(row.mark.mark, decimals),
        "remarks": " ".join(wording.remarks(row)),
    }


def _part(part: Part) -> list[str]:
    return [wording.share(part.worth), wording.weight(part)]
