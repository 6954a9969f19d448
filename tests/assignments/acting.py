"""What people do in the tests of assignments: assign, sit well or badly, read."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from tests.answering import give_key
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Counting, Kind
from trainer.attempts import service as attempts
from trainer.editions import service as editions
from trainer.lessons import service as lessons
from trainer.people import service as people
from trainer.people.model import Role, Viewer
from trainer.quizzes import service as quizzes

QUIZ = "busy-counter"
LESSON = "busy-counter"


def draft(target=QUIZ, kind=Kind.QUIZ, **wanted):
    """A draft that opens now and is due in a week."""
    now = clock.now()
    base = assignments.Draft(
        kind=kind,
        target_id=target,
        title=wanted.pop("title", "兼顾新来客户"),
        opens_at=now,
        due_at=now + timedelta(days=7),
        pass_mark=80 if kind is Kind.QUIZ else None,
        attempts=2 if kind is Kind.QUIZ else None,
        counting=Counting.BEST,
    )
    return replace(base, **wanted)


def assign(session: Session, by: Viewer, *to: Viewer, **wanted) -> int:
    return assignments.make(session, by, by.department_id, draft(**wanted), [one.person_id for one in to])


def start(session: Session, viewer: Viewer, assignment_id: int | None, quiz_id=QUIZ) -> int:
    quiz = quizzes.quiz(editions.current(session), quiz_id)
    rules = attempts_rules(session, viewer, assignment_id, quiz)
    return attempts.start(session, viewer, quiz_id, rules, assignment_id)


def attempts_rules(session, viewer, assignment_id, quiz):
    from trainer.attempts.model import Rules  # noqa: PLC0415 - only here

    if assignment_id is None:
        return Rules.of_quiz(quiz)
    return assignments.rules_for(session, viewer, assignment_id, quiz, 60)[1]


def sit(session: Session, viewer: Viewer, assignment_id: int | None, *, well: bool, quiz_id=QUIZ) -> int:
    """Sit a quiz, with the key to every question or without an answer to any but the first."""
    attempt_id = start(session, viewer, assignment_id, quiz_id)
    sitting = attempts.fetch(session, viewer, attempt_id)
    for question in attempts.questions(session, sitting):
        if well:
            give_key(session, viewer, attempt_id, question)
    attempts.submit(session, viewer, attempt_id)
    return attempt_id


def read(session: Session, viewer: Viewer, lesson_id=LESSON) -> None:
    lessons.mark_read(session, viewer, editions.current(session), lesson_id)


def hire(session: Session, number: str, **wanted) -> Viewer:
    """Add a person and return them as a viewer."""
    facts = {
        "department_id": 1,
        "name": f"前台{number}",
        "position": "front_desk",
        "role": Role.STAFF,
    } | wanted
    id_ = people.add_person(session, None, staff_number=number, **facts)
    return Viewer(
        person_id=id_,
        session_id=0,
        staff_number=number,
        name=facts["name"],
        role=facts["role"],
        position=facts["position"],
        department_id=facts["department_id"],
        department="客服部",
        must_change_password=False,
        locale=None,
    )
