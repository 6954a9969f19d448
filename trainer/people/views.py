"""Stub, replaced by the room's builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.web.guard import signed_in

bp = Blueprint("people", __name__)


@bp.get("/people")
@signed_in
def index() -> ResponseReturnValue:
    """Stub."""
    return "stub"


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Stub."""
    return "stub"


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Stub."""
    return "stub"
