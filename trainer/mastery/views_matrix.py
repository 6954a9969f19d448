"""The department matrix: people by sections or clauses, on a page and as a workbook."""

import io
from urllib.parse import quote

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.audit import service as audit
from trainer.db import writing
from trainer.i18n import lazy as _l
from trainer.mastery import pages_matrix, pages_workbook
from trainer.mastery.blueprint import bp
from trainer.mastery.model import HALF_LIFE, Sort
from trainer.mastery.pages_matrix import EVERY, SECTIONS, Wanted
from trainer.people import service as people
from trainer.scores import service as scores
from trainer.standard import service as standard
from trainer.web.filters import local, position_name
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, settings, site, viewer

SORTS = {
    Sort.NEED: _l("Lowest first"),
    Sort.RED_LINES: _l("Most red lines first"),
    Sort.NAME: _l("By staff number"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/matrix")
@leaders
def matrix() -> ResponseReturnValue:
    """Show people down and sections or clauses across, those who need it most on top."""
    session, wanted = db_session(), _wanted()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    return render_template(
        "mastery/matrix.html",
        made=pages_matrix.matrix(session, viewer(), department, edition(), wanted),
        wanted=wanted,
        department=department,
        departments=names,
        shows=pages_matrix.shows(standard.register(edition())),
        sorts=[(key.value, name) for key, name in SORTS.items()],
        positions=[(one.id, position_name(one.id)) for one in site().positions],
        half_life=HALF_LIFE.days,
        now=clock.now(),
        titled=pages_matrix.titled,
    )


def _wanted() -> Wanted:
    """Return what the address asks for; what it cannot mean is the usual."""
    asked = request.args
    shows = {SECTIONS, EVERY, *(one.id for one in standard.register(edition()).sections)}
    show, sort, position = asked.get("show", ""), asked.get("sort", ""), asked.get("position", "")
    return Wanted(
        show=show if show in shows else SECTIONS,
        sort=Sort(sort) if sort in list(Sort) else Sort.NEED,
        position=position if position in {one.id for one in site().positions} else "",
        page=asked.get("page", 1, type=int),
    )


@bp.get("/matrix.xlsx")
@leaders
def matrix_xlsx() -> ResponseReturnValue:
    """Send the whole matrix as a workbook, once it is in the audit trail that somebody took it along."""
    session, me, wanted = db_session(), viewer(), _wanted()
    department, names = people.choose_department(session, me, request.args.get("department"))
    found = [
        pages_matrix.matrix(
            session,
            me,
            department,
            edition(),
            Wanted(show=show, sort=wanted.sort, position=wanted.position),
            whole=True,
        )
        for show in (SECTIONS, EVERY)
    ]
    now = local(clock.now())
    name, data = pages_workbook.xlsx(
        *found,
        organisation=site().organisation,
        department=names[department],
        edition=edition().name,
        head=scores.head(session, department),
        made_at=now,
        demo=settings().demo,
    )
    today = now.date().isoformat()
    with writing(session):
        audit.record(
            session,
            "export_made",
            actor_id=me.person_id,
            department_id=department,
            what="matrix xlsx",
            start=today,
            end=today,
            rows=found[0].people,
        )
    answer = send_file(io.BytesIO(data), mimetype=XLSX)
    plain = f"{'demo-' if settings().demo else ''}mastery-{today}.xlsx"
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    return answer
