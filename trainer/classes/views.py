"""Pages of classes held: entering one, looking at one, striking out one that was entered by mistake."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.assignments import service as assignments
from trainer.classes import service as classes
from trainer.classes.forms import EVERYONE, ClassForm, StrikeForm
from trainer.classes.model import Held
from trainer.duty.model import Month
from trainer.errors import Conflict, Invalid
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.standard import service as standard
from trainer.web.filters import position_name
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, site, viewer, zone

bp = Blueprint("classes", __name__)


@bp.route("/classes/new", methods=["GET", "POST"])
@leaders
def new() -> ResponseReturnValue:
    """Enter a class held and who came."""
    me, session = viewer(), db_session()
    department, names = people.choose_department(session, me, request.args.get("department"))
    there = _by_position(assignments.assignable(session, department))
    today = clock.today(zone())
    form = ClassForm(data={"held_on": today, "trainer": me.name, "minutes": 30})
    persons = [(id_, f"{c.staff_number} {c.name}") for id_, c in there.items()]
    form.offer(_clauses(), _groups(there), persons, today)
    if form.validate_on_submit():
        try:
            id_ = classes.record(session, me, department, form.draft(), _attendees(form, there), zone=zone())
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The class was entered; it stands in the training duty record."), "done")
            return redirect(url_for("classes.show", class_id=id_), 303)
    page = render_template(
        "classes/new.html",
        form=form,
        department=department,
        departments=names,
        today=today,
        month=Month.of(form.held_on.data or today),
        titles=_titles(),
        there=there,
    )
    return page, 422 if form.errors else 200


def _by_position(there: Mapping[int, PersonCard]) -> dict[int, PersonCard]:
    places = {position.id: place for place, position in enumerate(site().positions)}
    rows = sorted(there.values(), key=lambda c: (places.get(c.position, len(places)), c.staff_number))
    return {card.id: card for card in rows}


def _groups(there: Mapping[int, PersonCard]) -> list[tuple[str, str]]:
    """Return the whole department and each of its positions, with how many people that means."""
    counts: dict[str, int] = {}
    for card in there.values():
        counts[card.position] = counts.get(card.position, 0) + 1
    every = _("Whole department (%(count)s, without managers and administrators)", count=len(there))
    sized = [
        (f"position:{id_}", _("%(name)s (%(count)s)", name=position_name(id_), count=count))
        for id_, count in counts.items()
    ]
    return [(EVERYONE, every), *sized] if there else []


def _attendees(form: ClassForm, there: Mapping[int, PersonCard]) -> set[int]:
    """Return who was ticked, by name or with a group."""
    groups = set(form.groups.data or ())
    found = {
        id_ for id_, card in there.items() if EVERYONE in groups or f"position:{card.position}" in groups
    }
    return found | set(form.attendees.data or ())


def _clauses() -> list[tuple[str, str]]:
    found = standard.register(edition()).clauses
    chinese = language() == "zh_Hans"
    return [(c.id, f"{c.id} {c.title if chinese else c.title_en}") for c in found]


def _titles() -> dict[str, str]:
    """Return the title of its section for every clause."""
    register = standard.register(edition())
    named = {s.id: s.title if language() == "zh_Hans" else s.title_en for s in register.sections}
    return {clause.id: named.get(clause.section, "") for clause in register.clauses}


@bp.get("/classes/<int:class_id>")
@leaders
def show(class_id: int) -> ResponseReturnValue:
    """Show what was entered of a class."""
    return _page(classes.fetch(db_session(), viewer(), class_id), StrikeForm())


def _page(held: Held, form: StrikeForm) -> ResponseReturnValue:
    session = db_session()
    involved = [*held.attendees, held.created_by, *([held.cancelled_by] if held.cancelled_by else [])]
    cards = people.cards_of(session, involved)
    page = render_template(
        "classes/show.html",
        held=held,
        cards=cards,
        attendees=sorted((cards[id_] for id_ in held.attendees), key=lambda card: card.staff_number),
        department=people.departments(session)[held.department_id],
        month=Month.of(held.held_on),
        titles=dict(_clauses()),
        form=form,
    )
    return page, 422 if form.errors else 200


@bp.post("/classes/<int:class_id>/strike-out")
@leaders
def strike_out(class_id: int) -> ResponseReturnValue:
    """Strike out a mistaken entry, with the reason."""
    session, form = db_session(), StrikeForm()
    held = classes.fetch(session, viewer(), class_id)
    if not form.validate_on_submit():
        return _page(held, form)
    try:
        classes.cancel(session, viewer(), class_id, form.reason.data or "")
    except Conflict as error:
        flash(str(error), "warn")
    else:
        flash(_("The entry was struck out."), "done")
    return redirect(url_for("classes.show", class_id=class_id), 303)
