"""What must hold of a way through decisions: it ends, can be drawn, and says what the register says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trainer.i18n import _
from trainer.pinups.model import PULLED, Flow, Step
from trainer.sources.model import Fault, Node
from trainer.sources.service import hint
from trainer.standard.model import Clause, Figure, Standard

_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMBER = re.compile(r"(\d+|[一二两三四五六七八九十])\s*(?:个|名|位)?\s*([米人次日号分份户小]|分钟|小时)")
FEWEST_ANSWERS = 2
_UNITS = {"小": "小时", "分": "分钟"}


@dataclass(frozen=True)
class _Where:
    """A flow beside the lines it was written on."""

    flow: Flow
    node: Node
    shown: str

    def fault(self, place: int, message: str, *path: str | int) -> Fault:
        """Return a fault of one step."""
        return Fault(self.shown, self.node.line_of("steps", place, *path), message)


def faults(flow: Flow, node: Node, shown: str, standard: Standard) -> Iterator[Fault]:
    """Yield everything wrong with a flow: its names first; only named steps can be walked and drawn."""
    where = _Where(flow, node, shown)
    wrong = [*_names(where), *_ways(where)]
    yield from wrong
    for place, step in enumerate(flow.steps):
        yield from _said(where, place, step, standard)
    if not wrong:
        yield from _walked(where)
        yield from _drawn(where)


def filled(flow: Flow, standard: Standard) -> Flow:
    """Return the flow with the register's words in place of the names of figures."""
    return flow.model_copy(update={"steps": tuple(_filled(step, standard) for step in flow.steps)})


def _filled(step: Step, standard: Standard) -> Step:
    figures = _figures(step, standard)
    return step.model_copy(update={"text": PULLED.sub(lambda name: figures[name[1]].text, step.text)})


def _figures(step: Step, standard: Standard) -> dict[str, Figure]:
    cited = [standard.clause(name) for name in step.clauses if name in standard]
    return {figure.name: figure for clause in cited for figure in clause.figures}


def _names(where: _Where) -> Iterator[Fault]:
    known = [step.id for step in where.flow.steps]
    for place, step in enumerate(where.flow.steps):
        if step.id in known[:place]:
            yield where.fault(place, _("“%(value)s” stands here twice.", value=step.id), "id")
        for number, way in enumerate(step.next):
            if way.to not in known:
                message = _("There is no step “%(name)s”.", name=way.to) + hint(way.to, known)
                yield where.fault(place, message, "next", number)


def _ways(where: _Where) -> Iterator[Fault]:
    """Want answers that differ at a question, one way at most from an action, none from a stop."""
    for place, step in enumerate(where.flow.steps):
        answers = [way.answer for way in step.next]
        differ = None not in answers and len({*answers}) == len(answers)
        if step.kind == "question" and not (differ and len(answers) >= FEWEST_ANSWERS):
            message = _("A question leads two ways or more, each with an “answer” of its own.")
            yield where.fault(place, message)
        if (step.kind == "action" and len(answers) > 1) or (step.kind == "stop" and answers):
            yield where.fault(place, _("An action leads one way at most, and a stop none."), "next")


def _said(where: _Where, place: int, step: Step, standard: Standard) -> Iterator[Fault]:
    """Yield what a step says that the register does not: clauses, red lines, figures, numbers, utterances."""
    known = [clause.id for clause in standard.clauses]
    for number, name in enumerate(step.clauses):
        if name not in standard:
            message = _("There is no clause “%(name)s” in the register.", name=name) + hint(name, known)
            yield where.fault(place, message, "clauses", number)
    cited = [standard.clause(name) for name in step.clauses if name in standard]
    drawn = [line for clause in cited for line in clause.red_lines]
    for number, line in enumerate(step.red_lines):
        if line not in drawn:
            message = _("No red line of these clauses is called “%(text)s”.", text=line) + hint(line, drawn)
            yield where.fault(place, message, "red_lines", number)
    figures = _figures(step, standard)
    for name in PULLED.findall(step.text):
        if name not in figures:
            message = _("These clauses have no figure “%(name)s”.", name=name) + hint(name, figures)
            yield where.fault(place, message, "text")
    for key in ("text", "hint"):
        written = getattr(step, key) or ""
        for message in (*_numbers(written, figures), *_forbidden(written, step, standard.clauses)):
            yield where.fault(place, message, key)


def _numbers(written: str, figures: dict[str, Figure]) -> Iterator[str]:
    """Yield the numbers whose unit some figure of the clauses has, but whose value none of them has."""
    for number, unit in _NUMBER.findall(written):
        alike = [one for one in figures.values() if (one.unit or "") == _UNITS.get(unit, unit)]
        value = str(_DIGITS.get(number, number))
        if alike and value not in {one.value for one in alike}:
            said = "；".join(one.text for one in alike)
            yield _("“%(found)s” is not what the register says: %(said)s.", found=number + unit, said=said)


def _forbidden(written: str, step: Step, clauses: tuple[Clause, ...]) -> Iterator[str]:
    for clause in clauses:
        for text in clause.never:
            if step.kind != "stop" and text in written:
                yield _("Clause %(id)s forbids “%(text)s”.", id=clause.id, text=text)


def _walked(where: _Where) -> Iterator[Fault]:
    """Want every step to be reached from the first, and no way to lead back."""
    ways = {step.id: [way.to for way in step.next] for step in where.flow.steps}
    reached, waiting = set[str](), [where.flow.steps[0].id]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += ways[name]
    open_ = set(ways)
    while ends := {name for name in open_ if not open_ & set(ways[name])}:
        open_ -= ends
    for place, step in enumerate(where.flow.steps):
        if step.id not in reached:
            yield where.fault(place, _("No way from the first step leads to “%(name)s”.", name=step.id), "id")
        elif step.id in open_:
            message = _("From “%(name)s” a way goes round in a circle; every way must end.", name=step.id)
            yield where.fault(place, message, "id")


def _drawn(where: _Where) -> Iterator[Fault]:
    """Want each step of the main way to lead to the next, with one step beside it that rejoins it there."""
    main = where.flow.main
    after = {step.id: below.id for step, below in pairwise(main)}
    drawn = set[str]()
    for place, step in enumerate(where.flow.steps):
        if step.aside:
            continue
        beside = where.flow.beside(step)
        wanted = {after.get(step.id)} | {beside.id if beside else None}
        if {way.to for way in step.next} != wanted - {None}:
            message = _(
                "“%(name)s” must lead to the next step down the page, and to one aside at most.", name=step.id
            )
            yield where.fault(place, message, "next")
        if beside is not None:
            if beside.id in drawn or any(way.to != after.get(step.id) for way in beside.next):
                message = _(
                    "“%(name)s” can only lead to the step after the one it stands beside.", name=beside.id
                )
                yield where.fault(where.flow.steps.index(beside), message, "next")
            drawn.add(beside.id)
