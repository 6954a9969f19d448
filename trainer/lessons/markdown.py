"""A lesson's body to HTML: its blocks rendered in order, with a record of what it pulled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from trainer.i18n import _
from trainer.lessons import pulls
from trainer.lessons.blocks import ANSWER, BOXES, TEXT, Block, split
from trainer.lessons.model import Picture
from trainer.lessons.scene import scene
from trainer.sources.model import Fault
from trainer.sources.service import Prose, hint, sanitise
from trainer.standard.model import Clause, Standard

SOURCE = "来源："

_ANSWER_HTML = Markup('<details class="answer"><summary>{}</summary><div>{}</div></details>')
_BOX_HTML = Markup('<aside class="panel {}"><p class="panel-title">{}</p>{}{}</aside>')


@dataclass
class Rendered:
    """What came of a body; `pulled` holds the line of each (kind, clause id), `figures` (clause id, name)."""

    blocks: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    pulled: dict[tuple[str, str], int] = field(default_factory=dict)
    figures: set[tuple[str, str]] = field(default_factory=set)


def render(body: str, line: int, shown: str, standard: Standard, figures: Mapping[str, Picture]) -> Rendered:
    """Render a body that begins on the given line of the file named `shown`."""
    return _Renderer(shown, standard, figures).body(body, line)


class _Renderer:
    def __init__(self, shown: str, standard: Standard, figures: Mapping[str, Picture]) -> None:
        self.shown, self.standard, self.figures = shown, standard, figures
        self.prose = Prose(shown, [clause.id for clause in standard.clauses])
        self.out = Rendered()

    def body(self, body: str, line: int) -> Rendered:
        blocks, faults = split(body.split("\n"), line, self.shown)
        self.out.faults += faults
        self.out.blocks = list(self.parts(blocks))
        self.out.headings = self.prose.headings
        self.out.faults += self.prose.faults
        return self.out

    def fault(self, line: int, message: str) -> None:
        self.out.faults.append(Fault(self.shown, line, message))

    def parts(self, blocks: Sequence[Block], within: str = "") -> Iterator[str]:
        """Render blocks one after another; say and never that follow each other share one block."""
        columns: list[Markup] = []
        for block in blocks:
            if block.kind in {"say", "never"}:
                columns += self.utterances(block)
                continue
            if columns:
                yield sanitise(pulls.two(columns))
                columns = []
            self.out.kinds.append(block.kind)
            yield from self.part(block, within)
        if columns:
            yield sanitise(pulls.two(columns))

    def part(self, block: Block, within: str) -> Iterator[str]:
        if block.kind == TEXT:
            yield from self.prose.blocks(block.text, block.line)
        elif block.kind in {*BOXES, ANSWER}:
            if (block.kind == ANSWER) != (within == "check") or (block.kind != ANSWER and within):
                self.fault(
                    block.line, _("This box may not stand here; ??? answer stands in !!! check alone.")
                )
            else:
                yield sanitise(self.box(block))
        else:
            pulled = {"rule": self.rules, "figure": self.numbers, "picture": self.pictures}[block.kind]
            yield from (sanitise(html) for html in pulled(block))

    def box(self, block: Block) -> Markup:
        if block.kind == "scene":
            html, faults = scene(block, self.prose)
            self.out.faults += faults
            return html
        lines, line = list(block.lines), block.body_line
        source = self.source(lines, line) if block.kind == "beyond" else Markup("")
        inner, faults = split(lines, line, self.shown)
        self.out.faults += faults
        content = Markup("").join(Markup(html) for html in self.parts(inner, block.kind))  # noqa: S704 - sanitised
        if block.kind == ANSWER:
            return _ANSWER_HTML.format(block.title, content)
        if block.kind == "check" and ANSWER not in {part.kind for part in inner}:
            self.fault(block.line, _('A check needs its answer, indented by four: ??? answer "…".'))
        return _BOX_HTML.format(block.kind, block.title, source, content)

    def source(self, lines: list[str], line: int) -> Markup:
        """Take the first line of a box of common knowledge: where it comes from."""
        if not lines[0].startswith(SOURCE) or not lines[0].removeprefix(SOURCE).strip():
            self.fault(line, _("The first line of this box names its public source: 来源：…"))
            return Markup("")
        html = self.prose.inline(lines[0], line)
        lines[0] = ""
        return Markup('<p class="source">{}</p>').format(Markup(html))  # noqa: S704 - sanitised

    def clauses(self, block: Block, words: Sequence[str]) -> list[Clause]:
        found = []
        for word in words:
            if word in self.standard:
                found.append(self.standard.clause(word))
                self.out.pulled.setdefault((block.kind, word), block.line)
            else:
                known = [clause.id for clause in self.standard.clauses]
                self.fault(block.line, _("There is no clause “%(id)s”.", id=word) + hint(word, known))
        return found

    def rules(self, block: Block) -> Iterator[Markup]:
        return (pulls.rule(clause) for clause in self.clauses(block, block.words))

    def utterances(self, block: Block) -> Iterator[Markup]:
        clauses = self.clauses(block, block.words)
        for clause in clauses:
            if not getattr(clause, block.kind):
                self.fault(block.line, _("Clause %(id)s has no “%(kind)s”.", id=clause.id, kind=block.kind))
        if clauses:
            yield (pulls.say if block.kind == "say" else pulls.never)(clauses)

    def numbers(self, block: Block) -> Iterator[Markup]:
        for clause in self.clauses(block, block.words[:1]):
            name = " ".join(block.words[1:])
            shown = [figure for figure in clause.figures if name in {"", figure.name}]
            if not shown:
                names = ", ".join(figure.name for figure in clause.figures)
                message = _(
                    "Clause %(id)s has no figure “%(name)s”; it has: %(names)s",
                    id=clause.id,
                    name=name,
                    names=names,
                )
                self.fault(block.line, message)
            self.out.figures |= {(clause.id, figure.name) for figure in shown}
            if shown:
                yield pulls.figures(clause, shown)

    def pictures(self, block: Block) -> Iterator[Markup]:
        found = [self.figures[word] for word in block.words if word in self.figures]
        for word in block.words:
            if word not in self.figures:
                message = _("There is no drawing “%(id)s”.", id=word) + hint(word, self.figures)
                self.fault(block.line, message)
        if found:
            yield pulls.pictures(found)
