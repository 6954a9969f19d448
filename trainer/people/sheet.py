"""Reading a sheet of people: its cells, its columns, and the values a row means. Pure."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.people.model import Role

MAX_ROWS: Final = 2000
MAX_COLUMNS: Final = 30
MAX_CELL: Final = 200

FIELDS: Final = ("staff_number", "name", "position", "role", "hired_on", "department")
"""The columns in the order in which a sheet without header has them."""

TITLES: Final = {
    "staff_number": _l("Staff number"),
    "name": _l("Name"),
    "position": _l("Position"),
    "role": _l("Role"),
    "hired_on": _l("Date of hire"),
    "department": _l("Department"),
}
HEADERS: Final = {
    "staff_number": "工号 员工编号 员工工号 员工号 编号 staffnumber staffno number employeeid",
    "name": "姓名 名字 员工姓名 name fullname",
    "position": "岗位 职位 职务 岗位名称 position",
    "role": "角色 系统角色 权限 role",
    "hired_on": "入职日期 入职时间 入职 入职日 hiredon hiredate dateofhire hired",
    "department": "部门 所属部门 部门名称 department",
}
ROLES: Final = {
    Role.STAFF: "staff 员工 普通员工",
    Role.SUPERVISOR: "supervisor 客服主管 主管",
    Role.MANAGER: "manager propertymanager 物业经理 经理",
    Role.ADMINISTRATOR: "administrator admin 系统管理员 管理员",
}


class Mark(StrEnum):
    """What a spreadsheet says of a cell beside its text."""

    TEXT = ""
    NUMBER = "n"
    FORMULA = "f"
    ERROR = "e"


@dataclass(frozen=True)
class Cell:
    """One cell as text; a number cell may have lost its leading zeros before we saw it."""

    text: str
    mark: Mark = Mark.TEXT


@dataclass(frozen=True)
class Row:
    """One row that is not blank, with its number in the sheet."""

    line: int
    cells: tuple[Cell, ...]


def plain(text: str) -> str:
    """Return what is compared of a header or a title: half-width, without blanks and signs, in lower case."""
    return re.sub(r"[\s_\-:：*（）()]", "", unicodedata.normalize("NFKC", text)).casefold()


_HEADERS = {word: field for field, words in HEADERS.items() for word in words.split()}
_ROLES = {word: role for role, words in ROLES.items() for word in words.split()}


def rows_of(lines: Iterable[tuple[int, Sequence[Cell]]]) -> list[Row]:
    """Return the rows that hold something; raises Invalid for none, for too many and for too wide ones."""
    found = []
    for line, cells in lines:
        filled = [place for place, cell in enumerate(cells) if cell.text.strip() or cell.mark is Mark.FORMULA]
        if not filled:
            continue
        if filled[-1] >= MAX_COLUMNS:
            raise Invalid(_l("Line %(line)s has more than %(count)s columns.", line=line, count=MAX_COLUMNS))
        found.append(Row(line, tuple(cells[: filled[-1] + 1])))
        if len(found) > MAX_ROWS + 1:
            raise Invalid(_l("More than %(count)s rows. Please import in parts.", count=MAX_ROWS))
    if not found:
        raise Invalid(_l("There are no rows here."))
    return found


def read_text(text: str) -> list[Row]:
    """Return the rows of a table pasted from a spreadsheet, or of a CSV file's text; raises Invalid."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise Invalid(_l("This holds a character that cannot be shown. Please type it again."))
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    separator = next((sign for sign in "\t,，;；" if sign in first), "\t")
    return rows_of(_cells(lines, separator))


def _cells(lines: Sequence[str], separator: str) -> Iterable[tuple[int, list[Cell]]]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator)
    start = 1
    try:
        for cells in reader:
            yield start, [_typed(text) for text in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise Invalid(_l("Line %(line)s cannot be read as a table.", line=reader.line_num)) from error


def _typed(text: str) -> Cell:
    kept = re.fullmatch(r'\s*="([^"]*)"\s*', text)  # how exports keep a number's zeros
    if kept:
        return Cell(kept[1])
    return Cell(text.strip(), Mark.FORMULA if text.lstrip().startswith("=") else Mark.TEXT)


@dataclass(frozen=True)
class Columns:
    """Which column holds which field; `unused` are titles nobody asked for."""

    places: dict[str, int]
    header: Row | None
    unused: tuple[str, ...] = ()
    width: int = len(FIELDS)


def columns(rows: Sequence[Row]) -> Columns:
    """Return where the fields stand, by the header if there is one; raises Invalid for a useless header."""
    titles = [_HEADERS.get(plain(cell.text)) for cell in rows[0].cells]
    if not {"staff_number", "name"} & set(titles):
        return Columns({field: place for place, field in enumerate(FIELDS)}, None)
    for field in ("staff_number", "name"):
        if field not in titles:
            raise Invalid(_l("The header has no column “%(title)s”.", title=TITLES[field]))
    for field in FIELDS:
        if titles.count(field) > 1:
            raise Invalid(_l("The header names the column “%(title)s” twice.", title=TITLES[field]))
    unused = [
        cell.text for cell, field in zip(rows[0].cells, titles, strict=True) if field is None and cell.text
    ]
    places = {field: place for place, field in enumerate(titles) if field}
    return Columns(places, rows[0], tuple(unused), MAX_COLUMNS)


def role_of(text: str) -> Role | None:
    """Return the role that a cell names, None for none."""
    return _ROLES.get(plain(text))


def date_of(text: str) -> date | None:
    """Return the day of 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日 or 20260105; None for anything else."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"[ T]0?0:00(:00)?$", "", text)
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", text)
    found = found or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
    return day if day and 1950 <= day.year <= 2100 else None  # noqa: PLR2004 - a working life
