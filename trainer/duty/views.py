"""The page of a month's training duty record, and its PDF."""

import io
from typing import Any

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from trainer import clock
from trainer.duty import printed, wording
from trainer.duty import service as duty
from trainer.duty.model import FORM_NAMES, Month, Record
from trainer.errors import Invalid, NotFound
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.web.filters import month_name
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, settings, site, viewer, zone

bp = Blueprint("duty", __name__)


@bp.get("/duty")
@leaders
def index() -> ResponseReturnValue:
    """Go to the record of this month."""
    department = request.args.get("department")
    return redirect(url_for("duty.month", month=str(_this_month()), department=department), 303)


def _this_month() -> Month:
    return Month.of(clock.today(zone()))


@bp.get("/duty/<month>")
@leaders
def month(month: str) -> ResponseReturnValue:
    """Show the record of a month, and what is lacking of it today."""
    wanted, session = _month(month), db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    made = duty.record(session, department, wanted, zone())
    return render_template(
        "duty/month.html",
        record=made,
        heading=_title(wanted),
        summary=wording.summary(made),
        cards=people.cards_of(session, wording.named_by(made)),
        department=department,
        departments=names,
        # Who sees one department only has nothing to say about which.
        chosen=department if len(names) > 1 else None,
        this_month=_this_month(),
        register=list(edition().items("clause")),
        forms=FORM_NAMES,
        now=clock.now(),
        **_words(),
    )


def _words() -> dict[str, Any]:
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
        "FOLDED",
    )
    return {name: getattr(wording, name) for name in names}


def _title(month: Month) -> str:
    return _("Training duty record %(month)s", month=month_name(month.first))


def _month(text: str) -> Month:
    """Return the month of an address; raises NotFound that says how to write one."""
    try:
        return Month.parse(text)
    except Invalid as error:
        raise NotFound(error.message) from error


@bp.get("/duty/<month>.pdf")
@leaders
def pdf(month: str) -> ResponseReturnValue:
    """Send the record of a month as a paper to sign; it is Chinese whatever the reader's language."""
    wanted, session = _month(month), db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    made = duty.record(session, department, wanted, zone())
    with force_locale("zh_Hans"):
        name, data = _paper(made, names[department])
    duty.note_printed(session, viewer(), department, wanted)
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)


def _paper(made: Record, department: str) -> tuple[str, bytes]:
    return printed.pdf(
        made,
        people.cards_of(db_session(), wording.named_by(made)),
        heading=_title(made.month),
        organisation=site().organisation,
        department=department,
        register=list(edition().items("clause")),
        printed=clock.localise(clock.now(), zone()),
        demo=settings().demo,
    )
