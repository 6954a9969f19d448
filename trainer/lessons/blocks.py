"""A lesson's body split into its blocks: free text, boxes (`!!!`), answers (`???`) and pulls (`[[…]]`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.i18n import _
from trainer.sources.model import Fault
from trainer.sources.service import hint

BOXES = ("why", "note", "beyond", "check", "scene")
PULLS = ("rule", "say", "never", "figure", "picture")
ANSWER = "answer"
TEXT = "text"
INDENT = 4

_BOX = re.compile(r'^(!!!|\?\?\?\+?) *([\w-]+)(?: +"(.*)")? *$')
_PULL = re.compile(r"^ {0,3}\[\[ *([\w-]+)((?: +[^\[\]\s]+)*) *\]\] *$")


@dataclass(frozen=True)
class Block:
    """One block: `lines` are its text without the indentation, `title` a box's, `words` what a pull names."""

    kind: str
    line: int
    lines: tuple[str, ...] = ()
    title: str = ""
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of the block."""
        return "\n".join(self.lines)

    @property
    def body_line(self) -> int:
        """The line of the file on which the text begins."""
        return self.line if self.kind == TEXT else self.line + 1


def split(lines: Sequence[str], first_line: int, shown: str) -> tuple[list[Block], list[Fault]]:
    """Split lines of which the first is line `first_line` of the file."""
    splitter = _Splitter(lines, first_line, shown)
    splitter.run()
    return splitter.blocks, splitter.faults


class _Splitter:
    def __init__(self, lines: Sequence[str], first_line: int, shown: str) -> None:
        self.lines = [line.expandtabs(INDENT).rstrip() for line in lines]
        self.first_line, self.shown = first_line, shown
        self.blocks: list[Block] = []
        self.faults: list[Fault] = []
        self.free: list[int] = []

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if line.startswith(("!!!", "???")):
                self.flush()
                at = self.box(at)
                continue
            if (pull := _PULL.match(line)) and pull.group(1) != "clause":
                self.flush()
                self.pull(at, pull.group(1), pull.group(2).split())
            elif line or self.free:
                self.free.append(at)
            at += 1
        self.flush()

    def flush(self) -> None:
        if any(self.lines[at] for at in self.free):
            start = self.free[0]
            text = tuple(self.lines[start : self.free[-1] + 1])
            self.blocks.append(Block(TEXT, self.first_line + start, text))
        self.free = []

    def fault(self, at: int, message: str) -> None:
        self.faults.append(Fault(self.shown, self.first_line + at, message))

    def pull(self, at: int, kind: str, words: list[str]) -> None:
        if kind not in PULLS:
            self.fault(at, _("There is no block “%(kind)s”.", kind=kind) + hint(kind, [*PULLS, "clause"]))
        elif not words:
            self.fault(at, _("[[%(kind)s …]] must name what it pulls.", kind=kind))
        else:
            self.blocks.append(Block(kind, self.first_line + at, words=tuple(words)))

    def box(self, at: int) -> int:
        """Take the box that opens at a line and its indented text; return the line after it."""
        end = at + 1
        while end < len(self.lines) and (not self.lines[end] or self.lines[end].startswith(" " * INDENT)):
            end += 1
        text = tuple(line[INDENT:] for line in self.lines[at + 1 : end])
        found = _BOX.match(self.lines[at])
        kinds = (ANSWER,) if self.lines[at].startswith("?") else BOXES
        if found is None:
            self.fault(at, _('A box is opened by: !!! kind "title" (or ??? answer "title").'))
        elif found.group(2) not in kinds:
            kind = found.group(2)
            self.fault(at, _("There is no box “%(kind)s” here.", kind=kind) + hint(kind, kinds))
        elif not (found.group(3) or "").strip():
            self.fault(at, _('The box needs a title in quotes: !!! %(kind)s "…".', kind=found.group(2)))
        elif not any(text):
            self.fault(at, _("The box is empty; its text is indented by four spaces."))
        else:
            title = found.group(3).strip()
            self.blocks.append(Block(found.group(2), self.first_line + at, text, title))
        return end
