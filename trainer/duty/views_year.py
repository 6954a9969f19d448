"""The page of a year of the training duty record, and its PDF."""

import io

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from trainer import clock
from trainer.duty import pages, printed_year, wording
from trainer.duty import service as duty
from trainer.duty.blueprint import bp
from trainer.duty.months import YEARS
from trainer.duty.year import STAGE_NAMES, Year
from trainer.errors import NotFound
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.web.filters import position_name
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, settings, site, viewer, zone


def _year() -> tuple[Year, dict[int, str]]:
    department, names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    wanted = request.args.get("year", pages.this_month().year, type=int)
    if wanted not in YEARS:
        raise NotFound(_("There is no such year."))
    return duty.year(db_session(), department, wanted, zone()), names


@bp.get("/duty/year")
@leaders
def year() -> ResponseReturnValue:
    """Show twelve months, their quarters and what the standard still lacks."""
    found, names = _year()
    return render_template(
        "duty/year.html",
        year=found,
        this_year=pages.this_month().year,
        stages=STAGE_NAMES,
        told=printed_year.told,
        share=wording.share,
        titles=printed_year.titles(edition()),
        department=found.department_id,
        departments=names,
        chosen=found.department_id if len(names) > 1 else None,
    )


@bp.get("/duty/year.pdf")
@leaders
def year_pdf() -> ResponseReturnValue:
    """Send the year as a paper; it is Chinese whatever the reader's language."""
    found, names = _year()
    with force_locale("zh_Hans"):
        name, data = printed_year.pdf(
            found,
            organisation=site().organisation,
            department=names[found.department_id],
            position_name=position_name,
            printed=clock.localise(clock.now(), zone()),
            titles=printed_year.titles(edition()),
            demo=settings().demo,
        )
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)
