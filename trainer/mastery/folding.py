"""Keeping the cells in step with the ledger: taking in what is new, making anew what was corrected."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer.db import writing
from trainer.mastery.evidence import SOURCES, of_rows, rows_of
from trainer.mastery.model import Cell, Cells, Key, added, differences, fold
from trainer.mastery.tables import MasteryCell, MasteryCursor
from trainer.scores import service as scores
from trainer.scores.service import ScoreEntry

BATCH = 200
"""Rows of the ledger that one write takes in."""


def cell_of(row: MasteryCell) -> Cell:
    """Return the facts of a row."""
    return Cell(row.points, row.weight, row.n, row.red_lines, row.last_at)


def refresh(session: Session, department_id: int) -> int:
    """Take in what the ledger has gained since, and return how many rows; two queries where that is none.

    New results are folded into the cells; a correction or a void makes the cells of its person anew. Ends the
    read transaction that is open when there is something to take in.
    """
    taken = 0
    while scores.since(session, department_id, _cursor(session, department_id), 1):
        with writing(session):
            taken += _take_in(session, department_id)
    return taken


def rebuild(session: Session, department_id: int) -> int:
    """Throw a department's cells away and make them anew; returns how many rows they rest on."""
    with writing(session):
        session.execute(delete(MasteryCell).where(MasteryCell.department_id == department_id))
        _locked(session, department_id).number = 0
        session.flush()
    return refresh(session, department_id)


def compare(session: Session, department_id: int) -> list[Key]:
    """Return the persons and clauses of which the cells say something else than the ledger does."""
    refresh(session, department_id)
    kept = {
        (row.person_id, row.clause): cell_of(row)
        for row in session.scalars(select(MasteryCell).where(MasteryCell.department_id == department_id))
    }
    anew: dict[Key, Cell] = {}
    rows = rows_of(session, department_id, until=_cursor(session, department_id))
    for some in _batches(rows):
        anew = added(anew, fold(of_rows(session, department_id, some)))
    return differences(kept, anew)


def _batches(rows: Sequence[ScoreEntry]) -> Iterator[Sequence[ScoreEntry]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _cursor(session: Session, department_id: int) -> int:
    chosen = select(func.max(MasteryCursor.number)).where(MasteryCursor.department_id == department_id)
    return session.scalar(chosen) or 0


def _locked(session: Session, department_id: int) -> MasteryCursor:
    """Return the cursor, locked until the end of the write, so that no row is taken in twice."""
    row = session.get(MasteryCursor, department_id, populate_existing=True, with_for_update=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(row := MasteryCursor(department_id=department_id, number=0))
            session.flush()
    except IntegrityError:
        return session.get_one(MasteryCursor, department_id, populate_existing=True, with_for_update=True)
    return row


def _take_in(session: Session, department_id: int) -> int:
    cursor = _locked(session, department_id)
    rows = scores.since(session, department_id, cursor.number, BATCH)
    if not rows:
        return 0
    corrected = {row.person_id for row in rows if row.supersedes is not None}
    new = [row for row in rows if row.person_id not in corrected and row.source in SOURCES]
    last = rows[-1].number
    _store(session, department_id, fold(of_rows(session, department_id, new)), {row.person_id for row in new})
    _make_anew(session, department_id, corrected, last)
    cursor.number = last
    session.flush()
    return len(rows)


def _store(session: Session, department_id: int, fresh: Cells, person_ids: Collection[int]) -> None:
    """Add cells to those that are there."""
    chosen = select(MasteryCell).where(
        MasteryCell.department_id == department_id, MasteryCell.person_id.in_(person_ids)
    )
    rows = session.scalars(chosen.execution_options(populate_existing=True))
    there = {(row.person_id, row.clause): row for row in rows}
    for (person_id, clause), cell in fresh.items():
        row = there.get((person_id, clause))
        if row is None:
            row = MasteryCell(department_id=department_id, person_id=person_id, clause=clause)
            session.add(row)
        else:
            cell = cell_of(row) + cell  # noqa: PLW2901 - the same cell, with what was there
        row.points, row.weight, row.n = cell.points, cell.weight, cell.n
        row.red_lines, row.last_at = cell.red_lines, cell.last_at
    session.flush()


def _make_anew(session: Session, department_id: int, person_ids: Collection[int], until: int) -> None:
    if not person_ids:
        return
    gone = delete(MasteryCell).where(
        MasteryCell.department_id == department_id, MasteryCell.person_id.in_(person_ids)
    )
    session.execute(gone, execution_options={"synchronize_session": "fetch"})
    rows = rows_of(session, department_id, person_ids, until)
    for some in _batches(rows):
        _store(session, department_id, fold(of_rows(session, department_id, some)), person_ids)
