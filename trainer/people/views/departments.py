"""Departments: choosing one on a page, and adding one."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from trainer.errors import Conflict
from trainer.i18n import gettext as _
from trainer.people import service
from trainer.people.forms import DepartmentForm
from trainer.people.model import Role
from trainer.people.views.account import show
from trainer.people.views.blueprint import bp
from trainer.web.guard import allow
from trainer.web.request import db_session, viewer


@bp.route("/departments", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def departments() -> ResponseReturnValue:
    """Show the departments and add one."""
    session, form = db_session(), DepartmentForm()
    if form.validate_on_submit():
        try:
            service.add_department(session, form.name.data or "", viewer())
        except Conflict as error:
            form.name.errors = [*form.name.errors, str(error)]
        else:
            flash(_("%(name)s was added.", name=form.name.data), "done")
            return redirect(url_for("people.departments"), 303)
    roles: dict[int, list[str]] = {id_: [] for id_ in service.departments(session)}
    for person in service.people(session, viewer()):
        roles[person.department_id].append(person.role)
    return show("people/departments.html", form, departments=service.departments(session), roles=roles)
