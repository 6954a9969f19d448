"""The phrase clinic: a reply goes in, is shown with what hurts and what helps, and is kept nowhere."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from trainer.phrases import service as phrases
from trainer.phrases.forms import ReplyForm
from trainer.phrases.model import Examined
from trainer.phrases.service import LONGEST
from trainer.web.guard import signed_in, wants_json
from trainer.web.request import edition

bp = Blueprint("phrases", __name__)

UNREAD = 422


@bp.get("/clinic")
@signed_in
def clinic() -> ResponseReturnValue:
    """Ask for a reply."""
    return _page(ReplyForm(), None)


@bp.post("/clinic")
@signed_in
def examine() -> ResponseReturnValue:
    """Show the reply as the phrasebook reads it; the text is neither stored nor logged."""
    form = _form()
    if not form.validate():
        if wants_json():
            return jsonify(error="".join(map(str, form.text.errors)), field="text", status=UNREAD), UNREAD
        return _page(form, None), UNREAD
    examined = phrases.reader(edition()).examine(form.text.data or "")
    return jsonify(examined.to_json()) if wants_json() else _page(form, examined)


def _form() -> ReplyForm:
    """Return the form as it was posted: by the page, or by a script as {"text": …}."""
    if not request.is_json:
        return ReplyForm()
    sent = request.get_json(silent=True)
    text = sent.get("text") if isinstance(sent, dict) else None
    return ReplyForm(MultiDict({"text": text if isinstance(text, str) else ""}))


def _page(form: ReplyForm, examined: Examined | None) -> str:
    return render_template(
        "phrases/clinic.html",
        form=form,
        longest=LONGEST,
        examined=examined,
        pieces=phrases.annotated(examined) if examined else (),
        groups=phrases.grouped(examined) if examined else (),
        functions=phrases.reader(edition()).book.functions,
    )
