"""Tables as files: CSV with exact values, and a workbook in which text is stored as text."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter

from trainer.exports.model import neutral
from trainer.i18n import gettext as _

Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    address: str
    text: str


@dataclass(frozen=True)
class Column:
    """One column: title, width in characters, form of its cells (text, whole, points, percent, day, link)."""

    title: str
    width: int
    form: str = "text"


@dataclass(frozen=True)
class Sheet:
    """A table of cells: None, text, whole numbers, exact shares, days, links."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Frame:
    """What every sheet of a workbook bears around its table."""

    title: str
    organisation: str
    header: str
    footer: str
    made_at: datetime
    demo: bool = False


def as_csv(sheet: Sheet) -> bytes:
    """Return one table, with a mark that tells Excel its encoding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(_titled(column)) for column in sheet.columns])
    writer.writerows(
        [_cell(column, value) for column, value in zip(sheet.columns, row, strict=True)] for row in sheet.rows
    )
    return out.getvalue().encode("utf-8-sig")


def _titled(column: Column) -> str:
    return f"{column.title} (%)" if column.form == "percent" else column.title


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Link):
        return value.address
    if column.form == "percent":
        return f"{float(value) * 100:.2f}"
    if column.form == "points":
        return f"{float(value):.2f}"
    return str(value) if isinstance(value, int | date) else neutral(str(value))


def workbook(frame: Frame, sheets: Iterable[Sheet], notes: Lines) -> bytes:
    """Return tables and notes as a workbook, written row by row; nothing in its texts is ever run."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": frame.title, "company": frame.organisation, "created": frame.made_at})
        forms = _forms(book)
        for sheet in sheets:
            _write(book.add_worksheet(_named(sheet.title, frame)), forms, sheet, frame)
        _notes(book.add_worksheet(_named(_("Rule"), frame)), forms, notes, frame)
    return file.getvalue()


def _named(title: str, frame: Frame) -> str:
    return _("%(sheet)s (demo)", sheet=title) if frame.demo else title


def _forms(book: Any) -> dict[str, Any]:
    plain = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
    quoted = {"num_format": "@", "quote_prefix": True}
    return {
        "head": book.add_format(plain | {"bold": True, "text_wrap": True, "bg_color": "#E3EFEC"}),
        "text": book.add_format(plain | quoted | {"text_wrap": True}),
        "whole": book.add_format(plain | {"num_format": "0"}),
        "points": book.add_format(plain | {"num_format": "0.00"}),
        "percent": book.add_format(plain | {"num_format": "0.00%"}),
        "day": book.add_format(plain | {"num_format": "yyyy-mm-dd"}),
        "link": book.add_format(plain | {"font_color": "#00665C", "underline": 1}),
        "label": book.add_format({"bold": True, "valign": "top"}),
        "note": book.add_format({"text_wrap": True, "valign": "top"} | quoted),
    }


def _set_up(page: Any, frame: Frame) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_header(frame.header)
    page.set_footer(frame.footer)


def _write(page: Any, forms: dict[str, Any], sheet: Sheet, frame: Frame) -> None:
    _set_up(page, frame)
    page.freeze_panes(1, 2)
    page.repeat_rows(0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, forms["head"])
    for line, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _put(page, line, place, value, forms[column.form])
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _put(page: Any, line: int, place: int, value: Any, form: Any) -> None:
    if value is None:
        page.write_blank(line, place, None, form)
    elif isinstance(value, Link):
        page.write_url(line, place, value.address, form, value.text)
    elif isinstance(value, date):
        page.write_datetime(line, place, datetime(value.year, value.month, value.day), form)  # noqa: DTZ001
    elif isinstance(value, int | Decimal | Fraction):
        page.write_number(line, place, float(value), form)
    else:
        page.write_string(line, place, str(value), form)


def _notes(page: Any, forms: dict[str, Any], notes: Lines, frame: Frame) -> None:
    _set_up(page, frame)
    write_notes(page, forms, notes)


def write_notes(page: Any, forms: dict[str, Any], notes: Lines) -> None:
    """Write labels and texts below each other, on a page that is set up."""
    page.set_portrait()
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 90)
    for line, (label, text) in enumerate(notes):
        page.set_row(line, 18 * max(1, -(-len(text) // 44)))
        page.write_string(line, 0, label, forms["label"])
        page.write_string(line, 1, text, forms["note"])
