"""Pages of assignments: what is owed, making one, one at a glance, calling it off."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.assignments import pages, views_makeups, views_members, views_rules
from trainer.assignments import service as assignments
from trainer.assignments.blueprint import bp
from trainer.assignments.forms import MOST_OFFERED, AssignForm, CancelForm, to_wall
from trainer.assignments.model import COUNTING_NAMES, KIND_NAMES, NORMAL, STATE_NAMES, Kind, Standing, Task
from trainer.assignments.rules import KIND_NAMES as RULE_KINDS
from trainer.attempts import service as attempts
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.lessons import service as lessons
from trainer.people import service as people
from trainer.people.model import PersonCard, Role
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Quiz, red_line_words
from trainer.web.filters import position_name
from trainer.web.guard import leaders, signed_in
from trainer.web.paging import paged
from trainer.web.request import db_session, edition, site, viewer, zone

__all__ = ["bp", "views_makeups", "views_members", "views_rules"]

PAGE = 20
NAMES = {"states": STATE_NAMES, "kinds": KIND_NAMES, "countings": COUNTING_NAMES, "red_line": red_line_words}


@bp.get("/assignments")
@signed_in
def index() -> ResponseReturnValue:
    """Show a leader what is assigned in a department, and staff what they owe."""
    if not viewer().leads:
        found = assignments.owed(db_session(), viewer())
        return render_template("assignments/mine.html", owed=found, now=clock.now(), **NAMES)
    session, now = db_session(), clock.now()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    count = assignments.count_past(session, department, before=now)
    last = max(1, -(-count // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    running = assignments.running(session, department, since=now) if page == 1 else []
    past = assignments.past(session, department, before=now, limit=PAGE, offset=(page - 1) * PAGE)
    standings = assignments.followed(session, assignments.standings(session, [*running, *past]))
    return render_template(
        "assignments/index.html",
        department=department,
        departments=names,
        running=pages.lines(running, standings),
        past=pages.lines(past, standings),
        page=page,
        pages=last,
        now=now,
        **NAMES,
    )


@bp.route("/assignments/new", methods=["GET", "POST"])
@leaders
def new() -> ResponseReturnValue:
    """Assign a quiz or a lesson to people of a department."""
    session = db_session()
    again = request.args.get("again", type=int)
    before = assignments.fetch(session, viewer(), again, leading=True) if again else None
    wanted = str(before.department_id) if before else request.args.get("department")
    department, names = people.choose_department(session, viewer(), wanted)
    there = assignments.assignable(session, department)
    form = AssignForm(data=_filled(before, there))
    _offer(form, names[department], there, before)
    already: list[PersonCard] = []
    misfits: list[PersonCard] = []
    if form.validate_on_submit():
        misfits = [] if form.anyway.data else pages.misfits(form, edition(), there)
        try:
            if not misfits and (made := _made(form, department, there, before)) is not None:
                return redirect(url_for("assignments.show", assignment_id=made), 303)
        except assignments.AlreadyOpen as error:
            already = [card for id_, card in there.items() if id_ in error.person_ids]
    page = render_template(
        "assignments/new.html",
        form=form,
        department=department,
        departments=names,
        before=before,
        ticked=[there[id_] for id_ in form.people.data or () if id_ in there],
        already=already,
        misfits=misfits,
    )
    return page, 409 if already or misfits else 422 if form.errors else 200


def _offer(form: AssignForm, department: str, there: Mapping[int, PersonCard], before: Task | None) -> None:
    order = [position.id for position in site().positions]
    cards = pages.by_position(there.values(), order)
    staff = sum(card.role is Role.STAFF for card in cards)
    form.offer(
        pages.targets(edition()),
        _("All staff of %(department)s (%(count)s)", department=department, count=staff),
        [(p, position_name(p)) for p in order if any(card.position == p for card in cards)],
        [(card.id, f"{card.name} · {card.staff_number} · {position_name(card.position)}") for card in cards],
        attempts=max(MOST_OFFERED, (before and before.attempts) or 0),
        now=to_wall(clock.now(), zone()),
    )


def _made(
    form: AssignForm, department: int, there: Mapping[int, PersonCard], before: Task | None
) -> int | None:
    """Make what a valid form says; None where the service refused and the form says why."""
    draft, chosen = pages.draft_of(form, edition(), zone()), pages.chosen_people(form, there)
    if before is not None and before.clauses and before.target_id == draft.target_id:
        draft = replace(draft, title=before.title, clauses=before.clauses)
    try:
        made = assignments.make(db_session(), viewer(), department, draft, chosen, anyway=form.anyway.data)
    except Invalid as error:
        if not form.blame(error):
            raise
        return None
    done = _("“%(title)s” was assigned to %(count)s people.", title=draft.title, count=len(chosen))
    flash(done, "done")
    return made


def _filled(before: Task | None, there: Mapping[int, PersonCard]) -> dict[str, Any]:
    """Return what a fresh form holds: defaults, then what the address names."""
    found = pages.defaults(zone())
    for kind in Kind:
        if target := request.args.get(kind.value):
            found["what"] = f"{kind.value}:{target}"
    if chosen := request.args.getlist("people", type=int):
        found |= {"whom": "people", "people": chosen}
    if before is not None:
        found |= pages.again(before, _followed(before), there)
    return found


@bp.get("/assignments/<int:assignment_id>")
@signed_in
def show(assignment_id: int) -> ResponseReturnValue:
    """Show an assignment: to leaders with its members, to a member what they owe."""
    session = db_session()
    task = assignments.fetch(session, viewer(), assignment_id)
    if viewer().sees(task.department_id):
        return _glance(task, CancelForm())
    own, asked = _followed(task, viewer().person_id)[0], _asked(task)
    return render_template(
        "assignments/task.html",
        task=own.task,
        own=own,
        minutes=_minutes(own, asked["quiz"]),
        now=clock.now(),
        **asked,
        **NAMES,
    )


def _minutes(own: Standing, quiz: Quiz | None) -> int | None:
    """Return the time limit as it holds for the member, None without one."""
    factor = own.extension.time_factor if own.extension else NORMAL
    return assignments.longer(quiz.time_limit, factor) if quiz else None


def _followed(task: Task, person_id: int | None = None) -> list[Standing]:
    session = db_session()
    return assignments.followed(session, assignments.standings(session, [task], person_id))[task.id]


def _can_again(row: pages.MemberRow, now: datetime) -> bool:
    return row.standing.pending and not row.gone and assignments.needs_make_up(row.standing, now)


def _words(row: pages.MemberRow) -> str:
    """Return what a member is found by."""
    return f"{row.card.name} {row.card.staff_number} {position_name(row.standing.position)}"


def _glance(task: Task, form: CancelForm) -> ResponseReturnValue:
    session, now = db_session(), clock.now()
    standings = _followed(task)
    off = [one for one in assignments.members(session, [task])[task.id] if one.called_off]
    named = {*(one.person_id for one in standings), *(one.person_id for one in off)}
    cards = people.cards_of(session, [task.created_by, *named])
    ids = [score.attempt_id for one in standings for score in one.results]
    late = attempts.with_late_answers(session, task.department_id, ids)
    rows = pages.member_rows(task, standings, cards, late)
    page = render_template(
        "assignments/show.html",
        task=task,
        rows=paged(rows, _words, endpoint="assignments.show"),
        tally=assignments.tally(standings, now),
        again=[row for row in rows if _can_again(row, now)],
        own=next((one for one in standings if one.person_id == viewer().person_id), None),
        off=off,
        rule=assignments.fetch_rule(session, viewer(), task.rule_id) if task.rule_id else None,
        rule_kinds=RULE_KINDS,
        cards=cards,
        department=people.departments(session)[task.department_id],
        author=cards[task.created_by],
        form=form,
        now=now,
        **_asked(task),
        **NAMES,
    )
    return page, 422 if form.errors else 200


def _asked(task: Task) -> dict[str, Any]:
    """Return the quiz or lesson behind an assignment as published today; None where it is gone."""
    if not edition().has(task.kind.value, task.target_id):
        return {"quiz": None, "size": None, "lesson": None, "study": []}
    if task.kind is Kind.LESSON:
        lesson = lessons.lesson(edition(), task.target_id)
        return {"quiz": None, "size": None, "lesson": lesson, "study": []}
    whole, every = quizzes.quiz(edition(), task.target_id), lessons.lessons(edition())
    quiz = quizzes.focused(edition(), whole, task.clauses)
    study = [every[key] for key in quiz.lessons if key in every]
    return {"quiz": quiz, "size": quizzes.size(edition(), quiz), "lesson": None, "study": study}


@bp.post("/assignments/<int:assignment_id>/cancel")
@leaders
def cancel(assignment_id: int) -> ResponseReturnValue:
    """Call an assignment off, with a reason."""
    task = assignments.fetch(db_session(), viewer(), assignment_id, leading=True)
    form = CancelForm()
    if not form.validate_on_submit():
        return _glance(task, form)
    assignments.cancel(db_session(), viewer(), assignment_id, form.reason.data or "")
    flash(_("The task was called off. Nobody owes it any more; what was sat stays in the record."), "done")
    return redirect(url_for("assignments.show", assignment_id=assignment_id), 303)
