"""The appraisal as files: XLSX with three sheets, and CSV with exact values; each as (file name, bytes)."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

import xlsxwriter

from trainer.assignments.model import KIND_NAMES
from trainer.exports.book import write_notes
from trainer.exports.model import STATUS_NAMES, Appraisal, Corrected, DetailRow, PersonRow, Result, neutral
from trainer.exports.rule import facts, rule
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import red_line_words

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: the row's field, its title, width in characters, how a cell is made and shown."""

    key: str
    title: object
    width: int
    value: Callable[[Row], Any]
    form: str = "text"
    """text, whole, points, percent, moment; percent is a share of 1 in XLSX."""


def _percent(basis: int | None) -> Decimal | None:
    return None if basis is None else Decimal(basis) / 10_000


def _points(thousandths: int) -> Decimal:
    return Decimal(thousandths) / 1000


def _words(lines: Sequence[str]) -> str:
    return "；".join(red_line_words(line) for line in lines)


def _of(value: Callable[[Result], Any]) -> Callable[[DetailRow], Any]:
    """Return how a cell is made of a row's result; it stays empty where there is none."""
    return lambda row: None if row.result is None else value(row.result)


def _corrected(value: Callable[[Corrected], Any]) -> Callable[[DetailRow], Any]:
    """Return how a cell is made of a row's correction; it stays empty where nothing was corrected."""
    return _of(lambda result: None if result.corrected is None else value(result.corrected))


PEOPLE: Final[tuple[Column[PersonRow], ...]] = (
    Column("staff_number", _l("Staff number"), 12, lambda r: r.staff_number),
    Column("name", _l("Name"), 14, lambda r: r.name),
    Column("position", _l("Position"), 16, lambda r: r.position),
    Column("assigned", _l("Quizzes assigned"), 9, lambda r: r.assigned, "whole"),
    Column("sat", _l("Quizzes sat"), 9, lambda r: r.sat, "whole"),
    Column("passed", _l("Passed"), 9, lambda r: r.passed, "whole"),
    Column("average", _l("Average"), 9, lambda r: _percent(r.average), "percent"),
    Column("red_lines", _l("Red-line crossings"), 9, lambda r: r.red_lines, "whole"),
    Column("overdue", _l("Overdue"), 9, lambda r: r.overdue, "whole"),
    Column("late", _l("Late"), 9, lambda r: r.late, "whole"),
    Column("lessons_assigned", _l("Lessons assigned"), 10, lambda r: r.lessons_assigned, "whole"),
    Column("lessons_read", _l("Lessons read"), 10, lambda r: r.lessons_read, "whole"),
    Column("provisional", _l("Provisional"), 9, lambda r: r.provisional, "whole"),
)
DETAIL: Final[tuple[Column[DetailRow], ...]] = (
    Column("staff_number", _l("Staff number"), 12, lambda r: r.staff_number),
    Column("name", _l("Name"), 14, lambda r: r.name),
    Column("position", _l("Position of the day"), 16, lambda r: r.position),
    Column("assignment_id", _l("Task number"), 9, lambda r: r.assignment_id, "whole"),
    Column("kind", _l("Kind of task"), 8, lambda r: str(KIND_NAMES[r.kind])),
    Column("target_id", _l("Quiz or lesson code"), 20, lambda r: r.target_id),
    Column("title", _l("Task"), 26, lambda r: r.title),
    Column("due_at", _l("Due"), 17, lambda r: r.due_at, "moment"),
    Column("status", _l("State"), 9, lambda r: str(STATUS_NAMES[r.status])),
    Column("finished_at", _l("Finished at"), 17, lambda r: r.finished_at, "moment"),
    Column("late", _l("Late?"), 8, lambda r: r.late),
    Column("overdue", _l("Overdue?"), 8, lambda r: r.overdue),
    Column("attempt_number", _l("Attempt"), 8, _of(lambda r: r.attempt_number), "whole"),
    Column("points", _l("Points"), 9, _of(lambda r: _points(r.points)), "points"),
    Column("maximum", _l("Out of"), 9, _of(lambda r: _points(r.maximum)), "points"),
    Column("percent", _l("Percent"), 10, _of(lambda r: _percent(r.percent)), "percent"),
    Column("crossings", _l("Red-line crossings"), 9, _of(lambda r: len(r.red_lines)), "whole"),
    Column("red_lines", _l("Which red lines"), 28, _of(lambda r: _words(r.red_lines) or None)),
    Column("provisional", _l("Provisional"), 9, _of(lambda r: r.provisional)),
    Column("edition", _l("Edition"), 14, _of(lambda r: r.edition)),
    Column("ledger_number", _l("Ledger number"), 10, _of(lambda r: r.ledger_number), "whole"),
    Column("before", _l("First result"), 10, _corrected(lambda c: _percent(c.before)), "percent"),
    Column("correction", _l("Correction"), 12, _corrected(lambda c: c.correction)),
    Column("reason", _l("Reason of the correction"), 28, _corrected(lambda c: c.reason)),
    Column("corrected_by", _l("Corrected by"), 14, _corrected(lambda c: c.corrected_by)),
)
CSV_SHEETS: Final = ("detail", "summary")
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"


def xlsx(made: Appraisal) -> tuple[str, bytes]:
    """Return the workbook: summary, detail, and the rule it was computed by."""
    return f"{stem(made)}.xlsx", as_xlsx(made)


def csv_file(made: Appraisal, sheet: str = "detail") -> tuple[str, bytes]:
    """Return one sheet as CSV: `detail` with everything that was given, or `summary` with the people."""
    part = _("Detail") if sheet == "detail" else _("Summary")
    return f"{stem(made)} {part}.csv", as_csv(made, sheet)


def stem(made: Appraisal) -> str:
    """Return the files' name without what follows the dot."""
    period = made.period
    name = _("%(start)s to %(end)s appraisal", start=period.start, end=period.end)
    return " ".join([*([_("Demo data")] if made.demo else []), name, made.department])


def as_csv(made: Appraisal, sheet: str = "detail") -> bytes:
    """Return CSV that Excel opens as UTF-8, lines ended as it ends them, values exact, no cell a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(_csv_rows(DETAIL, made.rows) if sheet == "detail" else _csv_rows(PEOPLE, made.people))
    return out.getvalue().encode("utf-8-sig")


def _csv_rows(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> Iterator[list[str]]:
    yield [neutral(_csv_title(column)) for column in columns]
    for row in rows:
        yield [_csv_cell(column, column.value(row)) for column in columns]


def _csv_title(column: Column[Any]) -> str:
    return f"{column.title} (%)" if column.form == "percent" else str(column.title)


def _csv_cell(column: Column[Any], value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, Decimal):
        return f"{value * 100:.2f}" if column.form == "percent" else f"{value:.3f}"
    return str(value) if isinstance(value, int) else neutral(str(value))


def as_xlsx(made: Appraisal) -> bytes:
    """Return the workbook, written row by row; text is stored as text, so that nothing in it is ever run."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    ) as book:
        book.set_properties({"title": stem(made), "company": made.organisation, "created": made.made_at})
        forms = _forms(book)
        summary, detail, notes = (book.add_worksheet(name) for name in _names(made))
        _table(summary, forms, PEOPLE, made.people, made)
        _table(detail, forms, DETAIL, made.rows, made)
        _notes(notes, forms, made)
    return file.getvalue()


def _names(made: Appraisal) -> list[str]:
    names = [_("Summary"), _("Detail"), _("Rule")]
    return [_("%(sheet)s (demo)", sheet=name) for name in names] if made.demo else names


def _forms(book: Any) -> dict[str, Any]:
    plain = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
    # The quote prefix keeps a text that looks like a formula a text, also after somebody edits the cell.
    quoted = {"num_format": "@", "quote_prefix": True}
    head = {"bold": True, "text_wrap": True, "bg_color": "#E3EFEC", "valign": "vcenter"}
    return {
        "head": book.add_format(plain | head),
        "text": book.add_format(plain | quoted | {"text_wrap": True}),
        "whole": book.add_format(plain | {"num_format": "0"}),
        "points": book.add_format(plain | {"num_format": "0.00"}),
        "percent": book.add_format(plain | {"num_format": "0.00%"}),
        "moment": book.add_format(plain | {"num_format": "yyyy-mm-dd hh:mm"}),
        "label": book.add_format({"bold": True, "valign": "top"}),
        "note": book.add_format({"text_wrap": True, "valign": "top"} | quoted),
    }


def _set_up(sheet: Any, made: Appraisal) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.7, 0.7)
    place = f"{_plain(made.organisation)} · {_plain(made.department)}"
    demo = f"&C{_('Demo data')}" if made.demo else ""
    sheet.set_header(f"&L{place}{demo}&R{made.period.start} – {made.period.end}")
    sheet.set_footer(f"&L{_('Score ledger')} {made.head_number} · {made.head_hash[:16]}&R&P / &N")


def _plain(text: str) -> str:
    """Return text for a page header, where & begins a command; long names are cut, for headers are short."""
    return text[:40].replace("&", "&&")


def _table(
    sheet: Any, forms: dict[str, Any], columns: Sequence[Column[Row]], rows: Sequence[Row], made: Appraisal
) -> None:
    _set_up(sheet, made)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_row(0, 34)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, str(column.title), forms["head"])
    for line, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            _cell(sheet, line, place, column.value(row), forms, column.form)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _cell(sheet: Any, line: int, place: int, value: Any, forms: dict[str, Any], form: str) -> None:
    if value is None:
        sheet.write_blank(line, place, None, forms[form])
    elif isinstance(value, bool):
        sheet.write_string(line, place, _("yes") if value else _("no"), forms["text"])
    elif isinstance(value, datetime):
        sheet.write_datetime(line, place, value.replace(tzinfo=None), forms[form])
    elif isinstance(value, int | Decimal):
        sheet.write_number(line, place, float(value), forms[form])
    else:
        sheet.write_string(line, place, str(value), forms[form])


def _notes(sheet: Any, forms: dict[str, Any], made: Appraisal) -> None:
    """Write what it was computed from and by which rule, so that nobody need ask later."""
    _set_up(sheet, made)
    write_notes(sheet, forms, [*facts(made), *rule(made)])
