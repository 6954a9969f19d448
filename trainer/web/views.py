"""Pages that belong to no room: choosing the language, and whether the site is alive."""

from flask import Blueprint, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from trainer.editions import service as editions
from trainer.i18n import LOCALES
from trainer.web.guard import public
from trainer.web.request import db_session, local_path

bp = Blueprint("web", __name__)


@bp.post("/language")
@public
def language() -> ResponseReturnValue:
    """Keep the reader's choice of language and go back."""
    wanted = request.form.get("locale")
    if wanted in LOCALES:
        session["locale"] = wanted
        session.permanent = True
    return redirect(local_path(request.referrer) or url_for("home.today"), 303)


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    """Say that the database answers, and which edition is published."""
    try:
        db_session().execute(text("SELECT 1"))
        edition = editions.current_or_none(db_session())
    except SQLAlchemyError:
        return jsonify(status="unavailable", database=False), 503
    found = {"number": edition.number, "hash": edition.hash} if edition else None
    return jsonify(status="ok" if found else "unpublished", database=True, edition=found), 200
