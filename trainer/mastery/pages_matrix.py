"""The matrix as pages and files show it: which columns, which people, which of them on this page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from trainer.editions.model import Edition
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.mastery import service as mastery
from trainer.mastery.model import Cell, Row, Sort, ordered, together
from trainer.people.model import PersonCard, Viewer
from trainer.standard import service as standard
from trainer.standard.model import Clause, Standard

PAGE = 50
SECTIONS, EVERY = "sections", "all"


@dataclass(frozen=True)
class Column:
    """A section or a clause: what stands on top, and which clauses it takes in."""

    id: str
    title: str
    clauses: tuple[Clause, ...]
    section: str

    def asked(self, position: str) -> bool:
        """Say whether people of a position must know anything of it."""
        return any(clause.for_position(position) for clause in self.clauses)

    def cell(self, cells: Mapping[str, Cell]) -> Cell | None:
        """Return the cell of a person in this column."""
        return together(cells[clause.id] for clause in self.clauses if clause.id in cells)


@dataclass(frozen=True)
class Wanted:
    """What was asked for: which columns, in which order, of which position, which page."""

    show: str = SECTIONS
    sort: Sort = Sort.NEED
    position: str = ""
    page: int = 1


@dataclass(frozen=True)
class Line:
    """A person with a cell for each column; None in `cells` is unseen."""

    row: Row
    card: PersonCard
    cells: tuple[Cell | None, ...]
    asked: tuple[bool, ...]
    seen: int
    due: int
    """Of so many clauses there is evidence, of those the position must know."""
    weakest: tuple[tuple[Clause, Cell], ...] = ()


@dataclass(frozen=True)
class Matrix:
    """A page of the matrix."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, str, int], ...]
    """Over clauses: id and title of their section, and how many columns it spans."""
    lines: tuple[Line, ...]
    people: int
    page: int
    pages: int
    compact: bool


def columns(register: Standard, show: str) -> tuple[Column, ...]:
    """Return the columns: all sections, all clauses, or the clauses of one section; raises NotFound."""
    if show == SECTIONS:
        return tuple(
            Column(one.id, titled(one), register.in_section(one.id), one.id)
            for one in register.sections
            if register.in_section(one.id)
        )
    some = register.clauses if show == EVERY else register.in_section(register.section(show).id)
    return tuple(Column(one.id, titled(one), (one,), one.section) for one in some)


def titled(one: object) -> str:
    """Return the title of a section or clause in the reader's language."""
    title: str = getattr(one, "title" if language() == "zh_Hans" else "title_en")
    return title


def groups(register: Standard, found: Sequence[Column]) -> tuple[tuple[str, str, int], ...]:
    """Return the sections over columns of clauses, with how many columns each spans."""
    spans: dict[str, int] = {}
    for column in found:
        spans[column.section] = spans.get(column.section, 0) + 1
    return tuple((id_, titled(register.section(id_)), count) for id_, count in spans.items())


def matrix(
    session: Session,
    viewer: Viewer,
    department_id: int,
    edition: Edition,
    wanted: Wanted,
    *,
    whole: bool = False,
) -> Matrix:
    """Return a page of the matrix, or with `whole` all of it; a fixed number of queries."""
    cards = {card.id: card for card in mastery.department(session, viewer, department_id)}
    mastery.refresh(session, department_id)
    if wanted.position:
        cards = {id_: card for id_, card in cards.items() if card.position == wanted.position}
    rows = ordered(mastery.rows(cards.values(), mastery.wholes(session, department_id)), wanted.sort)
    pages = 1 if whole else max(1, -(-len(rows) // PAGE))
    page = min(max(1, wanted.page), pages)
    shown = rows if whole else rows[(page - 1) * PAGE : page * PAGE]
    register = standard.register(edition)
    found = columns(register, wanted.show)
    cells = mastery.cells_of(session, department_id, [row.person_id for row in shown])
    return Matrix(
        columns=found,
        groups=() if wanted.show == SECTIONS else groups(register, found),
        lines=tuple(
            _line(replace(row, cells=cells.get(row.person_id, {})), cards[row.person_id], register, found)
            for row in shown
        ),
        people=len(rows),
        page=page,
        pages=pages,
        compact=wanted.show != SECTIONS,
    )


def _line(row: Row, card: PersonCard, register: Standard, found: Sequence[Column]) -> Line:
    needed = register.for_position(card.position)
    known = [(clause, row.cells[clause.id]) for clause in register.clauses if clause.id in row.cells]
    return Line(
        row=row,
        card=card,
        cells=tuple(column.cell(row.cells) for column in found),
        asked=tuple(column.asked(card.position) for column in found),
        seen=sum(clause.id in row.cells for clause in needed),
        due=len(needed),
        weakest=tuple(sorted(known, key=lambda one: (one[1].share, -one[1].red_lines))),
    )


def shows(register: Standard) -> list[tuple[str, str]]:
    """Return what can be shown, for a choice."""
    return [
        (SECTIONS, _("All sections")),
        (EVERY, _("All %(count)s clauses", count=len(register.clauses))),
        *((one.id, f"{one.id} {titled(one)}") for one in register.sections if register.in_section(one.id)),
    ]
