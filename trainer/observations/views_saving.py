"""Saving what is tapped, typed and photographed, the look before the end, and the end."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.errors import Gone, Invalid, NotFound, Stale
from trainer.i18n import gettext as _
from trainer.observations import pages
from trainer.observations import service as observations
from trainer.observations.blueprint import bp
from trainer.observations.forms import ReasonForm
from trainer.observations.model import WHOLE, Saved, State
from trainer.observations.pages_form import form_page, posted, take, typed_of
from trainer.people import service as people
from trainer.web import attachments
from trainer.web.guard import leaders, signed_in, wants_json
from trainer.web.request import db_session, viewer


@bp.post("/observations/<int:observation_id>/items/<item_id>")
@attachments.uploading
@leaders
def save(observation_id: int, item_id: str) -> ResponseReturnValue:
    """Save one item sent by the page's script, or everything of the posted form."""
    if request.is_json:
        return _save_json(observation_id, item_id)
    return _take_form(observation_id) or redirect(_anchor(observation_id, item_id), 303)


@bp.post("/observations/<int:observation_id>/note")
@attachments.uploading
@leaders
def save_note(observation_id: int) -> ResponseReturnValue:
    """Save place and note of the whole observation, or everything of the posted form."""
    if request.is_json:
        return _save_json(observation_id, WHOLE)
    return _take_form(observation_id) or redirect(_anchor(observation_id, WHOLE), 303)


def _anchor(observation_id: int, slot: str) -> str:
    return url_for("observations.show", observation_id=observation_id, _anchor=f"q-{slot}")


def _save_json(observation_id: int, slot: str) -> ResponseReturnValue:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or "seq" not in sent or "response" not in sent:
        return jsonify(message=_("This could not be read.")), 422
    session, me = db_session(), viewer()
    try:
        if slot == WHOLE:
            done = observations.save_note(session, me, observation_id, sent["seq"], sent["response"])
        else:
            done = observations.save_mark(session, me, observation_id, slot, sent["seq"], sent["response"])
    except Stale as error:
        held = error.details
        told = {"seq": held["seq"], "response": pages.sent(held["held"]), "message": str(error)}
        return jsonify(saved=False, **told), 409
    except Invalid as error:
        return jsonify(message=str(error)), 422
    except Gone as error:
        return _ended(observation_id, error)
    return _saved(done)


def _saved(done: Saved) -> ResponseReturnValue:
    return jsonify(saved=True, seq=done.seq, at=pages.clock_time(done.at))


def _ended(observation_id: int, error: Gone) -> ResponseReturnValue:
    review = url_for("observations.show", observation_id=observation_id)
    return jsonify(saved=False, ended=True, review=review, message=str(error)), 410


@bp.post("/observations/<int:observation_id>/photos")
@attachments.uploading
@leaders
def upload(observation_id: int) -> ResponseReturnValue:
    """Take in a photo sent by the page's script; an item names it when it is saved next."""
    file = request.files.get("file")
    if file is None:
        observations.fetch(db_session(), viewer(), observation_id)  # a stranger learns nothing here
        return jsonify(message=_("Choose a photo.")), 422
    try:
        kept = take(observation_id, file)
    except Gone as error:
        return _ended(observation_id, error)
    except Invalid as error:
        return jsonify(message=str(error)), 422
    return jsonify(id=kept.id, url=pages.photo_url(observation_id, kept.id))


@bp.get("/observations/<int:observation_id>/photos/<int:file_id>")
@signed_in
def photo(observation_id: int, file_id: int) -> ResponseReturnValue:
    """Send a photo to whoever may look at the observation."""
    return attachments.sent(*observations.photo(db_session(), viewer(), observation_id, file_id))


@bp.route("/observations/<int:observation_id>/check", methods=["GET", "POST"])
@attachments.uploading
@leaders
def check(observation_id: int) -> ResponseReturnValue:
    """Name what was not observed before the observation is finished; a posted form is saved first."""
    if request.method == "POST":
        address = url_for("observations.check", observation_id=observation_id)
        return _take_form(observation_id) or redirect(address, 303)
    known = observations.fetch(db_session(), viewer(), observation_id)
    if known.row.observer_id != viewer().person_id:
        raise NotFound(_("There is no such observation here."))
    if known.row.state != State.DRAFT.value:
        return redirect(url_for("observations.show", observation_id=observation_id), 303)
    views = [view for group in pages.item_views(known).values() for view in group]
    return render_template(
        "observations/check.html",
        known=known,
        row=known.row,
        form=known.form,
        outcome=known.outcome,
        person=people.cards_of(db_session(), [known.row.person_id])[known.row.person_id],
        missing=[v for v in views if known.first_marks[v.item.id] == "unobserved"],
        **pages.words(),
    )


@bp.post("/observations/<int:observation_id>/finish")
@leaders
def finish(observation_id: int) -> ResponseReturnValue:
    """Finish and sign as the observer; a second time leads to the same result."""
    try:
        observations.finish(db_session(), viewer(), observation_id)
    except Invalid as error:
        flash(str(error), "warn")
        return redirect(url_for("observations.check", observation_id=observation_id), 303)
    return redirect(url_for("observations.show", observation_id=observation_id), 303)


@bp.post("/observations/<int:observation_id>/withdraw")
@leaders
def withdraw(observation_id: int) -> ResponseReturnValue:
    """Give a draft up, with a reason."""
    form = ReasonForm()
    if not form.validate_on_submit():
        known = observations.fetch(db_session(), viewer(), observation_id)
        flash(str(next(iter(form.errors.values()))[0]), "warn")
        return redirect(url_for("observations.show", observation_id=known.row.id), 303)
    observations.withdraw(db_session(), viewer(), observation_id, form.reason.data or "")
    flash(_("The observation was withdrawn. What was saved stays in the record and counts nowhere."), "done")
    return redirect(url_for("observations.index"), 303)


def _take_form(observation_id: int) -> ResponseReturnValue | None:
    """Save a posted form; returns an answer of its own when the reader cannot go on as wanted."""
    session, me = db_session(), viewer()
    try:
        fields, failed = posted()
        done = observations.save_form(session, me, observation_id, fields)
    except Gone as error:
        if wants_json():
            return _ended(observation_id, error)
        flash(str(error), "warn")
        return redirect(url_for("observations.show", observation_id=observation_id), 303)
    refused = [*done.refused.items(), *failed]
    if not refused:
        return None
    known = observations.fetch(session, me, observation_id)
    numbers = {item.id: n for n, item in enumerate(known.form.items, 1)}
    for slot, fault in refused:
        where = _("Item %(number)s", number=numbers[slot]) if slot in numbers else _("Notes")
        flash(_("%(where)s: %(reason)s", where=where, reason=str(fault)), "warn")
    if all(isinstance(fault, Stale) for _slot, fault in refused):
        return redirect(_anchor(observation_id, refused[0][0]), 303)
    typed, whole = typed_of(known)
    return form_page(known, typed, whole), 422
