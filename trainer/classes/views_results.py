"""Pages of oral and practical results: entered person by person, on a phone, each kept at once."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.classes import service as classes
from trainer.classes.blueprint import bp
from trainer.classes.model import MAX_REASON, PASS_MARK, Mark
from trainer.errors import Conflict, Forbidden, Invalid, Stale
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.web.filters import local, position_name
from trainer.web.forms import clean
from trainer.web.guard import leaders, wants_json
from trainer.web.paging import paged
from trainer.web.request import db_session, viewer


@bp.get("/classes/<int:class_id>/results")
@leaders
def results(class_id: int) -> ResponseReturnValue:
    """Show who came, each with a field for the result."""
    session = db_session()
    held = classes.fetch(session, viewer(), class_id)
    if not held.asks_results:
        raise Conflict(_("Results are entered for oral and practical classes that were held."))
    found = classes.marks(session, held.department_id, [held.id])
    cards = people.cards_of(session, list(held.attendees))
    return render_template(
        "classes/results.html",
        held=held,
        pass_mark=held.pass_mark or PASS_MARK,
        people=paged(
            sorted(cards.values(), key=lambda card: card.staff_number),
            lambda card: f"{card.name} {card.staff_number} {position_name(held.attendees[card.id])}",
        ),
        marks={person_id: mark for (_class, person_id), mark in found.items()},
    )


@bp.post("/classes/<int:class_id>/results/<int:person_id>")
@leaders
def enter_result(class_id: int, person_id: int) -> ResponseReturnValue:
    """Keep the result of one person: from a form, or from the page's script."""
    classes.fetch(db_session(), viewer(), class_id)
    sent = request.get_json(silent=True) if request.is_json else request.form
    sent = sent if isinstance(sent, dict) or sent is request.form else {}
    try:
        mark = classes.enter(
            db_session(),
            viewer(),
            class_id,
            person_id,
            _points(sent.get("points")),
            _text(sent.get("note")),
            _text(sent.get("reason")),
        )
    except (Invalid, Stale, Forbidden) as error:
        if wants_json():
            return jsonify(saved=False, message=str(error), **error.details), error.status
        flash(str(error), "error")
    else:
        if wants_json():
            return jsonify(saved=True, passed=mark.passed, said=_said(mark))
        flash(_said(mark), "done")
    there: dict[str, Any] = {key: request.args.get(key) for key in ("page", "find")}
    return redirect(url_for("classes.results", class_id=class_id, _anchor=f"p{person_id}", **there), 303)


def _said(mark: Mark) -> str:
    at = local(mark.at).strftime("%H:%M")
    if mark.passed:
        return _("%(points)s points, passed · saved %(at)s", points=mark.points, at=at)
    return _("%(points)s points, failed · saved %(at)s", points=mark.points, at=at)


def _points(value: object) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3):  # noqa: PLR2004 - of a hundred
        raise Invalid(_("Give the points as a whole number from 0 to 100."), "points")
    return int(text)


def _text(value: object) -> str | None:
    text = clean(value if isinstance(value, str) else "") or ""
    return "".join(char for char in text if char.isprintable())[:MAX_REASON] or None
