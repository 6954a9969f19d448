"""Reading the cells: of many people for the matrix, of one person with the evidence behind each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trainer.attempts import service as attempts
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.mastery.evidence import of_rows, rows_of
from trainer.mastery.folding import cell_of, refresh
from trainer.mastery.model import EVERYTHING, Cell, Evidence, From, Row, fold, together
from trainer.mastery.tables import MasteryCell
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer


def wholes(session: Session, department_id: int) -> dict[int, Cell]:
    """Return the cell of everything by person, of everybody in a department; one query."""
    chosen = select(MasteryCell).where(
        MasteryCell.department_id == department_id, MasteryCell.clause == EVERYTHING
    )
    return {row.person_id: cell_of(row) for row in session.scalars(_fresh(chosen))}


def cells_of(session: Session, department_id: int, person_ids: Collection[int]) -> dict[int, dict[str, Cell]]:
    """Return the cells of some people of a department by person and clause; one query."""
    chosen = select(MasteryCell).where(
        MasteryCell.department_id == department_id,
        MasteryCell.person_id.in_(person_ids),
        MasteryCell.clause != EVERYTHING,
    )
    found: dict[int, dict[str, Cell]] = defaultdict(dict)
    for row in session.scalars(_fresh(chosen)):
        found[row.person_id][row.clause] = cell_of(row)
    return found


def _fresh(chosen: Select[MasteryCell]) -> Select[MasteryCell]:
    return chosen.execution_options(populate_existing=True)


def rows(cards: Iterable[PersonCard], known: dict[int, Cell]) -> list[Row]:
    """Return people as rows of the matrix without columns yet."""
    return [Row(card.id, card.name, card.staff_number, known.get(card.id)) for card in cards]


def departments_of(session: Session, viewer: Viewer, person_id: int) -> list[int]:
    """Return the departments whose records of a person the viewer may read: one's own all, else those led.

    Raises NotFound for a person out of reach.
    """
    people.fetch(session, viewer, person_id)
    own = person_id == viewer.person_id
    return [id_ for id_ in people.departments(session) if own or viewer.sees(id_)]


def of_person(session: Session, viewer: Viewer, person_id: int) -> dict[str, Cell]:
    """Return a person's cells by clause, everything among them, over all departments the viewer may read.

    Of one's own answers those are left out whose key is not released yet. Raises NotFound out of reach.
    """
    found: dict[str, list[Cell]] = defaultdict(list)
    for department_id in departments_of(session, viewer, person_id):
        refresh(session, department_id)
        for clause, cell in _there(session, viewer, department_id, person_id).items():
            found[clause].append(cell)
    return {clause: whole for clause, cells in found.items() if (whole := together(cells)) is not None}


def _there(session: Session, viewer: Viewer, department_id: int, person_id: int) -> dict[str, Cell]:
    if person_id == viewer.person_id and attempts.closed_to(session, department_id, person_id):
        told = _told(session, viewer, department_id, person_id)
        return {clause: cell for (_person, clause), cell in fold(told).items()}
    chosen = select(MasteryCell).where(
        MasteryCell.department_id == department_id, MasteryCell.person_id == person_id
    )
    return {row.clause: cell_of(row) for row in session.scalars(_fresh(chosen))}


def _told(session: Session, viewer: Viewer, department_id: int, person_id: int) -> list[Evidence]:
    """Return the evidence of a person as far as the viewer may be told of it."""
    found = of_rows(session, department_id, rows_of(session, department_id, [person_id]))
    if person_id != viewer.person_id:
        return found
    closed = attempts.closed_to(session, department_id, person_id)
    return [
        one for one in found if one.source is not From.ATTEMPT or not closed.hides(one.source_id, one.item_id)
    ]


def evidence(session: Session, viewer: Viewer, person_id: int, clause: str) -> Sequence[Evidence]:
    """Return what a cell rests on, latest first; raises NotFound for a person out of reach."""
    found = [
        one
        for department_id in departments_of(session, viewer, person_id)
        for one in _told(session, viewer, department_id, person_id)
        if clause in one.clauses
    ]
    return sorted(found, key=lambda one: (one.at, one.source_id, one.place), reverse=True)


def department(session: Session, viewer: Viewer, department_id: int) -> list[PersonCard]:
    """Return who stands in a department's matrix: its active people who learn; NotFound out of reach."""
    if not viewer.sees(department_id):
        raise NotFound(_l("There is no such department here."))
    found = people.cards(session, department_id, inactive=False)
    return [card for card in found.values() if card.role.value in {"staff", "supervisor"}]
