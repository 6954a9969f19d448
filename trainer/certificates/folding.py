"""Making certificates of the ledger: row by row, each looked at once, nothing rewritten."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer.assignments import service as assignments
from trainer.assignments.model import Task
from trainer.certificates.model import Act, Certificate, Kind, folded, held
from trainer.certificates.tables import CertificateCursor, CertificateRow
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.paths import service as paths
from trainer.quizzes import service as quizzes
from trainer.scores import service as scores
from trainer.scores.model import Kind as LedgerKind
from trainer.scores.model import Source
from trainer.scores.service import ScoreEntry
from trainer.standard.service import once_per_edition

BATCH = 500
"""Rows of the ledger that one write looks at."""


def refresh(session: Session, department_id: int) -> int:
    """Look at what the ledger has gained since, and return how many rows; two queries where that is none.

    Ends the read transaction that is open when there is something to look at.
    """
    seen = 0
    while scores.since(session, department_id, _cursor(session, department_id), 1):
        with writing(session):
            seen += _look(session, department_id)
    return seen


def _cursor(session: Session, department_id: int) -> int:
    chosen = select(func.max(CertificateCursor.number)).where(
        CertificateCursor.department_id == department_id
    )
    return session.scalar(chosen) or 0


def _locked(session: Session, department_id: int) -> CertificateCursor:
    """Return the cursor, locked until the end of the write, so that no row makes two certificates."""
    row = session.get(CertificateCursor, department_id, populate_existing=True, with_for_update=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(row := CertificateCursor(department_id=department_id, number=0))
            session.flush()
    except IntegrityError:
        return session.get_one(CertificateCursor, department_id, populate_existing=True, with_for_update=True)
    return row


def _look(session: Session, department_id: int) -> int:
    cursor = _locked(session, department_id)
    rows = scores.since(session, department_id, cursor.number, BATCH)
    if not rows:
        return 0
    sat = [row for row in rows if row.source is Source.ATTEMPT]
    tasks = assignments.by_ids(
        session, department_id, {row.assignment_id for row in sat if row.assignment_id}
    )
    for row in sat:
        _act_on(session, row, tasks)
    cursor.number = rows[-1].number
    session.flush()
    return len(rows)


def _act_on(session: Session, row: ScoreEntry, tasks: Mapping[int, Task]) -> None:
    """Issue, renew or revoke by one row, as it says."""
    passed = row.passed and not row.provisional and row.kind != LedgerKind.VOID.value
    before = _standing_on(session, row) if row.supersedes is not None else None
    if before is not None and not passed:
        session.add(_row(row, Kind.REVOKED, before.title, before.clauses, before.id, row.reason))
    elif before is None and passed:
        task = tasks.get(row.assignment_id) if row.assignment_id else None
        edition = editions.get(session, row.edition_number)
        made = _issued(row, edition) if task is None or not task.clauses else _renewed(session, row, task)
        if made is not None:
            session.add(made)
    session.flush()


def _standing_on(session: Session, row: ScoreEntry) -> CertificateRow | None:
    """Return what was issued or renewed by an earlier row of the same sitting and still stands."""
    acts = session.scalars(
        select(CertificateRow)
        .where(CertificateRow.department_id == row.department_id, CertificateRow.attempt_id == row.attempt_id)
        .order_by(CertificateRow.ledger_number)
    ).all()
    last = acts[-1] if acts else None
    return last if last is not None and last.kind != Kind.REVOKED.value else None


def _issued(row: ScoreEntry, edition: Edition) -> CertificateRow | None:
    """Return a certificate where the quiz ends a path of the edition it was sat in."""
    ends = finals(edition).get(row.quiz_id)
    if not ends:
        return None
    position = row.position if row.position in ends else ends[0]
    title = quizzes.quiz(edition, row.quiz_id).title
    return _row(row, Kind.ISSUED, title, clauses_of(edition, row.quiz_id), None, None, position)


def _renewed(session: Session, row: ScoreEntry, task: Task) -> CertificateRow | None:
    """Return the renewal of the certificate the person holds; nothing where they hold none any more."""
    there = held(_of_person(session, row))
    mine = next((one for one in there if one.issued.quiz_id == row.quiz_id), None)
    if mine is None:
        return None
    clauses = [clause for clause in task.clauses if clause in mine.issued.clauses]
    first = mine.issued
    return _row(row, Kind.RENEWED, first.title, clauses, first.id, None, first.position) if clauses else None


def _of_person(session: Session, row: ScoreEntry) -> list[Certificate]:
    chosen = select(CertificateRow).where(
        CertificateRow.department_id == row.department_id, CertificateRow.person_id == row.person_id
    )
    return folded(act_of(one) for one in session.scalars(chosen))


def _row(
    row: ScoreEntry,
    kind: Kind,
    title: str,
    clauses: Sequence[str],
    of_id: int | None,
    reason: str | None,
    position: str | None = None,
) -> CertificateRow:
    return CertificateRow(
        department_id=row.department_id,
        ledger_number=row.number,
        kind=kind.value,
        person_id=row.person_id,
        position=position or row.position,
        quiz_id=row.quiz_id,
        title=title,
        edition_number=row.edition_number,
        attempt_id=row.attempt_id,
        percent=row.percent,
        clauses=list(clauses),
        of_id=of_id,
        reason=reason,
        at=row.at,
    )


def act_of(row: CertificateRow) -> Act:
    """Return the facts of a row."""
    values = {name: getattr(row, name) for name in Act.__dataclass_fields__}
    return Act(**values | {"kind": Kind(row.kind), "clauses": tuple(row.clauses)})


@once_per_edition
def finals(edition: Edition) -> dict[str, list[str]]:
    """Return the quizzes that end a path, each with the positions whose path it ends."""
    found: dict[str, list[str]] = {}
    for position, path in paths.paths(edition).items():
        if path.steps and path.steps[-1].kind == "quiz":
            found.setdefault(path.steps[-1].id, []).append(position)
    return found


def clauses_of(edition: Edition, quiz_id: str) -> list[str]:
    """Return the clauses that a quiz's questions rest on, in the order of the register."""
    asked = quizzes.quiz(edition, quiz_id).questions
    cited = {clause for key in asked for clause in edition.item("question", key)["clauses"]}
    return [clause for clause in edition.items("clause") if clause in cited]
