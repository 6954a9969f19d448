"""Giving one answer other points, or one sitting another result, with a reason; always by somebody else."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts import ending, mended
from trainer.attempts.access import markable
from trainer.attempts.changing import Change, Pending, worth, worth_of, write
from trainer.attempts.mended import ACT_NAMES, Act
from trainer.attempts.model import Rules
from trainer.attempts.reading import grades_of
from trainer.attempts.tables import Attempt, GradeRow, MendingRow
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Invalid, NotFound
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.quizzes.model import Grade, Outcome
from trainer.scores import service as scores
from trainer.scores.model import Kind


@dataclass(frozen=True)
class Given:
    """What somebody gives instead: thousandths of points, of the answer or (without slot) of the sitting.

    `points` None takes back what was given to the whole sitting: its questions count again.
    """

    points: int | None
    slot: int | None = None
    keep_red_lines: bool = True


@dataclass(frozen=True)
class Overridable:
    """A sitting as it stands, for the form: the whole result, and each question's grade by slot."""

    attempt_id: int
    entry: scores.ScoreEntry
    grades: dict[int, Grade]
    by_hand: bool


def overridable(session: Session, viewer: Viewer, attempt_id: int) -> Overridable:
    """Return an ended sitting whose grades the viewer may override.

    Raises NotFound out of reach, Forbidden for one's own and for people one does not manage, and Conflict
    where answers still wait to be confirmed or the sitting is void.
    """
    return _overridable(session, markable(session, viewer, attempt_id))


def _overridable(session: Session, attempt: Attempt) -> Overridable:
    entry = scores.of_attempt(session, attempt.department_id, attempt.id)
    if entry is None:
        raise Conflict(_l("This sitting has no result that could be changed."))
    if entry.provisional:
        raise Conflict(_l("Some answers still wait to be confirmed. Please do that first."))
    grades = grades_of(session, attempt.department_id, attempt.id)
    by_hand = attempt.id in mended.set_by_hand(session, attempt.department_id, attempt.id)
    return Overridable(attempt.id, entry, grades, by_hand)


def survey_override(session: Session, viewer: Viewer, attempt_id: int, given: Given) -> Change:
    """Return what would change, without writing. Raises as `overridable`, and Invalid with the field."""
    attempt = markable(session, viewer, attempt_id)
    return _weigh(viewer, attempt, _overridable(session, attempt), given, "").change


def override(
    session: Session, viewer: Viewer, attempt_id: int, given: Given, reason: str, seen: int
) -> Change:
    """Do it, as a new row of the ledger; `seen` is the number of the row that was looked at.

    Raises as `survey_override`, Invalid without a reason, and Conflict where the result changed meanwhile.
    """
    if not reason.strip():
        raise Invalid(_l("A changed grade needs a reason; the person will read it."), "reason")
    with writing(session):
        attempt = markable(session, viewer, attempt_id, lock=True)
        now = _overridable(session, attempt)
        if now.entry.number != seen:
            raise Conflict(_l("This result was changed meanwhile. Please look at it again."))
        pending = _weigh(viewer, attempt, now, given, reason.strip())
        if given.slot is not None:
            pending = _after_the_last(session, pending)
        _note(session, viewer, attempt, given, pending, reason.strip())
        write(
            session,
            attempt.department_id,
            [pending],
            kind=Kind.OVERRIDE,
            reasons=[_said(given, reason.strip())],
            author_id=viewer.person_id,
            mending_id=None,
        )
        return pending.change


def _weigh(viewer: Viewer, attempt: Attempt, now: Overridable, given: Given, reason: str) -> Pending:
    grade = None
    if given.slot is None:
        outcome = _whole(attempt, now, given)
    else:
        grade = _single(viewer, now, given, given.slot, reason)
        outcome = ending.outcome_of(attempt, {**now.grades, given.slot: grade})
    change = Change(
        attempt.id,
        attempt.department_id,
        attempt.person_id,
        attempt.quiz_id,
        given.slot,
        now.entry.number,
        worth_of(now.entry),
        worth(outcome),
    )
    if change.before == change.after:
        raise Invalid(_l("That is the result already; nothing would change."), "points")
    return Pending(change, attempt, outcome, grade)


def _whole(attempt: Attempt, now: Overridable, given: Given) -> Outcome:
    if given.points is None:
        if not now.by_hand:
            raise Invalid(_l("Write the points to give."), "points")
        return ending.outcome_of(attempt, now.grades)
    if not 0 <= given.points <= now.entry.maximum:
        raise Invalid(_l("The points must lie between 0 and the maximum."), "points")
    red_lines = tuple(now.entry.red_lines) if given.keep_red_lines else ()
    mark, maximum = Rules.from_json(attempt.rules).pass_mark, now.entry.maximum
    passed = given.points * 100 >= mark * maximum and not red_lines
    return Outcome(given.points, maximum, given.points * 10_000 // maximum, passed, red_lines, final=True)


def _single(viewer: Viewer, now: Overridable, given: Given, slot: int, reason: str) -> Grade:
    grade = now.grades.get(slot)
    if grade is None:
        raise NotFound(_l("There is no such question in this sitting."))
    if now.by_hand:
        raise Conflict(_l("The whole result was set by hand; single answers do not count while it stands."))
    if not grade.maximum:
        raise Conflict(_l("This question is left out of the result; its points do not count."))
    if given.points is None or not 0 <= given.points <= grade.maximum:
        raise Invalid(_l("The points must lie between 0 and the maximum."), "points")
    evidence = dict(grade.evidence or {})
    return replace(
        grade,
        points=given.points,
        red_lines=grade.red_lines if given.keep_red_lines else (),
        evidence={
            **(evidence.get("was") or evidence),
            "settled": {"by": viewer.person_id, "reason": reason, "machine": grade.points},
        },
    )


def _after_the_last(session: Session, pending: Pending) -> Pending:
    """Return the change with the revision it follows, read under the lock of the sitting."""
    chosen = select(GradeRow.revision, GradeRow.item_hash).where(
        GradeRow.department_id == pending.attempt.department_id,
        GradeRow.attempt_id == pending.attempt.id,
        GradeRow.slot == pending.change.slot,
    )
    last = session.execute(chosen.order_by(GradeRow.revision.desc()).limit(1)).one()
    return replace(pending, revision=last.revision, item_hash=last.item_hash)


def _act(given: Given) -> Act:
    if given.slot is not None:
        return Act.RESPONSE
    return Act.PUBLISHED if given.points is None else Act.SCORE


def _said(given: Given, reason: str) -> str:
    act = str(ACT_NAMES[_act(given)])
    if given.slot is None:
        return _("%(act)s: %(reason)s", act=act, reason=reason)
    return _("Question %(number)s, %(act)s: %(reason)s", number=given.slot, act=act, reason=reason)


def _note(
    session: Session, viewer: Viewer, attempt: Attempt, given: Given, pending: Pending, reason: str
) -> None:
    after = pending.change.after
    session.add(
        MendingRow(
            department_id=attempt.department_id,
            edition_number=attempt.edition_number,
            item_hash=pending.item_hash or None,
            question_id=None,
            quiz_id=attempt.quiz_id,
            act=_act(given).value,
            key={"points": given.points, "red_lines": list(after.red_lines) if after else []},
            attempt_id=attempt.id,
            slot=given.slot,
            reason=reason,
            author_id=viewer.person_id,
            at=clock.now(),
        )
    )
    audit.record(
        session,
        "result_overridden",
        actor_id=viewer.person_id,
        department_id=attempt.department_id,
        subject_id=attempt.person_id,
        attempt_id=attempt.id,
        slot=given.slot,
    )
