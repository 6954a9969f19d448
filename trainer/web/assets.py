"""Addresses of static files that carry their hash, so that browsers may keep them for ever."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request, url_for

FOREVER = 365 * 24 * 3600


class Assets:
    """The static files of an app, hashed once at start."""

    def __init__(self, folder: Path) -> None:
        self._hashes = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def url(self, path: str) -> str:
        """Return the address of a static file; raises KeyError for one that does not exist."""
        return url_for("static", filename=path, v=self._hashes[path])


def keep_hashed(response: Response) -> Response:
    """Let browsers keep what is addressed by its hash for ever, and nothing else."""
    hashed = request.endpoint in {"static", "standard.figure"} and "v" in request.args
    if hashed and response.status_code in {200, 304}:
        response.cache_control.no_store = False
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = FOREVER
        response.cache_control.immutable = True
    elif not response.cache_control.no_store and request.endpoint != "static":
        response.cache_control.no_store = True
    return response


def init(app: Flask) -> None:
    """Hash the static files and offer `static(path)` to templates."""
    assets = Assets(Path(str(app.static_folder)))
    app.jinja_env.globals["static"] = assets.url
    app.after_request(keep_hashed)
