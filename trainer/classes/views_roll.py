"""Pages of attendance: signing in with one's own phone, ticking who came."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from trainer.classes import pages
from trainer.classes import service as classes
from trainer.classes.blueprint import bp
from trainer.classes.forms import StrikeForm
from trainer.classes.model import ABSENCE_NAMES, HOW_NAMES, MAX_REASON, Absence, Held, Reason
from trainer.duty import service as duty
from trainer.duty.model import Month
from trainer.errors import Conflict, Gone, Invalid
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.web.forms import clean
from trainer.web.guard import leaders, signed_in
from trainer.web.request import db_session, viewer, zone


@bp.route("/classes/<int:class_id>/sign-in", methods=["GET", "POST"])
@signed_in
def sign_in(class_id: int) -> ResponseReturnValue:
    """Sign in to a class with the code of its sheet, on one's own phone."""
    session, token = db_session(), request.values.get("token", "")
    refused, status, held = None, 200, None
    done = False
    try:
        held = classes.open_to(session, viewer(), class_id, token)
        if request.method == "POST":
            classes.sign_in(session, viewer(), class_id, token)
            return redirect(url_for("classes.sign_in", class_id=class_id, token=token), 303)
        done = viewer().person_id in held.attendees
    except (Conflict, Gone) as error:
        refused, status = str(error), error.status
    page = render_template("classes/sign_in.html", held=held, done=done, refused=refused, token=token)
    return page, status


@bp.route("/classes/<int:class_id>/roll", methods=["GET", "POST"])
@leaders
def roll(class_id: int) -> ResponseReturnValue:
    """Tick who came, say why others did not, and with that say that the class was held."""
    session, form = db_session(), StrikeForm()
    held = classes.fetch(session, viewer(), class_id)
    if held.cancelled_at is not None:
        raise Conflict(_("This class was struck out before."))
    if not held.planned and duty.closed(session, held.department_id, Month.of(held.held_on)) is not None:
        raise Conflict(_("The month of this class is closed. Reopen it to correct who came."))
    blamed = None
    if request.method == "POST" and FlaskForm().validate_on_submit():
        try:
            return _kept(held, form)
        except Invalid as error:
            blamed = str(error)
    return _page(held, form, blamed)


def _kept(held: Held, form: StrikeForm) -> ResponseReturnValue:
    session, came = db_session(), _came()
    if held.planned:
        classes.hold(session, viewer(), held.id, came, _absences(held), zone=zone(), assign=pages.assign_test)
        flash(_("The class stands in the training duty record."), "done")
    else:
        reason = clean(form.reason.data) or ""
        classes.amend(
            session,
            viewer(),
            held.id,
            came,
            _absences(held),
            reason,
            zone=zone(),
            assign=pages.assign_test,
        )
        flash(_("The attendance was corrected."), "done")
    return redirect(url_for("classes.show", class_id=held.id), 303)


def _came() -> set[int]:
    return set(request.form.getlist("came", type=int))


def _absences(held: Held) -> dict[int, Reason]:
    """Return what was said of who did not come; what is no reason counts as none."""
    found = {}
    for id_ in held.expected:
        said = request.form.get(f"absence-{id_}", "")
        note = "".join(c for c in clean(request.form.get(f"note-{id_}", "")) or "" if c.isprintable())
        why = Absence(said) if said in set(Absence) else None
        found[id_] = Reason(why, note[:MAX_REASON] or None)
    return found


def _page(held: Held, form: StrikeForm, blamed: str | None) -> ResponseReturnValue:
    session, posted = db_session(), request.method == "POST"
    there = {**classes.may_come(session, held.department_id)}
    there |= people.cards_of(session, [*held.expected, *held.attendees])
    page = render_template(
        "classes/roll.html",
        held=held,
        form=form,
        blamed=blamed,
        rows=_rows(there, held.expected),
        others=_rows(there, {id_: None for id_ in there if id_ not in held.expected}),
        came=_came() if posted else set(held.attendees),
        absences=_absences(held) if posted else held.expected,
        reasons=ABSENCE_NAMES,
        hows=HOW_NAMES,
        begins=classes.begins(held, zone()),
    )
    return page, 422 if blamed else 200


def _rows(there: Mapping[int, PersonCard], wanted: Mapping[int, object]) -> list[PersonCard]:
    return list(pages.by_position({id_: there[id_] for id_ in wanted}).values())
