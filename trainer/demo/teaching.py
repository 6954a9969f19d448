"""Classes as they are planned, held, examined and entered; standing rules; more time for two people."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import partial

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.assignments.service import Draft as Task
from trainer.classes import service as classes
from trainer.classes.model import Draft, Held, Reason
from trainer.demo.answering import chance
from trainer.demo.history import History
from trainer.demo.lectures import LECTURES, Lecture, lessons_of
from trainer.demo.model import CAST, LEARNERS
from trainer.i18n import gettext as _
from trainer.quizzes import service as quizzes

SOON = timedelta(minutes=10)


def plan(history: History) -> None:
    """Put every class into the queue: those entered afterwards, and those planned ahead."""
    for lecture in LECTURES:
        history.at(lecture.day, 17.2, partial(record, history, lecture))
    for lecture in lessons_of(history.today):
        history.at(lecture.planned, 10.2, partial(_plan, history, lecture))


def record(history: History, lecture: Lecture) -> None:
    """Enter a class that was held, afterwards."""
    leader = history.viewers["0001"]
    came = [number for number in _asked(lecture) if number not in lecture.missing]
    held_on = history.today + timedelta(days=lecture.day)
    ids = [history.viewers[number].person_id for number in came]
    draft = _draft(history, lecture, held_on)
    classes.record(history.session, leader, history.department_id, draft, ids, zone=history.zone)


def _asked(lecture: Lecture) -> list[str]:
    wanted = {*LEARNERS, "0001"} if "supervisor" in lecture.positions else set(LEARNERS)
    return [m.number for m in CAST if m.number in wanted and m.position in lecture.positions]


def _draft(history: History, lecture: Lecture, held_on: date, starts_at: datetime | None = None) -> Draft:
    quiz = lecture.quiz if lecture.quiz and history.edition.has("quiz", lecture.quiz) else None
    return Draft(
        held_on=held_on,
        topic=lecture.topic,
        clauses=tuple(clause for clause in lecture.clauses if history.edition.has("clause", clause)),
        place=lecture.place,
        trainer=history.viewers["0001"].name,
        minutes=lecture.minutes,
        notes=lecture.notes,
        starts_at=starts_at,
        mode=lecture.mode,
        level=lecture.level,
        quiz_id=quiz,
        test_days=5 if quiz else None,
        pass_mark=60 if lecture.results else None,
    )


def _plan(history: History, lecture: Lecture) -> None:
    held_on = history.today + timedelta(days=lecture.day)
    starts_at = datetime.combine(held_on, time(15), tzinfo=history.zone)
    leader = history.viewers["0001"]
    ids = [history.viewers[number].person_id for number in _asked(lecture)]
    draft = _draft(history, lecture, held_on, starts_at)
    made = classes.plan(history.session, leader, history.department_id, draft, ids, zone=history.zone)
    if lecture.day < 0:
        for place, number in enumerate(n for n in _asked(lecture) if n not in lecture.missing):
            if place % 3 and number != "0001":  # every third was ticked on the sheet instead
                history.at(lecture.day, 14.8 + place / 100, partial(_sign_in, history, made, number))
        history.at(lecture.day, 15.0 + lecture.minutes / 60, partial(_hold, history, lecture, made))


def _sign_in(history: History, class_id: int, number: str) -> None:
    token = classes.token_of(history.session, history.viewers["0001"], class_id)
    classes.sign_in(history.session, history.viewers[number], class_id, token)


def _hold(history: History, lecture: Lecture, class_id: int) -> None:
    session, leader = history.session, history.viewers["0001"]
    came = [history.viewers[n].person_id for n in _asked(lecture) if n not in lecture.missing]
    away = {
        history.viewers[number].person_id: Reason(why, lecture.said.get(number))
        for number, why in lecture.missing.items()
    }
    assign = partial(_test, history, lecture)
    classes.hold(session, leader, class_id, came, away, zone=history.zone, assign=assign)
    history.forward(SOON)
    for number, (points, note) in lecture.results.items():
        classes.enter(session, leader, class_id, history.viewers[number].person_id, points, note)


def _test(history: History, lecture: Lecture, held: Held, ids: Collection[int], until: date) -> int | None:
    """Assign the quiz of a class to who came, and let them sit it on one of the days after."""
    if held.quiz_id is None:
        return None
    quiz = quizzes.quiz(history.edition, held.quiz_id)
    draft = Task(
        kind=Kind.QUIZ,
        target_id=quiz.id,
        title=quiz.title,
        opens_at=clock.now(),
        due_at=datetime.combine(until, time(18), tzinfo=history.zone),
        pass_mark=quiz.pass_mark,
        attempts=quiz.attempts,
        note=_("After the class of %(day)s: %(topic)s", day=held.held_on, topic=held.topic),
    )
    made = assignments.make(history.session, history.viewers["0001"], held.department_id, draft, ids)
    for number in LEARNERS:
        if history.viewers[number].person_id in ids:
            luck = chance("class", lecture.topic, number)
            sits = partial(history.sit, number, quiz.id, made)
            history.at(lecture.day + luck.randint(1, 4), 9 + 8 * luck.random(), sits)
    return made
