"""Paper: sheets and pin-ups as pages and PDF in three sizes; for leaders a quiz or a form on paper."""

import secrets
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from trainer.attempts import service as attempts
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import Conflict, Invalid
from trainer.i18n import gettext as _
from trainer.printing import exam as exams
from trainer.printing import laying, observing
from trainer.printing import service as printing
from trainer.printing.service import Printed
from trainer.quizzes import service as quizzes
from trainer.web.guard import leaders, signed_in
from trainer.web.request import db_session, edition, viewer

bp = Blueprint("printing", __name__)


@bp.get("/cheatsheets")
@signed_in
def index() -> ResponseReturnValue:
    """List the pin-ups, and the sheets, the reader's own position first."""
    return render_template(
        "printing/index.html",
        contents=printing.contents(edition(), viewer().position),
        edition=edition(),
        day=printing.day(edition()),
    )


@bp.get("/cheatsheets/<key>")
@signed_in
def sheet(key: str) -> ResponseReturnValue:
    """Show one sheet or pin-up as a page that also prints well."""
    frame = {"edition": edition(), "day": printing.day(edition())}
    if printing.is_wall(edition(), key):
        wall = printing.wall_of(edition(), key)
        data = laying.wall(edition(), wall)
        return render_template("printing/wall.html", wall=wall, rows=data["rows"], **frame)
    return render_template("printing/sheet.html", sheet=printing.of(edition(), key), **frame)


@bp.get("/cheatsheets/<key>.pdf")
@signed_in
def pdf(key: str) -> ResponseReturnValue:
    """Send one sheet or pin-up as PDF, shown in place where the browser can."""
    return _sent(printing.printed(edition(), key, printing.wanted_size(request.args.get("size", "a4"))))


@bp.get("/papers/<quiz_id>")
@leaders
def papers(quiz_id: str) -> ResponseReturnValue:
    """Offer a quiz on paper: all of it, or a draw by the number of a paper."""
    quiz = quizzes.quiz(edition(), quiz_id)
    seed = exams.wanted_seed(request.args.get("seed", ""))
    if seed is None and quiz.blueprint:
        seed = _fresh_seed()
    return render_template(
        "printing/papers.html",
        quiz=quiz,
        exam=exams.exam(edition(), quiz_id, seed),
        seed=seed,
        fresh=_fresh_seed(),
        edition=edition(),
    )


@bp.get("/papers/<quiz_id>.pdf")
@leaders
def paper(quiz_id: str) -> ResponseReturnValue:
    """Send a part of a quiz on paper; it is in Chinese, whoever prints it."""
    part = exams.wanted_part(request.args.get("part", "questions"))
    made = exams.exam(_edition(), quiz_id, exams.wanted_seed(request.args.get("seed", "")))
    if part in {"key", "pack"}:
        _refuse_own_key(made.keys)
    with force_locale("zh_Hans"):
        return _sent(exams.printed(_edition(), made, part))


@bp.get("/checklists/<key>.pdf")
@leaders
def checklist(key: str) -> ResponseReturnValue:
    """Send a blank observation form, to be filled in by hand."""
    return _sent(observing.printed(edition(), key))


def _fresh_seed() -> int:
    """Return the number of a paper that nobody has chosen: four figures, to be written by hand."""
    return 1000 + secrets.randbelow(9000)


def _edition() -> Edition:
    """Return the edition a paper names, so that it can be printed again; without a name the current one."""
    wanted = request.args.get("edition", "")
    if not wanted:
        return edition()
    numbers = {number for number, _hash, _moment in editions.published(db_session())}
    if not (wanted.isascii() and wanted.isdigit() and int(wanted) in numbers):
        raise Invalid(_("There is no such edition."), field="edition")
    return editions.get(db_session(), int(wanted))


def _refuse_own_key(questions: tuple[str, ...]) -> None:
    """Show nobody the key of what they are being asked."""
    if any(attempts.is_asked(db_session(), viewer(), question) for question in questions):
        raise Conflict(_("Your open sitting asks questions of this paper. Please hand that in first."))


def _sent(made: Printed) -> Response:
    response = Response(made.body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = (
        f"inline; filename=\"{made.plain_name}\"; filename*=UTF-8''{quote(made.name)}"
    )
    return response
