"""content/<section>/<lesson>.md: every lesson read, rendered and checked, every fault at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from trainer.i18n import _
from trainer.lessons.markdown import Rendered, render
from trainer.lessons.model import Heading, Lesson, LessonFacts, Picture
from trainer.sources.model import Fault, Node
from trainer.sources.service import build, hint, read_front_matter
from trainer.standard.model import EVERYONE, Site, Standard

REQUIRED = ("why", "scene", "check")
"""The boxes that every lesson has."""

_EMPTY = Node({}, 1)


def load(
    content: Path, standard: Standard, site: Site, figures: Mapping[str, Picture]
) -> tuple[dict[str, Lesson], list[Fault]]:
    """Read all lessons in the order of sections and file names.

    A lesson with faults is returned where its front matter is sound, so that what names it is not blamed too;
    whoever publishes must first see that there are no faults.
    """
    lessons: dict[str, Lesson] = {}
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for path in _files(content, standard):
        shown = f"{content.name}/{path.parent.name}/{path.name}"
        lesson, found = _load_one(path, shown, standard, site, figures)
        if path.stem in first:
            message = _("There is a lesson “%(id)s” already: %(file)s", id=path.stem, file=first[path.stem])
            found.append(Fault(shown, 1, message))
        first.setdefault(path.stem, shown)
        faults += sorted(dict.fromkeys(found), key=lambda fault: fault.line)
        if lesson:
            lessons.setdefault(lesson.id, lesson)
    return lessons, faults


def _files(content: Path, standard: Standard) -> Iterator[Path]:
    order = {section.id: place for place, section in enumerate(standard.sections)}
    folders = sorted(
        (path for path in content.iterdir() if path.is_dir()),
        key=lambda path: (order.get(path.name, len(order)), path.name),
    )
    for folder in folders:
        yield from sorted(folder.glob("*.md"))


def _load_one(
    path: Path, shown: str, standard: Standard, site: Site, figures: Mapping[str, Picture]
) -> tuple[Lesson | None, list[Fault]]:
    node, body, body_line, faults = read_front_matter(path, shown)
    facts, more = build(LessonFacts, node, shown) if node else (None, [])
    faults += more
    section = path.parent.name
    if section not in {known.id for known in standard.sections}:
        faults.append(Fault(shown, 1, _("The folder “%(id)s” is no section of the standard.", id=section)))
    if not body.strip():
        faults.append(Fault(shown, body_line, _("The lesson has no text.")))
        return None, faults
    rendered = render(body, body_line, shown, standard, figures)
    faults += rendered.faults
    faults += [
        Fault(shown, body_line, _("The lesson lacks a box: !!! %(kind)s", kind=kind))
        for kind in REQUIRED
        if kind not in rendered.kinds
    ]
    if facts is None:
        return None, faults
    faults += _facts_faults(facts, node or _EMPTY, shown, path, standard, site)
    faults += _coverage(facts, node or _EMPTY, shown, rendered, standard)
    headings = tuple(Heading(id=name, text=text) for name, text in rendered.headings)
    return Lesson(**dict(facts), section=section, blocks=tuple(rendered.blocks), headings=headings), faults


def _facts_faults(
    facts: LessonFacts, node: Node, shown: str, path: Path, standard: Standard, site: Site
) -> list[Fault]:
    faults = []

    def fault(message: str, *steps: str | int) -> None:
        faults.append(Fault(shown, node.line_of(*steps), message))

    if facts.id != path.stem:
        fault(_("The id “%(id)s” and the file name “%(name)s” differ.", id=facts.id, name=path.stem), "id")
    known = [clause.id for clause in standard.clauses]
    for place, clause_id in enumerate(facts.clauses):
        if clause_id not in standard:
            message = _("There is no clause “%(id)s”.", id=clause_id) + hint(clause_id, known)
            fault(message, "clauses", place)
        elif clause_id in facts.clauses[:place]:
            fault(_("“%(text)s” stands here twice.", text=clause_id), "clauses", place)
    positions = [position.id for position in site.positions]
    for place, position in enumerate(facts.positions):
        if position not in {*positions, EVERYONE}:
            message = _("There is no position “%(id)s”.", id=position) + hint(position, positions)
            fault(message, "positions", place)
    if EVERYONE in facts.positions and len(facts.positions) > 1:
        fault(_("“all” stands alone or not at all."), "positions")
    return faults


def _coverage(
    facts: LessonFacts, node: Node, shown: str, rendered: Rendered, standard: Standard
) -> list[Fault]:
    """Find what cited clauses have and the lesson does not pull, and what it pulls without citing it."""
    faults = []
    for place, clause_id in enumerate(facts.clauses):
        if clause_id not in standard:
            continue
        clause = standard.clause(clause_id)
        lacking = [
            f"[[{kind} {clause_id}]]"
            for kind in ("say", "never")
            if getattr(clause, kind) and (kind, clause_id) not in rendered.pulled
        ]
        lacking += [
            f"[[figure {clause_id} {figure.name}]]"
            for figure in clause.figures
            if (clause_id, figure.name) not in rendered.figures
        ]
        line = node.line_of("clauses", place)
        faults += [
            Fault(shown, line, _("The lesson cites the clause, so it needs %(block)s", block=b))
            for b in lacking
        ]
    for (kind, clause_id), line in rendered.pulled.items():
        if clause_id not in facts.clauses:
            message = _("[[%(kind)s %(id)s]]: the lesson does not cite this clause.", kind=kind, id=clause_id)
            faults.append(Fault(shown, line, message))
    return faults
