"""The daily digest of a department: who needs somebody today, in counts; no results of anybody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer.home.needing import Needs
from trainer.home.watching import needs_of
from trainer.i18n import gettext as _
from trainer.i18n import ngettext as _n
from trainer.people.model import PersonCard
from trainer.scores import service as scores

COUNTS: Final = "counts"
MANY: Final = 500
FEW: Final = 8
"""How many persons a line names before it says how many more there are."""


def digest(
    session: Session, department_id: int, zone: ZoneInfo, positions: Mapping[str, str], detail: str = COUNTS
) -> str:
    """Return what a department is told today without title and date; empty where nobody needs anything.

    `detail` says what stands beside counts: nothing, counts by position, staff numbers, or names.
    """
    found, cards = needs_of(session, department_id, zone)
    waiting = len(scores.provisional(session, [department_id], MANY))
    return "\n".join(lines(found, cards, waiting, positions, detail))


def lines(
    found: Needs,
    cards: Mapping[int, PersonCard],
    waiting: int,
    positions: Mapping[str, str],
    detail: str,
) -> list[str]:
    """Return the lines of a digest: who crossed a red line, failed, is overdue, is new; what waits."""
    people = (
        (
            _("Red line crossed, to be talked over"),
            [c.person_id for c in found.crossed if not c.passed_since],
        ),
        (_("Failed, make-up to arrange"), [one.person_id for one in found.failed]),
        (_("Overdue"), [one.person_id for one in found.overdue]),
        (_("New, and nothing read yet"), list(found.new)),
    )
    told = [
        _("%(what)s: %(who)s", what=what, who=_who(ids, cards, positions, detail))
        for what, ids in people
        if ids
    ]
    if found.due_soon:
        told.append(
            _n("One task is due within 3 days", "%(num)s tasks are due within 3 days", len(found.due_soon))
        )
    if waiting:
        told.append(_n("One sitting waits to be confirmed", "%(num)s sittings wait to be confirmed", waiting))
    return told


def _who(
    ids: Iterable[int], cards: Mapping[int, PersonCard], positions: Mapping[str, str], detail: str
) -> str:
    there = [cards[id_] for id_ in dict.fromkeys(ids) if id_ in cards]
    count = _n("one person", "%(num)s people", len(there))
    if detail == COUNTS:
        return count
    if detail == "positions":
        held = Counter(positions.get(card.position, card.position) for card in there)
        shown = [f"{title} {number}" for title, number in held.items()]
    else:
        shown = [card.name if detail == "names" else card.staff_number for card in there]
    more = ["…"] if len(shown) > FEW else []
    return _("%(count)s (%(which)s)", count=count, which=_(", ").join([*shown[:FEW], *more]))


def titled(site_title: str, department: str, day: date, text: str) -> str:
    """Return the whole message: what it is about on top, and where to look below."""
    head = _(
        "[%(site)s] %(department)s, %(day)s", site=site_title, department=department, day=day.isoformat()
    )
    return "\n".join([head, text, _("Who and what: sign in and look at today’s page.")])
