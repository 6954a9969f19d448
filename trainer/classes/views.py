"""Pages of classes: the list, entering one that was held, looking at one, striking one out."""

from collections.abc import Iterable, Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.assignments import service as assignments
from trainer.classes import pages, views_files, views_plan, views_results, views_roll
from trainer.classes import service as classes
from trainer.classes.blueprint import bp
from trainer.classes.forms import AttachForm, ClassForm, StrikeForm
from trainer.classes.model import ABSENCE_NAMES, HOW_NAMES, LEVEL_NAMES, MODE_NAMES, Held
from trainer.duty import service as duty
from trainer.duty.model import Month
from trainer.errors import Conflict, Invalid
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.web.guard import leaders
from trainer.web.paging import paged
from trainer.web.request import db_session, viewer, zone

__all__ = ["bp", "views_files", "views_plan", "views_results", "views_roll"]
PAGE = 20


@bp.get("/classes")
@leaders
def index() -> ResponseReturnValue:
    """Show what is planned and what was held."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    last = max(1, -(-classes.count_past(session, department) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    return render_template(
        "classes/index.html",
        ahead=classes.ahead(session, department) if page == 1 else [],
        past=classes.past(session, department, limit=PAGE, offset=(page - 1) * PAGE),
        department=department,
        departments=names,
        chosen=department if len(names) > 1 else None,
        page=page,
        pages=last,
        today=clock.today(zone()),
        modes=MODE_NAMES,
    )


@bp.route("/classes/new", methods=["GET", "POST"])
@leaders
def new() -> ResponseReturnValue:
    """Enter a class held and who came."""
    me, session = viewer(), db_session()
    department, names = people.choose_department(session, me, request.args.get("department"))
    there = pages.by_position(assignments.assignable(session, department))
    today = clock.today(zone())
    form = ClassForm(data={"held_on": today, "trainer": me.name, "minutes": 30})
    persons = [(id_, f"{c.staff_number} {c.name}") for id_, c in there.items()]
    form.offer(pages.clauses(), pages.groups(there), persons, today)
    if form.validate_on_submit():
        try:
            came = pages.chosen(form, there)
            id_ = classes.record(session, me, department, form.draft(), came, zone=zone())
        except Invalid as error:
            form.blame(error)
        else:
            flash(_said(department, Month.of(form.draft().held_on)), "done")
            return redirect(url_for("classes.show", class_id=id_), 303)
    page = render_template(
        "classes/new.html",
        form=form,
        department=department,
        departments=names,
        today=today,
        month=Month.of(form.held_on.data or today),
        titles=pages.titles(),
        there=there,
    )
    return page, 422 if form.errors else 200


def _said(department: int, month: Month) -> str:
    if duty.closed(db_session(), department, month) is None:
        return _("The class was entered; it stands in the training duty record.")
    return _("The class was entered. Its month is closed: it stands in the record of this month.")


@bp.get("/classes/<int:class_id>")
@leaders
def show(class_id: int) -> ResponseReturnValue:
    """Show a class: its plan, who came, results, photos."""
    return page_of(classes.fetch(db_session(), viewer(), class_id), StrikeForm())


def page_of(held: Held, form: StrikeForm, attach: AttachForm | None = None) -> ResponseReturnValue:
    """Return the page of a class, with what is wrong in one of its forms."""
    session = db_session()
    attach = attach or AttachForm(formdata=None)
    results = classes.trail(session, held.department_id, held.id)
    authors = {mark.author_id for rows in results.values() for mark in rows}
    involved = [*held.attendees, *held.expected, held.created_by, *authors]
    cards = people.cards_of(session, [*involved, *([held.cancelled_by] if held.cancelled_by else [])])
    month = Month.of(held.held_on)
    page = render_template(
        "classes/show.html",
        held=held,
        cards=cards,
        attendees=paged(_in_order(cards, held.attendees), endpoint="classes.show"),
        missing=paged(_in_order(cards, held.absent), asked="absent", endpoint="classes.show"),
        department=people.departments(session)[held.department_id],
        month=month,
        closed=duty.closed(session, held.department_id, month),
        titles=dict(pages.clauses()),
        quiz=pages.quiz_title(held.quiz_id),
        tests=assignments.by_ids(session, held.department_id, held.tests),
        results=results,
        files=classes.attached(session, viewer(), held.id),
        form=form,
        attach=attach,
        today=clock.today(zone()),
        **NAMES,
    )
    return page, 422 if form.errors or attach.errors else 200


def _in_order(cards: Mapping[int, PersonCard], ids: Iterable[int]) -> list[PersonCard]:
    return sorted((cards[id_] for id_ in ids), key=lambda card: card.staff_number)


NAMES = {"modes": MODE_NAMES, "levels": LEVEL_NAMES, "hows": HOW_NAMES, "absences": ABSENCE_NAMES}


@bp.post("/classes/<int:class_id>/strike-out")
@leaders
def strike_out(class_id: int) -> ResponseReturnValue:
    """Strike out a mistaken entry, or call off a plan, with the reason."""
    session, form = db_session(), StrikeForm()
    held = classes.fetch(session, viewer(), class_id)
    if not form.validate_on_submit():
        return page_of(held, form)
    try:
        classes.cancel(session, viewer(), class_id, form.reason.data or "")
    except Conflict as error:
        flash(str(error), "warn")
    else:
        flash(_("The class was called off.") if held.planned else _("The entry was struck out."), "done")
    return redirect(url_for("classes.show", class_id=class_id), 303)
