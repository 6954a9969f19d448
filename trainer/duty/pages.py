"""What the pages of the duty record are made from: the month of an address, words, papers in Chinese."""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale

from trainer import clock
from trainer.duty import printed, wording
from trainer.duty import service as duty
from trainer.duty.closed import LACK_NAMES, Closing
from trainer.duty.closing import Print
from trainer.duty.model import FORM_NAMES, Month, Record
from trainer.duty.snapshot import Snapshot
from trainer.errors import Invalid, NotFound
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.web.filters import month_name
from trainer.web.request import db_session, edition, settings, site, zone

Cards = Mapping[int, PersonCard]


def this_month() -> Month:
    """Return the month that it is at the site."""
    return Month.of(clock.today(zone()))


def title(month: Month) -> str:
    """Return the heading of a month's record."""
    return _("Training duty record %(month)s", month=month_name(month.first))


def month_of(text: str) -> Month:
    """Return the month of an address; raises NotFound that says how to write one."""
    try:
        return Month.parse(text)
    except Invalid as error:
        raise NotFound(error.message) from error


def words() -> dict[str, Any]:
    """Return what the template says lines with."""
    names = (
        "named",
        "dates",
        "clauses",
        "share",
        "count",
        "following",
        "comma",
        "as_of",
        "struck_by",
        "form_of",
        "corrected",
        "why_corrected",
        "FOLDED",
    )
    found: dict[str, Any] = {name: getattr(wording, name) for name in names}
    return found | {"forms": FORM_NAMES, "lacks": LACK_NAMES, "register": list(edition().items("clause"))}


def cards_for(made: Record, closing: Closing | None) -> dict[int, PersonCard]:
    """Return everybody whom a record names, as they were called when it was closed."""
    named = wording.named_by(made)
    if closing is None:
        return people.cards_of(db_session(), named)
    return duty.cards_of_then(db_session(), closing, named)


def paper(
    made: Record, department: str, cards: Cards, frozen: printed.Frozen | None = None
) -> tuple[str, bytes]:
    """Return the paper of a record; it is Chinese whatever the reader's language."""
    with force_locale("zh_Hans"):
        return printed.pdf(
            made,
            cards,
            heading=title(made.month),
            organisation=site().organisation,
            department=department,
            register=list(edition().items("clause")),
            printed=clock.localise(clock.now(), zone()),
            demo=settings().demo,
            closing=frozen,
        )


def printing(department: str) -> Print:
    """Return what makes the paper of a month that is being closed."""

    def print_(kept: Snapshot) -> tuple[str, bytes]:
        with force_locale("zh_Hans"):
            said = [(f"{LACK_NAMES[one.lack]} ({one.count})", one.text) for one in kept.said]
        frozen = printed.Frozen(kept.number, kept.version, said)
        return paper(kept.record, department, cards_for(kept.record, None), frozen)

    return print_
