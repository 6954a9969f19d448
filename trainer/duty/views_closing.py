"""Pages about closing a month: what is missing, closing it, signing, reopening, the kept papers."""

import io
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.duty import pages
from trainer.duty import service as duty
from trainer.duty.blueprint import bp
from trainer.duty.closed import BLOCKING, LACK_NAMES, Closing, Lack, Missing, by_lack
from trainer.duty.forms import AnswerField, PaperForm, ReopenForm, SignForm
from trainer.duty.snapshot import Snapshot
from trainer.errors import Conflict, Forbidden, Invalid, Stale, Throttled
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.people.model import Role
from trainer.web.forms import Form
from trainer.web.guard import allow, leaders
from trainer.web.request import db_session, sign_in_rules, viewer, zone


def told(closing: Closing | None, kept: Snapshot | None, versions: Sequence[Closing]) -> dict[str, Any]:
    """Return what the page of a month says of its closing."""
    session = db_session()
    changes = duty.since(session, closing, zone()) if closing else []
    stamps = [stamp for one in versions for stamp in one.stamps]
    ids = {one.closed_by for one in versions} | {stamp.by for stamp in stamps}
    ids |= {id_ for one in changes for id_ in one.named}
    return {
        "closing": closing,
        "said": kept.said if kept else (),
        "versions": versions,
        "since": changes,
        "actors": people.cards_of(session, list(ids)) if ids else {},
        "may_sign": viewer().role is Role.MANAGER and closing is not None and not closing.signed,
    }


def _department() -> tuple[int, dict[int, str]]:
    return people.choose_department(db_session(), viewer(), request.args.get("department"))


def _back(closing: Closing) -> ResponseReturnValue:
    chosen = closing.department_id if viewer().oversees else None
    return redirect(url_for("duty.month", month=closing.month, department=chosen), 303)


@bp.route("/duty/<month>/close", methods=["GET", "POST"])
@allow(Role.SUPERVISOR, Role.ADMINISTRATOR)
def close(month: str) -> ResponseReturnValue:
    """Show what is missing of a month, and close it."""
    wanted, session = pages.month_of(month), db_session()
    department, names = _department()
    there = duty.closed(session, department, wanted)
    if there is not None:
        flash(_("This month was closed already."), "note")
        return _back(there)
    made = duty.record(session, department, wanted, zone())
    missing = by_lack(duty.checklist(session, department, wanted, zone(), made))
    form = _answers([lack for lack in missing if lack not in BLOCKING])
    if form.validate_on_submit():
        try:
            return _closed(form, department, names[department], month)
        except Invalid as error:
            form.blame(error)
        except Conflict as error:
            flash(str(error), "warn")
            return redirect(
                url_for("duty.close", month=month, department=request.args.get("department")), 303
            )
    page = render_template(
        "duty/close.html",
        form=form,
        record=made,
        missing=missing,
        blocked=any(lack in BLOCKING for lack in missing),
        heading=pages.title(wanted),
        cards=people.cards_of(session, _people(missing)),
        department=department,
        departments=names,
        chosen=department if len(names) > 1 else None,
        **pages.words(),
    )
    return page, 422 if form.errors else 200


def _answers(lacks: Sequence[Lack]) -> Any:
    """Return a form with a field for each kind of thing that is missing."""
    fields = {f"answer-{lack}": AnswerField(LACK_NAMES[lack]) for lack in lacks}
    return type("AnswersForm", (Form,), fields)()


def _people(missing: dict[Lack, list[Missing]]) -> list[int]:
    return [id_ for rows in missing.values() for one in rows for id_ in one.person_ids]


def _closed(form: Form, department: int, name: str, month: str) -> ResponseReturnValue:
    answers = {lack: form.data.get(f"answer-{lack}") or "" for lack in Lack}
    closing = duty.close(
        db_session(),
        viewer(),
        department,
        pages.month_of(month),
        answers,
        zone=zone(),
        print_=pages.printing(name),
    )
    flash(
        _("The month is closed: No. %(number)s. The manager can sign it now.", number=f"{closing.number:04}"),
        "done",
    )
    return _back(closing)


@bp.get("/duty/closed/<int:closing_id>.pdf")
@leaders
def kept(closing_id: int) -> ResponseReturnValue:
    """Send the paper of a closed month as it was kept, whatever happened since."""
    return sent(duty.fetch(db_session(), viewer(), closing_id))


def sent(closing: Closing) -> ResponseReturnValue:
    """Send the kept paper of a closing, and note that somebody took it along."""
    file, data = duty.paper(db_session(), viewer(), closing)
    duty.note_printed(db_session(), viewer(), closing.department_id, closing.month)
    return send_file(io.BytesIO(data), mimetype=file.media_type, download_name=file.name)


@bp.get("/duty/closed/<int:closing_id>")
@leaders
def version(closing_id: int) -> ResponseReturnValue:
    """Show one closed version of a month, the standing one or an earlier."""
    session = db_session()
    closing = duty.fetch(session, viewer(), closing_id)
    kept = duty.opened(session, closing)
    names = people.departments(session)
    return render_template(
        "duty/version.html",
        record=kept.record,
        cards=pages.cards_for(kept.record, closing),
        heading=pages.title(closing.month),
        department=closing.department_id,
        departments=names,
        chosen=closing.department_id if viewer().oversees else None,
        **told(closing, kept, duty.every(session, closing.department_id, closing.month)),
        **pages.words(),
    )


@bp.route("/duty/closed/<int:closing_id>/sign", methods=["GET", "POST"])
@leaders
def sign(closing_id: int) -> ResponseReturnValue:
    """Sign a closed month on screen, with the password again."""
    session = db_session()
    closing = duty.fetch(session, viewer(), closing_id)
    form, paper = (
        SignForm(data={"shown": closing.pdf_hash}),
        PaperForm(data={"signed_on": clock.today(zone())}),
    )
    if form.validate_on_submit():
        try:
            duty.sign(
                session, viewer(), closing_id, form.old.data or "", form.shown.data or "", sign_in_rules()
            )
        except (Invalid, Throttled) as error:
            form.old.errors = [str(error)]
        except Stale as error:
            form.form_errors.append(str(error))
        except (Conflict, Forbidden) as error:
            flash(str(error), "warn")
            return _back(closing)
        else:
            flash(_("The record is signed."), "done")
            return _back(closing)
    return _signing(closing, form, paper)


def _signing(closing: Closing, form: SignForm, paper: PaperForm) -> ResponseReturnValue:
    session = db_session()
    kept = duty.opened(session, closing)
    page = render_template(
        "duty/sign.html",
        closing=closing,
        form=form,
        paper=paper,
        record=kept.record,
        heading=pages.title(closing.month),
        departments=people.departments(session),
        closer=people.cards_of(session, [closing.closed_by])[closing.closed_by],
        chosen=closing.department_id if viewer().oversees else None,
        on_screen=viewer().role is Role.MANAGER,
    )
    return page, 422 if form.errors or paper.errors else 200


@bp.post("/duty/closed/<int:closing_id>/signed-on-paper")
@leaders
def sign_on_paper(closing_id: int) -> ResponseReturnValue:
    """Note that the printed record was signed."""
    session, paper = db_session(), PaperForm()
    closing = duty.fetch(session, viewer(), closing_id)
    if paper.validate_on_submit() and paper.signed_on.data is not None:
        try:
            duty.sign_on_paper(session, viewer(), closing_id, paper.signed_on.data, zone=zone())
        except Invalid as error:
            paper.blame(error)
        except (Conflict, Forbidden) as error:
            flash(str(error), "warn")
            return _back(closing)
        else:
            flash(_("Noted: signed on paper."), "done")
            return _back(closing)
    return _signing(closing, SignForm(formdata=None, data={"shown": closing.pdf_hash}), paper)


@bp.route("/duty/closed/<int:closing_id>/reopen", methods=["GET", "POST"])
@leaders
def reopen(closing_id: int) -> ResponseReturnValue:
    """Open a closed month again, with a reason."""
    session, form = db_session(), ReopenForm()
    closing = duty.fetch(session, viewer(), closing_id)
    if form.validate_on_submit():
        try:
            duty.reopen(session, viewer(), closing_id, form.reason.data or "")
            flash(_("The month is open again. The closed version and its paper are kept."), "done")
        except (Conflict, Forbidden) as error:
            flash(str(error), "warn")
        return _back(closing)
    page = render_template(
        "duty/reopen.html",
        closing=closing,
        form=form,
        heading=pages.title(closing.month),
        chosen=closing.department_id if viewer().oversees else None,
    )
    return page, 422 if form.errors else 200
