"""Stub, replaced by the room's builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.web.guard import signed_in

bp = Blueprint("classes", __name__)


@bp.get("/classes")
@signed_in
def index() -> ResponseReturnValue:
    """Stub."""
    return "stub"
