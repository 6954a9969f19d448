"""Pages."""
from flask import Blueprint
from trainer.web.guard import leaders
bp = Blueprint("statistics", __name__)
@bp.get("/statistics")
@leaders
def index(): return ""
@bp.get("/statistics/<quiz_id>")
@leaders
def quiz(quiz_id): return ""
