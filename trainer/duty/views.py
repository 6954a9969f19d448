"""The page of a month's training duty record, and its PDF."""

import io

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.duty import pages, views_closing, views_year, wording
from trainer.duty import service as duty
from trainer.duty.blueprint import bp
from trainer.duty.closed import by_lack
from trainer.people import service as people
from trainer.web.guard import leaders
from trainer.web.request import db_session, viewer, zone

__all__ = ["bp", "views_closing", "views_year"]


@bp.get("/duty")
@leaders
def index() -> ResponseReturnValue:
    """Go to the record of this month."""
    department = request.args.get("department")
    return redirect(url_for("duty.month", month=str(pages.this_month()), department=department), 303)


@bp.get("/duty/<month>")
@leaders
def month(month: str) -> ResponseReturnValue:
    """Show the record of a month: as it was closed, or as it is today with what is lacking of it."""
    wanted, session = pages.month_of(month), db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    versions = duty.every(session, department, wanted)
    closing = next((one for one in versions if one.stands), None)
    kept = duty.opened(session, closing) if closing else None
    made = kept.record if kept else duty.record(session, department, wanted, zone())
    missing = [] if closing or not made.over else duty.checklist(session, department, wanted, zone(), made)
    return render_template(
        "duty/month.html",
        record=made,
        heading=pages.title(wanted),
        summary=wording.summary(made),
        cards=pages.cards_for(made, closing),
        department=department,
        departments=names,
        # Who sees one department only has nothing to say about which.
        chosen=department if len(names) > 1 else None,
        this_month=pages.this_month(),
        now=clock.now(),
        missing=by_lack(missing),
        may_close=viewer().role in duty.CLOSERS,
        **views_closing.told(closing, kept, versions),
        **pages.words(),
    )


@bp.get("/duty/<month>.pdf")
@leaders
def pdf(month: str) -> ResponseReturnValue:
    """Send the record of a month as a paper to sign: the one that was kept, where it is closed."""
    wanted, session = pages.month_of(month), db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    closing = duty.closed(session, department, wanted)
    if closing is not None:
        return views_closing.sent(closing)
    made = duty.record(session, department, wanted, zone())
    name, data = pages.paper(made, names[department], pages.cards_for(made, None))
    duty.note_printed(session, viewer(), department, wanted)
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)
