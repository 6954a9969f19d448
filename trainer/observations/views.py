"""Pages of observations: the list, beginning one, one of them, one's own, agreement, paper."""

import io
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from trainer import clock
from trainer.checklists import service as checklists
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.observations import pages, pages_paper, views_saving, views_signing
from trainer.observations import service as observations
from trainer.observations.blueprint import bp
from trainer.observations.forms import StartForm
from trainer.observations.model import State
from trainer.observations.pages_form import form_page
from trainer.observations.pages_result import result_page
from trainer.observations.service import Wanted
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.web.filters import position_name
from trainer.web.guard import leaders, signed_in
from trainer.web.request import db_session, edition, settings, site, viewer, zone

__all__ = ["bp", "views_saving", "views_signing"]


@bp.get("/observations")
@leaders
def index() -> ResponseReturnValue:
    """List a department's observations, and on top what waits for the viewer."""
    session, me = db_session(), viewer()
    department, names = people.choose_department(session, me, request.args.get("department"))
    wanted = _wanted()
    found, page, last = observations.page(
        session, me, department, wanted, request.args.get("page", 1, type=int)
    )
    waiting = observations.waiting_for(session, me)
    persons, forms = observations.people_and_forms(session, me, department)
    cards = people.cards_of(session, list(persons))
    listed = list(dict.fromkeys([*waiting.to_answer, *waiting.to_sign, *waiting.again]))
    some = {one.known.row.id: one for one in pages.rows(observations.some(session, listed), me.person_id)}
    return render_template(
        "observations/index.html",
        department=department,
        departments=names,
        rows=pages.rows(found, me.person_id),
        page=page,
        pages=last,
        wanted=wanted,
        people=sorted(cards.values(), key=lambda card: card.staff_number),
        forms=_titles(forms),
        states=pages.state_names(),
        to_answer=[some[id_] for id_ in waiting.to_answer if id_ in some],
        to_sign=[some[id_] for id_ in waiting.to_sign if id_ in some],
        again=[some[id_] for id_ in waiting.again if id_ in some],
        now=clock.now(),
        kept={"department": department if len(names) > 1 else None},
    )


def _wanted() -> Wanted:
    person = request.args.get("person", type=int)
    state = request.args.get("state")
    state = state if state in observations.FILTERS else None
    small = person if person is not None and 0 < person < 2**31 else None
    return Wanted(small, request.args.get("form") or None, state)


def _titles(ids: set[str]) -> dict[str, str]:
    """Return the titles of forms; one that is published no more keeps its id."""
    known = checklists.of_edition(edition())
    return {id_: known[id_].title if id_ in known else id_ for id_ in sorted(ids)}


@bp.route("/observations/new", methods=["GET", "POST"])
@leaders
def new() -> ResponseReturnValue:
    """Choose whom and with what, those of late first, and begin."""
    session, me = db_session(), viewer()
    department, names = people.choose_department(session, me, request.args.get("department"))
    there = observations.observable(session, me, department)
    form = StartForm(data=_asked(there))
    lately, used = observations.recent(session, me, department)
    every = checklists.of_edition(edition())
    cards = sorted(there.values(), key=lambda card: (_place(lately, card.id), card.staff_number))
    form.offer(
        [(card.id, f"{card.name} {card.staff_number}") for card in cards],
        [(key, every[key].title) for key in sorted(every, key=lambda key: _place(used, key))],
    )
    if form.validate_on_submit() and (made := _begun(form)) is not None:
        return redirect(url_for("observations.show", observation_id=made), 303)
    page = render_template(
        "observations/new.html",
        form=form,
        there=there,
        every=every,
        lately=[id_ for id_ in lately if id_ in there],
        positions=position_name,
        department=department,
        departments=names,
    )
    return page, 422 if form.errors else 200


def _place(order: list[Any], key: Any) -> int:
    return order.index(key) if key in order else len(order)


def _asked(there: dict[int, PersonCard]) -> dict[str, Any]:
    """Return what the address names: whom, and with what."""
    person = request.args.get("person", type=int)
    return {"person": person if person in there else None, "form": request.args.get("form")}


def _begun(form: StartForm) -> int | None:
    try:
        made, fresh = observations.start(
            db_session(), viewer(), edition(), form.person.data, form.form.data, form.place.data or ""
        )
    except Invalid as error:
        if not form.blame(error):
            raise
        return None
    if not fresh:
        flash(_("You had begun this observation before; go on with it."), "note")
    return made


@bp.get("/observations/<int:observation_id>")
@signed_in
def show(observation_id: int) -> ResponseReturnValue:
    """Show the form while its observer fills it, afterwards the result."""
    known = observations.fetch(db_session(), viewer(), observation_id)
    if known.row.state == State.DRAFT.value:
        return form_page(known)
    return result_page(known)


@bp.get("/observations/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """Show one's own observations, those to be read and signed first."""
    session, me = db_session(), viewer()
    waits = list(observations.waiting_for(session, me).to_sign)
    found, page, last = observations.mine(session, me, request.args.get("page", 1, type=int))
    others = [known for known in found if known.row.id not in waits]
    return render_template(
        "observations/mine.html",
        to_sign=pages.rows(observations.some(session, waits), me.person_id),
        others=pages.rows(others, me.person_id),
        page=page,
        pages=last,
    )


@bp.get("/observations/agreement")
@leaders
def agreement() -> ResponseReturnValue:
    """Show how far two observers of one moment agree, form by form."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    return render_template(
        "observations/agreement.html",
        found=observations.agreement(session, department),
        department=department,
        departments=names,
    )


@bp.get("/observations/<int:observation_id>/sheet.pdf")
@signed_in
def sheet(observation_id: int) -> ResponseReturnValue:
    """Send the result as a paper with its signatures; it is Chinese whatever the reader's language."""
    session = db_session()
    known = observations.fetch(session, viewer(), observation_id)
    with force_locale("zh_Hans"):
        name, data = pages_paper.pdf(
            known,
            organisation=site().organisation,
            department=people.departments(session)[known.row.department_id],
            printed=clock.localise(clock.now(), zone()),
            demo=settings().demo,
        )
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)
