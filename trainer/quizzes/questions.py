"""One question as its author writes it: its schema, its type's schema, and what neither can say."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from trainer.i18n import _
from trainer.quizzes import types
from trainer.quizzes.model import ONE_POINT, Item, Quiz
from trainer.quizzes.types.base import Known, Where
from trainer.sources.model import Fault, Node, Strict
from trainer.sources.service import Prose, build, hint

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Texts = tuple[str, ...]
MOST_CLAUSES = 3
MOST_POINTS = 5


class _Question(Strict):
    id: Id
    type: str
    clauses: Annotated[Texts, Field(min_length=1, max_length=MOST_CLAUSES)]
    difficulty: Annotated[int, Field(ge=1, le=5)]
    tags: Texts = ()
    stem: str
    picture: str | None = None
    ask: str | None = None
    explanation: str
    points: Annotated[int, Field(ge=1, le=MOST_POINTS)] = 1


@dataclass
class Bank:
    """What has been read so far, and what may be cited."""

    known: Known
    lessons: Collection[str]
    positions: Collection[str]
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    first: dict[str, str] = field(default_factory=dict)
    """Where each question id was first written."""
    prose: dict[str, Prose] = field(default_factory=dict)
    """The renderer of each file, for making one takes longer than rendering a question."""

    def renderer(self, shown: str) -> Prose:
        """Return the renderer of a file."""
        if shown not in self.prose:
            self.prose[shown] = Prose(shown, self.known.clauses)
        return self.prose[shown]


@dataclass(frozen=True)
class Page:
    """One mapping of one file, to complain about."""

    bank: Bank
    node: Node
    shown: str

    def fault(self, where: Where, message: str, *, warning: bool = False) -> None:
        """Note a fault on the line of what stands there."""
        self.bank.faults.append(Fault(self.shown, self.node.line_of(*where), message, warning))

    def html(self, text: str, key: str = "type") -> str:
        """Render a Markdown text of this mapping; what it may not hold is a fault on the key's line."""
        prose = self.bank.renderer(self.shown)
        rendered = "".join(prose.blocks(text, self.node.line_of(key)))
        self.bank.faults += prose.take_faults()
        return rendered

    def each(
        self, key: str, values: Iterable[str], known: Collection[str], unknown: Callable[[str], str]
    ) -> None:
        """Complain about values of a list that are not known, or stand there twice."""
        seen: set[str] = set()
        for index, value in enumerate(values):
            if value not in known:
                self.fault((key, index), unknown(value) + hint(value, known))
            elif value in seen:
                self.fault((key, index), _("“%(value)s” stands here twice.", value=value))
            seen.add(value)


def read_question(page: Page) -> Item | None:
    """Read one question with the schema all share and the one of its type; None when something is wrong."""
    before = len(page.bank.faults)
    kind = _kind(page)
    common, own = _split(page.node)
    written, faults = build(_Question, common, page.shown)
    body = None
    if kind and isinstance(page.node.value, dict):
        body, more = build(kind.Body, own, page.shown)
        faults = faults + more
    page.bank.faults += faults
    if written:
        _check_question(page, written)
        if kind and not kind.weighs and written.points != 1:
            page.fault(("points",), _("Questions of this type are worth one point; leave “points” out."))
    if kind and body:
        _check_body(page, kind, body)
    if not (written and kind and body) or any(not fault.warning for fault in page.bank.faults[before:]):
        return None
    stem, explanation = page.html(written.stem, "stem"), page.html(written.explanation, "explanation")
    known = replace(page.bank.known, render=page.html, cited=written.clauses)
    return _item(written, stem, explanation, kind.compile(body, known))


def _kind(page: Page) -> types.AnyType | None:
    """Return the question's type; a missing key is left to the schema."""
    name = (page.node.get("type") or Node(None, 0)).value
    if name in types.names():
        return types.get(str(name))
    if isinstance(name, str):
        names = types.names()
        message = _("There is no type “%(name)s”; there are: %(names)s.", name=name, names=", ".join(names))
        page.fault(("type",), message + hint(name, names))
    return None


def _split(node: Node) -> tuple[Node, Node]:
    """Part the keys that all types share from those of one type."""
    if not isinstance(node.value, dict):
        return node, node
    common = {key: value for key, value in node.value.items() if key in _Question.model_fields}
    own = {key: value for key, value in node.value.items() if key not in common}
    return Node(common, node.line, node.keys), Node(own, node.line, node.keys)


def _check_question(page: Page, written: _Question) -> None:
    bank = page.bank
    if written.id in bank.first:
        first = bank.first[written.id]
        page.fault(
            ("id",), _("The question id “%(id)s” is taken: see %(first)s.", id=written.id, first=first)
        )
    else:
        bank.first[written.id] = f"{page.shown}:{page.node.line_of('id')}"
    page.each("clauses", written.clauses, bank.known.clauses, no_clause)
    if written.picture is not None and written.picture not in bank.known.figures:
        message = _("There is no picture “%(name)s”.", name=written.picture)
        page.fault(("picture",), message + hint(written.picture, bank.known.figures))


def _check_body(page: Page, kind: types.AnyType, body: Strict) -> None:
    every = page.bank.known.clauses
    cited = [str(entry.value) for entry in (page.node.get("clauses") or Node([], 0)).items()]
    cited = [clause for clause in cited if clause in every]
    for complaint in kind.faults(body, replace(page.bank.known, cited=tuple(cited))):
        page.fault(complaint.where, complaint.message)
    clauses = [every[clause] for clause in cited]
    if clauses and not any(clause.red_lines for clause in clauses):
        message = _("None of the cited clauses has a red line in site.yaml; this mark needs one.")
        for where in kind.red_line_marks(body):
            page.fault(where, message)


def _item(written: _Question, stem_html: str, explanation_html: str, body: Mapping[str, Any]) -> Item:
    return Item(
        id=written.id,
        type=written.type,
        clauses=written.clauses,
        difficulty=written.difficulty,
        tags=written.tags,
        stem_html=stem_html,
        picture=written.picture,
        ask=written.ask,
        explanation_html=explanation_html,
        body=body,
        points=written.points * ONE_POINT,
    )


def no_clause(name: str) -> str:
    """Say that the register lacks a clause."""
    return _("There is no clause “%(name)s” in the register.", name=name)
