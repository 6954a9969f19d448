"""Pages of certificates: who holds what, one's own, one with its history and its paper, renewing."""

import io
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.audit import service as audit
from trainer.certificates import pages
from trainer.certificates import service as certificates
from trainer.certificates.forms import RenewForm
from trainer.certificates.model import KIND_NAMES, Certificate
from trainer.db import writing
from trainer.editions import service as editions
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.quizzes import service as quizzes
from trainer.web.guard import leaders, signed_in
from trainer.web.request import db_session, edition, settings, site, viewer, zone

bp = Blueprint("certificates", __name__)
PAGE = 50
DAYS = 7
DUE_HOUR = time(18)


@bp.get("/certificates")
@leaders
def index() -> ResponseReturnValue:
    """Show a leader who holds what, stale ones first, and whom a short quiz is proposed for."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    made = certificates.overview(session, viewer(), department, edition())
    cards = {one.card.id: one.card for one in made.holdings}
    last = max(1, -(-len(made.holdings) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    return render_template(
        "certificates/index.html",
        made=made,
        shown=made.holdings[(page - 1) * PAGE : page * PAGE],
        page=page,
        pages=last,
        stale=sum(bool(one.changed) for one in made.holdings),
        department=department,
        departments=names,
        key_of=certificates.key_of,
        cards=people.cards_of(session, [one.issued.person_id for one in made.revoked]),
        names_of=lambda one: pages.listed([cards[id_].name for id_ in one.person_ids]),
        **_shared(),
    )


@bp.get("/certificates/mine")
@signed_in
def mine() -> ResponseReturnValue:
    """Show everybody what they hold."""
    session = db_session()
    substance = editions.substance(session)
    found = certificates.of_person(session, viewer(), viewer().person_id)
    return render_template(
        "certificates/mine.html",
        found=[(one, one.changed(substance, edition().number)) for one in found],
        **_shared(),
    )


@bp.get("/certificates/<int:certificate_id>")
@signed_in
def show(certificate_id: int) -> ResponseReturnValue:
    """Show one certificate with all that became of it."""
    one, card = _fetched(certificate_id)
    _note(one, "certificate")
    return render_template(
        "certificates/show.html",
        one=one,
        card=card,
        own=card.id == viewer().person_id,
        changed=one.changed(editions.substance(db_session()), edition().number),
        **_shared(),
    )


@bp.get("/certificates/<int:certificate_id>.pdf")
@signed_in
def pdf(certificate_id: int) -> ResponseReturnValue:
    """Send one certificate as a sheet of A4."""
    one, card = _fetched(certificate_id)
    session = db_session()
    name, data = pages.pdf(
        one,
        card,
        one.changed(editions.substance(session), edition().number),
        organisation=site().organisation,
        department=people.departments(session)[one.issued.department_id],
        editions=_editions(),
        demo=settings().demo,
    )
    _note(one, "certificate pdf")
    answer = send_file(io.BytesIO(data), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = (
        f"inline; filename=\"certificate-{one.issued.number}.pdf\"; filename*=UTF-8''{quote(name)}"
    )
    return answer


@bp.route("/certificates/renew", methods=["GET", "POST"])
@leaders
def renew() -> ResponseReturnValue:
    """Assign the short quiz about changed clauses to exactly those who hold a certificate resting on them."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    key = request.args.get("of", "")
    one = certificates.proposal(session, viewer(), department, edition(), key)
    clauses = certificates.testable(edition(), one.quiz_id, one.clauses)
    whole = quizzes.quiz(edition(), one.quiz_id) if clauses else None
    quiz = quizzes.focused(edition(), whole, clauses) if whole else None
    form = RenewForm(data={"due_at": _usual(), "note": _usual_note(clauses)})
    form.now = clock.localise(clock.now(), zone()).replace(tzinfo=None)
    if quiz is not None and form.validate_on_submit():
        try:
            made = certificates.assign(
                session, viewer(), department, edition(), one, form.moment(zone()), form.note.data
            )
        except Invalid as error:
            if not form.blame(error):
                raise
        else:
            flash(_("The quiz about the changed clauses was assigned."), "done")
            return redirect(url_for("assignments.show", assignment_id=made), 303)
    cards = people.cards_of(session, one.person_ids)
    page = render_template(
        "certificates/renew.html",
        form=form,
        one=one,
        clauses=clauses,
        quiz=quiz,
        size=quizzes.size(edition(), quiz) if quiz else None,
        people=[cards[id_] for id_ in one.person_ids],
        department=department,
        departments=names,
        **_shared(),
    )
    return page, 422 if form.errors else 200


def _usual() -> datetime:
    today = clock.today(zone())
    return datetime.combine(today + timedelta(days=DAYS), DUE_HOUR)


def _usual_note(clauses: tuple[str, ...]) -> str:
    return _(
        "The standard has changed: clauses %(clauses)s. This short quiz renews your certificate.",
        clauses=pages.listed(clauses),
    )


def _fetched(certificate_id: int) -> tuple[Certificate, PersonCard]:
    session = db_session()
    one = certificates.fetch(session, viewer(), certificate_id)
    return one, people.cards_of(session, [one.issued.person_id])[one.issued.person_id]


def _editions() -> dict[int, str]:
    return {number: f"{number} · {hash_[:8]}" for number, hash_, _at in editions.published(db_session())}


def _shared() -> dict[str, Any]:
    return {
        "editions": _editions(),
        "register": {key: body["title"] for key, body in edition().items("clause").items()},
        "kinds": KIND_NAMES,
        "listed": pages.listed,
    }


def _note(one: Certificate, what: str) -> None:
    """Write into the audit trail that somebody looked at somebody else's record."""
    if one.issued.person_id == viewer().person_id:
        return
    session = db_session()
    with writing(session):
        audit.record(
            session,
            "record_viewed",
            actor_id=viewer().person_id,
            department_id=one.issued.department_id,
            subject_id=one.issued.person_id,
            what=f"{what} {one.id}",
        )
