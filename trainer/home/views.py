"""The page of today by role, and the help."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.assignments.model import KIND_NAMES, STATE_NAMES
from trainer.attempts import service as attempts
from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.home import pages_badges as badges
from trainer.home import service as home
from trainer.home.needing import by_task, foremost
from trainer.observations import service as observations
from trainer.observations.model import Waiting
from trainer.outbox import service as outbox
from trainer.people.model import Role
from trainer.quizzes.model import red_line_words
from trainer.web.guard import signed_in
from trainer.web.paging import paged
from trainer.web.request import db_session, edition, viewer, zone

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in
def today() -> ResponseReturnValue:
    """Tell staff what to do next, a supervisor who needs them, a manager how the departments stand."""
    published = _edition()
    if published is None:
        return render_template("home/unpublished.html")
    if viewer().oversees:
        found = home.overview(db_session(), viewer(), zone())
        return _show(
            "overview.html",
            departments=found,
            edition=published,
            foremost=foremost,
            waiting=_waiting(),
            observed=_observed(),
            trouble=outbox.trouble(db_session()) if viewer().role is Role.ADMINISTRATOR else 0,
        )
    if viewer().role is Role.SUPERVISOR:
        watch = home.watch(db_session(), viewer(), zone())
        return _show(
            "watch.html",
            watch=watch,
            needs=watch.needs,
            crossed=paged(watch.needs.crossed, asked="crossed"),
            new=paged(watch.needs.new, asked="new"),
            foremost=foremost(watch.needs),
            by_task=by_task,
            waiting=_waiting(),
            observed=_observed(),
        )
    me = home.learner(db_session(), viewer(), published)
    badges.known("quizzes.index", sum(one.pending and not one.used_up for one in me.owed))
    return _show("learner.html", me=me, observed=_observed())


def _waiting() -> int:
    found = attempts.waiting_count(db_session(), viewer())
    badges.known("assignments.index", found)
    return found


def _observed() -> Waiting:
    """Return the observations that wait for the reader, and let the menu know how many."""
    found = observations.waiting_for(db_session(), viewer())
    badges.known("people.index" if viewer().leads else "people.account", found.count)
    return found


def _edition() -> Edition | None:
    try:
        return edition()
    except NotFound:
        return None


def _show(template: str, **facts: Any) -> str:
    return render_template(
        f"home/{template}",
        now=clock.now(),
        today=clock.today(zone()),
        states=STATE_NAMES,
        kinds=KIND_NAMES,
        red_line=red_line_words,
        **facts,
    )


@bp.get("/help")
@signed_in
def help() -> ResponseReturnValue:  # noqa: A001 - the endpoint is home.help
    """Explain how things work, for staff and for leaders."""
    return render_template("home/help.html")
