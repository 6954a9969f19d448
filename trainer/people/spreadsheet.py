"""Files of people: reading .xlsx and .csv within limits, and giving a sheet back with a column of reasons."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import xlsxwriter
from openpyxl import load_workbook

from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people.judging import Fate, Judgement
from trainer.people.sheet import FIELDS, MAX_COLUMNS, TITLES, Cell, Mark, Row, read_text, rows_of

MAX_FILE: Final = 2 * 1024 * 1024
MAX_UNPACKED: Final = 16 * 1024 * 1024
MAX_PARTS: Final = 200
MAX_LINES: Final = 20_000
"""Lines looked at, blank ones included: a formatted sheet can be a million lines deep."""

OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
ZIP: Final = b"PK\x03\x04"
FATES: Final = {
    Fate.NEW: _l("New"),
    Fate.UPDATE: _l("Change"),
    Fate.UNCHANGED: _l("Unchanged"),
    Fate.BAD: _l("Cannot be imported"),
}


def read_file(data: bytes) -> list[Row]:
    """Return the rows of an .xlsx or .csv file, told apart by their first bytes; raises Invalid."""
    if len(data) > MAX_FILE:
        raise Invalid(_l("The file is larger than %(count)s MB.", count=MAX_FILE // 1024 // 1024), "file")
    if data.startswith(OLD_EXCEL):
        raise Invalid(_l("This is an old .xls file. Save it as .xlsx or .csv in Excel or WPS."), "file")
    return _workbook(data) if data.startswith(ZIP) else read_text(_decoded(data))


def _decoded(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(_l("The file is neither .xlsx nor .csv, or its encoding is unknown."), "file")


def _workbook(data: bytes) -> list[Row]:
    _refuse_bomb(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file claims of its size is not believed
        return rows_of(_lines(sheet.iter_rows()))
    except Invalid:
        raise
    except Exception as error:  # a broken workbook fails in the reader in many ways
        raise Invalid(_l("The file cannot be read as an Excel workbook."), "file") from error


def _refuse_bomb(data: bytes) -> None:
    """Refuse an archive that would unpack to far more than a list of people, or that brings entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Invalid(_l("The file holds too much. Keep only the list of people."), "file")
            for part in parts:  # reading stops at the size that was just counted
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part):
                    raise Invalid(_l("The file cannot be read as an Excel workbook."), "file")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Invalid(_l("The file cannot be read as an Excel workbook."), "file") from error


def _lines(rows: Iterable[Sequence[Any]]) -> Iterable[tuple[int, list[Cell]]]:
    for line, cells in enumerate(rows, 1):
        if line > MAX_LINES:
            raise Invalid(_l("More than %(count)s lines. Delete the blank ones.", count=MAX_LINES), "file")
        yield line, [_cell(cell) for cell in cells[: MAX_COLUMNS + 1]]


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if mark := {"f": Mark.FORMULA, "e": Mark.ERROR}.get(cell.data_type):
        return Cell(str(value), mark)
    if isinstance(value, date):  # a datetime is one too
        return Cell(date(value.year, value.month, value.day).isoformat())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(str(value).encode("utf8", "replace").decode().strip())  # half a character is none
    return _number(value, str(cell.number_format or ""))


def _number(value: float, shown_as: str) -> Cell:
    """Return a number as text; it keeps the zeros that its format shows."""
    if not float(value).is_integer():
        return Cell(repr(value), Mark.NUMBER)
    if value >= 0 and re.fullmatch("0{2,32}", shown_as):
        return Cell(str(int(value)).zfill(len(shown_as)))
    return Cell(str(int(value)), Mark.NUMBER)


def answer(rows: Sequence[Row], judgement: Judgement) -> bytes:
    """Return the sheet as it came, as XLSX, with what happens to each row and why; every cell is text."""
    judged = {row.line: row for row in judgement.rows}
    header = judgement.header
    titles = [cell.text for cell in header.cells] if header else [str(TITLES[field]) for field in FIELDS]
    width = max(len(titles), *(len(row.cells) for row in rows))
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        paper = book.add_worksheet(_("People"))
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        bad = book.add_format({"num_format": "@", "bg_color": "#FDE2E0", "text_wrap": True})
        extra = [_("Line"), _("Result"), _("Reason")]
        for place, title in enumerate([*titles, *[""] * (width - len(titles)), *extra]):
            paper.write_string(0, place, title, bold)
        for at, row in enumerate((row for row in rows if row.line in judged), 1):
            found = judged[row.line]
            form = bad if found.fate is Fate.BAD else text
            for place, cell in enumerate(row.cells):
                paper.write_string(at, place, cell.text, form)
            notes = [str(row.line), str(FATES[found.fate]), "；".join((*found.reasons, *found.warnings))]
            for place, note in enumerate(notes, width):
                paper.write_string(at, place, note, form)
        paper.set_column(0, width - 1, 14)
        paper.set_column(width + 1, width + 1, 12)
        paper.set_column(width + 2, width + 2, 60)
        paper.freeze_panes(1, 0)
    return file.getvalue()
