"""The make-up list: built by itself, and one click that assigns it all."""

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.assignments import pages
from trainer.assignments import service as assignments
from trainer.assignments.blueprint import bp
from trainer.assignments.forms import to_utc, to_wall
from trainer.assignments.forms_makeups import MakeUpForm
from trainer.assignments.making_up import LOOK_BACK, Key, MakeUp
from trainer.assignments.model import KIND_NAMES
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, viewer, zone


@bp.route("/assignments/makeups", methods=["GET", "POST"])
@leaders
def makeups() -> ResponseReturnValue:
    """Show who failed or was absent, by quiz and lesson, and assign it again to whom is ticked."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    found = assignments.makeups(session, viewer(), department)
    form = MakeUpForm(data={"due_at": _in_a_week(), "people": [_key(one) for one in _every(found)]})
    form.offer([_key(one) for one in _every(found)], to_wall(clock.now(), zone()))
    if form.validate_on_submit() and _assigned(form, department):
        return redirect(url_for("assignments.makeups", department=request.args.get("department")), 303)
    page = render_template(
        "assignments/makeups.html",
        form=form,
        ticks={choice.data: choice for choice in form.people},
        found=found,
        key=_key,
        gone=[one for one in found if not edition().has(one.task.kind.value, one.task.target_id)],
        cards=people.cards(session, department),
        department=department,
        departments=names,
        back=LOOK_BACK.days,
        kinds=KIND_NAMES,
        now=clock.now(),
    )
    return page, 422 if form.errors else 200


def _every(found: list[MakeUp]) -> list[Key]:
    return [(one.task.id, one.person_id) for group in found for one in group.everyone]


def _key(key: Key) -> str:
    return f"{key[0]}:{key[1]}"


def _in_a_week() -> datetime:
    day = to_wall(clock.now(), zone()).date() + timedelta(days=pages.DAYS_TO_DO)
    return datetime.combine(day, pages.DUE_HOUR)


def _assigned(form: MakeUpForm, department: int) -> bool:
    """Assign what a valid form says and tell of it; False where the service refused and the form says why."""
    pairs = [key.split(":") for key in form.people.data or ()]
    ticked = {(int(task), int(person)) for task, person in pairs}
    due = to_utc(form.due_at.data or to_wall(clock.now(), zone()), zone())
    try:
        done = assignments.assign_makeups(db_session(), viewer(), department, ticked, due)
    except Invalid as error:
        if not form.blame(error):
            raise
        return False
    for task, count in done:
        flash(_("“%(title)s” was assigned again to %(count)s people.", title=task.title, count=count), "done")
    if not done:
        flash(_("Nothing was assigned: a make-up is arranged for all of them already."), "note")
    return True
