"""The last word: the observed person signs or objects, and somebody else answers the objection."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.checklists.model import outcome
from trainer.db import writing
from trainer.errors import Conflict, Invalid
from trainer.i18n import lazy as _l
from trainer.observations import reach
from trainer.observations.facts import Facts, facts
from trainer.observations.finishing import answer_digest, digest_of, propose, result_of
from trainer.observations.model import (
    MAX_NOTE,
    OBJECTED,
    OBSERVED,
    SIGNED,
    Decision,
    Stage,
    State,
    mark_of,
    text_of,
)
from trainer.observations.tables import AnswerRow, Observation, SignatureRow
from trainer.people import service as people
from trainer.people.model import Viewer
from trainer.people.service import SignInRules
from trainer.scores import service as scores
from trainer.scores.model import Correction, Kind


def sign(
    session: Session, viewer: Viewer, observation_id: int, shown_hash: str, password: str, rules: SignInRules
) -> None:
    """Sign what was shown, as the person who was observed, with the password given again.

    Raises NotFound or Forbidden for anybody else, Invalid (`password`) for a wrong one, Throttled for
    somebody who guesses, Conflict where it is signed, waits for an answer, or is not what was shown.
    """
    _check_password(session, viewer, password, rules)
    with writing(session):
        row = reach.observed_by_me(session, viewer, observation_id)
        if row.state != State.FINISHED.value or row.stage not in {Stage.UNSIGNED.value, Stage.ANSWERED.value}:
            raise Conflict(_l("This observation does not wait for your signature."))
        _put(session, viewer, facts(session, row), shown_hash, SIGNED, None)
        row.stage = Stage.SIGNED.value


def object_(session: Session, viewer: Viewer, observation_id: int, shown_hash: str, reason: str) -> None:
    """Object to what was shown, with a reason, instead of signing it; once.

    Raises NotFound or Forbidden for anybody else, Invalid without a reason, Conflict where it was signed or
    objected to before, or is not what was shown.
    """
    reason = _reason(reason)
    with writing(session):
        row = reach.observed_by_me(session, viewer, observation_id)
        if row.state != State.FINISHED.value or row.stage != Stage.UNSIGNED.value:
            raise Conflict(_l("This observation was signed, or objected to, before."))
        _put(session, viewer, facts(session, row), shown_hash, OBJECTED, reason)
        row.stage = Stage.OBJECTED.value


def _check_password(session: Session, viewer: Viewer, password: str, rules: SignInRules) -> None:
    """Raise Invalid where it is not the viewer's; counted as any other wrong one."""
    try:
        # The room offers the check as part of a change of password; no password equals the empty new one.
        people.check_present(session, viewer, password, "", rules)
    except Invalid as error:
        raise Invalid(_l("The password is not right."), "password") from error


def _reason(written: str) -> str:
    reason = text_of(written, MAX_NOTE, "reason")
    if not reason:
        raise Invalid(_l("Please say why; it stays in the record."), "reason")
    return reason


def _put(
    session: Session, viewer: Viewer, known: Facts, shown_hash: str, kind: str, reason: str | None
) -> None:
    if shown_hash != known.shown_hash:
        raise Conflict(_l("What is shown here changed meanwhile. Please read it again."))
    session.add(
        SignatureRow(
            observation_id=known.row.id,
            number=len(known.signatures) + 1,
            department_id=known.row.department_id,
            person_id=viewer.person_id,
            role=OBSERVED,
            kind=kind,
            reason=reason,
            shown_hash=shown_hash,
            at=clock.now(),
        )
    )
    session.flush()
    audit.record(
        session,
        "observation_signed",
        actor_id=viewer.person_id,
        department_id=known.row.department_id,
        subject_id=known.row.id,
        kind_of_word=kind,
    )


def answer(
    session: Session,
    viewer: Viewer,
    observation_id: int,
    decision: Decision,
    reason: str,
    marks: Mapping[str, str] | None = None,
) -> None:
    """Answer an objection; `marks` are those of all items where they change.

    The result stands, or a ledger row overrides it, or a void takes it back; the first marks stay in the
    record. Raises NotFound or Forbidden for observer, observed and everybody who does not lead the person,
    Invalid without a reason or where nothing changes, Conflict where no objection is open.
    """
    reason = _reason(reason)
    with writing(session):
        row = reach.answerable(session, viewer, observation_id, lock=True)
        if row.stage != Stage.OBJECTED.value:
            raise Conflict(_l("No objection is open here."))
        known = facts(session, row)
        new = _changed(known, marks or {}) if decision is Decision.CHANGED else None
        session.add(
            AnswerRow(
                observation_id=row.id,
                department_id=row.department_id,
                author_id=viewer.person_id,
                decision=decision.value,
                reason=reason,
                marks=new,
                at=clock.now(),
            )
        )
        session.flush()
        _apply(session, viewer, row, known, decision, reason, new)
        audit.record(
            session,
            "objection_answered",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            decision=decision.value,
        )


def _changed(known: Facts, marks: Mapping[str, str]) -> dict[str, str]:
    before = known.first_marks
    new: dict[str, str] = {}
    for item, old in before.items():
        given = mark_of(marks.get(item, old))
        new[item] = given.value if given else old
    if new == before:
        raise Invalid(_l("No mark differs. Change one, or let the result stand."), "marks")
    if not outcome(known.form, new).gradable:
        raise Invalid(_l("Without any item observed there is no result; withdraw it instead."), "marks")
    return new


def _apply(
    session: Session,
    viewer: Viewer,
    row: Observation,
    known: Facts,
    decision: Decision,
    reason: str,
    new: dict[str, str] | None,
) -> None:
    """Let the record follow the answer."""
    row.stage = Stage.ANSWERED.value
    if decision is Decision.UPHELD or known.score is None:
        return
    kind = Kind.OVERRIDE if new else Kind.VOID
    result = outcome(known.form, new or known.first_marks)
    digest = answer_digest(known, new) if new else digest_of(known)
    correction = Correction(kind, known.score.number, reason, viewer.person_id)
    scores.append(session, result_of(session, known, result, digest), correction)
    if new:
        propose(row, result, row.finished_at)
    else:
        row.state, row.stage, row.again_at, row.moment_id = State.WITHDRAWN.value, None, None, None
        row.withdrawn_at, row.withdrawn_reason = clock.now(), reason
