"""The blueprint that the pages of assignments hang on."""

from flask import Blueprint

bp = Blueprint("assignments", __name__)
