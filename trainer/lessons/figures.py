"""content/figures: the index of drawings and the drawings themselves, checked for what no drawing needs."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from trainer.i18n import _
from trainer.lessons.model import Picture, PictureFacts
from trainer.sources.model import Fault, Node, Strict
from trainer.sources.service import build, hint, read_text, read_yaml
from trainer.standard.model import Standard

SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan"}
_FRAMES = {"svg", "title", "desc", "g", "defs", "use", "symbol", "marker", "clipPath", "mask", "pattern"}
DRAWN = _SHAPES | _FRAMES | {"linearGradient", "radialGradient", "stop"}
"""The elements a drawing may use: no script, style, animation, link, embedded picture or foreign markup."""

_URL = re.compile(r"url\(\s*[\"']?(?!#)", re.IGNORECASE)
_MARKUP = re.compile(r"<!(?:DOCTYPE|ENTITY)|<\?(?!xml )", re.IGNORECASE)


class _Index(Strict):
    figures: tuple[Any, ...]


def load(content: Path, standard: Standard) -> tuple[dict[str, Picture], list[Fault]]:
    """Read the index and its drawings; a content without drawings has none."""
    folder, shown = content / "figures", f"{content.name}/figures/index.yaml"
    if not folder.is_dir():
        return {}, []
    root, faults = read_yaml(folder / "index.yaml", shown)
    if root is None:
        return {}, faults
    faults += build(_Index, root, shown)[1]
    found: dict[str, Picture] = {}
    named = set()
    for node in entries.items() if (entries := root.get("figures")) else []:
        facts, more = build(PictureFacts, node, shown)
        faults += more
        named.add(str(written.value) if (written := node.get("id")) else "")
        if facts is None:
            continue
        faults += _index_faults(facts, node, shown, found, standard)
        found[facts.id], more = _picture(facts, folder, f"{content.name}/figures/{facts.id}.svg")
        faults += more
    for path in sorted(folder.glob("*.svg")):
        if path.stem not in named:
            message = _("This drawing does not stand in the index.")
            faults.append(Fault(f"{content.name}/figures/{path.name}", 1, message))
    return found, faults


def _index_faults(
    facts: PictureFacts, node: Node, shown: str, found: dict[str, Picture], standard: Standard
) -> list[Fault]:
    faults = []
    if facts.id in found:
        faults.append(Fault(shown, node.line_of("id"), _("The id “%(id)s” stands here twice.", id=facts.id)))
    known = [clause.id for clause in standard.clauses]
    for place, clause_id in enumerate(facts.clauses):
        if clause_id not in standard:
            message = _("There is no clause “%(id)s”.", id=clause_id) + hint(clause_id, known)
            faults.append(Fault(shown, node.line_of("clauses", place), message))
    return faults


def _picture(facts: PictureFacts, folder: Path, shown: str) -> tuple[Picture, list[Fault]]:
    """Read one drawing; a faulty one is replaced by an empty one, so that what shows it is not blamed too."""
    svg, faults = read_text(folder / f"{facts.id}.svg", shown)
    size = None
    if svg is not None:
        size, faults = _examine(svg, shown)
    if svg is None or size is None or faults:
        return Picture(**dict(facts), svg="<svg/>", width=1, height=1), faults
    return Picture(**dict(facts), svg=svg, width=size[0], height=size[1]), []


def _examine(svg: str, shown: str) -> tuple[tuple[int, int] | None, list[Fault]]:
    """Return the size of a drawing in its own units, and what is wrong with it."""
    if _MARKUP.search(svg):
        return None, [
            Fault(shown, 1, _("A drawing may not hold a DOCTYPE, entities or processing instructions."))
        ]
    try:
        root = ET.fromstring(svg)  # noqa: S314 - without a DOCTYPE there are no entities to expand
    except ET.ParseError as error:
        return None, [
            Fault(shown, error.position[0], _("This is no valid XML: %(problem)s", problem=error.msg))
        ]
    messages = _drawing_faults(root)
    view = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    if len(view) != 4 or view[2] < 1 or view[3] < 1:  # noqa: PLR2004 - a viewBox has four numbers
        messages.append(_("The drawing needs a viewBox of four numbers."))
        return None, [Fault(shown, 1, message) for message in messages]
    return (round(view[2]), round(view[3])), [Fault(shown, 1, message) for message in messages]


def _drawing_faults(root: ET.Element) -> list[str]:
    messages: list[str] = []
    if root.tag != f"{SVG}svg":
        messages.append(_("The file must hold an <svg> element of the SVG namespace."))
    title = root.find(f"{SVG}title")
    if title is None or not (title.text or "").strip():
        messages.append(_("The drawing needs a <title> that says what it shows."))
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name not in DRAWN:
            messages.append(_("A drawing may not use <%(name)s>.", name=name))
        for attribute, value in element.attrib.items():
            bare = attribute.rsplit("}", 1)[-1].lower()
            if bare.startswith("on") or bare == "style":
                messages.append(_("A drawing may not use the attribute %(name)s.", name=bare))
            if (bare in {"href", "src"} and not value.startswith("#")) or _URL.search(value):
                messages.append(
                    _("A drawing may not refer to anything outside itself (%(name)s).", name=bare)
                )
    return list(dict.fromkeys(messages))
