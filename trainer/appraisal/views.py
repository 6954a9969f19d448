"""Pages of appraisal: the marks of a period, where each comes from, the scheme, and the files."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from trainer import clock
from trainer.appraisal import service as appraisal
from trainer.appraisal import wording
from trainer.appraisal.facts import Fact, Origin, Row
from trainer.appraisal.forms import ExportForm, PeriodForm, ReleaseForm, SchemeForm
from trainer.appraisal.model import COMPONENT_NAMES, Scheme
from trainer.appraisal.service import Appraisal
from trainer.errors import Conflict, Invalid, NotFound
from trainer.exports import service as exports
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import OVERSEERS
from trainer.period import Period
from trainer.standard import service as standard
from trainer.web.filters import position_name
from trainer.web.guard import allow, leaders
from trainer.web.paging import paged
from trainer.web.request import db_session, edition, settings, site, viewer, zone

bp = Blueprint("appraisal", __name__)

ADDRESSES = {
    Origin.ATTEMPT: ("attempts.review", "attempt_id"),
    Origin.ASSIGNMENT: ("assignments.show", "assignment_id"),
    Origin.OBSERVATION: ("observations.show", "observation_id"),
    Origin.CLASS: ("classes.show", "class_id"),
}
"""Where the link of a fact leads."""


@dataclass(frozen=True)
class Asked:
    """Which department and period a page is about."""

    department: int
    departments: dict[int, str]
    period: Period

    @property
    def address(self) -> dict[str, Any]:
        """Return what every address of the same department and period carries."""
        chosen = self.department if len(self.departments) > 1 else None
        return {"start": self.period.start, "end": self.period.end, "department": chosen}


def _asked() -> Asked:
    """Return what is asked for; raises NotFound for a period that is none."""
    department, names = people.choose_department(db_session(), viewer(), request.args.get("department"))
    try:
        period = Period.parse(request.args.get("start", ""), request.args.get("end", ""))
    except Invalid as error:
        raise NotFound(error.message) from error
    return Asked(department, dict(names), period)


def link_of(fact: Fact, *, external: bool = False) -> str:
    """Return the address of the page a fact was made on."""
    endpoint, name = ADDRESSES[fact.origin]
    place: dict[str, Any] = {name: fact.origin_id}
    return url_for(endpoint, _external=external, **place)


@bp.get("/appraisal")
@leaders
def index() -> ResponseReturnValue:
    """Show the marks of a period; last month's unless said otherwise."""
    me, session, today = viewer(), db_session(), clock.today(zone())
    department, names = people.choose_department(session, me, request.args.get("department"))
    usual = Period.last_month(today)
    asked = bool({"start", "end"} & request.args.keys())
    form = PeriodForm(
        request.args if asked else None,
        data=None if asked else {"start": usual.start.isoformat(), "end": usual.end.isoformat()},
    )
    period = form.period()
    made = appraisal.appraise(session, me, department, period, zone()) if period else None
    page = render_template(
        "appraisal/index.html",
        form=form,
        made=made,
        shown=paged(made.rows, _words(made)) if made else None,
        department=department,
        departments=names,
        address=Asked(department, dict(names), period).address if period else {},
        shortcuts=[
            (_("Last month"), usual),
            (_("This month"), Period.month(today)),
            (_("This quarter"), Period.quarter(today)),
            (_("Last quarter"), Period.quarter(Period.quarter(today).start - timedelta(days=1))),
        ],
        locks=appraisal.locks(session, department, period) if period else (),
        export=ExportForm(),
        release=ReleaseForm(),
        words=wording,
        components=COMPONENT_NAMES,
    )
    return page, 200 if period else 422


def _words(made: Appraisal) -> Callable[[Row], str]:
    """Return what says of a row how it is found."""
    cards = made.cards

    def words(row: Row) -> str:
        card = cards[row.person_id]
        return f"{card.name} {card.staff_number} {position_name(row.position)}"

    return words


@bp.get("/appraisal/people/<int:person_id>")
@leaders
def person(person_id: int) -> ResponseReturnValue:
    """Show where somebody's mark comes from, fact by fact, each with the way to what it was made by."""
    asked = _asked()
    made = appraisal.appraise(db_session(), viewer(), asked.department, asked.period, zone())
    row = made.of(person_id)
    return render_template(
        "appraisal/person.html",
        made=made,
        row=row,
        card=made.cards[person_id],
        address=asked.address,
        clauses=exports.clause_rows(db_session(), made, person_id),
        titles={one.id: one.title for one in standard.register(edition()).clauses},
        link_of=link_of,
        words=wording,
        components=COMPONENT_NAMES,
    )


@bp.route("/appraisal/scheme", methods=["GET", "POST"])
@leaders
def scheme() -> ResponseReturnValue:
    """Change the scheme of a period: first shown on its people, then put in force with a reason."""
    asked, session, me = _asked(), db_session(), viewer()
    made = appraisal.appraise(session, me, asked.department, asked.period, zone())
    form = SchemeForm() if request.method == "POST" else SchemeForm.of(made.scheme.scheme, made.scheme.number)
    wanted, tried = form.scheme() if request.method == "POST" else None, None
    if wanted is not None:
        tried = appraisal.appraise(session, me, asked.department, asked.period, zone(), scheme=wanted)
        if "save" in request.form and _saved(asked, form, wanted):
            return redirect(url_for("appraisal.index", **asked.address), 303)
    kept = appraisal.versions(session, asked.department, asked.period)
    page = render_template(
        "appraisal/scheme.html",
        form=form,
        made=made,
        tried=tried,
        versions=kept,
        authors=people.cards_of(session, [one.author_id for one in kept if one.author_id is not None]),
        address=asked.address,
        words=wording,
        components=COMPONENT_NAMES,
    )
    return page, 422 if form.errors else 200


def _saved(asked: Asked, form: SchemeForm, wanted: Scheme) -> bool:
    """Put a scheme in force; where that is refused the form says why and keeps what was typed."""
    try:
        number = appraisal.change(
            db_session(),
            viewer(),
            asked.department,
            asked.period,
            wanted,
            form.version(),
            form.reason.data or "",
        )
    except Invalid as error:
        form.blame(error)
        return False
    except Conflict as error:
        form.form_errors = [str(error)]
        return False
    flash(_("Version %(number)s of the scheme is in force.", number=number), "done")
    return True


@bp.post("/appraisal/release")
@allow(*OVERSEERS)
def release() -> ResponseReturnValue:
    """Release an exported period, so that its scheme can be changed."""
    asked, form = _asked(), ReleaseForm()
    try:
        form.validate()
        appraisal.release(db_session(), viewer(), asked.department, asked.period, form.reason.data or "")
    except (Invalid, Conflict) as error:
        flash(str(error), "error")
    else:
        flash(_("The period is released; its scheme may be changed again."), "done")
    return redirect(url_for("appraisal.index", **asked.address), 303)


@bp.post("/appraisal/export")
@leaders
def export() -> ResponseReturnValue:
    """Send a file of a period's marks; from then on its scheme is locked."""
    asked, form = _asked(), ExportForm()
    if not form.validate():
        raise NotFound(_l("There is no such file of an appraisal."))
    made = appraisal.appraise(db_session(), viewer(), asked.department, asked.period, zone())
    name, data, mimetype = _file(made, form.what.data)
    appraisal.lock(
        db_session(),
        viewer(),
        asked.department,
        asked.period,
        form.what.data,
        version=made.scheme,
        digest=made.digest,
        head=made.head,
    )
    response = send_file(io.BytesIO(data), mimetype=mimetype)
    plain = f"{'demo-' if settings().demo else ''}marks-{asked.period.start}-{asked.period.end}"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.{name.rpartition('.')[2]}\"; filename*=UTF-8''{quote(name)}"
    )
    return response


def _file(made: Appraisal, what: str) -> tuple[str, bytes, str]:
    about = exports.About(
        organisation=site().organisation,
        made_by=f"{viewer().staff_number} {viewer().name}",
        demo=settings().demo,
        link=lambda fact: link_of(fact, external=True),
        person=lambda person_id: url_for(
            "appraisal.person",
            person_id=person_id,
            start=made.period.start,
            end=made.period.end,
            department=made.department_id if viewer().oversees else None,
            _external=True,
        ),
        position=_position,
    )
    if what == "pdf":
        with force_locale("zh_Hans"):
            return exports.marks_paper(made, about)
    return exports.marks_file(db_session(), made, about, what)


def _position(position: str) -> str:
    return next((one.title for one in site().positions if one.id == position), position)
