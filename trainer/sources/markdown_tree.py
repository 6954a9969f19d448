"""Python-Markdown made ours: no raw HTML, no images, no indented code; clause links, labelled tables."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

SEPARATOR = "\x1e"
"""Stands between top-level elements of the output; sources never hold control characters."""

_WIDE = "[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_SOFT_BREAK = re.compile(rf"(?<={_WIDE}) *\n|\n *(?={_WIDE})")
_ADDRESS = re.compile(r"^(https?://|/(?![/\\]))", re.IGNORECASE)

Complain = Callable[[str, str], None]
"""Takes what is wrong (a kind) and the words in which it stands."""


def clause_link(clause_id: str) -> Element:
    """Return the link to a clause's page."""
    link = Element("a", {"class": "clause", "href": f"/standard/{clause_id}"})
    link.text = f"条款 {clause_id}"
    return link


class _ClauseLink(InlineProcessor):
    def __init__(self, md: Markdown, complain: Complain, known: Callable[[str], bool]) -> None:
        super().__init__(r"\[\[clause +([^\]\s]+) *\]\]", md)
        self.complain, self.known = complain, known

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        if not self.known(m.group(1)):
            self.complain("clause", m.group(1))
        return clause_link(m.group(1)), m.start(0), m.end(0)


class _Finish(Treeprocessor):
    """After the inline patterns: headings, links, tables, soft breaks between Chinese characters."""

    def __init__(self, md: Markdown, complain: Complain, headings: list[tuple[str, str]]) -> None:
        super().__init__(md)
        self.complain, self.headings = complain, headings

    def run(self, root: Element) -> None:
        for element in root.iter():
            self.finish(element)
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = _wrapped(child)
        for child in root:
            child.tail = SEPARATOR

    def finish(self, element: Element) -> None:
        if element.text and element.tag not in {"code", "pre"}:
            element.text = _SOFT_BREAK.sub("", element.text)
        if element.tail:
            element.tail = _SOFT_BREAK.sub("", element.tail)
        if re.fullmatch(r"h[1-6]", element.tag):
            text = "".join(element.itertext())
            if element.tag not in {"h2", "h3", "h4"}:
                self.complain("heading", text)
            element.set("id", f"h-{len(self.headings) + 1}")
            self.headings.append((element.get("id", ""), text))
        if element.tag == "a" and element.get("class") != "clause":
            address = element.get("href", "")
            if not _ADDRESS.match(address):
                self.complain("link", address)
                element.attrib.pop("href", None)
            element.set("rel", "noopener noreferrer")


def _wrapped(table: Element) -> Element:
    labels = ["".join(cell.itertext()) for cell in table.iter("th")]
    for cell in table.iter("th"):
        cell.attrib.clear()
        cell.set("scope", "col")
    for row in table.iter("tr"):
        for cell, label in zip(row.findall("td"), labels, strict=False):
            cell.attrib.clear()
            cell.set("data-label", label)
    table.set("class", "fold")
    wrap = Element("div", {"class": "table-wrap"})
    wrap.append(table)
    return wrap


class Ours(Extension):
    """What is taken out of Python-Markdown and what is put in."""

    def __init__(self, complain: Complain, known: Callable[[str], bool], *, inline: bool) -> None:
        super().__init__()
        self.complain, self.known, self.inline = complain, known, inline
        self.headings: list[tuple[str, str]] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the parts; called by Python-Markdown."""
        md.preprocessors.deregister("html_block")
        for name in (
            "html",
            "image_link",
            "image_reference",
            "short_image_ref",
            "reference",
            "short_reference",
        ):
            md.inlinePatterns.deregister(name)
        for name in ("autolink", "automail"):
            md.inlinePatterns.deregister(name)
        blocks = md.parser.blockprocessors
        for name in _unwanted(inline=self.inline):
            blocks.deregister(name)
        md.treeprocessors.deregister("prettify")
        md.inlinePatterns.register(_ClauseLink(md, self.complain, self.known), "clause", 185)
        md.treeprocessors.register(_Finish(md, self.complain, self.headings), "finish", 15)


def _unwanted(*, inline: bool) -> Iterator[str]:
    yield from ("code", "setextheader", "reference")
    if inline:
        yield from ("indent", "hashheader", "hr", "olist", "ulist", "quote")
