"""The figures of a quiz as a workbook: the quiz, its questions, what was chosen, what each figure means."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from trainer.attempts.service import ACT_NAMES, Among
from trainer.i18n import gettext as _
from trainer.statistics.figures import QuestionFigures
from trainer.statistics.hints import HINT_NAMES
from trainer.statistics.meanings import meanings
from trainer.statistics.service import Statistics

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = Sequence[object]
HIDDEN: Final = "–"


def workbook(made: Statistics, among: Among, department: str, made_at: datetime) -> tuple[str, bytes]:
    """Return name and bytes; text is stored as text, so that nothing in it is ever run."""
    file = io.BytesIO()
    shown = [one for one in made.figures.questions if one.item.id not in made.closed]
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        forms = _forms(book)
        _sheet(book, forms, _("Quiz"), [_("Figure"), _("Value")], _quiz(made, among, department, made_at))
        _sheet(book, forms, _("Questions"), _question_titles(), [_question(one) for one in shown])
        _sheet(
            book,
            forms,
            _("What was chosen"),
            _choice_titles(),
            [row for one in shown for row in _choices(one)],
        )
        _sheet(book, forms, _("What it means"), [_("Figure"), _("Meaning")], meanings())
    name = _("%(quiz)s statistics %(day)s", quiz=made.title, day=made_at.strftime("%Y-%m-%d"))
    return f"{name}.xlsx", file.getvalue()


def _forms(book: Any) -> dict[str, Any]:
    plain = {"valign": "top", "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
    return {
        "head": book.add_format(plain | {"bold": True, "bg_color": "#E3EFEC"}),
        "text": book.add_format(plain | {"num_format": "@", "quote_prefix": True}),
        "number": book.add_format(plain | {"num_format": "0.00"}),
        "whole": book.add_format(plain | {"num_format": "0"}),
    }


def _sheet(book: Any, forms: dict[str, Any], name: str, titles: Cells, rows: Sequence[Cells]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(titles), 60 if len(titles) == 2 else 14)  # noqa: PLR2004 - label and text
    for line, row in enumerate([titles, *rows]):
        for place, value in enumerate(row):
            form = forms["head"] if line == 0 else None
            if value is None:
                sheet.write_blank(line, place, None, form or forms["text"])
            elif isinstance(value, int | float):
                sheet.write_number(
                    line, place, value, forms["whole"] if isinstance(value, int) else forms["number"]
                )
            else:
                sheet.write_string(line, place, str(value), form or forms["text"])


def _quiz(made: Statistics, among: Among, department: str, made_at: datetime) -> list[Cells]:
    f = made.figures
    alpha = f.alpha if f.alpha is not None else str(f.why)
    return [
        (_("Quiz"), made.title),
        (_("Department"), department),
        (_("Sittings"), _("First of each person") if among.first_only else _("All")),
        (_("Edition"), among.edition_number or _("All editions")),
        (_("Ended from"), among.start.isoformat() if among.start else HIDDEN),
        (_("Ended before"), among.end.isoformat() if among.end else HIDDEN),
        (_("Number of sittings (n)"), f.n),
        (_("Of these provisional"), f.provisional),
        (_("Passed"), f.passed),
        (_("Mean (%)"), f.mean),
        (_("Standard deviation (%)"), f.deviation),
        (_("Cronbach's alpha"), alpha),
        (_("Standard error of measurement (%)"), f.error),
        (_("Made at"), made_at.strftime("%Y-%m-%d %H:%M %z")),
    ]


def _question_titles() -> Cells:
    return [
        _("Question"),
        _("Wording"),
        _("n"),
        _("Facility index"),
        _("Discrimination index"),
        _("Item-rest correlation"),
        _("Median seconds"),
        _("Timed answers"),
        _("Left open"),
        _("Hints"),
        _("Mended"),
    ]


def _question(one: QuestionFigures) -> Cells:
    return [
        one.item.id,
        one.item_hash[:8],
        one.n,
        one.facility,
        one.index,
        one.rest,
        one.seconds,
        one.timed,
        one.unanswered,
        "；".join(str(HINT_NAMES[hint]) for hint in one.hints),
        str(ACT_NAMES[one.mending.act]) if one.mending else None,
    ]


def _choice_titles() -> Cells:
    return [
        _("Question"),
        _("Wording"),
        _("Answer given"),
        _("Right?"),
        _("Chosen by"),
        _("Upper group (%)"),
        _("Lower group (%)"),
    ]


def _choices(one: QuestionFigures) -> list[Cells]:
    return [
        (
            one.item.id,
            one.item_hash[:8],
            choice.label,
            _("yes") if choice.right else _("no"),
            choice.count,
            100 * choice.upper,
            100 * choice.lower,
        )
        for choice in one.choices or ()
    ]
