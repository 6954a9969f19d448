"""Pages of exports: choosing a period with a preview, and the files."""

import io
from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.errors import Invalid, NotFound
from trainer.exports import service as exports
from trainer.exports import sheets
from trainer.exports.forms import PeriodForm
from trainer.exports.model import Appraisal, PersonRow, hundredths
from trainer.exports.rule import rule
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.period import Period
from trainer.web.guard import leaders
from trainer.web.paging import paged
from trainer.web.request import db_session, settings, viewer, zone

bp = Blueprint("exports", __name__)


@bp.get("/exports")
@leaders
def index() -> ResponseReturnValue:
    """Choose a period, look at its people, take the files; this month unless said otherwise."""
    return _page(asked=bool({"start", "end"} & request.args.keys()))


def _page(*, asked: bool) -> tuple[str, int]:
    """Return the page; where the period that was asked for is none, it says so beside the field."""
    me, session, today = viewer(), db_session(), clock.today(zone())
    department, names = people.choose_department(session, me, request.args.get("department"))
    month = Period.month(today)
    usual = {"start": month.start.isoformat(), "end": month.end.isoformat()}
    form = PeriodForm(request.args if asked else None, data=None if asked else usual)
    period = form.period()
    made = _appraisal(department, period) if period else None
    page = render_template(
        "exports/index.html",
        form=form,
        department=department,
        departments=names,
        made=made,
        shown=paged(made.people, _words) if made else None,
        hundredths=hundredths,
        rule=rule(made),
        shortcuts=[
            (_("This month"), month),
            (_("Last month"), Period.last_month(today)),
            (_("This quarter"), Period.quarter(today)),
        ],
    )
    return page, 200 if period else 422


def _words(row: PersonRow) -> str:
    """Return what somebody is found by."""
    return f"{row.name} {row.staff_number} {row.position}"


@bp.get("/exports/appraisal.xlsx")
@leaders
def appraisal_xlsx() -> ResponseReturnValue:
    """Send the workbook of a period."""
    return _sent("xlsx", sheets.xlsx, sheets.XLSX_TYPE)


@bp.get("/exports/appraisal.csv")
@leaders
def appraisal_csv() -> ResponseReturnValue:
    """Send one sheet of a period as CSV: everything given, or with `sheet=summary` the people."""
    wanted = request.args.get("sheet", sheets.CSV_SHEETS[0])
    if wanted not in sheets.CSV_SHEETS:
        raise NotFound(_l("There is no such sheet; it is detail or summary."))
    return _sent(f"csv {wanted}", lambda made: sheets.csv_file(made, wanted), sheets.CSV_TYPE)


def _appraisal(department: int, period: Period) -> Appraisal:
    return exports.appraisal(db_session(), viewer(), department, period, zone(), demo=settings().demo)


def _sent(what: str, file: Callable[[Appraisal], tuple[str, bytes]], mimetype: str) -> ResponseReturnValue:
    """Send a file, once it is in the audit trail that somebody took it along; or the page to mend the period.

    A browser that cannot take the name gets a plain one.
    """
    department, _names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    try:
        period = Period.parse(request.args.get("start", ""), request.args.get("end", ""))
    except Invalid:
        return _page(asked=True)
    made = _appraisal(department, period)
    name, data = file(made)
    exports.note_export(db_session(), viewer(), department, what, made)
    response = send_file(io.BytesIO(data), mimetype=mimetype)
    suffix = name.rpartition(".")[2]
    plain = f"{'demo-' if made.demo else ''}appraisal-{period.start}-{period.end}.{suffix}"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    return response
