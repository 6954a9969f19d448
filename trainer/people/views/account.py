"""Signing in and out, and one's own account: password, language, sessions."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from trainer.errors import Invalid, Throttled
from trainer.i18n import LOCALES, language
from trainer.i18n import gettext as _
from trainer.people import service
from trainer.people.devices import device
from trainer.people.forms import LanguageForm, PasswordForm, SignInForm
from trainer.people.views.blueprint import bp
from trainer.web.forms import Form
from trainer.web.guard import public, signed_in
from trainer.web.request import (
    TOKEN,
    client_address,
    db_session,
    local_path,
    sign_in_rules,
    viewer,
    viewer_or_none,
)

UNREADY = 422


def show(template: str, form: Form, *, status: int = UNREADY, **values: Any) -> ResponseReturnValue:
    """Return a form's page: 200 when fresh, another status when what was sent needs correction."""
    return render_template(template, form=form, **values), status if form.errors else 200


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask for staff number and password; go where the reader wanted to go, on this site only."""
    onward = local_path(request.values.get("next")) or url_for("home.today")
    if viewer_or_none() is not None and request.method == "GET":
        return redirect(onward, 303)
    form = SignInForm(data={"staff_number": request.args.get("number", "")[:32]})
    if not form.validate_on_submit():
        return show("people/sign_in.html", form, onward=onward)
    try:
        token = service.sign_in(
            db_session(),
            form.staff_number.data or "",
            form.password.data or "",
            address=client_address(),
            agent=request.user_agent.string,
            rules=sign_in_rules(),
        )
    except Throttled as error:
        form.form_errors = [str(error)]
        return show("people/sign_in.html", form, status=error.status, onward=onward)
    except Invalid as error:
        form.blame(error)
        return show("people/sign_in.html", form, onward=onward)
    _keep(token)
    return redirect(onward, 303)


def _keep(token: str | None) -> None:
    """Begin the browser's session anew, with the language its reader chose."""
    chosen = session.get("locale")
    session.clear()
    if chosen in LOCALES:
        session["locale"] = chosen
    if token is not None:
        session[TOKEN] = token
    session.permanent = True


@bp.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    service.sign_out(db_session(), viewer())
    _keep(None)
    flash(_("You are signed out."), "done")
    return redirect(url_for("people.sign_in"), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    """Change one's own password; whoever still has a first password can do nothing else."""
    me, form = viewer(), PasswordForm()
    form.own = me.staff_number, me.name
    if form.is_submitted() and _changed(form, sound=form.validate()):
        flash(_("Your password was changed. Every other device is signed out."), "done")
        return redirect(url_for("home.today" if me.must_change_password else "people.account"), 303)
    return show("people/password.html", form, forced=me.must_change_password)


def _changed(form: PasswordForm, *, sound: bool) -> bool:
    """Change the password where all is well; else name what is wrong of the present one too, judged once."""
    act = service.change_password if sound else service.check_present
    try:
        if form.old.data:
            act(db_session(), viewer(), form.old.data, form.password.data or "", sign_in_rules())
    except Invalid as error:
        form.blame(error)
    except Throttled as error:
        form.form_errors = [str(error)]
    return not form.errors


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Show who one is here, and where one is signed in."""
    me = viewer()
    sessions = service.open_sessions(db_session(), me.person_id, sign_in_rules())
    return render_template(
        "people/account.html",
        form=LanguageForm(data={"locale": language()}),
        sessions=[(one, device(one.agent)) for one in sessions],
        help_page=url_for("home.help") if "home.help" in current_app.view_functions else None,
    )


@bp.post("/account/language")
@signed_in
def choose_language() -> ResponseReturnValue:
    """Keep the language, here and on every device."""
    form = LanguageForm()
    if form.validate_on_submit():
        service.choose_language(db_session(), viewer(), form.locale.data)
        session["locale"] = form.locale.data
        flash(_("Saved."), "done")
    return redirect(url_for("people.account"), 303)


@bp.post("/account/sessions/<int(max=9223372036854775807):session_id>/revoke")
@signed_in
def revoke(session_id: int) -> ResponseReturnValue:
    """Sign out one of one's own devices."""
    service.revoke(db_session(), viewer(), session_id)
    flash(_("That device is signed out."), "done")
    return redirect(url_for("people.account"), 303)


@bp.post("/account/sessions/revoke-others")
@signed_in
def revoke_others() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    count = service.revoke_others(db_session(), viewer(), sign_in_rules())
    flash(_("Devices signed out: %(count)s.", count=count), "done")
    return redirect(url_for("people.account"), 303)
