"""Photos and documents of a class: taking one in, sending one out."""

from flask import Response, flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from trainer.classes import service as classes
from trainer.classes.blueprint import bp
from trainer.classes.forms import AttachForm
from trainer.errors import Conflict, Invalid
from trainer.files.service import StoredFile
from trainer.i18n import gettext as _
from trainer.web.guard import leaders
from trainer.web.request import db_session, viewer


@bp.post("/classes/<int:class_id>/files")
@leaders
def attach(class_id: int) -> ResponseReturnValue:
    """Keep a photo or a PDF with a class."""
    form, session = AttachForm(), db_session()
    classes.fetch(session, viewer(), class_id)
    if form.validate_on_submit():
        sent = form.file.data
        try:
            classes.attach(session, viewer(), class_id, sent.read(), sent.filename or "")
            flash(_("The file was added."), "done")
        except (Invalid, Conflict) as error:
            flash(str(error), "error")
    else:
        flash(_("Choose a file."), "error")
    return redirect(url_for("classes.show", class_id=class_id, _anchor="files"), 303)


@bp.get("/classes/<int:class_id>/files/<int:file_id>")
@leaders
def file(class_id: int, file_id: int) -> ResponseReturnValue:
    """Send an attachment to a leader of the department."""
    kept, data = classes.opened(db_session(), viewer(), class_id, file_id)
    return sent(kept, data)


def sent(kept: StoredFile, data: bytes) -> Response:
    """Return an attachment as an answer: photos to look at, documents to save, kept by nobody on the way."""
    answer = make_response(data)
    answer.headers["Content-Type"] = kept.media_type
    shown = "inline" if kept.is_photo else "attachment"
    answer.headers.set("Content-Disposition", shown, filename=kept.name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
