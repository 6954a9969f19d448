"""content/paths.yaml, checked against the lessons and quizzes that exist."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from trainer.i18n import _
from trainer.paths.model import Kind, Path, Step
from trainer.sources.model import Fault, Node, Strict
from trainer.sources.service import build, hint, read_yaml
from trainer.standard.model import EVERYONE, Site


@dataclass(frozen=True)
class Known:
    """What a path must know of a lesson or quiz: whom it is for, and the lessons that come before a quiz."""

    positions: Collection[str]
    lessons: Collection[str] = ()

    def for_position(self, position: str) -> bool:
        """Tell whether it is meant for people in this position."""
        return EVERYONE in self.positions or position in self.positions


class _Paths(Strict):
    paths: dict[str, tuple[Any, ...]]


class _Entry(Strict):
    lesson: str | None = None
    quiz: str | None = None


def load(
    content: FilePath, site: Site, lessons: Mapping[str, Known], quizzes: Mapping[str, Known]
) -> tuple[dict[str, Path], list[Fault]]:
    """Read the path of every position, given what lessons and quizzes there are."""
    shown = f"{content.name}/paths.yaml"
    root, faults = read_yaml(content / "paths.yaml", shown)
    if root is None:
        return {}, faults
    faults += build(_Paths, root, shown)[1]
    written = node if (node := root.get("paths")) and isinstance(node.value, dict) else None
    found: dict[str, Path] = {}
    for position, steps in _mapping(written).items():
        reader = _Reader(shown, position, {"lesson": lessons, "quiz": quizzes})
        found[position] = Path(position=position, steps=tuple(reader.steps(steps)))
        faults += reader.faults
    faults += _positions(written, root, shown, [position.id for position in site.positions])
    return found, sorted(faults, key=lambda fault: fault.line)


def _mapping(node: Node | None) -> dict[str, Node]:
    return node.value if node and isinstance(node.value, dict) else {}


def _positions(node: Node | None, root: Node, shown: str, positions: list[str]) -> Iterator[Fault]:
    line = root.line_of("paths")
    for position in _mapping(node):
        if position not in positions:
            message = _("There is no position “%(id)s”.", id=position) + hint(position, positions)
            yield Fault(shown, root.line_of("paths", position), message)
    for position in positions:
        if position not in _mapping(node):
            yield Fault(shown, line, _("The position “%(id)s” has no path.", id=position))


class _Reader:
    """Reads the steps of one position's path."""

    def __init__(self, shown: str, position: str, known: Mapping[Kind, Mapping[str, Known]]) -> None:
        self.shown, self.position, self.known = shown, position, known
        self.faults: list[Fault] = []
        self.seen: list[Step] = []

    def steps(self, node: Node) -> list[Step]:
        for item in node.items():
            entry, faults = build(_Entry, item, self.shown)
            self.faults += faults
            if entry is None:
                continue
            steps = [_step(kind, name) for kind in ("lesson", "quiz") if (name := getattr(entry, kind))]
            if len(steps) != 1:
                self.fault(item.line, _("A step is either {lesson: id} or {quiz: id}."))
                continue
            for message in self.problems(steps[0]):
                self.fault(item.line, message)
            self.seen.append(steps[0])
        return self.seen

    def fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.shown, line, message))

    def problems(self, step: Step) -> Iterator[str]:
        known = self.known[step.kind]
        if step in self.seen:
            yield _("“%(text)s” stands here twice.", text=step.id)
        if step.id not in known:
            message = (
                _("There is no lesson “%(id)s”.", id=step.id)
                if step.kind == "lesson"
                else _("There is no quiz “%(id)s”.", id=step.id)
            )
            yield message + hint(step.id, known)
            return
        if not known[step.id].for_position(self.position):
            yield _(
                "“%(id)s” is not meant for the position “%(position)s”.", id=step.id, position=self.position
            )
        for lesson in known[step.id].lessons:
            if _step("lesson", lesson) not in self.seen:
                yield _("The quiz “%(id)s” comes before its lesson “%(lesson)s”.", id=step.id, lesson=lesson)


def _step(kind: Any, name: str) -> Step:
    return Step(kind=kind, id=name)
