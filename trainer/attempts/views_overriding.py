"""Pages for those who lead: other points for one answer or one whole sitting, looked at before it is done."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.attempts import service as attempts
from trainer.attempts import views_questions as pages
from trainer.attempts.blueprint import ID, bp
from trainer.attempts.forms_mending import OverrideForm
from trainer.attempts.model import row_id
from trainer.attempts.pages_sitting import edition_of, quiz_of
from trainer.attempts.service import Given
from trainer.attempts.views_mending import hidden
from trainer.errors import Conflict, Invalid, NotFound
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.web.guard import leaders
from trainer.web.request import db_session, viewer


@bp.route(f"/attempts/<{ID}:attempt_id>/override", methods=["GET", "POST"])
@leaders
def override(attempt_id: int) -> ResponseReturnValue:
    """Change the points of one answer (`slot`) or the result of the whole sitting."""
    review = url_for("attempts.review", attempt_id=attempt_id)
    slot = row_id(request.args.get("slot"))
    try:
        now = attempts.overridable(db_session(), viewer(), attempt_id)
    except Conflict as error:
        flash(str(error), "warn")
        return redirect(review, 303)
    if slot is not None and slot not in now.grades:
        raise NotFound(_l("There is no such question in this sitting."))
    form = OverrideForm()
    if request.method == "GET" or not form.validate():
        return _form(attempt_id, now, slot, form)
    try:
        given = form.given(slot)
        if form.seen.data is None or "again" in request.form:
            change = attempts.survey_override(db_session(), viewer(), attempt_id, given)
            return _preview(attempt_id, slot, given, change, form)
        attempts.override(db_session(), viewer(), attempt_id, given, form.reason.data or "", form.seen.data)
    except Invalid as error:
        form.blame(error)
        return _form(attempt_id, now, slot, form)
    except Conflict as error:
        flash(str(error), "warn")
        return redirect(review, 303)
    flash(_("Changed and written into the ledger."), "done")
    return redirect(review if slot is None else f"{review}#q{slot}", 303)


def _form(
    attempt_id: int, now: attempts.Overridable, slot: int | None, form: OverrideForm
) -> ResponseReturnValue:
    sitting = attempts.fetch(db_session(), viewer(), attempt_id)
    edition = edition_of(sitting)
    shown = None
    if slot is not None:
        reviewed = attempts.review(db_session(), sitting)
        shown = next(pages.marked(sitting, one, edition) for one in reviewed if one.question.slot == slot)
    page = render_template(
        "attempts/override.html",
        sitting=sitting,
        quiz=quiz_of(sitting),
        person=people.cards_of(db_session(), [sitting.person_id])[sitting.person_id],
        now=now,
        slot=slot,
        one=shown,
        form=form,
    )
    return page, 422 if form.errors else 200


def _preview(
    attempt_id: int, slot: int | None, given: Given, change: attempts.Change, form: OverrideForm
) -> ResponseReturnValue:
    sitting = attempts.fetch(db_session(), viewer(), attempt_id)
    return render_template(
        "attempts/override_preview.html",
        sitting=sitting,
        quiz=quiz_of(sitting),
        cards=people.cards_of(db_session(), [sitting.person_id]),
        slot=slot,
        given=given,
        change=change,
        form=form,
        hidden=hidden(),
    )
