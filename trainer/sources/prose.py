"""Authors' Markdown to safe HTML: one string a top-level element, a fault for all that is not allowed."""

import re
from collections.abc import Collection
from functools import cached_property

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from trainer.i18n import _
from trainer.sources.hints import hint
from trainer.sources.markdown_tree import SEPARATOR, Ours
from trainer.sources.model import Fault
from trainer.sources.sanitise import sanitise

_RAW_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_IMAGE = re.compile(r"!\[")
_BRACKETS = re.compile(r"\[\[(?!clause +[^\]\s]+ *\]\])")


class Prose:
    """Renders the Markdown of one file; `faults` and `headings` (id, text) gather as it goes."""

    def __init__(self, shown: str, clauses: Collection[str]) -> None:
        self.shown, self.clauses = shown, clauses
        self.faults: list[Fault] = []
        self._blocks = self._parser(inline=False)
        self._text, self._line = "", 1

    @cached_property
    def _inline(self) -> Markdown:
        return self._parser(inline=True)

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The headings so far, in order."""
        return self._blocks_extension.headings

    def take_faults(self) -> list[Fault]:
        """Return the faults so far and forget them, for a renderer that goes on with the file."""
        taken, self.faults = self.faults, []
        return taken

    def blocks(self, text: str, line: int) -> list[str]:
        """Render text that begins on the given line of the file; one string for each top-level element."""
        html = self._convert(self._blocks, text, line)
        return [safe for part in html.split(SEPARATOR) if (safe := sanitise(part).strip())]

    def inline(self, text: str, line: int) -> str:
        """Render a phrase: bold, clause links and web links, no paragraphs around it."""
        html = self._convert(self._inline, text, line).replace(SEPARATOR, "").strip()
        return sanitise(html.removeprefix("<p>").removesuffix("</p>"))

    def _parser(self, *, inline: bool) -> Markdown:
        extension = Ours(self._complain, self.clauses.__contains__, inline=inline)
        if inline:
            return Markdown(extensions=[extension], output_format="html")
        self._blocks_extension = extension
        tables = TableExtension(use_align_attribute=True)
        return Markdown(extensions=[tables, SaneListExtension(), extension], output_format="html")

    def _convert(self, parser: Markdown, text: str, line: int) -> str:
        self._text, self._line = text, line
        self._scan()
        return parser.reset().convert(text)

    def _scan(self) -> None:
        """Find in the source what the parser would only show as text."""
        for offset, words in enumerate(self._text.split("\n")):
            if _RAW_HTML.search(words):
                self._fault(offset, _("HTML is not allowed; use Markdown and the blocks."))
            if _IMAGE.search(words):
                self._fault(offset, _("Pictures are shown with [[picture id]], on a line of its own."))
            if _BRACKETS.search(words):
                self._fault(
                    offset,
                    _("Inside a line only [[clause 4.9]] may stand; other blocks have their own line."),
                )

    def _complain(self, kind: str, words: str) -> None:
        lines = self._text.split("\n")
        offset = next((i for i, line in enumerate(lines) if words.strip() and words.strip() in line), 0)
        if kind == "clause":
            self._fault(offset, _("There is no clause “%(id)s”.", id=words) + hint(words, self.clauses))
        elif kind == "heading":
            self._fault(offset, _("Headings begin with ##, ### or ####."))
        else:
            self._fault(
                offset,
                _(
                    "A link leads to http://, https:// or a page of this site (/…), not “%(address)s”.",
                    address=words[:60],
                ),
            )

    def _fault(self, offset: int, message: str) -> None:
        self.faults.append(Fault(self.shown, self._line + offset, message))
