"""What a sitting is worth before and after a mending, and writing the change, whatever kind it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.attempts import ending
from trainer.attempts.tables import Attempt, GradeRow
from trainer.quizzes import types
from trainer.quizzes.model import Grade, Outcome
from trainer.scores import service as scores
from trainer.scores.model import Correction, Kind


@dataclass(frozen=True)
class Worth:
    """What a sitting is worth: thousandths of points, percent in hundredths."""

    points: int
    maximum: int
    percent: int
    passed: bool
    red_lines: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One sitting whose result changes; None where it is void, because no question of it counts."""

    attempt_id: int
    department_id: int
    person_id: int
    quiz_id: str
    slot: int | None
    number: int
    """The ledger row that is superseded."""
    before: Worth | None
    after: Worth | None

    @property
    def now_passed(self) -> bool:
        """Say whether a failed or void result becomes a passed one."""
        return self.after is not None and self.after.passed and not (self.before and self.before.passed)

    @property
    def no_longer_passed(self) -> bool:
        """Say whether a passed result becomes a failed or void one."""
        return self.before is not None and self.before.passed and not (self.after and self.after.passed)


@dataclass(frozen=True)
class Pending:
    """A change with what it is written from; `grade` is that of the question, None for a whole result."""

    change: Change
    attempt: Attempt
    outcome: Outcome | None
    """None where the result becomes void."""
    grade: Grade | None = None
    revision: int = 0
    item_hash: str = ""


def worth(outcome: Outcome) -> Worth:
    """Return what an outcome is worth."""
    return Worth(outcome.points, outcome.maximum, outcome.percent, outcome.passed, outcome.red_lines)


def worth_of(entry: scores.ScoreEntry | None) -> Worth | None:
    """Return what a row of the ledger says; None for none or a void one."""
    if entry is None or entry.kind == Kind.VOID.value:
        return None
    return Worth(entry.points, entry.maximum, entry.percent, entry.passed, tuple(entry.red_lines))


def last_rows(
    session: Session, department_id: int, attempt_ids: Sequence[int]
) -> dict[int, scores.ScoreEntry]:
    """Return the newest ledger row of each sitting, voids too; one query, and one more for each void."""
    found = scores.of_attempts(session, department_id, attempt_ids)
    for attempt_id in attempt_ids:
        if attempt_id not in found:
            found[attempt_id] = scores.history(session, department_id, attempt_id=attempt_id)[-1]
    return found


def write(
    session: Session,
    department_id: int,
    pending: Sequence[Pending],
    *,
    kind: Kind,
    reasons: Sequence[str],
    author_id: int,
    mending_id: int | None,
) -> None:
    """Add the grades and append the ledger rows, one a sitting; part of the caller's write."""
    session.add_all(
        GradeRow(
            attempt_id=one.attempt.id,
            slot=one.change.slot,
            revision=one.revision + 1,
            department_id=department_id,
            item_hash=one.item_hash,
            grader=types.grader_version(),
            points=one.grade.points,
            maximum=one.grade.maximum,
            red_lines=list(one.grade.red_lines),
            final=one.grade.final,
            evidence=one.grade.evidence,
            mending_id=mending_id,
        )
        for one in pending
        if one.grade is not None
    )
    session.flush()
    entries = last_rows(session, department_id, [one.attempt.id for one in pending])
    outcomes = [(one.attempt, one.outcome or _as_it_was(entries[one.attempt.id])) for one in pending]
    results = ending.results_of(session, department_id, outcomes)
    corrections = [
        Correction(kind if one.outcome else Kind.VOID, one.change.number, reason, author_id)
        for one, reason in zip(pending, reasons, strict=True)
    ]
    made = [results[one.attempt.id] for one in pending]
    scores.append_all(session, department_id, list(zip(made, corrections, strict=True)))


def _as_it_was(entry: scores.ScoreEntry) -> Outcome:
    """Return the outcome that a void row repeats."""
    return Outcome(
        entry.points,
        entry.maximum,
        entry.percent,
        entry.passed,
        tuple(entry.red_lines),
        not entry.provisional,
    )
