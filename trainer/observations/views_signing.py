"""The last words on the page of a result: sign, object, answer, observe again, link with another observer."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.errors import Conflict, Invalid, NotFound, Throttled
from trainer.i18n import gettext as _
from trainer.observations import pages
from trainer.observations import service as observations
from trainer.observations.blueprint import bp
from trainer.observations.forms import AnswerForm, ObjectForm, ReasonForm, SignForm, mark_choices, marks_of
from trainer.observations.model import Decision, Stage
from trainer.observations.pages_result import result_page
from trainer.observations.reach import answerable
from trainer.people import service as people
from trainer.web.guard import leaders, signed_in
from trainer.web.request import db_session, sign_in_rules, viewer


def _back(observation_id: int) -> ResponseReturnValue:
    return redirect(url_for("observations.show", observation_id=observation_id), 303)


@bp.post("/observations/<int:observation_id>/sign")
@signed_in
def sign(observation_id: int) -> ResponseReturnValue:
    """Sign what was shown, with the password given again."""
    session, me = db_session(), viewer()
    known = observations.fetch(session, me, observation_id)
    form = SignForm()
    if form.validate_on_submit():
        try:
            observations.sign(
                session, me, observation_id, form.shown.data or "", form.password.data or "", sign_in_rules()
            )
        except (Invalid, Throttled) as error:
            form.password.errors = [*form.password.errors, str(error)]
        except Conflict as error:
            flash(str(error), "warn")
            return _back(observation_id)
        else:
            flash(_("Signed."), "done")
            return _back(observation_id)
    return result_page(known, sign=form), 422


@bp.post("/observations/<int:observation_id>/object")
@signed_in
def object_(observation_id: int) -> ResponseReturnValue:
    """Object to what was shown, with a reason."""
    session, me = db_session(), viewer()
    known = observations.fetch(session, me, observation_id)
    form = ObjectForm()
    if not form.validate_on_submit():
        return result_page(known, objection=form), 422
    try:
        observations.object_(session, me, observation_id, form.shown.data or "", form.reason.data or "")
    except Invalid as error:
        form.blame(error)
        return result_page(known, objection=form), 422
    except Conflict as error:
        flash(str(error), "warn")
    else:
        flash(_("Your objection is in the record. Somebody who was not there will answer it."), "done")
    return _back(observation_id)


@bp.route("/observations/<int:observation_id>/answer", methods=["GET", "POST"])
@leaders
def answer(observation_id: int) -> ResponseReturnValue:
    """Answer an objection: let the result stand, change marks, or withdraw the observation."""
    session, me = db_session(), viewer()
    answerable(session, me, observation_id)
    known = observations.fetch(session, me, observation_id)
    if known.row.stage != Stage.OBJECTED.value:
        flash(_("No objection is open here."), "note")
        return _back(observation_id)
    form = AnswerForm()
    marks = known.first_marks | marks_of(known.form.items, request.form)
    if form.validate_on_submit() and _answered(observation_id, form, marks):
        flash(_("Your answer is in the record; the person signs what holds now."), "done")
        return _back(observation_id)
    ids = [known.row.person_id, known.row.observer_id]
    page = render_template(
        "observations/answer.html",
        known=known,
        row=known.row,
        form=form,
        marks=marks,
        choices=mark_choices(),
        groups=pages.item_views(known),
        cards=people.cards_of(session, ids),
        **pages.words(),
    )
    return page, 422 if form.errors else 200


def _answered(observation_id: int, form: AnswerForm, marks: dict[str, str]) -> bool:
    decision = Decision(form.decision.data)
    try:
        observations.answer(db_session(), viewer(), observation_id, decision, form.reason.data or "", marks)
    except Invalid as error:
        return form.refused(str(error)) if error.field in {"mark", "marks"} else form.blame(error) and False
    return True


@bp.post("/observations/<int:observation_id>/again/dismiss")
@leaders
def dismiss(observation_id: int) -> ResponseReturnValue:
    """Say why a person need not be observed again."""
    session, me = db_session(), viewer()
    known = observations.fetch(session, me, observation_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return result_page(known, dismissal=form), 422
    try:
        observations.dismiss(session, me, observation_id, form.reason.data or "")
    except Conflict as error:
        flash(str(error), "warn")
    else:
        flash(_("Noted: the person is not observed again for this."), "done")
    return _back(observation_id)


@bp.post("/observations/<int:observation_id>/link")
@leaders
def link(observation_id: int) -> ResponseReturnValue:
    """Say that another observer watched the same moment, or that nobody did."""
    session, me = db_session(), viewer()
    other = request.form.get("other", "")
    try:
        if other == "none":
            observations.unlink(session, me, observation_id)
            flash(_("The link was taken away."), "done")
        elif other.isascii() and other.isdigit() and len(other) < len(str(2**31)):
            observations.link(session, me, observation_id, int(other))
            flash(_("Linked: both observations count as one moment for the agreement."), "done")
        else:
            raise NotFound(_("There is no such observation here."))
    except Conflict as error:
        flash(str(error), "warn")
    return _back(observation_id)
