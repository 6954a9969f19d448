"""Pages for those who lead: which answers wait to be confirmed, and the form that settles them."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.attempts import service as attempts
from trainer.attempts import views_questions as pages
from trainer.attempts.blueprint import ID, bp
from trainer.attempts.forms import CHANGED, MarkForm
from trainer.attempts.service import Reviewed, Sitting
from trainer.editions import service as editions
from trainer.errors import Conflict, Invalid
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.quizzes import service as quizzes
from trainer.web.guard import leaders
from trainer.web.request import db_session, viewer


@bp.get("/marking")
@leaders
def marking() -> ResponseReturnValue:
    """List the sittings whose answers wait for the viewer's word, oldest first."""
    sittings = attempts.waiting(db_session(), viewer())
    numbers = {sitting.edition_number for sitting in sittings}
    kept = {number: editions.get(db_session(), number) for number in numbers}
    return render_template(
        "attempts/marking.html",
        sittings=sittings,
        titles={one.id: quizzes.quiz(kept[one.edition_number], one.quiz_id).title for one in sittings},
        cards=people.cards_of(db_session(), [one.person_id for one in sittings]),
    )


@bp.route(f"/attempts/<{ID}:attempt_id>/marking", methods=["GET", "POST"])
@leaders
def mark(attempt_id: int) -> ResponseReturnValue:
    """Show the provisional answers of a sitting, and settle them all in one go."""
    try:
        sitting = attempts.to_mark(db_session(), viewer(), attempt_id)
    except Conflict as error:
        flash(str(error), "note")
        return redirect(url_for("attempts.review", attempt_id=attempt_id), 303)
    open_ = [one for one in attempts.review(db_session(), sitting) if not one.grade.final]
    forms = {one.question.slot: MarkForm(prefix=f"q{one.question.slot}-") for one in open_}
    if request.method == "POST" and _filled(forms, open_) and _settled(attempt_id, forms, open_):
        flash(_("Confirmed and written into the ledger."), "done")
        return redirect(url_for("attempts.review", attempt_id=attempt_id), 303)
    return _page(sitting, forms, open_)


def _filled(forms: Mapping[int, MarkForm], open_: list[Reviewed]) -> bool:
    """Say whether every answer has a decision, and points where these were to change."""
    fine = True
    for one in open_:
        form = forms[one.question.slot]
        fine = form.validate() and fine
        if form.decision.data == CHANGED and form.points.data is None and not form.points.errors:
            form.points.errors = [_("Write the points to give.")]
            fine = False
    return fine


def _settled(attempt_id: int, forms: Mapping[int, MarkForm], open_: list[Reviewed]) -> bool:
    marks = {one.question.slot: forms[one.question.slot].mark(one.grade) for one in open_}
    try:
        attempts.mark(db_session(), viewer(), attempt_id, marks)
    except Invalid as error:
        slot = int(error.field or 0)
        form = forms[slot]
        wrong = form.reason if not marks[slot].reason.strip() else form.points
        wrong.errors = [*wrong.errors, str(error)]
        return False
    return True


def _page(sitting: Sitting, forms: Mapping[int, MarkForm], open_: list[Reviewed]) -> ResponseReturnValue:
    edition = editions.get(db_session(), sitting.edition_number)
    return render_template(
        "attempts/mark.html",
        sitting=sitting,
        quiz=quizzes.quiz(edition, sitting.quiz_id),
        person=people.cards_of(db_session(), [sitting.person_id])[sitting.person_id],
        answers=[(pages.marked(sitting, one, edition), forms[one.question.slot]) for one in open_],
        forms=list(forms.values()),
    ), 422 if any(form.errors for form in forms.values()) else 200
