"""A scene: its setting, its lines as speech bubbles, and what to notice in it."""

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup

from trainer.i18n import _
from trainer.lessons.blocks import Block
from trainer.sources.model import Fault
from trainer.sources.service import Prose

_H2, _H3 = Markup("<h2>{}</h2>"), Markup("<h3>{}</h3>")
LEARNER = "您"
TAKEAWAY = "**看点**"
_LINE = re.compile(r"^([^：（）\s*]{1,14})(?:（([^（）]+)）)?：(.+)$")
_ASIDE = re.compile(r"^（(.+)）$")

Paragraph = tuple[int, list[str]]


def scene(block: Block, prose: Prose) -> tuple[Markup, list[Fault]]:
    """Render a scene; faults say which line is no line of a dialogue and what is missing."""
    faults: list[Fault] = []

    def fault(line: int, message: str) -> None:
        faults.append(Fault(prose.shown, line, message))

    paragraphs = list(_paragraphs(block))
    title = _H3 if prose.headings else _H2
    parts = [title.format(block.title)]
    last = paragraphs[-1]
    if last[1][0].startswith(TAKEAWAY):
        paragraphs.pop()
    else:
        fault(last[0], _("A scene ends with a paragraph “**看点**：…”."))
    if paragraphs:
        line, words = paragraphs.pop(0)
        parts.append(_paragraph("setting", "".join(words), line, prose))
    if not paragraphs:
        fault(block.line, _("A scene needs its setting, a blank line, then the dialogue."))
    for start, words in paragraphs:
        for line, text in enumerate(words, start=start):
            parts.append(_bubble(text, line, prose, fault))
    if last[1][0].startswith(TAKEAWAY):
        parts.append(_paragraph("point", "".join(last[1]), last[0], prose))
    return Markup('<section class="scene">{}</section>').format(Markup("").join(parts)), faults


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    start, words = 0, list[str]()
    for line, text in enumerate([*block.lines, ""], start=block.body_line):
        if text.strip():
            start = start if words else line
            words.append(text.strip())
        elif words:
            yield start, words
            words = []


def _bubble(text: str, line: int, prose: Prose, fault: Callable[[int, str], None]) -> Markup:
    if _ASIDE.match(text):
        return _paragraph("setting", text, line, prose)
    spoken = _LINE.match(text)
    if spoken is None:
        fault(line, _("A line of a scene is written: speaker（action）：words."))
        return Markup("")
    who, action, words = spoken.groups()
    name = f"{who} · {action}" if action else who
    kind = "line me" if who == LEARNER else "line"
    html = Markup(prose.inline(words, line))  # noqa: S704 - sanitised there
    return Markup('<p class="{}"><span>{}</span>{}</p>').format(kind, name, html)


def _paragraph(kind: str, text: str, line: int, prose: Prose) -> Markup:
    html = Markup(prose.inline(text, line))  # noqa: S704 - sanitised there
    return Markup('<p class="{}">{}</p>').format(kind, html)
