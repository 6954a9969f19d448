"""What the sittings of a department that asked a question would come to by a mending; reading only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from trainer.attempts import ending, mended
from trainer.attempts.changing import Change, Pending, last_rows, worth, worth_of
from trainer.attempts.mended import Act
from trainer.attempts.model import State
from trainer.attempts.tables import Attempt, AttemptItem, GradeRow, Response
from trainer.people.model import Viewer
from trainer.quizzes.model import Grade, Item, Json


@dataclass(frozen=True)
class Wish:
    """What is to be done to one wording of a question, and in which departments."""

    item_hash: str
    act: Act
    departments: tuple[int, ...]
    key: Json = None


@dataclass
class Found:
    """What the sittings of one department would come to."""

    pending: list[Pending] = field(default_factory=list)
    unchanged: int = 0
    own: int = 0
    by_hand: int = 0


def look(
    session: Session, viewer: Viewer, wish: Wish, item: Item, department_id: int, *, lock: bool = False
) -> Found:
    """Return what would change in a department; `lock` keeps its sittings until the end of the write."""
    sat = _sittings(department_id, wish.item_hash)
    locked = sat.with_for_update(of=Attempt) if lock else sat
    rows = session.execute(locked.execution_options(populate_existing=True)).all()
    grades = _grades(session, department_id, wish.item_hash)
    answers = _answers(session, department_id, wish.item_hash)
    by_hand = mended.set_by_hand(session, department_id)
    entries = last_rows(session, department_id, [attempt.id for attempt, _slot in rows]) if rows else {}
    found = Found()
    for attempt, slot in rows:
        if attempt.person_id == viewer.person_id:
            found.own += 1
        elif attempt.id in by_hand:
            found.by_hand += 1
        else:
            pending = _weigh(attempt, slot, item, wish, grades[attempt.id], answers.get(attempt.id))
            if pending is None:
                found.unchanged += 1
            else:
                found.pending.append(_against(pending, entries[attempt.id]))
    return found


def _sittings(department_id: int, item_hash: str) -> Select[Attempt, int]:
    return (
        select(Attempt, AttemptItem.slot)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(
            Attempt.department_id == department_id,
            AttemptItem.department_id == department_id,
            AttemptItem.item_hash == item_hash,
            Attempt.state != State.OPEN.value,
        )
        .order_by(Attempt.id)
    )


def _ids(department_id: int, item_hash: str) -> Select[int]:
    return _sittings(department_id, item_hash).order_by(None).with_only_columns(Attempt.id)


def _grades(session: Session, department_id: int, item_hash: str) -> Mapping[int, dict[int, list[Row[Any]]]]:
    """Return the grades of the sittings that asked the question, revision by revision, by slot."""
    chosen = select(GradeRow.__table__).where(
        GradeRow.department_id == department_id, GradeRow.attempt_id.in_(_ids(department_id, item_hash))
    )
    found: dict[int, dict[int, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in session.execute(chosen.order_by(GradeRow.attempt_id, GradeRow.slot, GradeRow.revision)):
        found[row.attempt_id][row.slot].append(row)
    return found


def _answers(session: Session, department_id: int, item_hash: str) -> dict[int, Json]:
    """Return the answer that counts of each sitting."""
    chosen = (
        select(Response.attempt_id, Response.body)
        .join(
            AttemptItem,
            (AttemptItem.attempt_id == Response.attempt_id) & (AttemptItem.slot == Response.slot),
        )
        .where(
            Response.department_id == department_id,
            AttemptItem.department_id == department_id,
            AttemptItem.item_hash == item_hash,
            Response.late.is_(False),
        )
    )
    return {row.attempt_id: row.body for row in session.execute(chosen.order_by(Response.seq))}


def _weigh(
    attempt: Attempt,
    slot: int,
    item: Item,
    wish: Wish,
    grades: Mapping[int, Sequence[Row[Any]]],
    answer: Json,
) -> Pending | None:
    """Return what the sitting would come to, None where the question's grade stays what it is."""
    now = {place: _grade(rows[-1]) for place, rows in grades.items()}
    base = next(row for row in reversed(grades[slot]) if row.mending_id is None)
    grade = mended.graded_by(wish.act, wish.key, item, answer, _grade(base))
    if _facts(grade) == _facts(now[slot]):
        return None
    outcome = ending.outcome_of(attempt, {**now, slot: grade})
    last = grades[slot][-1]
    change = Change(
        attempt.id,
        attempt.department_id,
        attempt.person_id,
        attempt.quiz_id,
        slot,
        0,
        None,
        worth(outcome) if outcome.maximum else None,
    )
    return Pending(
        change, attempt, outcome if outcome.maximum else None, grade, last.revision, last.item_hash
    )


def _against(pending: Pending, entry: Any) -> Pending:
    return replace(pending, change=replace(pending.change, number=entry.number, before=worth_of(entry)))


def _grade(row: Row[Any]) -> Grade:
    return Grade(row.points, row.maximum, tuple(row.red_lines), row.final, row.evidence)


def _facts(grade: Grade) -> tuple[object, ...]:
    return grade.points, grade.maximum, grade.red_lines, grade.final
