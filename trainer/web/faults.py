"""Errors at the edge: one family becomes pages for people and JSON for scripts."""

from flask import Flask, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from trainer.errors import TrainerError
from trainer.i18n import lazy as _l
from trainer.web.guard import wants_json

TITLES = {
    400: (_l("This request could not be read"), _l("Please go back, reload the page and try again.")),
    401: (_l("Please sign in"), _l("You are not signed in, or were signed out meanwhile.")),
    403: (
        _l("Not open to you"),
        _l("If you need this page for your work, ask your supervisor or the administrator."),
    ),
    404: (_l("There is nothing here"), _l("It may have been moved, or the address was mistyped.")),
    405: (_l("This cannot be done this way"), _l("Please use the buttons of the page.")),
    409: (
        _l("Something changed meanwhile"),
        _l("Nothing was overwritten. Please look at the present state."),
    ),
    410: (_l("This has ended"), _l("What you had saved is kept.")),
    413: (_l("Too large"), _l("Please send a smaller file or a shorter text.")),
    422: (_l("Something is not right yet"), _l("Nothing was saved. Please go back and correct it.")),
    429: (_l("Too many tries"), _l("Please wait a little.")),
    500: (
        _l("Something broke on our side"),
        _l("It was logged. What you had saved is kept. Please try again."),
    ),
    503: (
        _l("The database does not answer"),
        _l("What you had saved is kept. Please try again in a minute."),
    ),
}


def page(status: int, message: object = "") -> ResponseReturnValue:
    """Return the error page, or its JSON, of a status."""
    title, hint = TITLES.get(status, TITLES[500 if status >= 500 else 400])  # noqa: PLR2004 - HTTP classes
    if wants_json():
        body = {"error": str(message or title), "status": status}
        return jsonify(body | ({"signin": url_for("people.sign_in")} if status == 401 else {})), status  # noqa: PLR2004
    return render_template("web/error.html", code=status, title=title, message=message, hint=hint), status


def _of_family(error: TrainerError) -> ResponseReturnValue:
    return page(error.status, error)


def _of_csrf(_error: CSRFError) -> ResponseReturnValue:
    if wants_json():
        return jsonify(error=str(_l("The page is too old.")), code="csrf", status=403), 403
    return page(400, _l("The page was open for too long, or cookies are switched off."))


def _of_http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:  # noqa: PLR2004 - redirects pass
        return error
    return page(error.code)


def _of_database(error: OperationalError) -> ResponseReturnValue:
    current_app.logger.error("database: %s", error.orig)
    return page(503)


def init(app: Flask) -> None:
    """Register the error pages."""
    app.register_error_handler(TrainerError, _of_family)
    app.register_error_handler(CSRFError, _of_csrf)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(OperationalError, _of_database)
