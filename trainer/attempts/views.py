"""Pages of a sitting: start, the questions, handing in, the review."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from trainer.assignments import service as assignments
from trainer.attempts import service as attempts
from trainer.attempts import views_marking, views_mending, views_overriding, views_saving
from trainer.attempts import views_questions as pages
from trainer.attempts.blueprint import ID, bp
from trainer.attempts.model import Rules, row_id
from trainer.attempts.pages_after import after
from trainer.attempts.pages_sitting import edition_of, is_mine, quiz_of, sitting_page
from trainer.attempts.reading import open_with_same_questions
from trainer.attempts.service import Sitting
from trainer.errors import Conflict
from trainer.people import service as people
from trainer.quizzes import service as quizzes
from trainer.scores import service as scores
from trainer.web.guard import signed_in
from trainer.web.request import db_session, edition, settings, viewer

__all__ = ["bp", "views_marking", "views_mending", "views_overriding", "views_saving"]


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
    if not is_mine(sitting) or not sitting.is_open:
        return redirect(url_for("attempts.review", attempt_id=attempt_id), 303)
    return sitting_page(sitting)


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
    if sitting.is_open and is_mine(sitting):
        return redirect(url_for("attempts.show", attempt_id=attempt_id), 303)
    session, mine = db_session(), is_mine(sitting)
    entry = scores.of_attempt(session, sitting.department_id, sitting.id)
    shown = _marked(sitting) if not sitting.is_open else []
    rows = corrections(session, sitting, entry)
    ids = [*_settlers(shown), *(row.author_id for row in rows if row.author_id)]
    return render_template(
        "attempts/review.html",
        sitting=sitting,
        quiz=quiz_of(sitting),
        edition_name=edition_of(sitting).name,
        entry=entry,
        questions=shown,
        right=sum(one.verdict == "right" for one in shown),
        late=sum(one.late is not None for one in shown) if not mine else 0,
        busy=_closing(sitting) if mine and not shown else [],
        after=after(sitting, shown, passed=entry is not None and entry.passed),
        settlers=people.cards_of(session, ids) if ids else {},
        rows=rows,
        person=None if mine else people.cards_of(session, [sitting.person_id]).get(sitting.person_id),
    )


def corrections(
    session: Session, sitting: Sitting, entry: scores.ScoreEntry | None
) -> Sequence[scores.ScoreEntry]:
    """Return all ledger rows of an ended sitting, oldest first, where one took another's place."""
    if sitting.is_open or (entry is not None and entry.supersedes is None):
        return []
    return scores.history(session, sitting.department_id, attempt_id=sitting.id)


def _marked(sitting: Sitting) -> list[pages.Marked]:
    """Return the graded questions, none while the reader may not see the key.

    A leader sees them at once; one's own wait for release, and for the end of any other sitting of the quiz.
    """
    found = attempts.review(db_session(), sitting)
    if is_mine(sitting):
        closed = not all(one.question.released for one in found)
        if closed or attempts.sits_same_questions(db_session(), sitting):
            return []
    return [pages.marked(sitting, one, edition_of(sitting)) for one in found]


def _closing(sitting: Sitting) -> list[tuple[Sitting, str]]:
    """Return the reader's open sittings that close this review, each with the title of its quiz."""
    found = open_with_same_questions(db_session(), sitting)
    return [(one, quiz_of(one).title) for one in found]


def _settlers(shown: list[pages.Marked]) -> list[int]:
    """Return who settled provisional grades or mended questions."""
    settled = [one.settled["by"] for one in shown if one.settled]
    return settled + [one.mended.author_id for one in shown if one.mended]
