"""Folding results, sittings and readings into standings: queries do not grow with people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.model import (
    Kind,
    Member,
    Score,
    Standing,
    State,
    Task,
    counting_score,
    finished_at,
    quiz_state,
)
from trainer.attempts import service as attempts
from trainer.attempts.service import Sitting
from trainer.lessons import service as lessons
from trainer.lessons.service import ReadingFact
from trainer.scores import service as scores

Key = tuple[int, int]
"""Assignment and person."""
Owing = Mapping[int, Sequence[Member]]
"""The members of each assignment."""


@dataclass(frozen=True)
class Facts:
    """What standings are folded from."""

    results: Mapping[Key, Sequence[Score]]
    sittings: Mapping[Key, Sequence[Sitting]]
    read: Mapping[Key, datetime]


def standings_of(
    session: Session,
    tasks: Sequence[Task],
    owing: Owing,
    *,
    until: datetime | None = None,
    readings: Sequence[ReadingFact] | None = None,
    sittings: Sequence[Sitting] | None = None,
) -> dict[int, list[Standing]]:
    """Return the standing of every member given, assignment by assignment; `until` a moment, as it was then.

    `readings` and `sittings` may be handed in by who has read them, or has no use for them. Otherwise one
    query a department for sittings and two for readings; results are one query in all.
    """
    quizzes = [task for task in tasks if task.kind is Kind.QUIZ]
    to_read = [task for task in tasks if task.kind is Kind.LESSON]
    held = by_key(_sittings(session, quizzes) if sittings is None else sittings)
    if readings is None:
        readings = _readings(session, to_read, until)
    facts = Facts(_results(session, quizzes, held, until), held, first_read(to_read, readings))
    then = {id_: [member.until(until) for member in rows] for id_, rows in owing.items()}
    return fold(tasks, then, facts)


def fold(tasks: Iterable[Task], owing: Owing, facts: Facts) -> dict[int, list[Standing]]:
    """Return the standing of every member given from facts that were read before."""
    one = {Kind.LESSON: _of_lesson, Kind.QUIZ: _of_quiz}
    return {
        task.id: [one[task.kind](task, member, facts) for member in owing.get(task.id, ())] for task in tasks
    }


def score_of(row: object, ended_at: datetime | None = None) -> Score:
    """Return a ledger row as a result, dated by the end of its sitting where that is known.

    The ledger's own moment is later when the server ended the sitting: nobody is late for that.
    """
    values = {f.name: getattr(row, f.name) for f in fields(Score)}
    return Score(**values | {"red_lines": tuple(values["red_lines"]), "at": ended_at or values["at"]})


def _by_department(tasks: Sequence[Task]) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        found[task.department_id].append(task)
    return dict(sorted(found.items()))


def _results(
    session: Session,
    tasks: Sequence[Task],
    sittings: Mapping[Key, Sequence[Sitting]],
    until: datetime | None,
) -> dict[Key, list[Score]]:
    ended = {sitting.id: sitting.ended_at for rows in sittings.values() for sitting in rows}
    found: dict[Key, list[Score]] = defaultdict(list)
    if not tasks:
        return found
    chosen = scores.standing(sorted({task.department_id for task in tasks}))
    columns = chosen.selected_columns
    chosen = chosen.where(columns.assignment_id.in_([task.id for task in tasks])).order_by(columns.number)
    if until is not None:  # what was sat by then, at what it is worth now: a correction moves no sitting
        chosen = chosen.where(scores.first_before(until))
    for row in session.scalars(chosen):
        if row.assignment_id is not None:
            found[row.assignment_id, row.person_id].append(score_of(row, ended.get(row.attempt_id)))
    return found


def _sittings(session: Session, tasks: Sequence[Task]) -> list[Sitting]:
    """Return the sittings, settled: what is over and not ended yet is ended first, which is rare."""
    rows: list[Sitting] = []
    for department_id, mine in _by_department(tasks).items():
        ids = [task.id for task in mine]
        here = attempts.of_assignments(session, department_id, ids)
        if is_due(here):
            attempts.settle(session, department_id=department_id)
            here = attempts.of_assignments(session, department_id, ids)
        rows += here
    return rows


def is_due(sittings: Iterable[Sitting]) -> bool:
    """Say whether the time of an open sitting is up."""
    now = clock.now()
    return any(s.is_open and s.deadline_at is not None and s.deadline_at <= now for s in sittings)


def by_key(sittings: Iterable[Sitting]) -> dict[Key, list[Sitting]]:
    """Return assigned sittings by assignment and person."""
    found: dict[Key, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        if sitting.assignment_id is not None:
            found[sitting.assignment_id, sitting.person_id].append(sitting)
    return found


def _readings(session: Session, tasks: Sequence[Task], until: datetime | None) -> list[ReadingFact]:
    found: list[ReadingFact] = []
    for department_id, mine in _by_department(tasks).items():
        wanted: Collection[str] = {task.target_id for task in mine}
        since = min(task.opens_at for task in mine)
        found += lessons.readings_of(session, department_id, wanted, since=since, until=until)
    return found


def first_read(tasks: Sequence[Task], readings: Sequence[ReadingFact]) -> dict[Key, datetime]:
    """Return when each person first said, since the assignment opened, that they had read the lesson."""
    found: dict[Key, datetime] = {}
    wanted: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        wanted[task.target_id].append(task)
    for reading in readings:
        for task in wanted.get(reading.lesson_id, ()):
            if reading.read_at >= task.opens_at:
                key = task.id, reading.person_id
                found[key] = min(found.get(key, reading.read_at), reading.read_at)
    return found


def _of_lesson(task: Task, member: Member, facts: Facts) -> Standing:
    finished = facts.read.get((task.id, member.person_id))
    return Standing(
        task=task.of(member),
        person_id=member.person_id,
        position=member.position,
        state=State.DONE if finished else State.NOT_STARTED,
        score=None,
        attempts_used=0,
        open_attempt_id=None,
        finished_at=finished,
        extension=member.extension,
        called_off=member.called_off,
    )


def _of_quiz(task: Task, member: Member, facts: Facts) -> Standing:
    key = task.id, member.person_id
    mine, results = facts.sittings.get(key, ()), facts.results.get(key, ())
    open_ = next((sitting for sitting in mine if sitting.is_open), None)
    score = counting_score(results, task.counting)
    return Standing(
        task=task.of(member),
        person_id=member.person_id,
        position=member.position,
        state=quiz_state(score, running=open_ is not None),
        score=score,
        attempts_used=max(len(mine), len(results)),
        open_attempt_id=open_.id if open_ else None,
        finished_at=finished_at(results, task.counting),
        results=tuple(results),
        extension=member.extension,
        called_off=member.called_off,
    )
