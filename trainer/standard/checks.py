"""What a register must hold beyond the form of a clause: known names, no doubles, figures true to text."""

import re
from collections.abc import Iterator

from trainer.i18n import _
from trainer.sources.model import Fault, Node
from trainer.sources.service import hint
from trainer.standard.model import EVERYONE, ORGANISATION, SLOT, ClauseText, Figure, Site, slots

_VALUE = re.compile(r"^(\d+(\.\d+)?|([01]\d|2[0-3]):[0-5]\d|星期[一二三四五六日]|每\S+)$")
_UNITLESS = re.compile(r"^(\d+:\d+|\D+)$")


def check_register(root: Node, shown: str) -> list[Fault]:
    """Find ids that stand twice, and gaps that are none."""
    faults = []
    for part in ("sections", "clauses"):
        faults += [
            Fault(
                shown,
                line,
                _("The id “%(id)s” stands here twice; first on line %(line)s.", id=name, line=first),
            )
            for name, line, first in _doubles(_ids(root, part))
        ]
    clauses = dict(_ids(root, "clauses"))
    gaps = document.get("missing") if (document := root.get("standard")) else None
    for gap in gaps.items() if gaps else []:
        name = str(found.value) if (found := gap.get("id")) else ""
        if name in clauses:
            faults.append(
                Fault(shown, gap.line, _("“%(id)s” is named as missing, but it is there.", id=name))
            )
    return faults


def check_clause(clause: ClauseText, node: Node, shown: str, root: Node, site: Site | None) -> list[Fault]:
    """Check one clause against the sections of the register and the positions of the site."""
    problems = [*_names(clause, root, site), *_texts(clause)]
    for place, figure in enumerate(clause.figures):
        problems += [(("figures", place), message) for message in _figure(figure)]
    return [Fault(shown, node.line_of(*path), message) for path, message in problems]


def check_red_lines(site: Site, node: Node, shown: str, clause_ids: set[str]) -> list[Fault]:
    """Check that red lines are drawn in clauses that exist, each once."""
    faults = []
    for clause_id, behaviours in site.red_lines.items():
        line = node.line_of("red_lines", clause_id)
        if clause_id not in clause_ids:
            message = _("There is no clause “%(id)s”.", id=clause_id) + hint(clause_id, clause_ids)
            faults.append(Fault(shown, line, message))
        if len(set(behaviours)) < len(behaviours):
            faults.append(Fault(shown, line, _("A behaviour stands here twice.")))
    for name, line, first in _doubles(_ids(node, "positions")):
        message = _("The id “%(id)s” stands here twice; first on line %(line)s.", id=name, line=first)
        faults.append(Fault(shown, line, message))
    if EVERYONE in {position.id for position in site.positions}:
        faults.append(
            Fault(shown, node.line_of("positions"), _("“all” stands for every position and names none."))
        )
    return faults


_Problem = tuple[tuple[str | int, ...], str]


def _names(clause: ClauseText, root: Node, site: Site | None) -> Iterator[_Problem]:
    sections = {name for name, _line in _ids(root, "sections")}
    if clause.section not in sections:
        message = _("There is no section “%(id)s”.", id=clause.section) + hint(clause.section, sections)
        yield ("section",), message
    if EVERYONE in clause.positions and len(clause.positions) > 1:
        yield ("positions",), _("“all” stands alone or not at all.")
    known = {position.id for position in site.positions} if site else set(clause.positions)
    for place, position in enumerate(clause.positions):
        if position not in known | {EVERYONE}:
            message = _("There is no position “%(id)s”.", id=position) + hint(position, known)
            yield ("positions", place), message


def _texts(clause: ClauseText) -> Iterator[_Problem]:
    for part in ("positions", "do", "dont", "say", "never"):
        texts = getattr(clause, part)
        for place, text in enumerate(texts):
            if text in texts[:place]:
                yield (part, place), _("“%(text)s” stands here twice.", text=text)
            allowed = {ORGANISATION, SLOT} if part == "say" else {ORGANISATION}
            if wrong := slots(text) - allowed:
                yield (part, place), _("The placeholder %(slot)s is not known here.", slot=min(wrong))
    if wrong := slots(clause.rule) - {ORGANISATION}:
        yield ("rule",), _("The placeholder %(slot)s is not known here.", slot=min(wrong))
    names = [figure.name for figure in clause.figures]
    for place, name in enumerate(names):
        if name in names[:place]:
            yield ("figures", place), _("“%(text)s” stands here twice.", text=name)


def _figure(figure: Figure) -> Iterator[str]:
    if not _VALUE.match(figure.value):
        yield _("The value is a number, a time like 17:30 or a weekday, not “%(value)s”.", value=figure.value)
    elif bool(_UNITLESS.match(figure.value)) == bool(figure.unit):
        yield _("A number needs a unit; a time or weekday has none.")
    for part in (figure.value, figure.unit, figure.per):
        if part and part not in figure.text:
            yield _("“%(part)s” does not occur in the text “%(text)s”.", part=part, text=figure.text)


def _ids(root: Node, part: str) -> list[tuple[str, int]]:
    nodes = found.items() if (found := root.get(part)) else []
    return [(str(name.value), name.line) for node in nodes if (name := node.get("id"))]


def _doubles(named: list[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield (name, line, line of the first) for each name that stands again."""
    first: dict[str, int] = {}
    for name, line in named:
        if name in first:
            yield name, line, first[name]
        first.setdefault(name, line)
