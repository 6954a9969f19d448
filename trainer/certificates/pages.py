"""A certificate as its print template wants it: every value a text, dates on the site's clock."""

from collections.abc import Sequence

from trainer import clock
from trainer.certificates.model import Act, Certificate
from trainer.errors import Conflict
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.paper import service as paper
from trainer.people.model import PersonCard
from trainer.web.filters import day, moment, percent, position_name


def pdf(
    one: Certificate,
    card: PersonCard,
    changed: Sequence[str],
    *,
    organisation: str,
    department: str,
    editions: dict[int, str],
    demo: bool,
) -> tuple[str, bytes]:
    """Return the file's name and the PDF; raises Conflict for a revoked one, PaperError for a bad name."""
    if one.revoked is not None:
        raise Conflict(_l("This certificate was revoked; it is not printed any more."))
    issued = one.issued
    data = {
        "organisation": organisation,
        "department": department,
        "edition": editions.get(issued.edition_number, str(issued.edition_number)),
        "name": card.name,
        "staff_number": card.staff_number,
        "position": position_name(issued.position),
        "quiz": issued.title,
        "percent": percent(issued.percent),
        "day": day(issued.at),
        "number": issued.number,
        "ledger": str(issued.ledger_number),
        "clauses": str(len(issued.clauses)),
        "renewals": [_renewal(act, editions) for act in one.renewals],
        "note": _("Changed since, to be renewed: %(clauses)s", clauses=listed(changed)) if changed else "",
        "state": _("Demo data") if demo else "",
        "printed": moment(clock.now()),
    }
    name = f"{_('Certificate')} {issued.number} {card.name}.pdf"
    return name, paper.pdf(
        "certificate", data, title=f"{_('Certificate')} {issued.number}", moment=one.latest.at
    )


def _renewal(act: Act, editions: dict[int, str]) -> str:
    return _(
        "Renewed on %(day)s by ledger number %(number)s for clauses %(clauses)s, edition %(edition)s",
        day=day(act.at),
        number=act.ledger_number,
        clauses=listed(act.clauses),
        edition=editions.get(act.edition_number, str(act.edition_number)),
    )


MOST = 12
"""Clauses that a line names."""


def listed(clauses: Sequence[str]) -> str:
    """Return clauses as a line names them."""
    return "、".join(clauses[:MOST]) + ("…" if len(clauses) > MOST else "")
