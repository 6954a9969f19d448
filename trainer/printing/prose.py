"""The sanitised HTML of questions as paragraphs for a print template."""

from html.parser import HTMLParser
from typing import Any

from typing_extensions import override

DOT = "· "
"""What an item of a list begins with."""
STRONG = {"strong", "b", "em", "i"}
BREAKS = {"p", "li", "ul", "ol", "blockquote", "tr", "h2", "h3", "h4", "div", "br"}


def paragraphs(html: str) -> list[list[dict[str, Any]]]:
    """Return the paragraphs as runs of {text, strong}; items of lists begin with a dot."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [made for runs in reader.paragraphs if (made := _trimmed(runs))]


def _trimmed(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return runs without blanks at the paragraph's ends; nothing for a paragraph of blanks."""
    kept = [run for run in runs if run["text"]]
    if "".join(run["text"] for run in kept).strip() in {"", DOT.strip()}:
        return []
    kept[0]["text"] = kept[0]["text"].lstrip()
    kept[-1]["text"] = kept[-1]["text"].rstrip()
    return kept


class _Reader(HTMLParser):
    """Collects runs; a tag of `BREAKS` ends the paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[dict[str, Any]]] = [[]]
        self.strong = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.paragraphs.append([{"text": DOT, "strong": False}] if tag == "li" else [])
        self.strong += tag in STRONG

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.paragraphs.append([])
        self.strong -= tag in STRONG

    @override
    def handle_data(self, data: str) -> None:
        text = " ".join(data.split("\n"))
        self.paragraphs[-1].append({"text": text, "strong": self.strong > 0})
