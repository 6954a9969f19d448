"""Sign-in slips: choosing who gets a first password, and the sheet to print, shown once."""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import segno
from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from trainer.i18n import gettext as _
from trainer.people import service
from trainer.people.forms import SlipsForm, choices
from trainer.people.model import Slip
from trainer.people.views.account import show
from trainer.people.views.blueprint import bp
from trainer.web.guard import leaders
from trainer.web.request import db_session, settings, sign_in_rules, viewer

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@bp.route("/people/slips", methods=["GET", "POST"])
@leaders
def slips() -> ResponseReturnValue:
    """Choose among those without a password of their own; making slips shows them at once, and once only."""
    me, session = viewer(), db_session()
    department, names = service.choose_department(session, me, request.args.get("department"))
    rows = service.people(session, me, department_id=department)
    able = [p for p in rows if service.waiting(p) and me.manages(p.role, p.department_id)]
    fresh = [p.id for p in able if p.password_hash is None]  # slips already handed out stay good
    form = SlipsForm(data={"people": fresh[: service.MAX_SLIPS]})
    form.people.choices = choices({p.id: f"{p.staff_number} {p.name}" for p in able})
    if form.validate_on_submit():
        cost = sign_in_rules().password_cost
        made = service.first_passwords(session, me, form.people.data or [], cost)
        return _sheet(made)
    return show(
        "people/slips.html", form, department=department, departments=names, address=_address(), near=_near()
    )


@bp.post("/people/<int(max=2147483647):person_id>/first-password")
@leaders
def first_password(person_id: int) -> ResponseReturnValue:
    """Give one person a new first password, whatever they had, and show its slip."""
    me, session = viewer(), db_session()
    cost = sign_in_rules().password_cost
    made = service.first_passwords(session, me, [person_id], cost, anew=True)
    return _sheet(made)


def _sheet(made: Sequence[Slip]) -> ResponseReturnValue:
    address = _address()
    codes = {
        slip.person_id: _code(f"{address}sign-in?{urlencode({'number': slip.staff_number})}") for slip in made
    }
    return render_template("people/slip_sheet.html", slips=made, address=address, codes=codes, near=_near())


def _code(address: str) -> Markup:
    """Return a QR code as SVG without inline styles; a phone that reads it fills in the staff number."""
    drawn = segno.make(address, error="m", micro=False)
    label = _("QR code to the sign-in page")
    return Markup(drawn.svg_inline(omitsize=True, border=2, light="#fff", title=label))  # noqa: S704 - ours


def _near() -> bool:
    """Say whether the address printed would open on this very computer only."""
    return urlsplit(_address()).hostname in LOOPBACK


def _address() -> str:
    """Return the address to print: the one this page was opened at, or an office name instead of loopback."""
    here = urlsplit(request.host_url)
    others = [host for host in settings().allowed_hosts if host != "*" and host not in LOOPBACK]
    if here.hostname not in LOOPBACK or not others:
        return request.host_url
    return f"{here.scheme}://{others[0]}{f':{here.port}' if here.port else ''}/"
