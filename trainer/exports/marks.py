"""The marks of an appraisal as files: XLSX with summary, detail, clauses and rule; CSV of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from sqlalchemy.orm import Session

from trainer.appraisal.model import COMPONENT_NAMES, Component, Part
from trainer.appraisal.service import Appraisal, Fact, Row, wording
from trainer.errors import NotFound
from trainer.exports.book import Column, Frame, Link, Sheet, as_csv, workbook
from trainer.exports.clauses import ClauseRow, clause_rows
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import red_line_words

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"
SHEETS: Final = ("summary", "detail", "clauses")


@dataclass(frozen=True)
class About:
    """What a file says besides the marks, and the addresses of the pages its figures come from."""

    organisation: str
    made_by: str
    demo: bool
    link: Callable[[Fact], str]
    person: Callable[[int], str]
    position: Callable[[str], str]


def marks_file(session: Session, made: Appraisal, about: About, what: str) -> tuple[str, bytes, str]:
    """Return a file's name, its bytes and its type; `what` is xlsx or csv- and the name of a sheet.

    Raises NotFound for anything else.
    """
    if what == "xlsx":
        notes = [*facts(made, about), *wording.rule(made.scheme)]
        sheets = [_SHEETS[name](session, made, about) for name in SHEETS]
        return f"{stem(made, about)}.xlsx", workbook(_frame(made, about), sheets, notes), XLSX_TYPE
    name = what.removeprefix("csv-")
    if name not in SHEETS:
        raise NotFound(_l("There is no such file of an appraisal."))
    sheet = _SHEETS[name](session, made, about)
    return f"{stem(made, about)} {sheet.title}.csv", as_csv(sheet), CSV_TYPE


def _frame(made: Appraisal, about: About) -> Frame:
    place = f"{about.organisation} · {made.department}"[:80].replace("&", "&&")
    demo = f"&C{_('Demo data')}" if about.demo else ""
    return Frame(
        title=stem(made, about),
        organisation=about.organisation,
        header=f"&L{place}{demo}&R{made.period.start} – {made.period.end}",
        footer=f"&L{_('Score ledger')} {made.head.number} · {made.head.hash[:16]}&R&P / &N",
        made_at=made.made_at,
        demo=about.demo,
    )


def stem(made: Appraisal, about: About) -> str:
    """Return the files' name without what follows the dot."""
    period = made.period
    name = _("%(start)s to %(end)s marks", start=period.start, end=period.end)
    return " ".join([*([_("Demo data")] if about.demo else []), name, made.department])


def facts(made: Appraisal, about: About) -> wording.Lines:
    """Return what the marks were made from, when and by whom."""
    head = made.head
    ledger = (
        _("up to number %(number)s, checksum %(hash)s", number=head.number, hash=head.hash)
        if head.number
        else _("no result yet")
    )
    return [
        *([(_("Demo data"), _("Practice data; nothing here counts."))] if about.demo else []),
        (_("Organisation"), about.organisation),
        (_("Department"), made.department),
        (_("Period"), f"{made.period.start} – {made.period.end}"),
        (_("People"), str(len(made.rows))),
        (_("Edition"), made.edition),
        (_("Score ledger"), ledger),
        (_("Checksum of the marks"), made.digest),
        (_("Made at"), made.made_at.strftime("%Y-%m-%d %H:%M %z")),
        (_("Made by"), about.made_by),
        *([(_("Not over yet"), _("The period was not over when this was made."))] if made.running else []),
    ]


def _part(row: Row, component: Component) -> Part:
    return next(part for part in row.mark.parts if part.component is component)


def _hundredths(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / 100


def _summary(_session: Session, made: Appraisal, about: About) -> Sheet:
    columns = [Column(_("Staff number"), 12), Column(_("Name"), 14), Column(_("Position"), 16)]
    columns.append(Column(_("Days here"), 8, "whole"))
    for component in Component:
        name = COMPONENT_NAMES[component]
        columns += [
            Column(str(name), 10, "percent"),
            Column(_("%(part)s: how many", part=name), 8, "whole"),
            Column(_("%(part)s: weight used", part=name), 9, "percent"),
        ]
    columns += [
        Column(_("Red-line crossings"), 9, "whole"),
        Column(_("Before the cap"), 9, "points"),
        Column(_("Cap"), 7, "whole"),
        Column(_("Total mark"), 9, "points"),
        Column(_("Remarks"), 34),
        Column(_("Where it comes from"), 16, "link"),
    ]
    return Sheet(_("Summary"), tuple(columns), [_person(row, made, about) for row in made.rows])


def _person(row: Row, made: Appraisal, about: About) -> list[Any]:
    card, mark = made.cards[row.person_id], row.mark
    cells: list[Any] = [card.staff_number, card.name, about.position(row.position), row.presence.days]
    for component in Component:
        part = _part(row, component)
        cells += [part.worth, part.count, part.weight or None]
    return [
        *cells,
        row.crossings,
        _hundredths(mark.uncapped),
        mark.cap,
        _hundredths(mark.mark),
        " ".join(wording.remarks(row)) or None,
        Link(about.person(row.person_id), _("Look it up")),
    ]


def _detail(_session: Session, made: Appraisal, about: About) -> Sheet:
    columns = (
        Column(_("Staff number"), 12),
        Column(_("Name"), 14),
        Column(_("Part"), 10),
        Column(_("Kind"), 10),
        Column(_("What"), 30),
        Column(_("Day"), 11, "day"),
        Column(_("Worth"), 9, "percent"),
        Column(_("Points"), 9, "points"),
        Column(_("Out of"), 9, "points"),
        Column(_("Red lines"), 28),
        Column(_("Provisional"), 9),
        Column(_("Ledger number"), 9, "whole"),
        Column(_("Where it comes from"), 16, "link"),
    )
    rows = [_fact(fact, row, made, about) for row in made.rows for fact in row.facts]
    return Sheet(_("Detail"), columns, rows)


def _fact(fact: Fact, row: Row, made: Appraisal, about: About) -> list[Any]:
    card = made.cards[row.person_id]
    thousandths = fact.share if fact.share and fact.share.maximum >= 1000 else None  # noqa: PLR2004 - as the ledger
    return [
        card.staff_number,
        card.name,
        str(COMPONENT_NAMES[fact.component]),
        str(wording.ORIGIN_NAMES[fact.origin]),
        fact.title,
        fact.day,
        fact.share.worth if fact.share else None,
        thousandths.points / 1000 if thousandths else None,
        thousandths.maximum / 1000 if thousandths else None,
        "；".join(red_line_words(line) for line in fact.red_lines) or None,
        _("yes") if fact.provisional else None,
        fact.ledger_number,
        Link(about.link(fact), _("Look it up")),
    ]


def _clauses(session: Session, made: Appraisal, about: About) -> Sheet:
    columns = (
        Column(_("Staff number"), 12),
        Column(_("Name"), 14),
        Column(_("Clause"), 9),
        Column(_("Share right in answers"), 10, "percent"),
        Column(_("Answers"), 8, "whole"),
        Column(_("Share met on the floor"), 10, "percent"),
        Column(_("Observed items"), 8, "whole"),
        Column(_("Red-line crossings"), 9, "whole"),
        Column(_("Where it comes from"), 16, "link"),
    )
    return Sheet(
        _("By clause"),
        columns,
        [_clause(one, made, about) for one in clause_rows(session, made)],
    )


def _clause(one: ClauseRow, made: Appraisal, about: About) -> list[Any]:
    card = made.cards[one.person_id]
    return [
        card.staff_number,
        card.name,
        one.clause,
        _share(one.answered),
        one.answers,
        _share(one.observed),
        one.items,
        one.red_lines,
        Link(about.person(one.person_id), _("Look it up")),
    ]


def _share(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(value).limit_denominator(100_000)


_SHEETS: Final[Mapping[str, Callable[[Session, Appraisal, About], Sheet]]] = {
    "summary": _summary,
    "detail": _detail,
    "clauses": _clauses,
}
