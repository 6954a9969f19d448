"""The quizzes somebody may sit, and the page of one before it is sat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Standing, Task
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules, row_id
from trainer.attempts.service import Sitting
from trainer.errors import Conflict
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.quizzes import service as quizzes
from trainer.quizzes.drawing import draw
from trainer.quizzes.model import Quiz
from trainer.quizzes.service import Size
from trainer.quizzes.traffic import count
from trainer.scores import service as scores
from trainer.scores.service import ScoreEntry
from trainer.web.guard import leaders, signed_in
from trainer.web.request import db_session, edition, settings, viewer

bp = Blueprint("quizzes", __name__)


@dataclass(frozen=True)
class Line:
    """A quiz in the list, with the reader's best result and open sitting."""

    quiz: Quiz
    size: Size
    best: ScoreEntry | None
    open: Sitting | None


@dataclass(frozen=True)
class Past:
    """One of the reader's ended sittings."""

    sitting: Sitting
    entry: ScoreEntry | None


@bp.get("/quizzes")
@signed_in
def index() -> ResponseReturnValue:
    """List what is owed first, then the quizzes of the reader's position, then the others."""
    session, person = db_session(), viewer()
    attempts.settle(session, department_id=person.department_id)
    sittings = attempts.of_person(session, person.department_id, person.person_id)
    rows = scores.of_person(session, person.department_id, person.person_id)
    lines = [_line(quiz, rows, sittings) for quiz in quizzes.every(edition())]
    return render_template(
        "quizzes/index.html",
        owed=[one for one in assignments.owed(session, person) if one.pending],
        mine=[line for line in lines if line.quiz.for_position(person.position)],
        others=[line for line in lines if not line.quiz.for_position(person.position)],
        now=clock.now(),
    )


def _line(quiz: Quiz, rows: Iterable[ScoreEntry], sittings: Iterable[Sitting]) -> Line:
    done = [row for row in rows if row.quiz_id == quiz.id]
    running = (one for one in sittings if one.quiz_id == quiz.id and one.is_open)
    return Line(
        quiz,
        quizzes.size(edition(), quiz),
        max(done, key=lambda row: (row.passed, row.percent), default=None),
        next(running, None),
    )


@bp.get("/quizzes/<quiz_id>")
@signed_in
def show(quiz_id: str) -> ResponseReturnValue:
    """Say what a sitting asks and allows, what to study first, and how earlier ones went."""
    session, person = db_session(), viewer()
    quiz = quizzes.quiz(edition(), quiz_id)
    assignment_id = row_id(request.args.get("assignment"))
    attempts.settle(session, department_id=person.department_id)
    task, rules, closed = _rules(quiz, assignment_id)
    quiz = quizzes.focused(edition(), quiz, task.clauses if task else ())
    sittings = attempts.of_person(session, person.department_id, person.person_id, quiz_id)
    own = [one for one in sittings if one.assignment_id == assignment_id]
    return render_template(
        "quizzes/show.html",
        quiz=quiz,
        size=quizzes.size(edition(), quiz),
        task=task,
        rules=rules,
        closed=closed,
        assignment_id=assignment_id,
        open=next((one for one in own if one.is_open), None),
        left=None if rules.attempts is None else max(0, rules.attempts - len(own)),
        past=_past(sittings),
        lessons=[edition().item("lesson", key) for key in quiz.lessons if edition().has("lesson", key)],
        owed=_owed(quiz_id) if assignment_id is None else None,
        scenarios=quizzes.scenarios(edition(), quiz) if person.leads and not quiz.blueprint else [],
    )


@bp.get("/quizzes/<quiz_id>/questions/<question_id>/branches")
@leaders
def branches(quiz_id: str, question_id: str) -> ResponseReturnValue:
    """Draw a scenario with how many took each way, in the wording of the current edition."""
    session, person = db_session(), viewer()
    quiz = quizzes.quiz(edition(), quiz_id)
    item = quizzes.scenario(edition(), quiz, question_id)
    if attempts.is_asked(session, person, question_id):
        raise Conflict(_("Your open sitting asks this very question. Please hand that in first."))
    seen = list(people.departments(session)) if person.oversees else [person.department_id]
    attempts.settle(session, department_id=None if person.oversees else person.department_id)
    wording = edition().item_hash("question", question_id) or ""
    traffic = count(item, attempts.paths_taken(session, seen, wording))
    return render_template(
        "quizzes/branches.html",
        quiz=quiz,
        stem=Markup(item.stem_html),  # noqa: S704 - sanitised when it was published
        drawing=draw(item, traffic),
        traffic=traffic,
    )


def _rules(quiz: Quiz, assignment_id: int | None) -> tuple[Task | None, Rules, str | None]:
    """Return the assignment asked for, the rules that hold, and why it cannot be sat now."""
    grace = settings().answer_grace_seconds
    own = Rules.of_quiz(quiz, grace)
    if assignment_id is None:
        return None, own, str(attempts.FINAL) if quiz.needs_task else None
    try:
        task, rules = assignments.rules_for(db_session(), viewer(), assignment_id, quiz, grace)
    except Conflict as error:
        return assignments.fetch(db_session(), viewer(), assignment_id), own, str(error)
    return task, rules, None


def _past(sittings: Sequence[Sitting]) -> list[Past]:
    ended = [one for one in sittings if not one.is_open]
    rows = scores.of_attempts(db_session(), viewer().department_id, [one.id for one in ended])
    return [Past(one, rows.get(one.id)) for one in ended]


def _owed(quiz_id: str) -> Standing | None:
    """Return the most urgent assignment of this quiz that the reader still owes."""
    found = assignments.owed(db_session(), viewer())
    return next((one for one in found if one.task.target_id == quiz_id and not one.fulfilled), None)
