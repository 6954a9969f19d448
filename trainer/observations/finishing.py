"""The end of a watch: grading what was observed into the ledger, giving a draft up, observing again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.checklists.model import Outcome
from trainer.db import writing
from trainer.editions import service as editions
from trainer.errors import Conflict, Gone, Invalid
from trainer.i18n import lazy as _l
from trainer.observations import reach
from trainer.observations.facts import Facts, facts, facts_of
from trainer.observations.model import (
    AGAIN_AFTER,
    MAX_NOTE,
    OBSERVER,
    SIGNED,
    Stage,
    State,
    graded_digest,
    text_of,
)
from trainer.observations.tables import Observation, SignatureRow
from trainer.people.model import Viewer
from trainer.scores import service as scores
from trainer.scores.model import Result


def finish(session: Session, viewer: Viewer, observation_id: int) -> bool:
    """End the viewer's own observation: grade it, record the result, sign it as its observer.

    Returns whether this did it; a second time changes nothing. Raises NotFound, Gone for one that was
    withdrawn, and Invalid where nothing was observed, for then there is no result.
    """
    with writing(session):
        row = reach.own(session, viewer, observation_id)
        if row.state == State.FINISHED.value:
            return False
        if row.state != State.DRAFT.value:
            raise Gone(_l("This observation was withdrawn."), id=row.id)
        known = facts(session, row)
        if not known.outcome.gradable:
            raise Invalid(_l("Nothing was observed yet. Mark at least one item as met or not met."))
        row.state, row.stage, row.open_key = State.FINISHED.value, Stage.UNSIGNED.value, None
        row.finished_at = clock.now()
        _close_proposals(session, row)
        propose(row, known.outcome, row.finished_at)
        scores.append(session, result_of(session, known, known.outcome, digest_of(known)))
        signed_by_observer(session, viewer, known)
        audit.record(
            session,
            "observation_finished",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            person_id=row.person_id,
            passed=known.outcome.passed,
        )
        return True


def signed_by_observer(session: Session, viewer: Viewer, known: Facts) -> None:
    """Put the observer's name under what is shown now; who is signed in is who signs."""
    row = known.row
    session.add(
        SignatureRow(
            observation_id=row.id,
            number=len(known.signatures) + 1,
            department_id=row.department_id,
            person_id=viewer.person_id,
            role=OBSERVER,
            kind=SIGNED,
            reason=None,
            shown_hash=known.shown_hash,
            at=clock.now(),
        )
    )
    session.flush()


def result_of(session: Session, known: Facts, result: Outcome, digest: str) -> Result:
    """Return what the ledger is told."""
    row = known.row
    return Result(
        department_id=row.department_id,
        person_id=row.person_id,
        position=row.position,
        quiz_id=None,
        edition_number=row.edition_number,
        edition_hash=editions.get(session, row.edition_number).hash,
        attempt_id=None,
        attempt_number=None,
        assignment_id=None,
        points=result.points,
        maximum=result.maximum,
        percent=result.percent,
        passed=result.passed,
        provisional=False,
        red_lines=result.red_lines,
        responses_digest=digest,
        observation_id=row.id,
        checklist_id=row.checklist_id,
    )


def digest_of(known: Facts) -> str:
    """Return the digest of the marks as the observer saved them."""
    saved = [
        (item, one.seq, one.entry.mark.value if one.entry.mark else None) for item, one in known.held.items()
    ]
    return graded_digest(known.row.id, known.row.checklist_id, saved)


def answer_digest(known: Facts, marks: dict[str, str]) -> str:
    """Return the digest of the marks that answered an objection."""
    return graded_digest(known.row.id, known.row.checklist_id, [(i, 0, mark) for i, mark in marks.items()])


def propose(row: Observation, result: Outcome, now: datetime | None) -> None:
    """Propose to observe the person again where the form was failed, and take it back where it was not."""
    if result.passed or now is None:
        row.again_at = None
    elif row.again_at is None:
        row.again_at = now + AGAIN_AFTER


def _close_proposals(session: Session, row: Observation) -> None:
    """Close what was proposed for this person and form: it is done now."""
    session.execute(
        update(Observation)
        .where(
            Observation.department_id == row.department_id,
            Observation.person_id == row.person_id,
            Observation.checklist_id == row.checklist_id,
            Observation.again_at.is_not(None),
            Observation.again_id.is_(None),
            Observation.again_dismissed_at.is_(None),
            Observation.id != row.id,
        )
        .values(again_id=row.id)
    )


def dismiss(session: Session, viewer: Viewer, observation_id: int, reason: str) -> None:
    """Say why a person need not be observed again. Raises NotFound, Invalid without reason, Conflict."""
    reason = text_of(reason, MAX_NOTE, "reason")
    if not reason:
        raise Invalid(_l("Please say why; it stays in the record."), "reason")
    with writing(session):
        row = reach.readable(session, viewer, observation_id, lock=True)
        if row.observer_id != viewer.person_id and not reach.may_answer(viewer, row):
            raise reach.missing()
        if row.again_at is None or row.again_id is not None or row.again_dismissed_at is not None:
            raise Conflict(_l("No observation is proposed here any more."))
        row.again_dismissed_at, row.again_dismissed_by = clock.now(), viewer.person_id
        row.again_reason = reason
        audit.record(
            session,
            "reobservation_dismissed",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            reason=reason,
        )


def withdraw(session: Session, viewer: Viewer, observation_id: int, reason: str) -> None:
    """Give up a draft; its rows stay. Raises NotFound, Gone when it is over, Invalid without a reason."""
    reason = text_of(reason, MAX_NOTE, "reason")
    if not reason:
        raise Invalid(_l("Please say why; it stays in the record."), "reason")
    with writing(session):
        row = reach.own_draft(session, viewer, observation_id)
        row.state, row.open_key, row.moment_id = State.WITHDRAWN.value, None, None
        row.withdrawn_at, row.withdrawn_reason = clock.now(), reason
        audit.record(
            session,
            "observation_withdrawn",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            reason=reason,
        )


def digests(session: Session, department_id: int, ids: Sequence[int]) -> dict[int, set[str]]:
    """Return the digests of the marks that results rest on, by observation, computed anew from stored rows.

    One of the marks as they were saved, and one of those of the answer where an objection changed them.
    """
    rows = session.scalars(
        select(Observation).where(Observation.department_id == department_id, Observation.id.in_(ids))
    ).all()
    found: dict[int, set[str]] = {id_: set() for id_ in ids}
    for known in facts_of(session, department_id, rows):
        found[known.row.id].add(digest_of(known))
        if known.answer and known.answer.marks:
            found[known.row.id].add(answer_digest(known, dict(known.answer.marks)))
    return found
