"""The blueprint of the pages of classes."""

from flask import Blueprint

bp = Blueprint("classes", __name__)
