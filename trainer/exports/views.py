"""Pages of exports: choosing a period with a preview, and the files."""

import io

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.errors import NotFound
from trainer.exports import service as exports
from trainer.exports import sheets
from trainer.exports.forms import PeriodForm
from trainer.exports.model import Appraisal, Period
from trainer.exports.rule import rule
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.web.guard import leaders
from trainer.web.request import db_session, viewer, zone

bp = Blueprint("exports", __name__)


@bp.get("/exports")
@leaders
def index() -> ResponseReturnValue:
    """Choose a period, look at its people, take the files; this month unless said otherwise."""
    me, session, today = viewer(), db_session(), clock.today(zone())
    department, names = people.choose_department(session, me, request.args.get("department"))
    month = Period.month(today)
    asked = bool({"start", "end"} & request.args.keys())
    usual = {"start": month.start.isoformat(), "end": month.end.isoformat()}
    form = PeriodForm(request.args if asked else None, data=None if asked else usual)
    period = form.period()
    made = exports.appraisal(session, me, department, period, zone()) if period else None
    page = render_template(
        "exports/index.html",
        form=form,
        department=department,
        departments=names,
        made=made,
        rule=rule(made),
        shortcuts=[
            (_("This month"), month),
            (_("Last month"), Period.last_month(today)),
            (_("This quarter"), Period.quarter(today)),
        ],
    )
    return page, 200 if period else 422


@bp.get("/exports/appraisal.xlsx")
@leaders
def appraisal_xlsx() -> ResponseReturnValue:
    """Send the workbook of a period."""
    made, department = _made()
    return _sent(made, department, "xlsx", sheets.xlsx(made), sheets.XLSX_TYPE)


@bp.get("/exports/appraisal.csv")
@leaders
def appraisal_csv() -> ResponseReturnValue:
    """Send one sheet of a period as CSV: every counting result, or with `sheet=summary` the people."""
    wanted = request.args.get("sheet", sheets.CSV_SHEETS[0])
    if wanted not in sheets.CSV_SHEETS:
        raise NotFound(_l("There is no such sheet; it is detail or summary."))
    made, department = _made()
    return _sent(made, department, f"csv {wanted}", sheets.csv_file(made, wanted), sheets.CSV_TYPE)


def _made() -> tuple[Appraisal, int]:
    department, _names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    period = Period.parse(request.args.get("start", ""), request.args.get("end", ""))
    return exports.appraisal(db_session(), viewer(), department, period, zone()), department


def _sent(
    made: Appraisal, department: int, what: str, file: tuple[str, bytes], mimetype: str
) -> ResponseReturnValue:
    """Send a file that was made, once it is in the audit trail that somebody took it along."""
    name, data = file
    exports.note_export(db_session(), viewer(), department, what, made)
    return send_file(io.BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name)
