"""Stub, replaced by the room's builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.web.guard import signed_in

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in
def today() -> ResponseReturnValue:
    """Stub."""
    return "stub"
