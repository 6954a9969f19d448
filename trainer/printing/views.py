"""Cheat sheets: the list, a page to read and print, and the PDF in two sizes."""

from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from trainer.printing import service as printing
from trainer.web.guard import signed_in
from trainer.web.request import edition, viewer

bp = Blueprint("printing", __name__)


@bp.get("/cheatsheets")
@signed_in
def index() -> ResponseReturnValue:
    """List the sheets, the reader's own position first."""
    return render_template(
        "printing/index.html",
        contents=printing.contents(edition(), viewer().position),
        edition=edition(),
        day=printing.day(edition()),
    )


@bp.get("/cheatsheets/<key>")
@signed_in
def sheet(key: str) -> ResponseReturnValue:
    """Show one sheet as a page that also prints well."""
    return render_template(
        "printing/sheet.html",
        sheet=printing.of(edition(), key),
        edition=edition(),
        day=printing.day(edition()),
    )


@bp.get("/cheatsheets/<key>.pdf")
@signed_in
def pdf(key: str) -> ResponseReturnValue:
    """Send one sheet as PDF, shown in place where the browser can."""
    made = printing.printed(edition(), key, printing.wanted_size(request.args.get("size", "a4")))
    response = Response(made.body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = (
        f"inline; filename=\"{made.plain_name}\"; filename*=UTF-8''{quote(made.name)}"
    )
    return response
