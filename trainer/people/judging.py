"""What each row of a sheet of people would do: add, change, nothing, or why it cannot. Pure."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.people import sheet
from trainer.people.model import PersonCard, Role, Viewer, checked_name, checked_number, plain_number
from trainer.people.sheet import Cell, Columns, Mark, Row, plain


class Fate(StrEnum):
    """What confirming would do with a row."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    BAD = "bad"


@dataclass(frozen=True)
class Known:
    """What rows are judged against. `people`: all whose number the sheet names, wherever they work."""

    actor: Viewer | None
    department_id: int
    departments: Mapping[int, str]
    positions: Mapping[str, Sequence[str]]
    people: Mapping[str, PersonCard]


@dataclass(frozen=True)
class Judged:
    """One row with its fate; `values` is what would be stored: a whole new person, or the changes."""

    line: int
    texts: Mapping[str, str]
    fate: Fate
    values: Mapping[str, Any]
    person_id: int | None = None
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)
    """What a change would overwrite, by the names of `values`."""

    @property
    def renames(self) -> bool:
        """Say whether a known person would get another name: a wrong number may mean a colleague."""
        return "name" in self.before

    @property
    def bad(self) -> bool:
        """Say whether the row cannot be stored."""
        return self.fate is Fate.BAD


@dataclass(frozen=True)
class Judgement:
    """A whole sheet."""

    rows: tuple[Judged, ...]
    unused: tuple[str, ...]
    header: Row | None

    def count(self, fate: str) -> int:
        """Return how many rows have the fate."""
        return Counter(row.fate for row in self.rows)[Fate(fate)]

    @property
    def importable(self) -> int:
        """Return how many rows would change something."""
        return self.count(Fate.NEW) + self.count(Fate.UPDATE)

    @property
    def renamed(self) -> int:
        """Return how many known persons would get another name."""
        return sum(row.renames for row in self.rows)

    @property
    def digest(self) -> str:
        """Return a hash of what would be stored, to see at confirming whether it is still what was shown."""
        stored = [[sorted(map(str, facts.items())) for facts in (r.values, r.before)] for r in self.rows]
        facts = [(r.line, r.fate.value, r.person_id, *s) for r, s in zip(self.rows, stored, strict=True)]
        return hashlib.sha256(repr(facts).encode("utf8", "surrogatepass")).hexdigest()


def judge(rows: Sequence[Row], known: Known) -> Judgement:
    """Return the fate of every row; raises Invalid for a header that cannot serve or a sheet without rows."""
    places = sheet.columns(rows)
    body = rows[1:] if places.header else rows
    if not body:
        raise Invalid(_("There are no rows here."))
    if len(body) > sheet.MAX_ROWS:
        raise Invalid(_("More than %(count)s rows. Please import in parts.", count=sheet.MAX_ROWS))
    first: dict[str, int] = {}
    judged = []
    for row in body:
        found = _Case(row, places, known).verdict()
        number = plain_number(found.texts["staff_number"])
        if number and number in first:
            again = _(
                "Staff number %(number)s stands in line %(line)s already.", number=number, line=first[number]
            )
            reasons = (*found.reasons, again)
            found = replace(found, fate=Fate.BAD, values={}, before={}, person_id=None, reasons=reasons)
        first.setdefault(number, row.line)
        judged.append(found)
    return Judgement(tuple(judged), places.unused, places.header)


def numbers(rows: Sequence[Row]) -> set[str]:
    """Return the staff numbers a sheet names, for looking up who is known."""
    place = sheet.columns(rows).places["staff_number"]
    return {plain_number(row.cells[place].text) for row in rows if len(row.cells) > place}


@dataclass
class _Case:
    """One row under judgement."""

    row: Row
    columns: Columns
    known: Known
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def verdict(self) -> Judged:
        texts = {name: self._cell(name).text for name in sheet.FIELDS}
        self._cells_are_sound()
        values = self._values()
        person = self.known.people.get(str(values.get("staff_number", "")))
        changes = self._changes(values, person) if person else self._whole(values)
        self._rights(changes, person)
        if self.reasons:
            fate, changes = Fate.BAD, {}
        elif person is None:
            fate = Fate.NEW
        else:
            fate = Fate.UPDATE if changes else Fate.UNCHANGED
        id_ = person.id if person and not self.reasons else None
        before = {name: getattr(person, name) for name in changes} if person else {}
        if "name" in before:
            said = _(
                "%(old)s would be renamed %(new)s: is it the same person?",
                old=before["name"],
                new=changes["name"],
            )
            self.warnings.append(said)
        noted = tuple(self.reasons), tuple(self.warnings)
        return Judged(self.row.line, texts, fate, changes, id_, *noted, before)

    def _cell(self, name: str) -> Cell:
        place = self.columns.places.get(name)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else Cell("")

    def _cells_are_sound(self) -> None:
        if len(self.row.cells) > self.columns.width:
            self.reasons.append(_("This row has more cells than there are columns."))
        for name in sheet.FIELDS:
            cell, title = self._cell(name), sheet.TITLES[name]
            if cell.mark is Mark.FORMULA:
                self.reasons.append(_("“%(title)s” holds a formula; paste its value.", title=title))
            elif cell.mark is Mark.ERROR:
                self.reasons.append(_("“%(title)s” holds an error of the spreadsheet.", title=title))
            elif len(cell.text) > sheet.MAX_CELL or "\n" in cell.text:
                self.reasons.append(_("“%(title)s” is too long or holds a line break.", title=title))
        if self._cell("staff_number").mark is Mark.NUMBER:
            text = self._cell("staff_number").text
            self.warnings.append(
                _("The staff number is a number cell, read as %(text)s; zeros in front are lost.", text=text)
            )

    def _values(self) -> dict[str, Any]:
        """Return what the filled cells mean; blank ones are left out."""
        values: dict[str, Any] = {}
        for name, check in (("staff_number", checked_number), ("name", checked_name)):
            if self._cell(name).mark in {Mark.FORMULA, Mark.ERROR}:
                continue
            try:
                values[name] = check(self._cell(name).text)
            except Invalid as error:
                self.reasons.append(str(error))
        for name, read in (
            ("position", self._position),
            ("role", self._role),
            ("hired_on", self._date),
            ("department", self._department),
        ):
            if text := self._cell(name).text.strip():
                found = read(text)
                if found is not None:
                    values["department_id" if name == "department" else name] = found
        return values

    def _position(self, text: str) -> str | None:
        for id_, names in self.known.positions.items():
            if plain(text) in {plain(id_), *map(plain, names)}:
                return id_
        names = "、".join(titles[0] for titles in self.known.positions.values())
        self.reasons.append(
            _("There is no position “%(text)s”; there are: %(names)s.", text=text[:40], names=names)
        )
        return None

    def _role(self, text: str) -> str | None:
        role = sheet.role_of(text)
        if role is None:
            self.reasons.append(_("There is no role “%(text)s”.", text=text[:40]))
        return role.value if role else None

    def _date(self, text: str) -> date | None:
        day = sheet.date_of(text)
        if day is None:
            self.reasons.append(_("“%(text)s” is no date; write it like 2026-01-05.", text=text[:40]))
        return day

    def _department(self, text: str) -> int | None:
        for id_, name in self.known.departments.items():
            if plain(name) == plain(text):
                return id_
        self.reasons.append(_("There is no department “%(text)s”.", text=text[:40]))
        return None

    def _whole(self, values: dict[str, Any]) -> dict[str, Any]:
        if not self._cell("position").text.strip():
            self.reasons.append(_("The position is missing."))
        default = {"department_id": self.known.department_id, "role": Role.STAFF.value, "hired_on": None}
        return default | values

    def _changes(self, values: dict[str, Any], person: PersonCard) -> dict[str, Any]:
        return {name: value for name, value in values.items() if getattr(person, name) != value}

    def _rights(self, changes: dict[str, Any], person: PersonCard | None) -> None:
        actor = self.known.actor
        role = str(changes.get("role", person.role if person else Role.STAFF))
        home = person.department_id if person else self.known.department_id
        department = int(changes.get("department_id", home))
        if person is not None and actor is not None and not actor.sees(person.department_id):
            self.reasons.append(_("Somebody in another department has this staff number."))
        elif person is not None and not person.active:
            self.reasons.append(_("This person left. Open their page to take them back first."))
        elif actor is None:
            return
        elif person is not None and changes and not actor.manages(person.role, person.department_id):
            self.reasons.append(_("You may not change this person."))
        elif person is not None and person.id == actor.person_id and "role" in changes:
            self.reasons.append(_("You cannot change your own role."))
        elif (changes or person is None) and not actor.manages(role, department):
            self.reasons.append(_("You may not give this role or department."))
