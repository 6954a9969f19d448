"""Requests for host names that are not the site's own are refused: no link can be forged through them."""

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import SecurityError

from trainer.web.request import settings


def check() -> ResponseReturnValue | None:
    """Refuse a request whose Host header is not among the allowed hosts; runs before the guard."""
    allowed = settings().allowed_hosts
    if "*" in allowed or _name(request.host) in allowed:
        return None
    raise SecurityError


def _name(host: str) -> str:
    return host.rsplit(":", 1)[0].strip("[]") if not host.endswith("]") else host.strip("[]")
