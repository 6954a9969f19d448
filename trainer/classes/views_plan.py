"""Pages of planned classes: planning one, changing it, its sign-in sheet."""

import io
from datetime import time, timedelta
from typing import Any
from urllib.parse import urlsplit

import segno
from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from trainer import clock
from trainer.classes import pages
from trainer.classes import service as classes
from trainer.classes.blueprint import bp
from trainer.classes.forms import PlanForm
from trainer.classes.model import LEVEL_NAMES, MODE_NAMES, PASS_MARK, TEST_DAYS, Held, Mode
from trainer.classes.sheet import Head
from trainer.errors import Conflict, Invalid
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.web.guard import leaders
from trainer.web.request import db_session, settings, site, viewer, zone

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@bp.route("/classes/plan", methods=["GET", "POST"])
@leaders
def plan() -> ResponseReturnValue:
    """Plan a class."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    form = PlanForm(data=_fresh())
    return _page(form, department, names, None)


def _fresh() -> dict[str, Any]:
    found: dict[str, Any] = {
        "held_on": clock.today(zone()) + timedelta(days=1),
        "begins": time(14),
        "trainer": viewer().name,
        "minutes": 45,
        "test_days": TEST_DAYS,
        "pass_mark": PASS_MARK,
        "mode": Mode.WRITTEN.value,
    }
    return found | {"topic": request.args.get("topic", ""), "clauses": request.args.getlist("clauses")}


@bp.route("/classes/<int:class_id>/plan", methods=["GET", "POST"])
@leaders
def change(class_id: int) -> ResponseReturnValue:
    """Change a plan."""
    session = db_session()
    held = classes.fetch(session, viewer(), class_id)
    if not held.planned:
        raise Conflict(_("This class is not planned any more."))
    names = {held.department_id: people.departments(session)[held.department_id]}
    begins = classes.begins(held, zone())
    form = PlanForm(
        data={
            "held_on": held.held_on,
            "begins": begins.time() if begins else None,
            "topic": held.topic,
            "place": held.place,
            "trainer": held.trainer,
            "minutes": held.minutes,
            "mode": held.mode.value if held.mode else "",
            "level": held.level.value if held.level else "",
            "clauses": list(held.clauses),
            "attendees": list(held.expected),
            "notes": held.notes,
            "quiz": held.quiz_id or "",
            "test_days": held.test_days or TEST_DAYS,
            "pass_mark": held.pass_mark or PASS_MARK,
        }
    )
    return _page(form, held.department_id, names, held)


def _page(form: PlanForm, department: int, names: dict[int, str], held: Held | None) -> ResponseReturnValue:
    session, today = db_session(), clock.today(zone())
    there = pages.by_position(classes.may_come(session, department))
    persons = [(id_, f"{c.staff_number} {c.name}") for id_, c in there.items()]
    form.offer(pages.clauses(), pages.groups(there), persons, today)
    form.quiz.choices = pages.quiz_choices()
    if form.validate_on_submit():
        try:
            id_ = _planned(form, department, pages.chosen(form, there), held)
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for("classes.show", class_id=id_), 303)
    page = render_template(
        "classes/plan.html",
        form=form,
        held=held,
        department=department,
        departments=names,
        today=today,
        titles=pages.titles(),
        there=there,
    )
    return page, 422 if form.errors else 200


def _planned(form: PlanForm, department: int, whom: set[int], held: Held | None) -> int:
    session, me, draft = db_session(), viewer(), form.draft(zone())
    if held is None:
        id_ = classes.plan(session, me, department, draft, whom, zone=zone())
        flash(_("The class was planned. Print its sign-in sheet before it begins."), "done")
        return id_
    classes.change(session, me, held.id, draft, whom, zone=zone())
    flash(_("The plan was changed."), "done")
    return held.id


@bp.get("/classes/<int:class_id>/sheet.pdf")
@leaders
def sheet(class_id: int) -> ResponseReturnValue:
    """Send the sign-in sheet; it is Chinese whatever the reader's language."""
    session = db_session()
    held = classes.fetch(session, viewer(), class_id)
    if held.starts_at is None:
        raise Conflict(_("Only a class that was planned has a sign-in sheet."))
    token = classes.token_of(session, viewer(), class_id)
    path = url_for("classes.sign_in", class_id=class_id, token=token)
    code = segno.make(f"{_address()}{path.lstrip('/')}", error="m", micro=False)
    with force_locale("zh_Hans"):
        name, data = classes.sheet(
            held,
            people.cards_of(session, list(held.expected)),
            {position.id: position.title for position in site().positions},
            Head(site().organisation, people.departments(session)[held.department_id], _facts(held)),
            code.matrix,
        )
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)


def _facts(held: Held) -> list[tuple[str, str]]:
    begins = classes.begins(held, zone())
    when = begins.strftime("%Y-%m-%d %H:%M") if begins else str(held.held_on)
    rows = [
        (_("Time"), _("%(when)s, %(count)s minutes", when=when, count=held.minutes)),
        (_("Place"), held.place),
        (_("Trainer"), held.trainer),
        (_("How it is tested"), str(MODE_NAMES[held.mode]) if held.mode else ""),
        (_("How well they shall know it"), str(LEVEL_NAMES[held.level]) if held.level else ""),
        (_("Clauses"), "、".join(held.clauses)),
    ]
    return [row for row in rows if row[1]]


def _address() -> str:
    """Return the address to print: the one this page was opened at, or an office name instead of loopback."""
    here = urlsplit(request.host_url)
    others = [host for host in settings().allowed_hosts if host != "*" and host not in LOOPBACK]
    if here.hostname not in LOOPBACK or not others:
        return request.host_url
    return f"{here.scheme}://{others[0]}{f':{here.port}' if here.port else ''}/"
