"""The page of one member of an assignment: more time for them, or the task called off for them alone."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.blueprint import bp
from trainer.assignments.forms import CancelForm, to_utc, to_wall
from trainer.assignments.forms_members import ExtendForm
from trainer.assignments.model import NORMAL, STATE_NAMES, Kind, Standing, Task
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Feedback, Quiz
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, viewer, zone


@bp.route("/assignments/<int:assignment_id>/members/<int:person_id>", methods=["GET", "POST"])
@leaders
def member(assignment_id: int, person_id: int) -> ResponseReturnValue:
    """Give one member a later due time or more time in the sitting, with a reason."""
    task, own = assignments.standing_of(db_session(), viewer(), assignment_id, person_id)
    form, quiz = ExtendForm(data=_filled(own)), _quiz(task)
    form.offer(to_wall(task.due_at, zone()), timed=bool(quiz and quiz.time_limit))
    if form.validate_on_submit():
        due, factor = form.due_at.data, form.data.get("time_factor") or NORMAL
        try:
            assignments.extend(
                db_session(),
                viewer(),
                assignment_id,
                person_id,
                due_at=to_utc(due, zone()) if due else None,
                time_factor=factor,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            if not form.blame(error):
                raise
        else:
            flash(_("It is noted, and the person sees it."), "done")
            return redirect(url_for("assignments.show", assignment_id=assignment_id), 303)
    return _page(task, own, form, CancelForm(formdata=None, prefix="off"), quiz)


def _filled(own: Standing) -> dict[str, Any]:
    given = own.extension
    due = to_wall(given.due_at, zone()) if given and given.due_at else None
    return {"due_at": due, "time_factor": given.time_factor if given else NORMAL}


def _quiz(task: Task) -> Quiz | None:
    there = task.kind is Kind.QUIZ and edition().has("quiz", task.target_id)
    return quizzes.quiz(edition(), task.target_id) if there else None


def _page(
    task: Task, own: Standing, form: ExtendForm, off: CancelForm, quiz: Quiz | None
) -> ResponseReturnValue:
    known = [own.person_id, *(one.by for one in (own.extension, own.called_off) if one)]
    cards = people.cards_of(db_session(), known)
    page = render_template(
        "assignments/member.html",
        task=task,
        own=own,
        card=cards[own.person_id],
        cards=cards,
        form=form,
        off=off,
        quiz=quiz,
        leaks=quiz is not None and quiz.feedback is Feedback.AFTER_DEADLINE,
        now=clock.now(),
        states=STATE_NAMES,
    )
    return page, 422 if form.errors or off.errors else 200


@bp.post("/assignments/<int:assignment_id>/members/<int:person_id>/call-off")
@leaders
def release(assignment_id: int, person_id: int) -> ResponseReturnValue:
    """Call the task off for one member alone, with a reason."""
    task, own = assignments.standing_of(db_session(), viewer(), assignment_id, person_id)
    off, quiz = CancelForm(prefix="off"), _quiz(task)
    if not off.validate_on_submit():
        form = ExtendForm(formdata=None, data=_filled(own))
        form.offer(to_wall(task.due_at, zone()), timed=bool(quiz and quiz.time_limit))
        return _page(task, own, form, off, quiz)
    assignments.release(db_session(), viewer(), assignment_id, person_id, off.reason.data or "")
    flash(_("The task was called off for this person; what they sat stays in the record."), "done")
    return redirect(url_for("assignments.show", assignment_id=assignment_id), 303)
