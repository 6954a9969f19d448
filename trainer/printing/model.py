"""Cheat sheets, made from the register alone: what one section, or one position, must have at hand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.standard.model import EVERYONE, Clause, Figure, Site, Standard, spoken

Kind = Literal["section", "position"]
Texts = tuple[str, ...]

BOUNDS = {
    "exactly": ("", ()),
    "about": ("约", ("约", "左右")),
    "at_least": ("不少于", ("不少于", "不低于", "至少", "以上")),
    "at_most": ("不超过", ("不超过", "不多于", "至多", "最多", "内", "以下")),
    "before": ("早于", ("前",)),
    "from": ("起于", ("开始", "起")),
}
"""The word that says each bound where the register's own text has none of the words that do."""

FRAME = frozenset("的与和及并都均须应要先再请就查严禁止")
"""Characters that only join or introduce what a rule lists."""

TERSE = 2
"""Names of figures up to this length (次数, 巡视) say nothing without the title of their clause."""

_CONTENT = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Numeral:
    """A figure laid out to be seen from afar: the words before the value, the value, the words after it."""

    clause: str
    name: str
    before: str
    value: str
    after: str


@dataclass(frozen=True)
class Entry:
    """What one clause puts on a sheet; `rule` is empty where the behaviours say all of it.

    `who` names the positions of a clause that not everybody must know; `red` are those of the texts
    whose breach crosses a red line, `red_lines` the red lines themselves.
    """

    clause: str
    title: str
    who: Texts
    rule: str
    do: Texts
    dont: Texts
    say: Texts
    never: Texts
    figures: tuple[Numeral, ...]
    red_lines: Texts
    red: frozenset[str]


@dataclass(frozen=True)
class Group:
    """The entries of one section."""

    section: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """One cheat sheet; `key` is a section's id or a position's."""

    kind: Kind
    key: str
    title: str
    title_en: str
    groups: tuple[Group, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return all entries in the order of the register."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def figures(self) -> tuple[Numeral, ...]:
        """Return all numbers to remember."""
        return tuple(figure for entry in self.entries for figure in entry.figures)

    @property
    def red_lines(self) -> tuple[Entry, ...]:
        """Return the entries in which a red line is drawn."""
        return tuple(entry for entry in self.entries if entry.red_lines)


def sheet(standard: Standard, site: Site, key: str) -> Sheet:
    """Return the sheet of a section or of a position; raises NotFound."""
    for section in standard.sections:
        if section.id == key:
            groups = _groups(standard, site, standard.in_section(key))
            return Sheet("section", key, section.title, section.title_en, groups)
    for position in site.positions:
        if position.id == key:
            groups = _groups(standard, site, standard.for_position(key), key)
            return Sheet("position", key, position.title, position.title_en, groups)
    raise NotFound(_l("There is no such cheat sheet."))


def _groups(
    standard: Standard, site: Site, clauses: Iterable[Clause], reader: str | None = None
) -> tuple[Group, ...]:
    entries: dict[str, list[Entry]] = {}
    for clause in clauses:
        entries.setdefault(clause.section, []).append(entry(clause, site, reader))
    return tuple(
        Group(section.id, section.title, tuple(entries[section.id]))
        for section in standard.sections
        if section.id in entries
    )


def entry(clause: Clause, site: Site, reader: str | None = None) -> Entry:
    """Return a clause as it stands on a sheet; one for a single position does not say for whom."""
    named = () if reader or EVERYONE in clause.positions else clause.positions
    red = {*clause.red_lines, *(clause.never if clause.never_is_red else ())}
    return Entry(
        clause=clause.id,
        title=clause.title,
        who=tuple(position.title for position in site.positions if position.id in named),
        rule="" if says_all(clause) else clause.rule,
        do=clause.do,
        dont=clause.dont,
        say=tuple(spoken(text) for text in clause.say),
        never=clause.never,
        figures=tuple(numeral(clause, figure) for figure in clause.figures),
        red_lines=clause.red_lines,
        red=frozenset(red),
    )


def line(clause: Clause, site: Site) -> str:
    """Return what stands first under a clause's heading on a sheet, for a list of all clauses."""
    made = entry(clause, site)
    return made.rule or "；".join(made.do or made.dont) or "；".join(made.say or made.never)


def says_all(clause: Clause) -> bool:
    """Tell whether every word of the rule stands in the behaviours, so that printing both says it twice."""
    behaviours = "".join((*clause.do, *clause.dont))
    said = FRAME | set(behaviours)
    return bool(behaviours) and all(letter in said for letter in _CONTENT.findall(clause.rule))


def numeral(clause: Clause, figure: Figure) -> Numeral:
    """Return a figure in the register's own words, split at its value.

    Where those words leave the bound out, its word is added before the value.
    """
    found = re.search(rf"(?<!\d){re.escape(figure.value)}(?!\d)", figure.text)
    place = found.start() if found else figure.text.index(figure.value)
    before = figure.text[:place].strip()
    after = figure.text[place + len(figure.value) :].strip()
    word, said = BOUNDS[figure.bound]
    if word and not any(one in figure.text for one in said):
        before = f"{before}{word}"
    name = figure.name if len(figure.name) > TERSE else f"{clause.title} · {figure.name}"
    return Numeral(clause.id, name, before, figure.value, after)
