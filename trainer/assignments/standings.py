"""Folding results and readings into standings: a fixed number of queries for any number of people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from trainer.assignments.model import Kind, Score, Standing, State, Task, counting_score, quiz_state
from trainer.assignments.tables import AssignmentMember
from trainer.attempts import service as attempts
from trainer.lessons import service as lessons
from trainer.scores import service as scores
from trainer.scores.tables import ScoreEntry

Key = tuple[int, int]
"""Assignment and person."""


def standings_of(
    session: Session,
    tasks: Sequence[Task],
    owing: Mapping[int, Sequence[AssignmentMember]],
    person_id: int | None,
    until: datetime | None = None,
) -> dict[int, list[Standing]]:
    """Return the standing of every member given, assignment by assignment; `until` a moment, as it was then."""
    quizzes = [task for task in tasks if task.kind is Kind.QUIZ]
    results = _results(session, quizzes, until)
    sittings = _sittings(session, quizzes)
    read = _read(session, [task for task in tasks if task.kind is Kind.LESSON], person_id, until)
    found: dict[int, list[Standing]] = {}
    for task in tasks:
        rows = owing.get(task.id, [])
        if task.kind is Kind.LESSON:
            found[task.id] = [_of_lesson(task, row, read) for row in rows]
        else:
            found[task.id] = [_of_quiz(task, row, results, sittings) for row in rows]
    return found


def score_of(row: ScoreEntry) -> Score:
    """Return a ledger row as a result."""
    return Score(
        number=row.number,
        attempt_id=row.attempt_id,
        attempt_number=row.attempt_number,
        at=row.at,
        points=row.points,
        maximum=row.maximum,
        percent=row.percent,
        passed=row.passed,
        provisional=row.provisional,
        red_lines=tuple(row.red_lines),
        edition_number=row.edition_number,
    )


def _results(
    session: Session, tasks: Sequence[Task], until: datetime | None
) -> dict[Key, list[Score]]:
    found: dict[Key, list[Score]] = defaultdict(list)
    for department_id in sorted({task.department_id for task in tasks}):
        ids = [task.id for task in tasks if task.department_id == department_id]
        for row in scores.of_assignments(session, department_id, ids):
            if row.assignment_id is not None and (until is None or row.at < until):
                found[row.assignment_id, row.person_id].append(score_of(row))
    return found


def _sittings(session: Session, tasks: Sequence[Task]) -> dict[Key, list[attempts.Sitting]]:
    found: dict[Key, list[attempts.Sitting]] = defaultdict(list)
    for department_id in sorted({task.department_id for task in tasks}):
        ids = [task.id for task in tasks if task.department_id == department_id]
        for sitting in attempts.of_assignments(session, department_id, ids):
            found[sitting.assignment_id, sitting.person_id].append(sitting)
    return found


def _read(
    session: Session, tasks: Sequence[Task], person_id: int | None, until: datetime | None
) -> dict[Key, datetime]:
    """Return when each member first said, since the assignment opened, that they had read the lesson."""
    found: dict[Key, datetime] = {}
    for department_id in sorted({task.department_id for task in tasks}):
        mine = [task for task in tasks if task.department_id == department_id]
        readings = lessons.readings_of(
            session,
            department_id,
            {task.target_id for task in mine},
            since=min(task.opens_at for task in mine),
            until=until,
            person_id=person_id,
        )
        for task in mine:
            for reading in readings:
                if reading.lesson_id == task.target_id and reading.read_at >= task.opens_at:
                    key = task.id, reading.person_id
                    found[key] = min(found.get(key, reading.read_at), reading.read_at)
    return found


def _of_lesson(task: Task, member: AssignmentMember, read: Mapping[Key, datetime]) -> Standing:
    finished = read.get((task.id, member.person_id))
    state = State.DONE if finished else State.NOT_STARTED
    return Standing(task, member.person_id, member.position, state, None, 0, None, finished)


def _of_quiz(
    task: Task,
    member: AssignmentMember,
    results: Mapping[Key, Sequence[Score]],
    sittings: Mapping[Key, Sequence[attempts.Sitting]],
) -> Standing:
    key = task.id, member.person_id
    mine = sittings.get(key, ())
    open_ = next((sitting for sitting in mine if sitting.is_open), None)
    score = counting_score(results.get(key, ()), task.counting)
    state = quiz_state(score, running=open_ is not None)
    finished = score.at if score else None
    return Standing(
        task, member.person_id, member.position, state, score, len(mine), open_.id if open_ else None, finished
    )
