"""Ending a sitting, by hand or by its deadline: grading what counts and appending the result, once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts import access
from trainer.attempts.mended import Mending, late_mendings, regraded
from trainer.attempts.model import Counted, Rules, State, is_over, responses_digest
from trainer.attempts.tables import Attempt, AttemptItem, GradeRow, Response
from trainer.db import writing
from trainer.editions import service as editions
from trainer.people import service as people
from trainer.people.model import Viewer
from trainer.quizzes import types
from trainer.quizzes.model import Grade, Item, Outcome, combine
from trainer.scores import service as scores
from trainer.scores.model import Correction, Kind, Result

BATCH = 200


def submit(session: Session, viewer: Viewer, attempt_id: int) -> State:
    """End the viewer's own sitting and record its result; a second time changes nothing.

    Past the deadline it ends as of the deadline. Returns the state it is in; raises NotFound.
    """
    with writing(session):
        attempt = access.own(session, viewer, attempt_id)
        now = clock.now()
        if attempt.state == State.OPEN.value and not end_if_over(session, attempt, now):
            _end(session, attempt, State.SUBMITTED, now)
        return State(attempt.state)


def settle(session: Session, now: datetime | None = None, department_id: int | None = None) -> int:
    """End every sitting whose deadline has passed, as of its deadline; returns how many.

    Each is a transaction of its own, so that one fault holds up no other; without a department all are gone
    through.
    """
    now = now or clock.now()
    departments = [department_id] if department_id is not None else list(people.departments(session))
    settled = 0
    for department in departments:
        for attempt_id in _due(session, department, now):
            settled += _settle_one(session, department, attempt_id, now)
    return settled


def settle_one(session: Session, attempt: Attempt, now: datetime) -> None:
    """End a sitting that was fetched for reading, if its time is up."""
    if attempt.state == State.OPEN.value and is_over(attempt.deadline_at, now):
        _settle_one(session, attempt.department_id, attempt.id, now)
        session.refresh(attempt)


def _due(session: Session, department_id: int, now: datetime) -> Sequence[int]:
    chosen = select(Attempt.id).where(
        Attempt.department_id == department_id,
        Attempt.state == State.OPEN.value,
        Attempt.deadline_at <= now,
    )
    return session.scalars(chosen.order_by(Attempt.deadline_at)).all()


def _settle_one(session: Session, department_id: int, attempt_id: int, now: datetime) -> bool:
    with writing(session):
        chosen = (
            select(Attempt)
            .where(Attempt.id == attempt_id, Attempt.department_id == department_id)
            .with_for_update()
        )
        attempt = session.scalars(chosen.execution_options(populate_existing=True)).one()
        return end_if_over(session, attempt, now)


def end_if_over(session: Session, attempt: Attempt, now: datetime) -> bool:
    """End a locked sitting as of its deadline when that has passed; part of the caller's write."""
    if attempt.state != State.OPEN.value or not is_over(attempt.deadline_at, now):
        return False
    _end(session, attempt, State.EXPIRED, attempt.deadline_at or now)
    return True


def _end(session: Session, attempt: Attempt, state: State, ended_at: datetime) -> None:
    counted = _counted(session, attempt.department_id, [attempt.id])[attempt.id]
    items = _wordings(session, counted)
    graded = {one.slot: _graded(items[one.item_hash], one) for one in counted}
    attempt.state, attempt.open_key, attempt.ended_at = state.value, None, ended_at
    session.add_all(_grade_row(attempt, one, graded[one.slot]) for one in counted)
    hashes = {one.item_hash for one in counted}
    held = late_mendings(session, attempt.department_id, attempt.person_id, hashes)
    mended = {
        one.slot: regraded(held.get(one.item_hash), items[one.item_hash], one.body, graded[one.slot])
        for one in counted
    }
    session.add_all(
        _grade_row(attempt, one, mended[one.slot], revision=2, mending=held[one.item_hash].id)
        for one in counted
        if mended[one.slot] != graded[one.slot]
    )
    session.flush()
    _record(session, attempt, responses_digest(counted), graded, mended, held)


def _record(
    session: Session,
    attempt: Attempt,
    digest: str,
    graded: Mapping[int, Grade],
    mended: Mapping[int, Grade],
    held: Mapping[str, Mending],
) -> None:
    """Append the result by the mendings that hold; where these leave no question, void what it would be."""
    nothing = bool(graded) and not any(grade.maximum for grade in mended.values())
    outcome = outcome_of(attempt, graded if nothing else mended)
    result = _result(session, attempt, outcome, digest)
    number = scores.append(session, result)
    if nothing:
        last = max(held.values(), key=lambda mending: mending.id)
        scores.append(session, result, Correction(Kind.VOID, number, last.reason, last.author_id))


def outcome_of(attempt: Attempt, grades: Mapping[int, Grade]) -> Outcome:
    """Return what grades come to by the rules of a sitting."""
    return combine(list(grades.values()), Rules.from_json(attempt.rules).pass_mark)


def result_of(session: Session, attempt: Attempt, grades: Mapping[int, Grade]) -> Result:
    """Return the result of an ended sitting whose grades, by question, are now these."""
    return results_of(session, attempt.department_id, [(attempt, outcome_of(attempt, grades))])[attempt.id]


def results_of(
    session: Session, department_id: int, outcomes: Sequence[tuple[Attempt, Outcome]]
) -> dict[int, Result]:
    """Return the results of ended sittings that have come to these outcomes, by sitting; two queries."""
    counted = _counted(session, department_id, [attempt.id for attempt, _outcome in outcomes])
    return {
        attempt.id: _result(session, attempt, outcome, responses_digest(counted[attempt.id]))
        for attempt, outcome in outcomes
    }


def _graded(item: Item, one: Counted) -> Grade:
    return types.get(item.type).grade(item, one.body)


def _wordings(session: Session, counted: Iterable[Counted]) -> Mapping[str, Item]:
    bodies = editions.bodies(session, [one.item_hash for one in counted])
    return {hash_: Item.from_json(body) for hash_, body in bodies.items()}


def _grade_row(
    attempt: Attempt, one: Counted, grade: Grade, *, revision: int = 1, mending: int | None = None
) -> GradeRow:
    return GradeRow(
        attempt_id=attempt.id,
        slot=one.slot,
        revision=revision,
        department_id=attempt.department_id,
        item_hash=one.item_hash,
        grader=types.grader_version(),
        points=grade.points,
        maximum=grade.maximum,
        red_lines=list(grade.red_lines),
        final=grade.final,
        evidence=grade.evidence,
        mending_id=mending,
    )


def _result(session: Session, attempt: Attempt, outcome: Outcome, digest: str) -> Result:
    return Result(
        department_id=attempt.department_id,
        person_id=attempt.person_id,
        position=attempt.position,
        quiz_id=attempt.quiz_id,
        edition_number=attempt.edition_number,
        edition_hash=editions.get(session, attempt.edition_number).hash,
        attempt_id=attempt.id,
        attempt_number=attempt.number,
        assignment_id=attempt.assignment_id,
        points=outcome.points,
        maximum=outcome.maximum,
        percent=outcome.percent,
        passed=outcome.passed,
        provisional=not outcome.final,
        red_lines=outcome.red_lines,
        responses_digest=digest,
    )


def digests(session: Session, department_id: int, attempt_ids: Sequence[int]) -> dict[int, set[str]]:
    """Return the digest of the answers that count, by sitting, computed anew from the stored rows.

    It is one for each: answers do not change when their grades do.
    """
    counted = _counted(session, department_id, attempt_ids)
    return {attempt_id: {responses_digest(counted[attempt_id])} for attempt_id in attempt_ids}


def _counted(session: Session, department_id: int, attempt_ids: Sequence[int]) -> dict[int, list[Counted]]:
    """Return the answers that count, by sitting: of each question the newest that was not late."""
    held = {
        (attempt_id, slot): (seq, body)
        for attempt_id, slot, seq, body in session.execute(
            select(Response.attempt_id, Response.slot, Response.seq, Response.body)
            .where(Response.department_id == department_id, Response.attempt_id.in_(attempt_ids))
            .where(Response.late.is_(False))
            .order_by(Response.attempt_id, Response.slot, Response.seq)
        )
    }
    found: dict[int, list[Counted]] = {attempt_id: [] for attempt_id in attempt_ids}
    for attempt_id, slot, question_id, item_hash in session.execute(
        select(AttemptItem.attempt_id, AttemptItem.slot, AttemptItem.question_id, AttemptItem.item_hash)
        .where(AttemptItem.department_id == department_id, AttemptItem.attempt_id.in_(attempt_ids))
        .order_by(AttemptItem.attempt_id, AttemptItem.slot)
    ):
        seq, body = held.get((attempt_id, slot), (0, None))
        found[attempt_id].append(Counted(slot, question_id, item_hash, seq, body))
    return found
