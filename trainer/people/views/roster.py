"""The roster: everybody of a department, a page for each, and the acts upon them."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.errors import Conflict, Forbidden, Invalid
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service
from trainer.people.forms import NewPersonForm, PersonForm, ReasonForm, chosen
from trainer.people.model import ROLE_NAMES, Role, Viewer
from trainer.people.tables import Person
from trainer.people.views.account import show
from trainer.people.views.blueprint import bp
from trainer.web.filters import position_name
from trainer.web.guard import leaders
from trainer.web.paging import paged
from trainer.web.request import db_session, site, viewer

FACTS = ("name", "position", "role", "department_id", "hired_on")


@bp.get("/people")
@leaders
def index() -> ResponseReturnValue:
    """Show everybody of a department, those who left folded away."""
    me, session = viewer(), db_session()
    department, names = service.choose_department(session, me, request.args.get("department"))
    rows = service.people(session, me, department_id=department, inactive=True)
    active = [p for p in rows if p.active]
    return render_template(
        "people/index.html",
        department=department,
        departments=names,
        active=active,
        shown=paged(active, lambda p: f"{p.name} {p.staff_number} {position_name(p.position)}"),
        left=[p for p in rows if not p.active],
        waiting={p.id for p in rows if service.waiting(p)},
        can_print=any(service.waiting(p) and me.manages(p.role, p.department_id) for p in rows),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@leaders
def new() -> ResponseReturnValue:
    """Add a person, who gets a first password on the next page."""
    me, session = viewer(), db_session()
    home, _names = service.choose_department(session, me, request.args.get("department"))
    form = NewPersonForm(data={"role": Role.STAFF.value, "department_id": home})
    _offer(form, me)
    form.refuse_taken = partial(service.refuse_taken, session)
    if form.validate_on_submit():
        facts = {"role": Role.STAFF, "department_id": home, **chosen(form, FACTS)}
        facts["role"] = Role(facts["role"])
        try:
            id_ = service.add_person(session, me, staff_number=form.staff_number.data or "", **facts)
        except (Invalid, Conflict) as error:
            _blame(form, error)
        else:
            flash(_("%(name)s was added.", name=facts["name"]), "done")
            return redirect(url_for("people.person", person_id=id_), 303)
    return show("people/new.html", form, department=home)


@bp.get("/people/<int(max=2147483647):person_id>")
@leaders
def person(person_id: int) -> ResponseReturnValue:
    """Show a person, with what the viewer may do."""
    me, session = viewer(), db_session()
    found = service.fetch(session, me, person_id)
    return render_template(
        "people/person.html",
        person=found,
        department=service.departments(session)[found.department_id],
        may=me.manages(found.role, found.department_id),
        waiting=service.waiting(found),
        last_sign_in=service.last_sign_in(session, person_id),
    )


@bp.route("/people/<int(max=2147483647):person_id>/edit", methods=["GET", "POST"])
@leaders
def edit(person_id: int) -> ResponseReturnValue:
    """Change the facts of a person."""
    me, session = viewer(), db_session()
    found = service.managed(session, me, person_id)
    form = PersonForm(obj=found)
    _offer(form, me, found)
    if form.validate_on_submit():
        try:
            changed = service.update_person(session, me, person_id, **chosen(form, FACTS))
        except (Invalid, Conflict) as error:
            _blame(form, error)
        else:
            flash(_("Saved.") if changed else _("Nothing was changed."), "done" if changed else "note")
            gone = "department_id" in changed and not me.oversees
            return redirect(url_for("people.index" if gone else "people.person", person_id=person_id), 303)
    return show("people/edit.html", form, person=found)


@bp.route("/people/<int(max=2147483647):person_id>/deactivate", methods=["GET", "POST"])
@leaders
def deactivate(person_id: int) -> ResponseReturnValue:
    """End a person's access, with a reason."""
    me, session = viewer(), db_session()
    found = service.managed(session, me, person_id)
    if found.id == me.person_id:
        raise Forbidden(_l("You cannot deactivate your own account."))
    form = ReasonForm()
    if form.validate_on_submit():
        service.deactivate(session, me, person_id, form.reason.data or "")
        flash(_("%(name)s can no longer sign in.", name=found.name), "done")
        return redirect(url_for("people.person", person_id=person_id), 303)
    return show("people/deactivate.html", form, person=found)


@bp.post("/people/<int(max=2147483647):person_id>/reactivate")
@leaders
def reactivate(person_id: int) -> ResponseReturnValue:
    """Give a person access again."""
    me, session = viewer(), db_session()
    name = service.managed(session, me, person_id).name
    service.reactivate(session, me, person_id)
    flash(_("%(name)s can sign in again with the old password.", name=name), "done")
    return redirect(url_for("people.person", person_id=person_id), 303)


def _offer(form: PersonForm, me: Viewer, person: Person | None = None) -> None:
    """Hand the form what the viewer may choose; what a person has today stays a choice."""
    positions = {p.id: position_name(p.id) for p in site().positions}
    roles = {r.value: str(name) for r, name in ROLE_NAMES.items() if me.manages(r, me.department_id)}
    if person is not None:
        positions.setdefault(person.position, person.position)
    if person is not None and person.id == me.person_id:
        roles = {person.role: roles[person.role]}
    every = service.departments(db_session())
    form.offer(positions, roles, {id_: name for id_, name in every.items() if me.sees(id_)})


def _blame(form: PersonForm, error: Invalid | Conflict) -> None:
    """Put a refusal beside its field, or on top of the form."""
    refusal = error if isinstance(error, Invalid) else Invalid(error.message, error.details.get("field"))
    if not form.blame(refusal):
        form.form_errors = [*form.form_errors, str(error)]
