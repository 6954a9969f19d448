"""Denied by default: every view says who may call it, and a view that says nothing is closed."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from trainer.errors import Forbidden
from trainer.i18n import lazy as _l
from trainer.people.model import LEADERS, OVERSEERS, Role
from trainer.web.request import local_path, viewer_or_none

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
ATTRIBUTE = "allowed_roles"
PUBLIC: frozenset[Role] = frozenset()


def _declare(roles: frozenset[Role]) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, ATTRIBUTE, roles)
        return view

    return mark


def public(view: View) -> View:
    """Declare a view that anyone may call, signed in or not."""
    return _declare(PUBLIC)(view)


def signed_in(view: View) -> View:
    """Declare a view for everybody who is signed in."""
    return _declare(frozenset(Role))(view)


def leaders(view: View) -> View:
    """Declare a view for supervisors, managers and administrators."""
    return _declare(frozenset(LEADERS))(view)


def overseers(view: View) -> View:
    """Declare a view for managers and administrators."""
    return _declare(frozenset(OVERSEERS))(view)


def allow(*roles: Role) -> Callable[[View], View]:
    """Declare a view for some roles."""
    return _declare(frozenset(roles))


def allowed_roles(app: Flask, endpoint: str) -> frozenset[Role] | None:
    """Return who may call an endpoint: None for undeclared, empty for everybody."""
    return getattr(app.view_functions[endpoint], ATTRIBUTE, None)


def wants_json() -> bool:
    """Say whether the caller is a script and not a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def check() -> ResponseReturnValue | None:
    """Let the request through, send it to sign-in, or refuse it; runs before every view."""
    if request.endpoint is None:
        return None  # routing answers 404 and 405 by itself
    roles = allowed_roles(current_app, request.endpoint)
    if roles is None:
        abort(403)
    if not roles:
        return None
    person = viewer_or_none()
    if person is None:
        return _ask_to_sign_in()
    if person.must_change_password and request.endpoint not in {
        "people.password",
        "people.sign_out",
        "web.language",
    }:
        return redirect(url_for("people.password"), 303)
    if person.role not in roles:
        raise Forbidden(_l("Your role may not open this page."))
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    asked = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else request.referrer
    back = local_path(asked)
    address = url_for("people.sign_in", next=back if back != "/" else None)
    return (jsonify(signin=address), 401) if wants_json() else redirect(address, 303)


def declare_static(app: Flask) -> None:
    """Open the static files to everybody; they hold nothing of anyone."""
    setattr(app.view_functions["static"], ATTRIBUTE, PUBLIC)
