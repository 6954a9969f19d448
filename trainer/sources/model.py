"""What reading a source yields: values that know their line, faults that name it, strict schemas."""

from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one file, said to its author; a warning does not stop publishing."""

    file: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """Give the form editors can jump to: `file:line: message`."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Node:
    """A YAML value and the line (from 1) it begins on; `keys` holds the line of each key of a mapping.

    Every scalar is a string, whatever it looks like; a key with nothing after it has the value None.
    """

    value: "str | list[Node] | dict[str, Node] | None"
    line: int
    keys: dict[str, int] = field(default_factory=dict)

    def get(self, key: str) -> "Node | None":
        """Return the value of a key of a mapping, or None when this is no mapping or lacks the key."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> "list[Node]":
        """Return the items of a list; nothing when this is none."""
        return self.value if isinstance(self.value, list) else []

    def line_of(self, *path: str | int) -> int:
        """Return the line of the key or item at the end of `path`, as near as this value goes along it."""
        node, line = self, self.line
        for step in path:
            if isinstance(node.value, dict) and str(step) in node.value:
                line, node = node.keys[str(step)], node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.line
        return line

    def plain(self) -> Plain:
        """Return the same value without lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class Strict(BaseModel):
    """A schema in which an unknown key is a fault, a text is never empty and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)
