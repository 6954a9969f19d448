"""Answers that a machine graded for the time being: whoever leads the person confirms or overrides them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.attempts import ending
from trainer.attempts.access import markable
from trainer.attempts.reading import Sitting, by_ids, grades_of, sitting_of
from trainer.attempts.tables import Attempt, GradeRow
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Invalid
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import Viewer
from trainer.quizzes import types
from trainer.quizzes.model import Grade
from trainer.scores import service as scores
from trainer.scores.model import Correction, Kind

SHOWN = 100
"""Sittings that a list of those waiting shows at most."""


@dataclass(frozen=True)
class Mark:
    """What a leader says of one provisional answer; `points` None leaves the grade as it is."""

    points: int | None = None
    """Thousandths, from 0 to the question's maximum."""
    reason: str = ""
    keep_red_lines: bool = True


def waiting(session: Session, viewer: Viewer) -> list[Sitting]:
    """Return ended sittings that wait for the viewer's word, oldest first; never one's own."""
    rows: dict[int, list[int]] = {}
    for row in _provisional(session, viewer):
        rows.setdefault(row.department_id, []).append(row.attempt_id)
    found = [one for department, ids in rows.items() for one in by_ids(session, department, ids).values()]
    return sorted(found, key=lambda sitting: (sitting.ended_at or sitting.started_at, sitting.id))


def waiting_count(session: Session, viewer: Viewer) -> int:
    """Return how many sittings wait for the viewer's word, counted up to `SHOWN`; two queries at most."""
    return len(_provisional(session, viewer))


def _provisional(session: Session, viewer: Viewer) -> list[scores.ScoreEntry]:
    departments = list(people.departments(session)) if viewer.oversees else [viewer.department_id]
    rows = scores.provisional(session, departments, limit=SHOWN)
    cards = people.cards_of(session, [row.person_id for row in rows]) if rows else {}
    return [
        row
        for row in rows
        if row.person_id != viewer.person_id and viewer.manages(cards[row.person_id].role, row.department_id)
    ]


def to_mark(session: Session, viewer: Viewer, attempt_id: int) -> Sitting:
    """Return an ended sitting the viewer may mark; raises NotFound, Forbidden, Conflict when it is done."""
    attempt = markable(session, viewer, attempt_id)
    entry = scores.of_attempt(session, attempt.department_id, attempt.id)
    if entry is None or not entry.provisional:
        raise Conflict(_l("Nothing of this sitting waits to be confirmed."))
    return sitting_of(attempt)


def mark(session: Session, viewer: Viewer, attempt_id: int, marks: Mapping[int, Mark]) -> int:
    """Settle every provisional answer of a sitting by slot; returns the number of the new ledger row.

    Raises NotFound out of reach, Forbidden for one's own and for people one does not manage, Conflict when it
    was settled meanwhile, and Invalid with the slot as `field` for a mark that is missing, out of range or
    without a reason.
    """
    with writing(session):
        attempt = markable(session, viewer, attempt_id, lock=True)
        entry = scores.of_attempt(session, attempt.department_id, attempt.id)
        if entry is None or not entry.provisional:
            raise Conflict(_l("Nothing of this sitting waits to be confirmed."))
        before = grades_of(session, attempt.department_id, attempt.id)
        after = {
            slot: _settled(viewer, slot, grade, marks) for slot, grade in before.items() if not grade.final
        }
        session.add_all(_rows(session, attempt, after))
        session.flush()
        changed = {slot for slot, grade in after.items() if _differs(grade, before[slot])}
        correction = Correction(
            Kind.OVERRIDE if changed else Kind.CONFIRM,
            entry.number,
            _reason({slot: marks[slot].reason for slot in after}),
            viewer.person_id,
        )
        number = scores.append(session, ending.result_of(session, attempt, {**before, **after}), correction)
        audit.record(
            session,
            "answers_marked",
            actor_id=viewer.person_id,
            department_id=attempt.department_id,
            attempt_id=attempt.id,
            changed=len(changed),
        )
        return number


def _settled(viewer: Viewer, slot: int, grade: Grade, marks: Mapping[int, Mark]) -> Grade:
    given = marks.get(slot)
    if given is None:
        raise Invalid(_l("Say for every answer whether the grade stands."), str(slot))
    points = grade.points if given.points is None else given.points
    if not 0 <= points <= grade.maximum:
        raise Invalid(_l("The points must lie between 0 and the maximum."), str(slot))
    settled = replace(
        grade,
        points=points,
        red_lines=grade.red_lines if given.keep_red_lines else (),
        final=True,
        evidence={
            **(grade.evidence or {}),
            "settled": {"by": viewer.person_id, "reason": given.reason, "machine": grade.points},
        },
    )
    if _differs(settled, grade) and not given.reason.strip():
        raise Invalid(_l("A changed grade needs a reason; the person will read it."), str(slot))
    return settled


def _differs(one: Grade, other: Grade) -> bool:
    return (one.points, one.red_lines) != (other.points, other.red_lines)


def _reason(reasons: Mapping[int, str]) -> str:
    said = [
        _("Question %(number)s: %(reason)s", number=slot, reason=reason.strip())
        for slot, reason in sorted(reasons.items())
        if reason.strip()
    ]
    return "\n".join(said) or _("Confirmed as graded.")


def _rows(session: Session, attempt: Attempt, grades: Mapping[int, Grade]) -> Sequence[GradeRow]:
    chosen = select(GradeRow).where(
        GradeRow.department_id == attempt.department_id, GradeRow.attempt_id == attempt.id
    )
    latest = {row.slot: row for row in session.scalars(chosen.order_by(GradeRow.revision))}
    return [
        GradeRow(
            attempt_id=attempt.id,
            slot=slot,
            revision=latest[slot].revision + 1,
            department_id=attempt.department_id,
            item_hash=latest[slot].item_hash,
            grader=types.grader_version(),
            points=grade.points,
            maximum=grade.maximum,
            red_lines=list(grade.red_lines),
            final=grade.final,
            evidence=grade.evidence,
        )
        for slot, grade in grades.items()
    ]
