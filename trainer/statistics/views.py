"""Pages of statistics: the quizzes, one quiz with its questions, its workbook, and results by month."""

import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.attempts.service import ACT_NAMES, Among
from trainer.people import service as people
from trainer.statistics import service as statistics
from trainer.statistics import sheets
from trainer.statistics.forms import SittingsForm
from trainer.statistics.hints import HINT_NAMES, HINT_TEXTS
from trainer.statistics.meanings import meanings
from trainer.statistics.model import ENOUGH
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, viewer, zone

bp = Blueprint("statistics", __name__)
MONTHS = 12
FOLDED = 12
"""Questions that are shown open; a pool of a hundred folds the rest."""


@bp.get("/statistics")
@leaders
def index() -> ResponseReturnValue:
    """List the quizzes that were sat, the lowest mean first."""
    department, names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    return render_template(
        "statistics/index.html",
        lines=statistics.lines(db_session(), viewer(), department),
        department=department,
        departments=names,
    )


@bp.get("/statistics/trends")
@leaders
def trends() -> ResponseReturnValue:
    """Show twelve months: sittings, pass rate, share right, and the share right by section."""
    department, names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    months = _months(clock.today(zone()))
    found, sections = statistics.trends(db_session(), viewer(), department, months, zone())
    return render_template(
        "statistics/trends.html",
        months=found,
        sections=sections,
        labels=[f"{month.year}-{month.month:02}" for month in months],
        department=department,
        departments=names,
    )


def _months(day: date) -> list[date]:
    """Return the first days of the months up to that of a day, oldest first."""
    found = [day.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


@bp.get("/statistics/<quiz_id>")
@leaders
def quiz(quiz_id: str) -> ResponseReturnValue:
    """Show the figures of a quiz, worst questions first, among the sittings chosen."""
    department, names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    form = SittingsForm(request.args)
    among = _among(form, department, quiz_id)
    shown = statistics.statistics(db_session(), viewer(), among or Among(department, quiz_id))
    form.offer(shown.editions)
    asked = ("department", "sittings", "edition", "start", "end")
    kept: dict[str, Any] = {name: value for name in asked if (value := request.args.get(name))}
    page = render_template(
        "statistics/quiz.html",
        form=form,
        shown=shown,
        f=shown.figures,
        enough=ENOUGH,
        folded=FOLDED,
        hint_names=HINT_NAMES,
        hint_texts=HINT_TEXTS,
        act_names=ACT_NAMES,
        cards=people.cards_of(db_session(), [one.author_id for one in shown.mendings]),
        department=department,
        departments=names,
        chosen=department if len(names) > 1 else None,
        questions={one.item.id: one for one in shown.figures.questions},
        workbook=url_for("statistics.workbook", quiz_id=quiz_id, **kept),
        meanings=meanings(),
        has_page=edition().has("quiz", quiz_id),
    )
    return page, 200 if among else 422


def _among(form: SittingsForm, department: int, quiz_id: str) -> Among | None:
    bounds = form.bounds(zone())
    if bounds is None:
        return None
    first_only = form.sittings.data != "all"
    return Among(department, quiz_id, form.edition_number(), *bounds, first_only=first_only)


@bp.get("/statistics/<quiz_id>.xlsx")
@leaders
def workbook(quiz_id: str) -> ResponseReturnValue:
    """Send the figures as a workbook, once it is in the audit trail that somebody took them along."""
    department, names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    form = SittingsForm(request.args)
    among = _among(form, department, quiz_id)
    if among is None:
        return quiz(quiz_id)
    made = statistics.statistics(db_session(), viewer(), among)
    made_at = clock.localise(clock.now(), zone())
    name, data = sheets.workbook(made, among, names[department], made_at)
    statistics.note_export(db_session(), viewer(), among, made)
    response = send_file(io.BytesIO(data), mimetype=sheets.XLSX_TYPE)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"statistics-{quiz_id}.xlsx\"; filename*=UTF-8''{quote(name)}"
    )
    return response
