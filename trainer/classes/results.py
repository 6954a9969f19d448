"""Oral and practical results: entered one by one, each a row that stays and a row of the ledger."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.classes.model import FULL_POINTS, MAX_REASON, PASS_MARK, Held, Mark
from trainer.classes.reading import filled, row_of
from trainer.classes.tables import ClassResult
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import digest
from trainer.errors import Conflict, Forbidden, Invalid, Stale
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.scores import service as scores
from trainer.scores.model import Correction, Kind, Result

POINT = 1000
"""The ledger counts thousandths of a point."""


def marks(session: Session, department_id: int, class_ids: Sequence[int]) -> dict[tuple[int, int], Mark]:
    """Return the results of classes by class and person, the last entered of each; one query."""
    chosen = select(ClassResult).where(
        ClassResult.department_id == department_id, ClassResult.class_id.in_(class_ids)
    )
    rows = session.scalars(chosen.order_by(ClassResult.id)) if class_ids else ()
    return {(row.class_id, row.person_id): _mark(row) for row in rows}


def trail(session: Session, department_id: int, class_id: int) -> dict[int, list[Mark]]:
    """Return everything entered for a class by person, oldest first: corrections stand beside what was."""
    chosen = select(ClassResult).where(
        ClassResult.department_id == department_id, ClassResult.class_id == class_id
    )
    found: dict[int, list[Mark]] = {}
    for row in session.scalars(chosen.order_by(ClassResult.id)):
        found.setdefault(row.person_id, []).append(_mark(row))
    return found


def _mark(row: ClassResult) -> Mark:
    return Mark(
        row.person_id,
        row.points,
        row.pass_mark,
        row.note,
        row.reason,
        row.entry_number,
        row.author_id,
        row.at,
    )


def enter(
    session: Session,
    viewer: Viewer,
    class_id: int,
    person_id: int,
    points: int,
    note: str | None = None,
    reason: str | None = None,
) -> Mark:
    """Enter the result of somebody who came, and return it; the same again changes nothing.

    Another result for the same person is a correction and needs a reason. Raises NotFound outside the
    viewer's reach, Forbidden for one's own result, Invalid for points outside 0 to 100 or somebody who did
    not come, Conflict for a class that is not examined so, Stale without the reason of a correction.
    """
    if not 0 <= points <= FULL_POINTS:
        raise Invalid(_l("Give the points as a whole number from 0 to 100."), "points")
    note, reason = (note or "").strip() or None, (reason or "").strip()[:MAX_REASON] or None
    with writing(session):
        row = row_of(session, viewer, class_id, lock=True)
        held = filled(session, row.department_id, [row])[0]
        _refuse(held, viewer, person_id)
        before = marks(session, held.department_id, [class_id]).get((class_id, person_id))
        if before is not None and (before.points, before.note) == (points, note):
            return before
        if before is not None and reason is None:
            raise Stale(
                _l("A result was entered already. Correct it with a reason."),
                points=before.points,
                field="reason",
            )
        entry = _append(session, viewer, held, person_id, points, note, reason, corrects=before is not None)
        session.add(entry)
        audit.record(
            session,
            "class_result_entered",
            actor_id=viewer.person_id,
            department_id=held.department_id,
            subject_id=class_id,
            person_id=person_id,
            corrected=before is not None,
        )
        session.flush()
        return _mark(entry)


def _refuse(held: Held, viewer: Viewer, person_id: int) -> None:
    if not held.asks_results or held.cancelled_at is not None:
        raise Conflict(_l("Results are entered for oral and practical classes that were held."))
    if person_id == viewer.person_id:
        raise Forbidden(_l("Nobody enters their own result. Somebody else who leads here must do it."))
    if person_id not in held.attendees:
        raise Invalid(_l("Only who came to the class can have a result of it."), "person")


def _append(
    session: Session,
    viewer: Viewer,
    held: Held,
    person_id: int,
    points: int,
    note: str | None,
    reason: str | None,
    *,
    corrects: bool,
) -> ClassResult:
    edition = editions.current(session)
    entry = ClassResult(
        class_id=held.id,
        person_id=person_id,
        department_id=held.department_id,
        position=held.attendees[person_id],
        points=points,
        pass_mark=held.pass_mark or PASS_MARK,
        note=note,
        reason=reason if corrects else None,
        author_id=viewer.person_id,
        at=clock.now(),
    )
    result = Result(
        department_id=held.department_id,
        person_id=person_id,
        position=entry.position,
        quiz_id=None,
        edition_number=edition.number,
        edition_hash=edition.hash,
        attempt_id=None,
        attempt_number=None,
        assignment_id=None,
        points=points * POINT,
        maximum=FULL_POINTS * POINT,
        percent=points * 10_000 // FULL_POINTS,
        passed=points >= entry.pass_mark,
        provisional=False,
        red_lines=(),
        responses_digest=_digest(entry),
        class_id=held.id,
    )
    correction = _correction(session, viewer, held, person_id, reason) if corrects else None
    entry.entry_number = scores.append(session, result, correction)
    return entry


def _correction(
    session: Session, viewer: Viewer, held: Held, person_id: int, reason: str | None
) -> Correction:
    standing = scores.of_classes(session, held.department_id, [held.id]).get((held.id, person_id))
    if standing is None:
        raise Conflict(_l("This result was voided and cannot be corrected."))
    return Correction(Kind.OVERRIDE, standing.number, reason or "", viewer.person_id)


def _digest(row: ClassResult) -> str:
    """Return the SHA-256 of a result as it was entered."""
    names = ("class_id", "person_id", "position", "points", "pass_mark", "note", "reason", "author_id")
    return digest({name: getattr(row, name) for name in names} | {"at": row.at.isoformat()})


def digests(
    session: Session, department_id: int, class_ids: Sequence[int]
) -> dict[tuple[int, int], frozenset[str]]:
    """Return the digests of everything entered for classes, by class and person, computed anew."""
    chosen = select(ClassResult).where(
        ClassResult.department_id == department_id, ClassResult.class_id.in_(class_ids)
    )
    found: dict[tuple[int, int], frozenset[str]] = {}
    for row in session.scalars(chosen.execution_options(populate_existing=True)):
        key = row.class_id, row.person_id
        found[key] = found.get(key, frozenset()) | {_digest(row)}
    return found
