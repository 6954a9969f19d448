"""Pages of what people hold: one person, what a cell rests on, the training file; the matrix beside."""

import io
from urllib.parse import quote

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from trainer import clock
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions import service as editions
from trainer.i18n import language
from trainer.mastery import pages_person, pages_printed, views_matrix
from trainer.mastery import service as mastery
from trainer.mastery.blueprint import bp
from trainer.mastery.model import HALF_LIFE, From, together
from trainer.mastery.pages_person import Month, Personal
from trainer.people import service as people
from trainer.quizzes.model import red_line_words
from trainer.standard import service as standard
from trainer.web.guard import leaders, signed_in
from trainer.web.request import db_session, edition, settings, site, viewer

__all__ = ["bp", "views_matrix"]

ID = "int(max=2147483647)"
SHOWN = 12
"""Results and observations that the page shows at once; the others fold."""


@bp.get(f"/people/<{ID}:person_id>/training")
@leaders
def person(person_id: int) -> ResponseReturnValue:
    """Show a leader what a person holds and how they came to it."""
    _note(person_id, "training")  # first: a write lets go of every row that was read
    return _page(_gathered(person_id))


@bp.get("/training")
@signed_in
def me() -> ResponseReturnValue:
    """Show everybody the same of themselves."""
    return _page(_gathered(viewer().person_id))


def _gathered(person_id: int) -> Personal:
    return pages_person.gathered(db_session(), viewer(), person_id, edition())


def _page(made: Personal) -> ResponseReturnValue:
    return render_template(
        "mastery/person.html",
        one=made,
        own=made.card.id == viewer().person_id,
        now=clock.now(),
        half_life=HALF_LIFE.days,
        shown=SHOWN,
        red_line=red_line_words,
        trend=[(f"{m.name}（n {m.count}）", m.average and round(m.average / 100)) for m in _begun(made)],
        chinese=language() == "zh_Hans",
    )


def _begun(made: Personal) -> list[Month]:
    """Return the months of the trend since the first result."""
    first = next((place for place, month in enumerate(made.months) if month.count), 0)
    return list(made.months[first:])


@bp.get(f"/people/<{ID}:person_id>/training/<clause>")
@leaders
def evidence(person_id: int, clause: str) -> ResponseReturnValue:
    """Show a leader what a cell rests on: every answer and every item observed."""
    return _evidence(person_id, clause)


@bp.get("/training/<clause>")
@signed_in
def my_evidence(clause: str) -> ResponseReturnValue:
    """Show everybody what their own cell rests on."""
    return _evidence(viewer().person_id, clause)


def _evidence(person_id: int, clause: str) -> ResponseReturnValue:
    session, me_ = db_session(), viewer()
    found = standard.register(edition()).clause(clause)
    card = people.card(people.fetch(session, me_, person_id))
    every = mastery.evidence(session, me_, person_id, clause)
    _note(person_id, f"training {clause}")
    hashes = sorted({one.hash for one in every if one.hash})
    wordings = {key: body["stem_html"] for key, body in editions.bodies(session, hashes).items()}
    return render_template(
        "mastery/evidence.html",
        card=card,
        own=person_id == me_.person_id,
        clause=found,
        cell=together(one.cell for one in every),
        evidence=every,
        stems={key: Markup(stem).striptags() for key, stem in wordings.items()},  # noqa: S704 - only to strip
        titles=_titles(),
        attempt=From.ATTEMPT,
        now=clock.now(),
        half_life=HALF_LIFE.days,
        chinese=language() == "zh_Hans",
    )


def _titles() -> dict[str, str]:
    return {
        key: body["title"] for kind in ("quiz", "checklist") for key, body in edition().items(kind).items()
    }


@bp.get(f"/people/<{ID}:person_id>/training.pdf")
@leaders
def file(person_id: int) -> ResponseReturnValue:
    """Send the personal training file of somebody as PDF."""
    return _file(person_id)


@bp.get("/training.pdf")
@signed_in
def my_file() -> ResponseReturnValue:
    """Send everybody their own."""
    return _file(viewer().person_id)


def _file(person_id: int) -> ResponseReturnValue:
    session, me_ = db_session(), viewer()
    made = _gathered(person_id)
    name, data = pages_printed.pdf(
        made,
        attended=pages_person.attended(session, me_, person_id),
        head=pages_person.heads(session, me_, person_id),
        organisation=site().organisation,
        edition=edition(),
        demo=settings().demo,
    )
    _note(person_id, "file")
    answer = send_file(io.BytesIO(data), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = (
        f"inline; filename=\"training-{person_id}.pdf\"; filename*=UTF-8''{quote(name)}"
    )
    return answer


def _note(person_id: int, what: str) -> None:
    """Write into the audit trail that somebody looked at somebody else's record."""
    session, me_ = db_session(), viewer()
    if person_id == me_.person_id:
        return
    department_id = people.fetch(session, me_, person_id).department_id
    with writing(session):
        audit.record(
            session,
            "record_viewed",
            actor_id=me_.person_id,
            department_id=department_id,
            subject_id=person_id,
            what=what,
        )
