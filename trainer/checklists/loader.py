"""content/checklists/*.yaml into forms: every clause, red line, lesson and quiz they name exists."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from trainer.checklists.model import HEAVIEST, CheckItem, Checklist
from trainer.i18n import _
from trainer.sources.model import Fault, Node, Strict
from trainer.sources.service import build, hint, read_yaml
from trainer.standard.model import EVERYONE, ORGANISATION, SLOT, Site, Standard, slots, spoken

FOLDER = "checklists"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Line = Annotated[str, StringConstraints(max_length=200)]
Texts = tuple[str, ...]
Meant = Mapping[str, Collection[str]]
"""The positions that a lesson or quiz is meant for, by its id."""
Steps = tuple[str | int, ...]


class _Item(Strict):
    id: Id
    text: Line
    clauses: Annotated[Texts, Field(min_length=1, max_length=3)]
    weight: Annotated[int, Field(ge=1, le=HEAVIEST)]
    look: Line
    red_line: str | None = None


class _Group(Strict):
    title: Line
    items: Annotated[tuple[_Item, ...], Field(min_length=1)]


class _Form(Strict):
    id: Id
    title: Line
    title_en: Line
    positions: Annotated[Texts, Field(min_length=1)]
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    intro: str
    lessons: Texts = ()
    quiz: str | None = None
    groups: Annotated[tuple[_Group, ...], Field(min_length=1)]


def load(
    content: Path, standard: Standard, site: Site, lessons: Meant, quizzes: Meant
) -> tuple[dict[str, Checklist], list[Fault]]:
    """Read every form of the folder in the order of file names; what is faulty is left out.

    A content without the folder has no forms, which is no fault: a site need not observe.
    """
    found: dict[str, Checklist] = {}
    faults: list[Fault] = []
    for path in sorted((content / FOLDER).glob("*.y*ml")):
        shown = f"{content.name}/{FOLDER}/{path.name}"
        if path.suffix != ".yaml":
            faults.append(Fault(shown, 1, _("Checklists are read from files that end in .yaml.")))
            continue
        node, wrong = read_yaml(path, shown)
        form, more = build(_Form, node, shown) if node else (None, [])
        wrong += more
        if form and node:
            page = _Page(node, shown, form, standard, site)
            wrong += [*page.names(path.stem), *page.follows(lessons, quizzes), *page.items()]
        if form and not wrong:
            found[form.id] = _checklist(form, site)
        faults += sorted(dict.fromkeys(wrong), key=lambda fault: fault.line)
    return found, faults


def _checklist(form: _Form, site: Site) -> Checklist:
    def filled(text: str) -> str:
        return spoken(text.replace(ORGANISATION, site.organisation))

    items = tuple(
        CheckItem(
            id=item.id,
            text=filled(item.text),
            clauses=item.clauses,
            weight=item.weight,
            look=filled(item.look),
            group=group.title,
            red_line=item.red_line,
        )
        for group in form.groups
        for item in group.items
    )
    return Checklist(
        id=form.id,
        title=form.title,
        title_en=form.title_en,
        positions=form.positions,
        pass_mark=form.pass_mark,
        items=items,
        lessons=form.lessons,
        quiz_id=form.quiz,
        intro=filled(form.intro),
    )


class _Page:
    """A form that fits its schema, to be held against everything it names."""

    def __init__(self, node: Node, shown: str, form: _Form, standard: Standard, site: Site) -> None:
        self.node, self.shown, self.form, self.standard = node, shown, form, standard
        self.known = [position.id for position in site.positions]

    def fault(self, message: str, *steps: str | int) -> Fault:
        return Fault(self.shown, self.node.line_of(*steps), message)

    @property
    def positions(self) -> list[str]:
        return self.known if EVERYONE in self.form.positions else list(self.form.positions)

    def names(self, stem: str) -> Iterator[Fault]:
        """Yield what is wrong with the form's own id, positions and headings."""
        if self.form.id != stem:
            yield self.fault(_("The id must be the file's name, “%(name)s”.", name=stem), "id")
        for place, position in enumerate(self.form.positions):
            if position not in {EVERYONE, *self.known}:
                message = _("There is no position “%(id)s”.", id=position) + hint(position, self.known)
                yield self.fault(message, "positions", place)
            elif position in self.form.positions[:place]:
                yield self.fault(_("“%(text)s” stands here twice.", text=position), "positions", place)
        if EVERYONE in self.form.positions and len(self.form.positions) > 1:
            yield self.fault(_("“all” stands alone or not at all."), "positions")
        titles = [group.title for group in self.form.groups]
        for place, title in enumerate(titles):
            if title in titles[:place]:
                yield self.fault(_("“%(text)s” stands here twice.", text=title), "groups", place, "title")
        yield from self._slots(self.form.intro, "intro")

    def follows(self, lessons: Meant, quizzes: Meant) -> Iterator[Fault]:
        """Yield what is wrong with what somebody who failed is given to do."""
        for place, lesson in enumerate(self.form.lessons):
            if lesson not in lessons:
                message = _("There is no lesson “%(id)s”.", id=lesson) + hint(lesson, lessons)
                yield self.fault(message, "lessons", place)
            else:
                yield from self._meant(lesson, lessons[lesson], "lessons", place)
        quiz = self.form.quiz
        if quiz and quiz not in quizzes:
            yield self.fault(_("There is no quiz “%(id)s”.", id=quiz) + hint(quiz, quizzes), "quiz")
        elif quiz:
            yield from self._meant(quiz, quizzes[quiz], "quiz")

    def _meant(self, name: str, positions: Collection[str], *steps: str | int) -> Iterator[Fault]:
        for position in self.positions:
            if position in self.known and EVERYONE not in positions and position not in positions:
                yield self.fault(
                    _("“%(id)s” is not meant for the position “%(position)s”.", id=name, position=position),
                    *steps,
                )

    def items(self) -> Iterator[Fault]:
        """Yield what is wrong with the items, one after the other."""
        seen: set[str] = set()
        for group_place, group in enumerate(self.form.groups):
            for place, item in enumerate(group.items):
                where = ("groups", group_place, "items", place)
                if item.id in seen:
                    yield self.fault(_("“%(text)s” stands here twice.", text=item.id), *where, "id")
                seen.add(item.id)
                yield from self._slots(item.text, *where, "text")
                yield from self._slots(item.look, *where, "look")
                yield from self._cited(item, where)

    def _slots(self, text: str, *steps: str | int) -> Iterator[Fault]:
        for slot in sorted(slots(text) - {ORGANISATION, SLOT}):
            yield self.fault(_("Nothing is filled in for “%(slot)s”.", slot=slot), *steps)

    def _cited(self, item: _Item, where: Steps) -> Iterator[Fault]:
        cited = []
        for place, name in enumerate(item.clauses):
            if name not in self.standard:
                message = _("There is no clause “%(id)s”.", id=name)
                message += hint(name, [clause.id for clause in self.standard.clauses])
                yield self.fault(message, *where, "clauses", place)
                continue
            if name in item.clauses[:place]:
                yield self.fault(_("“%(text)s” stands here twice.", text=name), *where, "clauses", place)
            clause = self.standard.clause(name)
            cited.append(clause)
            yield from self._meant(name, clause.positions, *where, "clauses", place)
        drawn = [line for clause in cited for line in clause.red_lines]
        if item.red_line and item.red_line not in drawn:
            message = _("site.yaml draws no red line “%(line)s” in these clauses.", line=item.red_line)
            yield self.fault(message + hint(item.red_line, drawn), *where, "red_line")
