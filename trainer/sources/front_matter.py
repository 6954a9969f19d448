"""Markdown files that open with YAML between two lines of `---`."""

from pathlib import Path

from trainer.i18n import _
from trainer.sources.model import Fault, Node
from trainer.sources.parsing import parse_yaml
from trainer.sources.text import read_text

FENCE = "---"


def read_front_matter(path: Path, shown: str) -> tuple[Node | None, str, int, list[Fault]]:
    """Return the front matter, the body, the line on which the body begins, and the faults."""
    text, faults = read_text(path, shown)
    if text is None:
        return None, "", 1, faults
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        message = _("The file must begin with front matter: YAML between two lines of “---”.")
        return None, text, 1, [Fault(shown, 1, message)]
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        return None, "", 1, [Fault(shown, 1, _("The front matter is not closed by a line of “---”."))]
    node, faults = parse_yaml("\n".join(lines[1:end]), shown, first_line=2)
    return node, "\n".join(lines[end + 1 :]), end + 2, faults
