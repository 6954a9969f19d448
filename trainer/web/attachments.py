"""Attachments on their way in and out: views that take larger bodies, and the headers files are sent with."""

from collections.abc import Callable
from typing import Final, TypeVar
from urllib.parse import quote

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from trainer.files.model import MIB, StoredFile

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
ATTRIBUTE: Final = "takes_files"
MAX_UPLOAD: Final = 12 * MIB
"""The largest body of a view that takes files: one of the largest files with the rest of its form."""


def uploading(view: View) -> View:
    """Declare a view whose form may bring a file; all others refuse bodies of more than a few MiB."""
    setattr(view, ATTRIBUTE, True)
    return view


def admit() -> None:
    """Let the larger bodies in where the view takes files; runs before anything reads the form."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, ATTRIBUTE, False):
        request.max_content_length = MAX_UPLOAD


def sent(file: StoredFile, data: bytes) -> Response:
    """Return an attachment for the one who asked and nobody after: photos to show, documents to save."""
    response = Response(data, mimetype=file.media_type)
    shown = "inline" if file.is_photo else "attachment"
    plain = f"{file.hash[:12]}.{file.name.rpartition('.')[2]}"
    response.headers["Content-Disposition"] = (
        f"{shown}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
