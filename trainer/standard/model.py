"""The standard as its readers meet it: sections, clauses, figures, red lines; and the site's own choices."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator

from trainer.errors import NotFound
from trainer.i18n import _, lazy
from trainer.sources.model import Strict

EVERYONE = "all"
"""Stands for every position in lists of positions."""

ORGANISATION = "{organisation}"
"""Where the site's name goes in the texts of a clause."""

SLOT = "{name}"
"""Where the speaker's own name goes in a prescribed utterance; it may be left out."""
SLOT_WORDS = "员工姓名"

Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.]*$", max_length=12)]
Kind = Literal[
    "posture",
    "phrase",
    "conversation",
    "reception",
    "patrol",
    "emergency",
    "keys",
    "vacant",
    "archive",
    "fees",
    "duty",
    "conduct",
]
Texts = tuple[str, ...]


class Figure(Strict):
    """A number that staff must know: `text` as the register writes it, and what it is made of."""

    name: str
    text: str
    value: str
    bound: Literal["exactly", "at_least", "at_most", "before", "from", "about"]
    unit: str | None = None
    per: str | None = None


class ClauseText(Strict):
    """One item of the register, as its author writes it."""

    id: Id
    section: str
    source: str
    title: str
    title_en: str
    kind: Kind
    positions: Annotated[Texts, Field(min_length=1)]
    rule: str
    do: Texts = ()
    dont: Texts = ()
    say: Texts = ()
    never: Texts = ()
    figures: tuple[Figure, ...] = ()
    reading: str | None = None
    note: str | None = None


class Clause(ClauseText):
    """One item of the register with the red lines the site draws in it."""

    red_lines: Texts = ()

    def for_position(self, position: str) -> bool:
        """Tell whether people in this position must know the clause."""
        return EVERYONE in self.positions or position in self.positions

    @property
    def never_is_red(self) -> bool:
        """Tell whether saying one of the forbidden utterances crosses a red line."""
        return any("禁语" in line or line in self.never for line in self.red_lines)


class Section(Strict):
    """A chapter of the standard."""

    id: Id
    title: str
    title_en: str


class Gap(Strict):
    """An item that the source text lacks; shown as such, never filled."""

    id: Id
    note: str


class Document(Strict):
    """The source document itself."""

    title: str
    title_en: str
    issued: date
    missing: tuple[Gap, ...] = ()


class Standard(Document):
    """The register: everything in the order of the source."""

    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {clause.id: place for place, clause in enumerate(self.clauses)}

    def __contains__(self, clause_id: object) -> bool:
        return clause_id in self._places

    def clause(self, clause_id: str) -> Clause:
        """Return the clause; raises NotFound."""
        if clause_id not in self._places:
            raise NotFound(lazy("There is no such clause."))
        return self.clauses[self._places[clause_id]]

    def section(self, section_id: str) -> Section:
        """Return the section; raises NotFound."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise NotFound(lazy("There is no such section."))

    def in_section(self, section_id: str) -> tuple[Clause, ...]:
        """Return the clauses of a section in the order of the register."""
        return tuple(clause for clause in self.clauses if clause.section == section_id)

    def for_position(self, position: str) -> tuple[Clause, ...]:
        """Return what people in a position must know, in the order of the register."""
        return tuple(clause for clause in self.clauses if clause.for_position(position))

    def ordered(self, clause_ids: Iterable[str]) -> Texts:
        """Return known clause ids once each, in register order (2.6 before 10.1, 6.0 before 6.1)."""
        return tuple(sorted(set(clause_ids) & self._places.keys(), key=self._places.__getitem__))


class Position(Strict):
    """What a person works as, and so must know."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
    title: str
    title_en: str


class Site(Strict):
    """What the site decides for itself."""

    organisation: str
    department: str
    title: str
    time_zone: str
    positions: Annotated[tuple[Position, ...], Field(min_length=1)]
    red_lines: dict[str, Annotated[Texts, Field(min_length=1)]] = Field(default_factory=dict)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(_("This is no known time zone; write one like Asia/Shanghai.")) from error
        return name

    def position(self, position_id: str) -> Position:
        """Return the position; raises NotFound."""
        for position in self.positions:
            if position.id == position_id:
                return position
        raise NotFound(lazy("There is no such position."))


def spoken(utterance: str) -> str:
    """Return a prescribed utterance as plain text, its slot for a name shown in brackets."""
    return utterance.replace(SLOT, f"（{SLOT_WORDS}）")


def slots(text: str) -> set[str]:
    """Return the {placeholders} of a text."""
    return set(re.findall(r"\{[^{}]*\}?|\}", text))
