"""YAML into nodes with lines: every scalar a string, duplicate keys, aliases and tags refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import yaml
from yaml.reader import ReaderError

from trainer.i18n import _
from trainer.sources.model import Fault, Node
from trainer.sources.text import read_text

DEEPEST = 24
"""Levels of nesting an author may use; far more than any format here needs."""


def read_yaml(path: Path, shown: str) -> tuple[Node | None, list[Fault]]:
    """Read a YAML file; `shown` is how faults name it. The node is None when nothing usable was read."""
    text, faults = read_text(path, shown)
    return (None, faults) if text is None else parse_yaml(text, shown)


def parse_yaml(text: str, shown: str, first_line: int = 1) -> tuple[Node | None, list[Fault]]:
    """Parse YAML that begins on line `first_line` of the file named `shown`."""
    reader = _Reader(text, shown, first_line)
    try:
        node = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (min(mark.line, text.rstrip("\n").count("\n")) if mark else 0)
        return None, [*reader.faults, Fault(shown, line, _friendly(error.problem or ""))]
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        return None, [*reader.faults, Fault(shown, line, _("A character here is not allowed in YAML."))]
    except _GiveUpError:
        node = None
    return node, reader.faults


class _GiveUpError(Exception):
    """Raised when reading on makes no sense; the fault is already noted."""


class _Reader:
    """One pass over the parser's events."""

    def __init__(self, text: str, shown: str, first_line: int) -> None:
        self.shown, self.first_line = shown, first_line
        self.faults: list[Fault] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CBaseLoader)

    def fault(self, event: yaml.Event, message: str) -> None:
        self.faults.append(Fault(self.shown, self.line(event), message))

    def line(self, event: yaml.Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def document(self) -> Node | None:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self.faults.append(Fault(self.shown, self.first_line, _("The file is empty.")))
            return None
        node = self.node(next(self.events), 0)
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.fault(event, _("A second document begins here; one file holds one."))
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEEPEST:
            self.fault(event, _("This is nested too deeply."))
            raise _GiveUpError
        if getattr(event, "anchor", None) is not None:
            self.fault(event, _("Anchors (&) and aliases (*) are not allowed; write the value out."))
        if isinstance(event, yaml.AliasEvent):
            return Node(None, self.line(event))
        if getattr(event, "tag", None) not in {None, "!"}:
            self.fault(event, _("Tags (!) are not allowed; if this is text, put it in quotes."))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        scalar = cast("yaml.ScalarEvent", event)
        empty = scalar.value == "" and scalar.implicit[0]
        return Node(None if empty else scalar.value, self.line(event))

    def sequence(self, start: yaml.Event, depth: int) -> Node:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Node(items, self.line(start))

    def mapping(self, start: yaml.Event, depth: int) -> Node:
        values: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1).value
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, str):
                self.fault(event, _("A key must be a short text."))
            elif key in values:
                first = lines[key]
                self.fault(
                    event,
                    _("The key “%(key)s” stands here twice; first on line %(line)s.", key=key, line=first),
                )
            else:
                values[key], lines[key] = value, self.line(event)
        return Node(values, self.line(start), lines)


def _friendly(problem: str) -> str:
    """Say in the reader's words what the parser's most common complaints mean."""
    if "mapping values are not allowed" in problem:
        return _("A colon with a space stands in unquoted text, or the indentation is off; quote the text.")
    if "cannot start any token" in problem:
        return _(
            "Text may not begin with this character (perhaps a tab); indent with spaces, quote the text."
        )
    if "unexpected end of stream" in problem:
        return _("A quote or bracket is opened and never closed.")
    if "could not find expected ':'" in problem:
        return _("A key without a colon, or text that went on outside its quotes.")
    if "did not find expected" in problem:
        return _(
            "The indentation is off, or a quote or bracket stands where none can (%(problem)s).",
            problem=problem,
        )
    return _("This is no valid YAML: %(problem)s", problem=problem)
