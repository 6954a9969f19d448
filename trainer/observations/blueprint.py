"""The blueprint that the pages of observations hang on."""

from flask import Blueprint

bp = Blueprint("observations", __name__)
