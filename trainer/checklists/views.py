"""The forms as leaders look them up: what there is, and each with its items, weights and red lines."""

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from trainer.checklists import service as checklists
from trainer.checklists.model import Checklist
from trainer.lessons import service as lessons
from trainer.quizzes import service as quizzes
from trainer.standard import service as standards
from trainer.standard.model import EVERYONE
from trainer.web.filters import position_name
from trainer.web.guard import leaders
from trainer.web.request import edition

bp = Blueprint("checklists", __name__)

START = "observations.new"
"""Where an observation begins; a site may run without that room."""


@bp.get("/checklists")
@leaders
def index() -> ResponseReturnValue:
    """List the forms of the current edition."""
    return render_template(
        "checklists/index.html",
        forms=[(form, _positions(form)) for form in checklists.of_edition(edition()).values()],
        edition=edition(),
    )


@bp.get("/checklists/<checklist_id>")
@leaders
def show(checklist_id: str) -> ResponseReturnValue:
    """Show one form, to be read before one goes out with it."""
    form = checklists.checklist(edition(), checklist_id)
    return render_template(
        "checklists/show.html",
        form=form,
        positions=_positions(form),
        weight=sum(item.weight for item in form.items),
        register=standards.register(edition()),
        lessons=[lessons.lesson(edition(), key) for key in form.lessons],
        quiz=quizzes.quiz(edition(), form.quiz_id) if form.quiz_id else None,
        start=_start(form),
        edition=edition(),
    )


def _start(form: Checklist) -> str | None:
    """Return the address where an observation with the form begins."""
    there = START in current_app.view_functions
    return url_for(START, checklist=form.id) if there else None


def _positions(form: Checklist) -> list[str]:
    """Return the titles of the positions the form is for; none for everybody."""
    return [position_name(one) for one in form.positions if one != EVERYONE]
