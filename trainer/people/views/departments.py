"""Departments: choosing one on a page, and adding one."""

from collections import Counter

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from trainer.errors import Conflict, NotFound
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service
from trainer.people.forms import DepartmentForm
from trainer.people.model import Role, Viewer
from trainer.people.views.account import show
from trainer.people.views.blueprint import bp
from trainer.web.guard import allow
from trainer.web.request import db_session, viewer


def choose_department(session: Session, me: Viewer, wanted: str | None) -> tuple[int, dict[int, str]]:
    """Return the department asked for, one's own unless said otherwise, and those one may choose from.

    Raises NotFound for one out of reach.
    """
    names = {id_: name for id_, name in service.departments(session).items() if me.sees(id_)}
    department = int(wanted) if wanted and wanted.isascii() and wanted.isdigit() else me.department_id
    if (wanted and str(department) != wanted) or department not in names:
        raise NotFound(_l("There is no such department here."))
    return department, names


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
    sizes = Counter(person.department_id for person in service.people(session, viewer()))
    return show("people/departments.html", form, departments=service.departments(session), sizes=sizes)
