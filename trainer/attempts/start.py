"""Starting a sitting: resuming the open one, else laying out a new one from the current edition."""

import secrets

from sqlalchemy import exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts import ending
from trainer.attempts.model import Rules, State
from trainer.attempts.tables import Attempt, AttemptItem
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import Conflict
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes
from trainer.quizzes.draw import lay_out
from trainer.quizzes.model import Quiz

SEED_BITS = 62
FINAL = _l("This is a final assessment: it is sat as a task. Ask your supervisor to assign it.")


def start(
    session: Session, viewer: Viewer, quiz_id: str, rules: Rules, assignment_id: int | None = None
) -> int:
    """Return the id of the viewer's open sitting of a quiz, begun now unless there is one already.

    Starting twice at once gives one sitting. Raises NotFound for a quiz that is not published and Conflict
    when the attempts are used up, when self-study would open beside an assigned sitting of the quiz, or for a
    final assessment that nobody assigned.
    """
    edition = editions.current(session)
    key = _open_key(viewer, quiz_id, assignment_id)
    try:
        with writing(session):
            found = _resumed(session, viewer, key)
            return found or _begin(session, viewer, edition, quiz_id, rules, assignment_id)
    except IntegrityError:
        winner = _open(session, viewer, key)
        if winner is None:
            raise
        return winner.id


def _open_key(viewer: Viewer, quiz_id: str, assignment_id: int | None) -> str:
    return f"{viewer.person_id}:{quiz_id}:{assignment_id or 'self'}"


def _open(session: Session, viewer: Viewer, key: str) -> Attempt | None:
    chosen = select(Attempt).where(Attempt.department_id == viewer.department_id, Attempt.open_key == key)
    return session.scalar(chosen.with_for_update().execution_options(populate_existing=True))


def _resumed(session: Session, viewer: Viewer, key: str) -> int | None:
    attempt = _open(session, viewer, key)
    if attempt is None or ending.end_if_over(session, attempt, clock.now()):
        return None
    return attempt.id


def _begin(
    session: Session,
    viewer: Viewer,
    edition: Edition,
    quiz_id: str,
    rules: Rules,
    assignment_id: int | None,
) -> int:
    quiz = quizzes.focused(edition, quizzes.quiz(edition, quiz_id), rules.clauses)
    if assignment_id is None:
        if quiz.needs_task:
            raise Conflict(FINAL)
        _refuse_beside_assigned(session, viewer, quiz)
    number = _number(session, viewer, quiz_id, rules, assignment_id)
    now, seed = clock.now(), secrets.randbits(SEED_BITS)
    attempt = Attempt(
        department_id=viewer.department_id,
        person_id=viewer.person_id,
        position=viewer.position,
        quiz_id=quiz_id,
        edition_number=edition.number,
        assignment_id=assignment_id,
        number=number,
        seed=seed,
        rules=rules.to_json(),
        state=State.OPEN.value,
        open_key=_open_key(viewer, quiz_id, assignment_id),
        started_at=now,
        deadline_at=rules.ends_at(now),
    )
    session.add(attempt)
    session.flush()
    session.add_all(
        AttemptItem(
            attempt_id=attempt.id,
            slot=slot,
            department_id=viewer.department_id,
            question_id=place.item_id,
            item_hash=edition.item_hash("question", place.item_id),
            arrangement=place.arrangement,
        )
        for slot, place in enumerate(lay_out(quiz, quizzes.items(edition, quiz), seed), start=1)
    )
    session.flush()
    return attempt.id


def _refuse_beside_assigned(session: Session, viewer: Viewer, quiz: Quiz) -> None:
    """Keep the reasons of self-study closed while one of the same questions is asked in earnest."""
    shared = exists().where(
        AttemptItem.department_id == viewer.department_id,
        AttemptItem.attempt_id == Attempt.id,
        AttemptItem.question_id.in_(quiz.questions),
    )
    chosen = select(Attempt.id).where(
        Attempt.department_id == viewer.department_id,
        Attempt.person_id == viewer.person_id,
        Attempt.state == State.OPEN.value,
        Attempt.assignment_id.is_not(None),
        or_(Attempt.quiz_id == quiz.id, shared),
    )
    if session.scalar(chosen.limit(1)) is not None:
        raise Conflict(
            _l("You are being asked some of these questions as a task right now. Please hand that in first.")
        )


def _number(session: Session, viewer: Viewer, quiz_id: str, rules: Rules, assignment_id: int | None) -> int:
    chosen = select(func.count()).where(
        Attempt.department_id == viewer.department_id,
        Attempt.person_id == viewer.person_id,
        Attempt.quiz_id == quiz_id,
        Attempt.assignment_id == assignment_id
        if assignment_id is not None
        else Attempt.assignment_id.is_(None),
    )
    used = session.scalar(chosen) or 0
    if rules.attempts is not None and used >= rules.attempts:
        raise Conflict(_l("All attempts at this quiz are used up."), used=used)
    return used + 1
