"""The blueprint of mastery, which its files of views share."""

from flask import Blueprint

bp = Blueprint("mastery", __name__)
