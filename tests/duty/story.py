"""What happens in the tests of records, all by the services: assigned, sat, read, held."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tests.answering import give_key
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.classes import service as classes
from trainer.classes.model import Draft, Mode
from trainer.editions import service as editions
from trainer.lessons import service as lessons
from trainer.people import service as people
from trainer.people.model import Role, Viewer
from trainer.quizzes import service as quizzes

ZONE = ZoneInfo("Asia/Shanghai")
QUIZ, TIMED, RED, LESSON = "posture", "busy-counter", "emergency-entry", "sitting"


def at(text: str) -> datetime:
    """A moment of the site's wall clock, as 2027-10-31 23:59."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def to(forward, text: str) -> None:
    """Let time pass until a moment of the wall clock."""
    step = at(text) - clock.now()
    assert step >= timedelta(), f"it is past {text}"
    forward(step)


def assign(
    session: Session, by: Viewer, *whom: Viewer, due: str, target=QUIZ, kind=Kind.QUIZ, **wanted
) -> int:
    facts = {"title": f"任务{target}", "opens_at": clock.now(), "attempts": None}
    draft = assignments.Draft(
        kind, target, due_at=at(due), pass_mark=80 if kind is Kind.QUIZ else None, **facts | wanted
    )
    return assignments.make(session, by, by.department_id, draft, [one.person_id for one in whom])


def start(session: Session, who: Viewer, quiz_id: str, task: int | None) -> int:
    quiz = quizzes.quiz(editions.current(session), quiz_id)
    rules = Rules.of_quiz(quiz) if task is None else assignments.rules_for(session, who, task, quiz, 60)[1]
    return attempts.start(session, who, quiz_id, rules, task)


def sit(session: Session, who: Viewer, task: int | None, *, right: float = 1, quiz_id=QUIZ) -> int:
    """Sit a quiz with the key to that share of its questions and no answer to the others."""
    attempt_id = start(session, who, quiz_id, task)
    asked = attempts.questions(session, attempts.fetch(session, who, attempt_id))
    for question in asked[: round(len(asked) * right)]:
        give_key(session, who, attempt_id, question)
    attempts.submit(session, who, attempt_id)
    return attempt_id


def read(session: Session, who: Viewer, lesson_id=LESSON) -> None:
    lessons.mark_read(session, who, editions.current(session), lesson_id)


def hold(session: Session, by: Viewer, *came: Viewer, on: date, topic="晨会", clauses=("2.2", "2.3")) -> int:
    draft = Draft(on, topic, clauses, "会议室", by.name, 40, "两人一组")
    return classes.record(session, by, by.department_id, draft, [one.person_id for one in came], zone=ZONE)


def hire(
    session: Session, number: str, name: str | None = None, department=1, position="front_desk"
) -> Viewer:
    name = name or f"前台{number}"
    id_ = people.add_person(
        session,
        None,
        department_id=department,
        staff_number=number,
        name=name,
        position=position,
        role=Role.STAFF,
    )
    session.rollback()
    return Viewer(
        person_id=id_,
        session_id=0,
        staff_number=number,
        name=name,
        role=Role.STAFF,
        position=position,
        department_id=department,
        department="客服部",
        must_change_password=False,
        locale=None,
    )


def plan(session: Session, by: Viewer, *whom: Viewer, starts: str, **wanted) -> int:
    """Plan an oral class, unless said otherwise."""
    moment = at(starts)
    facts = {"topic": "电话礼仪", "clauses": ("3.1",), "place": "会议室", "trainer": by.name, "minutes": 40}
    draft = Draft(
        held_on=moment.astimezone(ZONE).date(), starts_at=moment, **{**facts, "mode": Mode.ORAL, **wanted}
    )
    return classes.plan(session, by, by.department_id, draft, [one.person_id for one in whom], zone=ZONE)


def came(session: Session, by: Viewer, class_id: int, *whom: Viewer, absences=None, **wanted):
    ids = [one.person_id for one in whom]
    return classes.hold(session, by, class_id, ids, absences or {}, zone=ZONE, **wanted)
