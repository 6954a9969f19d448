"""The blueprint that the pages of sittings hang on."""

from flask import Blueprint

from trainer.attempts.model import MAX_ID

bp = Blueprint("attempts", __name__)
ID = f"int(max={MAX_ID})"
"""A number beyond it would be an error of the database, not a page that is missing."""
