"""Saving answers, one as the script sends it or all of a posted form, and the look before handing in."""

from collections.abc import Mapping, Sequence

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from trainer.attempts import service as attempts
from trainer.attempts import views_questions as pages
from trainer.attempts.blueprint import ID, bp
from trainer.attempts.pages_sitting import asked_of, edition_of, is_mine, quiz_of, sitting_page
from trainer.attempts.service import Posted, Press
from trainer.errors import Gone, Invalid, Stale
from trainer.i18n import gettext as _
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Json
from trainer.quizzes.types.base import fields_of
from trainer.web.guard import signed_in
from trainer.web.request import db_session, viewer


@bp.post(f"/attempts/<{ID}:attempt_id>/answers/<int(max=2147483647):slot>")
@signed_in
def answer(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Save one answer sent by the page's script, or all those of the posted form."""
    if request.is_json:
        return _answer_json(attempt_id, slot)
    anchor = url_for("attempts.show", attempt_id=attempt_id, _anchor=f"q{slot}")
    return _take_form(attempt_id, slot) or redirect(anchor, 303)


@bp.get(f"/attempts/<{ID}:attempt_id>/check")
@signed_in
def check(attempt_id: int) -> ResponseReturnValue:
    """Name what is open before the sitting is handed in."""
    sitting = attempts.fetch(db_session(), viewer(), attempt_id)
    if not is_mine(sitting) or not sitting.is_open:
        return redirect(url_for("attempts.review", attempt_id=attempt_id), 303)
    asked = asked_of(sitting)
    return render_template(
        "attempts/check.html",
        sitting=sitting,
        quiz=quiz_of(sitting),
        questions=asked,
        open=[question for question in asked if not question.answered],
        ends=pages.clock_time(sitting.deadline_at) if sitting.deadline_at else None,
        red_lines=quizzes.size(edition_of(sitting), quiz_of(sitting)).red_lines,
    )


@bp.post(f"/attempts/<{ID}:attempt_id>/check")
@signed_in
def save_and_check(attempt_id: int) -> ResponseReturnValue:
    """Save the whole form of a page without script, then show what is open."""
    return _take_form(attempt_id) or redirect(url_for("attempts.check", attempt_id=attempt_id), 303)


def _answer_json(attempt_id: int, slot: int) -> ResponseReturnValue:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or "seq" not in sent or "response" not in sent:
        return jsonify(message=_("This answer could not be read.")), 422
    try:
        saved = attempts.answer(db_session(), viewer(), attempt_id, slot, sent["seq"], sent["response"])
    except Stale as error:
        held = error.details
        shown = pages.fragment(held["shown"], attempt_id, slot)
        told = {"seq": held["seq"], "response": held["response"], "message": str(error)}
        return jsonify(saved=False, **told, **shown), 409
    except Invalid as error:
        return jsonify(message=str(error)), 422
    except Gone as error:
        return _ended_json(attempt_id, str(error))
    if saved.late:
        return _ended_json(
            attempt_id, _("It arrived after the deadline: kept for the supervisor, not counted.")
        )
    shown = pages.fragment(saved.shown, attempt_id, slot)
    return jsonify(saved=True, seq=saved.seq, at=pages.clock_time(saved.at), **shown)


def _ended_json(attempt_id: int, message: str) -> ResponseReturnValue:
    review_url = url_for("attempts.review", attempt_id=attempt_id)
    return jsonify(saved=False, ended=True, review=review_url, message=message), 410


def _take_form(attempt_id: int, slot: int | None = None) -> ResponseReturnValue | None:
    """Save a posted form; returns an answer of its own when the reader cannot go on as wanted."""
    move = request.form.get("move")
    press = Press(slot, move) if move and slot is not None else None
    form = _lists(request.form)
    review = url_for("attempts.review", attempt_id=attempt_id)
    try:
        posted = attempts.answer_form(db_session(), viewer(), attempt_id, form, press)
    except Gone as error:
        flash(str(error), "warn")
        return redirect(review, 303)
    if any(saved.late for saved in posted.saved):
        flash(_("It arrived after the deadline: kept for the supervisor, not counted."), "warn")
        return redirect(review, 303)
    return _mended(attempt_id, form, posted) if posted.refused else None


def _lists(form: MultiDict[str, str]) -> dict[str, list[str]]:
    return {name: form.getlist(name) for name in form}


def _mended(attempt_id: int, form: Mapping[str, Sequence[str]], posted: Posted) -> ResponseReturnValue:
    """Say what was refused; what cannot be read stays as it was typed, what is held elsewhere is shown."""
    for slot, error in sorted(posted.refused.items()):
        flash(_("Question %(number)s: %(reason)s", number=slot, reason=str(error)), "warn")
    typed = {
        slot: _typed(fields_of(form, f"s{slot}"))
        for slot, error in posted.refused.items()
        if isinstance(error, Invalid)
    }
    if not typed:
        first = min(posted.refused)
        return redirect(url_for("attempts.show", attempt_id=attempt_id, _anchor=f"q{first}"), 303)
    return sitting_page(attempts.fetch(db_session(), viewer(), attempt_id), typed), 422


def _typed(fields: Mapping[str, Sequence[str]]) -> Json:
    """Return posted fields in the form that templates show an answer from."""
    if "" in fields:
        return fields[""][0] if len(fields[""]) == 1 else list(fields[""])
    return {name: values[0] for name, values in fields.items() if values}
