"""The blueprint of the pages of the duty record."""

from flask import Blueprint

bp = Blueprint("duty", __name__)
