"""The page of messages that left the house or want to: an administrator decides on the uncertain ones."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.outbox import service as outbox
from trainer.outbox.model import SETTLED_BY_HAND, STATE_NAMES
from trainer.people import service as people
from trainer.people.model import Role
from trainer.web.guard import allow
from trainer.web.request import db_session, settings, viewer

bp = Blueprint("outbox", __name__)
FRESH = timedelta(hours=20)


@bp.get("/outbox")
@allow(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show the latest messages, those that wait for a decision first."""
    found = outbox.latest(db_session())
    return render_template(
        "outbox/index.html",
        pressing=[one for one in found if one.state in SETTLED_BY_HAND],
        others=[one for one in found if one.state not in SETTLED_BY_HAND],
        departments=people.departments(db_session()),
        names=STATE_NAMES,
        on=bool(settings().webhook_url),
        at=settings().digest_at,
    )


@bp.post("/outbox/<int:message_id>")
@allow(Role.ADMINISTRATOR)
def settle(message_id: int) -> ResponseReturnValue:
    """Send a message again or drop it."""
    act = request.form.get("act", "")
    if act not in {"again", "drop"}:
        raise Invalid(_("Choose whether it is sent again or dropped."))
    session = db_session()
    with writing(session):
        found = outbox.settle(session, message_id, again=act == "again", expires_at=clock.now() + FRESH)
        audit.record(
            session,
            "message_settled",
            actor_id=viewer().person_id,
            department_id=found.department_id,
            subject_id=found.id,
            key=found.key,
            state=found.state.value,
        )
    flash(_("It is sent with the next tick.") if act == "again" else _("Dropped."), "done")
    return redirect(url_for("outbox.index"), 303)
