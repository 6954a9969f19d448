"""The register as an edition holds it: parsed once, laid out with its gaps, and who cites which clause."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import TypeVar

from trainer.editions.model import Edition
from trainer.standard.model import Clause, Gap, Section, Site, Standard

Made = TypeVar("Made")
KEPT = 4
"""Editions whose parsed form stays in the process: the current one, and one or two that are still sat."""

_PARTS = re.compile(r"\d+|[A-Za-z]+")


def once_per_edition(make: Callable[[Edition], Made]) -> Callable[[Edition], Made]:
    """Keep what is made of an edition in the process, for it can never change; the least used goes first."""
    kept: OrderedDict[str, Made] = OrderedDict()
    lock = Lock()

    @wraps(make)
    def made(edition: Edition) -> Made:
        with lock:
            if edition.hash in kept:
                kept.move_to_end(edition.hash)
                return kept[edition.hash]
        fresh = make(edition)
        with lock:
            kept[edition.hash] = fresh
            while len(kept) > KEPT:
                kept.popitem(last=False)
        return fresh

    return made


@once_per_edition
def register(edition: Edition) -> Standard:
    """Return the register of an edition; raises NotFound where the edition has none."""
    return Standard(
        **edition.item("document", "standard"),
        sections=tuple(Section.model_validate(body) for body in edition.items("section").values()),
        clauses=tuple(Clause.model_validate(body) for body in edition.items("clause").values()),
    )


@once_per_edition
def site(edition: Edition) -> Site:
    """Return the site's choices of an edition; raises NotFound where the edition has none."""
    return Site.model_validate(edition.item("site", "site"))


@dataclass(frozen=True)
class Chapter:
    """A section with its clauses and gaps in reading order; `gap` says what the source lacks of the section.

    A section that the source lacks altogether has no `section`.
    """

    section: Section | None
    gap: Gap | None
    entries: tuple[Clause | Gap, ...] = ()

    @property
    def clauses(self) -> int:
        """Return how many clauses stand in it."""
        return sum(isinstance(entry, Clause) for entry in self.entries)


def outline(standard: Standard) -> tuple[Chapter, ...]:
    """Return the chapters of the register, with each gap of the source in its place."""
    gaps = {gap.id: gap for gap in standard.missing}
    sections = {section.id for section in standard.sections}
    whole = [gap for gap in standard.missing if gap.id not in sections and "." not in gap.id]
    chapters = [
        Chapter(section, gaps.get(section.id), tuple(_entries(standard, section)))
        for section in standard.sections
    ]
    for gap in whole:
        after = [place for place, chapter in enumerate(chapters) if _order(_id(chapter)) > _order(gap.id)]
        chapters.insert(after[0] if after else len(chapters), Chapter(None, gap))
    return tuple(chapters)


def _id(chapter: Chapter) -> str:
    named = chapter.section or chapter.gap
    return named.id if named else ""


def _entries(standard: Standard, section: Section) -> Iterator[Clause | Gap]:
    """Yield the clauses of a section; a gap stands before the first clause whose number is higher."""
    waiting = [gap for gap in standard.missing if "." in gap.id and _home(standard, gap) == section.id]
    for clause in standard.in_section(section.id):
        while waiting and _order(waiting[0].id) < _order(clause.id):
            yield waiting.pop(0)
        yield clause
    yield from waiting


def _home(standard: Standard, gap: Gap) -> str:
    """Return the section of the clause that follows the gap among those numbered alike, or precedes it."""
    alike = [clause for clause in standard.clauses if clause.id.split(".")[0] == gap.id.split(".")[0]]
    after = [clause for clause in alike if _order(clause.id) > _order(gap.id)]
    if after:
        return min(after, key=lambda clause: _order(clause.id)).section
    return alike[-1].section if alike else gap.id.split(".")[0]


def _order(name: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PARTS.findall(name))


def neighbours(standard: Standard, clause_id: str) -> tuple[Clause | None, Clause | None]:
    """Return the clauses before and after a clause; raises NotFound for one the register lacks."""
    place = standard.clauses.index(standard.clause(clause_id))
    before = standard.clauses[place - 1] if place else None
    after = standard.clauses[place + 1] if place + 1 < len(standard.clauses) else None
    return before, after


@dataclass(frozen=True)
class Citation:
    """A lesson or quiz that cites a clause: minutes of the lesson, or how many questions of the quiz."""

    id: str
    title: str
    count: int


@dataclass(frozen=True)
class Cited:
    """What teaches and tests one clause; of questions only the number, never a word."""

    lessons: tuple[Citation, ...] = ()
    quizzes: tuple[Citation, ...] = ()
    questions: int = 0


def cited(edition: Edition, clause_id: str) -> Cited:
    """Return what cites a clause in an edition."""
    return _citations(edition).get(clause_id, Cited())


@once_per_edition
def _citations(edition: Edition) -> Mapping[str, Cited]:
    return {clause_id: _cited(edition, clause_id) for clause_id in edition.items("clause")}


def _cited(edition: Edition, clause_id: str) -> Cited:
    on = {key for key, body in edition.items("question").items() if clause_id in body["clauses"]}
    quizzes = [
        Citation(quiz["id"], quiz["title"], len(on.intersection(quiz["questions"])))
        for quiz in edition.items("quiz").values()
        if not quiz.get("blueprint")  # it draws from everything, so it says nothing of this clause
    ]
    return Cited(
        lessons=tuple(
            Citation(body["id"], body["title"], body["minutes"])
            for body in edition.items("lesson").values()
            if clause_id in body["clauses"]
        ),
        quizzes=tuple(quiz for quiz in quizzes if quiz.count),
        questions=len(on),
    )
