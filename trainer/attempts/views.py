"""Stub, replaced by the room's builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.web.guard import signed_in

bp = Blueprint("attempts", __name__)


@bp.get("/attempts")
@signed_in
def index() -> ResponseReturnValue:
    """Stub."""
    return "stub"
