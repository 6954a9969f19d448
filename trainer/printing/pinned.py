"""What stands on the pin-ups: words, numbers by how often they come round, a card, a way to decide."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from trainer.pinups.model import Any, Card, Flow, Line, Words
from trainer.printing.model import Entry, Numeral, entry, numeral
from trainer.standard.model import EVERYONE, Clause, Site, Standard

RHYTHMS = (
    ("每天", re.compile(r"每[日天]")),
    ("每周", re.compile("每周|每星期")),
    ("每月", re.compile("每月")),
    ("每季度", re.compile("每季")),
)
TIMES = ("时间", re.compile(r"分钟|小时|\d:\d"))
AMOUNTS = "距离、人数、次数"
"""What comes round comes first, then times, then what is merely counted."""


@dataclass(frozen=True)
class Remembered:
    """A figure with for whom it is, empty for everybody, and whether its clause holds a red line."""

    numeral: Numeral
    who: str
    red: bool


@dataclass(frozen=True)
class Beat:
    """The figures that come round alike."""

    title: str
    figures: tuple[Remembered, ...]


@dataclass(frozen=True)
class Stage:
    """A stage of a card and what it pulls."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Wall:
    """A pin-up with what it pulls; only what its kind has is filled."""

    pinup: Any
    facing: tuple[Entry, ...] = ()
    spoken: tuple[Entry, ...] = ()
    beats: tuple[Beat, ...] = ()
    stages: tuple[Stage, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def key(self) -> str:
        """Return the word of its address."""
        return self.pinup.id

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the ids of all clauses it pulls, each once, as they come."""
        parts = [*self.facing, *self.spoken, *(one for stage in self.stages for one in stage.entries)]
        ids = [one.clause for one in parts]
        ids += [one.numeral.clause for beat in self.beats for one in beat.figures]
        if isinstance(self.pinup, Flow):
            ids += [name for step in self.pinup.steps for name in step.clauses]
        return tuple(dict.fromkeys(ids))


def wall(standard: Standard, site: Site, pinup: Any) -> Wall:
    """Return a pin-up filled from the register."""
    if isinstance(pinup, Words):
        others = (one for one in standard.clauses if one.say and one.id not in pinup.facing)
        return Wall(
            pinup,
            facing=tuple(entry(standard.clause(name), site) for name in standard.ordered(pinup.facing)),
            spoken=tuple(entry(clause, site) for clause in others),
        )
    if isinstance(pinup, Card):
        return Wall(pinup, stages=tuple(_stages(standard, site, pinup)), lines=pinup.lines)
    return Wall(pinup) if isinstance(pinup, Flow) else Wall(pinup, beats=beats(standard.clauses, site))


def beats(clauses: Iterable[Clause], site: Site) -> tuple[Beat, ...]:
    """Return all figures, by how often they come round."""
    titles = [*(title for title, _pattern in (*RHYTHMS, TIMES)), AMOUNTS]
    found: dict[str, list[Remembered]] = {title: [] for title in titles}
    for clause in clauses:
        for figure in clause.figures:
            made = Remembered(numeral(clause, figure), whom(clause, site), bool(clause.red_lines))
            found[_rhythm(f"{figure.per or ''}{figure.text}")].append(made)
    return tuple(Beat(title, tuple(figures)) for title, figures in found.items() if figures)


def _rhythm(text: str) -> str:
    return next((title for title, rhythm in (*RHYTHMS, TIMES) if rhythm.search(text)), AMOUNTS)


def whom(clause: Clause, site: Site) -> str:
    """Return for whom a clause is, in the fewest words; empty for everybody."""
    if EVERYONE in clause.positions:
        return ""
    others = [one.title for one in site.positions if one.id not in clause.positions]
    if len(others) <= 1:
        return f"除{others[0]}外" if others else ""
    return "、".join(one.title for one in site.positions if one.id in clause.positions)


def _stages(standard: Standard, site: Site, card: Card) -> Iterable[Stage]:
    for stage in card.stages:
        whole = [entry(standard.clause(name), site) for name in stage.clauses]
        yield Stage(stage.title, tuple(_only(one, stage.only) for one in whole))


def _only(one: Entry, wanted: tuple[str, ...]) -> Entry:
    """Return an entry cut down to some of its texts, in their order; all of it where none are named."""
    if not wanted:
        return one

    def kept(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text for text in texts if text in wanted)

    return replace(
        one,
        rule="",
        do=kept(one.do),
        dont=kept(one.dont),
        say=kept(one.say),
        never=kept(one.never),
        figures=tuple(figure for figure in one.figures if figure.name.split(" · ")[-1] in wanted),
    )
