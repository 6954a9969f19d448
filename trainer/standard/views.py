"""Pages of the standard: the register by section, a page a clause, and the drawings."""

import unicodedata

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from trainer.lessons import service as lessons
from trainer.standard import service as standard
from trainer.standard.model import Clause
from trainer.standard.service import Chapter
from trainer.web.guard import public, signed_in
from trainer.web.request import db_session, edition, site, viewer, viewer_or_none

bp = Blueprint("standard", __name__)

DRAWING_POLICY = "default-src 'none'"


@bp.get("/standard")
@signed_in
def index() -> ResponseReturnValue:
    """Show the register by section, narrowed to a position or to some words."""
    register = standard.register(edition())
    known = {position.id for position in site().positions}
    mine = viewer().position
    position = request.args.get("position", "")
    position = position if position in known else ""
    words = unicodedata.normalize("NFKC", request.args.get("q", "")).lower().split()[:8]
    chapters = [_narrowed(chapter, position, words) for chapter in standard.outline(register)]
    return render_template(
        "standard/index.html",
        document=register,
        chapters=[chapter for chapter in chapters if chapter.entries or chapter.gap],
        found=sum(chapter.clauses for chapter in chapters),
        offered=[one for one in site().positions if viewer().leads or one.id == mine],
        counts={one: len(register.for_position(one)) for one in known},
        position=position,
        mine=mine,
        words=" ".join(words),
    )


def _narrowed(chapter: Chapter, position: str, words: list[str]) -> Chapter:
    """Return the chapter with what was asked for; gaps belong to the whole text only."""
    if not position and not words:
        return chapter
    entries = tuple(
        entry
        for entry in chapter.entries
        if isinstance(entry, Clause)
        and (not position or entry.for_position(position))
        and all(word in _text(entry) for word in words)
    )
    return Chapter(chapter.section, None, entries)


def _text(clause: Clause) -> str:
    said = " ".join((clause.id, clause.title, clause.title_en, clause.rule, *clause.say, *clause.never))
    return unicodedata.normalize("NFKC", said).lower()


@bp.get("/standard/<clause_id>")
@signed_in
def clause(clause_id: str) -> ResponseReturnValue:
    """Show one clause with everything the register says of it and what teaches and tests it."""
    register = standard.register(edition())
    found = register.clause(clause_id)
    before, after = standard.neighbours(register, clause_id)
    return render_template(
        "standard/clause.html",
        clause=found,
        section=register.section(found.section),
        cited=standard.cited(edition(), clause_id),
        pictures=lessons.pictures_of(edition(), clause_id),
        before=before,
        after=after,
    )


@bp.get("/figures/<picture_id>.svg")
@public
def figure(picture_id: str) -> ResponseReturnValue:
    """Send a drawing; the ones of older editions only to somebody who is signed in, who may meet them."""
    shown = lessons.picture(
        db_session(),
        edition(),
        picture_id,
        request.args.get("v"),
        older=viewer_or_none() is not None,
    )
    response = Response(shown.svg, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = DRAWING_POLICY
    return response
