"""The matrix as a workbook: a sheet of sections, one of clauses, one that says what the figures are."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from trainer.i18n import gettext as _
from trainer.mastery.model import HALF_LIFE, Cell
from trainer.mastery.pages_matrix import Matrix
from trainer.scores.model import Head
from trainer.web.filters import position_name

FIXED = 7
"""Columns before those of sections or clauses."""
FILLS = ("#F8DEDB", "#FBEBCB", "#F1EFEA", "#DDF1EB", "#A5D6C9")
"""The shades from the weakest up; the number in the cell says the same."""


def xlsx(
    sections: Matrix,
    clauses: Matrix,
    *,
    organisation: str,
    department: str,
    edition: str,
    head: Head,
    made_at: datetime,
    demo: bool,
) -> tuple[str, bytes]:
    """Return the file's name and the workbook; text is stored as text, so that nothing in it is ever run."""
    file = io.BytesIO()
    name = " ".join(
        [*([_("Demo data")] if demo else []), made_at.strftime("%Y-%m-%d"), _("Mastery"), department]
    )
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": name, "company": organisation, "created": made_at.replace(tzinfo=None)})
        forms = _forms(book)
        for title, made in ((_("By section"), sections), (_("By clause"), clauses)):
            _table(book.add_worksheet(title), forms, made)
        _notes(
            book.add_worksheet(_("What the figures are")),
            forms,
            [
                (_("Organisation"), f"{organisation} · {department}"),
                (_("As of"), made_at.strftime("%Y-%m-%d %H:%M")),
                (_("Edition"), edition),
                (_("Score ledger"), f"{head.number} · {head.hash}" if head.number else "–"),
                *meaning(),
            ],
        )
    return f"{name}.xlsx", file.getvalue()


def meaning() -> list[tuple[str, str]]:
    """Return what the figures are, in sentences."""
    return [
        (
            _("Mastery"),
            _(
                "Share right of all answers and observed items about it, from 0 to 100; what was shown"
                " %(days)s days ago weighs half as much as what is shown today.",
                days=HALF_LIFE.days,
            ),
        ),
        (_("Empty cell"), _("Nothing was asked or observed yet.")),
        (
            _("Not counted"),
            _("Answers whose grade is still provisional, voided results, questions left out."),
        ),
    ]


def _forms(book: Any) -> dict[str, Any]:
    plain = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
    quoted = {"num_format": "@", "quote_prefix": True}
    head = {"bold": True, "text_wrap": True, "bg_color": "#E3EFEC", "valign": "vcenter"}
    shades = {
        f"shade{place}": book.add_format(plain | {"num_format": "0", "bg_color": fill})
        for place, fill in enumerate(FILLS)
    }
    return shades | {
        "head": book.add_format(plain | quoted | head),
        "text": book.add_format(plain | quoted),
        "whole": book.add_format(plain | {"num_format": "0"}),
        "label": book.add_format({"bold": True, "valign": "top"}),
        "note": book.add_format({"text_wrap": True, "valign": "top"} | quoted),
    }


def _table(sheet: Any, forms: dict[str, Any], made: Matrix) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 62)
    fixed = (
        (_("Staff number"), 12),
        (_("Name"), 14),
        (_("Position"), 16),
        (_("All"), 7),
        (_("Evidence"), 8),
        (_("Red lines"), 7),
        (_("Clauses seen"), 10),
    )
    for place, (title, width) in enumerate(fixed):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, forms["head"])
    sheet.set_column(FIXED, FIXED + len(made.columns) - 1, 8)
    for place, column in enumerate(made.columns, FIXED):
        sheet.write_string(0, place, f"{column.id} {column.title}", forms["head"])
    for number, line in enumerate(made.lines, 1):
        whole = line.row.whole
        for place, text in enumerate(
            (line.card.staff_number, line.card.name, position_name(line.card.position))
        ):
            sheet.write_string(number, place, text, forms["text"])
        _cell(sheet, number, 3, whole, forms)
        sheet.write_number(number, 4, whole.n if whole else 0, forms["whole"])
        sheet.write_number(number, 5, whole.red_lines if whole else 0, forms["whole"])
        sheet.write_string(number, 6, f"{line.seen}/{line.due}", forms["text"])
        for place, cell in enumerate(line.cells, FIXED):
            _cell(sheet, number, place, cell, forms)
    if made.lines:
        sheet.autofilter(0, 0, len(made.lines), FIXED + len(made.columns) - 1)


def _cell(sheet: Any, number: int, place: int, cell: Cell | None, forms: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_blank(number, place, None, forms["text"])
    else:
        sheet.write_number(number, place, cell.percent, forms[f"shade{cell.shade}"])


def _notes(sheet: Any, forms: dict[str, Any], rows: list[tuple[str, str]]) -> None:
    sheet.set_paper(9)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    for line, (label, text) in enumerate(rows):
        sheet.set_row(line, 18 * max(1, -(-len(text) // 44)))
        sheet.write_string(line, 0, label, forms["label"])
        sheet.write_string(line, 1, text, forms["note"])
