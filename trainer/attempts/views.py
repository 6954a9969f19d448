"""Pages of a sitting: start, the questions, saving answers, a look before handing in, the review."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from trainer import clock
from trainer.assignments import service as assignments
from trainer.attempts import service as attempts
from trainer.attempts import views_marking
from trainer.attempts import views_questions as pages
from trainer.attempts.blueprint import ID, bp
from trainer.attempts.model import Rules, row_id
from trainer.attempts.service import Posted, Press, Sitting
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import Conflict, Gone, Invalid, Stale
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Feedback, Quiz
from trainer.scores import service as scores
from trainer.web.guard import signed_in
from trainer.web.request import db_session, edition, settings, viewer

__all__ = ["bp", "views_marking"]


@bp.post("/quizzes/<quiz_id>/attempts")
@signed_in
def start(quiz_id: str) -> ResponseReturnValue:
    """Start a sitting or go on with the open one, for an assignment or in self-study."""
    quiz = quizzes.quiz(edition(), quiz_id)
    assignment_id = row_id(request.form.get("assignment"))
    grace = settings().answer_grace_seconds
    try:
        rules = Rules.of_quiz(quiz, grace)
        if assignment_id is not None:
            _task, rules = assignments.rules_for(db_session(), viewer(), assignment_id, quiz, grace)
        attempt_id = attempts.start(db_session(), viewer(), quiz_id, rules, assignment_id)
    except Conflict as error:
        flash(str(error), "warn")
        return redirect(url_for("quizzes.show", quiz_id=quiz_id, assignment=assignment_id), 303)
    return redirect(url_for("attempts.show", attempt_id=attempt_id), 303)


@bp.get(f"/attempts/<{ID}:attempt_id>")
@signed_in
def show(attempt_id: int) -> ResponseReturnValue:
    """Show all questions of one's open sitting in one document; an ended one leads to its review."""
    sitting = attempts.fetch(db_session(), viewer(), attempt_id)
    if not _mine(sitting) or not sitting.is_open:
        return redirect(url_for("attempts.review", attempt_id=attempt_id), 303)
    asked = _asked(sitting)
    at_once = sitting.rules.feedback is Feedback.AT_ONCE
    return render_template(
        "attempts/at_once.html" if at_once else "attempts/sitting.html",
        sitting=sitting,
        quiz=_quiz(sitting),
        questions=asked,
        answered=sum(question.answered for question in asked),
        now=clock.now(),
        ends=pages.clock_time(sitting.deadline_at) if sitting.deadline_at else None,
    )


@bp.post(f"/attempts/<{ID}:attempt_id>/answers/<int(max=2147483647):slot>")
@signed_in
def answer(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Save one answer sent by the page's script, or all those of the posted form."""
    if request.is_json:
        return _answer_json(attempt_id, slot)
    anchor = url_for("attempts.show", attempt_id=attempt_id, _anchor=f"q{slot}")
    return redirect(_take_form(attempt_id, slot) or anchor, 303)


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


def _take_form(attempt_id: int, slot: int | None = None) -> str | None:
    """Save a posted form; returns where to go when that is not where the reader wanted to."""
    move = request.form.get("move")
    press = Press(slot, move) if move and slot is not None else None
    try:
        form = _lists(request.form)
        posted = attempts.answer_form(db_session(), viewer(), attempt_id, form, press)
    except Gone as error:
        flash(str(error), "warn")
        return url_for("attempts.review", attempt_id=attempt_id)
    if any(saved.late for saved in posted.saved):
        flash(_("It arrived after the deadline: kept for the supervisor, not counted."), "warn")
        return url_for("attempts.review", attempt_id=attempt_id)
    return _tell(attempt_id, posted)


def _lists(form: MultiDict[str, str]) -> dict[str, list[str]]:
    return {name: form.getlist(name) for name in form}


def _tell(attempt_id: int, posted: Posted) -> str | None:
    for slot, error in sorted(posted.refused.items()):
        flash(_("Question %(number)s: %(reason)s", number=slot, reason=str(error)), "warn")
    if not posted.refused:
        return None
    return url_for("attempts.show", attempt_id=attempt_id, _anchor=f"q{min(posted.refused)}")


@bp.get(f"/attempts/<{ID}:attempt_id>/check")
@signed_in
def check(attempt_id: int) -> ResponseReturnValue:
    """Name what is open before the sitting is handed in."""
    sitting = attempts.fetch(db_session(), viewer(), attempt_id)
    if not _mine(sitting) or not sitting.is_open:
        return redirect(url_for("attempts.review", attempt_id=attempt_id), 303)
    asked = _asked(sitting)
    return render_template(
        "attempts/check.html",
        sitting=sitting,
        quiz=_quiz(sitting),
        questions=asked,
        open=[question for question in asked if not question.answered],
        ends=pages.clock_time(sitting.deadline_at) if sitting.deadline_at else None,
        red_lines=quizzes.size(_edition(sitting), _quiz(sitting)).red_lines,
    )


@bp.post(f"/attempts/<{ID}:attempt_id>/check")
@signed_in
def save_and_check(attempt_id: int) -> ResponseReturnValue:
    """Save the whole form of a page without script, then show what is open."""
    return redirect(_take_form(attempt_id) or url_for("attempts.check", attempt_id=attempt_id), 303)


@bp.post(f"/attempts/<{ID}:attempt_id>/submit")
@signed_in
def submit(attempt_id: int) -> ResponseReturnValue:
    """Hand in; a second time leads to the same result."""
    attempts.submit(db_session(), viewer(), attempt_id)
    return redirect(url_for("attempts.review", attempt_id=attempt_id), 303)


@bp.get(f"/attempts/<{ID}:attempt_id>/review")
@signed_in
def review(attempt_id: int) -> ResponseReturnValue:
    """Show result and, as far as released, answers, key and reasons; wrong ones first."""
    sitting = attempts.fetch(db_session(), viewer(), attempt_id)
    if sitting.is_open and _mine(sitting):
        return redirect(url_for("attempts.show", attempt_id=attempt_id), 303)
    session, mine = db_session(), _mine(sitting)
    entry = scores.of_attempt(session, sitting.department_id, sitting.id)
    shown = _marked(sitting) if not sitting.is_open else []
    return render_template(
        "attempts/review.html",
        sitting=sitting,
        quiz=_quiz(sitting),
        edition_name=_edition(sitting).name,
        entry=entry,
        questions=shown,
        right=sum(one.verdict == "right" for one in shown),
        late=sum(one.late is not None for one in shown) if not mine else 0,
        busy=mine and not shown and attempts.sits_same_questions(session, sitting),
        person=None if mine else people.cards_of(session, [sitting.person_id]).get(sitting.person_id),
    )


def _mine(sitting: Sitting) -> bool:
    return sitting.person_id == viewer().person_id


def _edition(sitting: Sitting) -> Edition:
    return editions.get(db_session(), sitting.edition_number)


def _quiz(sitting: Sitting) -> Quiz:
    return quizzes.quiz(_edition(sitting), sitting.quiz_id)


def _asked(sitting: Sitting) -> list[pages.Asked]:
    found = attempts.questions(db_session(), sitting)
    return [pages.asked(sitting, question, _edition(sitting)) for question in found]


def _marked(sitting: Sitting) -> list[pages.Marked]:
    """Return the graded questions, none while the reader may not see the key.

    A leader sees them at once; one's own wait for release, and for the end of any other sitting of the quiz.
    """
    found = attempts.review(db_session(), sitting)
    if _mine(sitting):
        closed = not all(one.question.released for one in found)
        if closed or attempts.sits_same_questions(db_session(), sitting):
            return []
    return [pages.marked(sitting, one, _edition(sitting)) for one in found]
