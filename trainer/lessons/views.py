"""Pages of the lessons: the path of a position, a lesson, and "I have read this"."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from trainer.errors import Stale
from trainer.home import service as home
from trainer.home.model import Next
from trainer.i18n import gettext as _
from trainer.lessons import service as lessons
from trainer.lessons.model import Lesson
from trainer.lessons.service import Progress, State
from trainer.paths import service as paths
from trainer.paths.model import Path
from trainer.scores import service as scores
from trainer.standard import service as standard
from trainer.standard.model import Section
from trainer.web.filters import moment
from trainer.web.guard import signed_in
from trainer.web.request import db_session, edition, site, viewer

bp = Blueprint("lessons", __name__)


@bp.get("/lessons")
@signed_in
def index() -> ResponseReturnValue:
    """Show the path of the reader's position, or of one that a leader chooses, and the other lessons."""
    position = _position()
    path = paths.path_of(edition(), position)
    progress = lessons.progress(db_session(), viewer(), edition())
    rows = scores.of_person(db_session(), viewer().department_id, viewer().person_id)
    stops = paths.walk(edition(), path, _read(progress), {row.quiz_id for row in rows if row.passed})
    left = [stop for stop in stops if stop.state != "done"]
    changed = [key for key, one in progress.items() if one.state is State.CHANGED]
    return render_template(
        "lessons/index.html",
        position=position,
        positions=site().positions if viewer().leads else (),
        units=paths.units(stops),
        now=left[0] if left else None,
        done=len(stops) - len(left),
        total=len(stops),
        minutes=sum(stop.minutes or 0 for stop in left if stop.kind == "lesson"),
        progress=progress,
        changed=[lessons.lesson(edition(), key) for key in changed],
        others=_others(path),
        clauses=len(standard.register(edition()).clauses),
        first=_due_first(position),
    )


def _due_first(position: str) -> Next | None:
    """Return what is owed before the reader's own path goes on: this page and today's say the same."""
    if position != viewer().position or viewer().leads:
        return None
    found = home.learner(db_session(), viewer(), edition()).next
    return found if found.is_owed else None


def _others(path: Path) -> list[tuple[Section, list[Lesson]]]:
    """Return the lessons off a path, by section."""
    on_path = set(path.of_kind("lesson"))
    found = [one for key, one in lessons.lessons(edition()).items() if key not in on_path]
    sections = standard.register(edition()).sections
    return [(section, [one for one in found if one.section == section.id]) for section in sections]


def _position() -> str:
    """Return the position whose path is shown: the reader's own, or a known one that a leader asks for."""
    wanted = request.args.get("position")
    known = [position.id for position in site().positions]
    if viewer().leads and wanted in known:
        return str(wanted)
    return viewer().position if viewer().position in known or not viewer().leads else known[0]


def _read(progress: dict[str, Progress]) -> set[str]:
    return {key for key, one in progress.items() if one.state is not State.UNREAD}


@bp.get("/lessons/<lesson_id>")
@signed_in
def show(lesson_id: str) -> ResponseReturnValue:
    """Show a lesson, what changed in it since the reader read it, and where they stand on their path."""
    found = lessons.lesson(edition(), lesson_id)
    path = paths.path_of(edition(), viewer().position)
    progress = lessons.progress(db_session(), viewer(), edition())
    on_path = list(path.of_kind("lesson"))
    before, after = _neighbours(found, on_path)
    return render_template(
        "lessons/show.html",
        lesson=found,
        wording=edition().item_hash("lesson", lesson_id),
        section=standard.register(edition()).section(found.section),
        blocks=[Markup(block) for block in found.blocks],  # noqa: S704 - sanitised when it was published
        progress=progress[lesson_id],
        place=paths.place_of(path, "lesson", lesson_id),
        read=len(_read(progress).intersection(on_path)),
        total=len(on_path),
        step=_next_step(path, lesson_id),
        before=before,
        after=after,
        clauses=[standard.register(edition()).clause(clause_id) for clause_id in found.clauses],
    )


def _neighbours(found: Lesson, on_path: list[str]) -> tuple[Lesson | None, Lesson | None]:
    """Return the lessons before and after: along the reader's path, off it in the order of the sections."""
    everything = lessons.lessons(edition())
    row = on_path if found.id in on_path else list(everything)
    place = row.index(found.id)
    before = everything[row[place - 1]] if place else None
    return before, everything[row[place + 1]] if place + 1 < len(row) else None


def _next_step(path: Path, lesson_id: str) -> dict[str, str] | None:
    """Return what follows the lesson on the reader's path: kind, id and title."""
    step = path.after("lesson", lesson_id)
    if step is None:
        return None
    return {"kind": step.kind, "id": step.id, "title": edition().item(step.kind, step.id)["title"]}


@bp.post("/lessons/<lesson_id>/read")
@signed_in
def read(lesson_id: str) -> ResponseReturnValue:
    """Note that the reader has read the lesson, and go back to it."""
    try:
        marked = lessons.mark_read(db_session(), viewer(), edition(), lesson_id, request.form.get("wording"))
    except Stale as error:
        flash(str(error), "warn")
        return redirect(url_for("lessons.show", lesson_id=lesson_id), 303)
    if not marked.new:
        text = _("It was noted at %(when)s already; nothing was changed.", when=moment(marked.read_at))
        flash(text, "note")
        return redirect(url_for("lessons.show", lesson_id=lesson_id), 303)
    return redirect(url_for("lessons.show", lesson_id=lesson_id, _anchor="read"), 303)
