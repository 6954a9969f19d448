"""The duty record of a month, read from assignments, readings, results and classes; nobody retypes one."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, Standing, State
from trainer.attempts import service as attempts
from trainer.audit import service as audit
from trainer.classes import service as classes
from trainer.db import writing
from trainer.duty.folding import Fold, Result
from trainer.duty.model import Form, Gap, Head, Month, Record, ordered
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.lessons import service as lessons
from trainer.people.model import Viewer
from trainer.scores import service as scores


def record(session: Session, department_id: int, month: Month, zone: ZoneInfo) -> Record:
    """Return the duty record of a department's month; a fixed number of queries for any number of people.

    Results belong to the month in which the ledger recorded them: what is sat later stands in a later month.
    """
    attempts.settle(session, department_id=department_id)
    start, end = clock.month_bounds(month.year, month.month, zone)
    results = _results(session, department_id, start, end)
    readings = lessons.readings_of(session, department_id, None, since=start, until=end)
    tasks = assignments.touching(
        session,
        department_id,
        start,
        end,
        ids={row.assignment_id for row in results if row.assignment_id is not None},
        lesson_ids={fact.lesson_id for fact in readings},
    )
    edition = in_force(session, end)
    standings = assignments.standings(session, tasks, until=end)
    held = classes.held_between(session, department_id, month.first, month.last)
    lines = Fold(edition, zone, start, end, results).lines(standings.values(), readings, held)
    head = scores.head(session, department_id)
    now = clock.now()
    return Record(
        department_id,
        month,
        ordered(lines),
        Head(head.number, head.hash if head.number else ""),
        edition.name,
        now,
        over=end <= now,
    )


def _results(session: Session, department_id: int, start: datetime, end: datetime) -> list[Result]:
    rows = scores.of_period(session, department_id, start, end)
    sittings = attempts.by_ids(session, department_id, {row.attempt_id for row in rows})
    found = []
    for row in rows:
        sitting = sittings[row.attempt_id]
        ended = sitting.ended_at or row.at
        found.append(
            Result(
                number=row.number,
                person_id=row.person_id,
                quiz_id=row.quiz_id,
                assignment_id=row.assignment_id,
                points=row.points,
                maximum=row.maximum,
                percent=row.percent,
                passed=row.passed,
                red_lines=bool(row.red_lines),
                at=ended,
                seconds=(ended - sitting.started_at).total_seconds(),
            )
        )
    return found


def in_force(session: Session, end: datetime) -> Edition:
    """Return the edition that people used when a month ended; before that moment, the current one."""
    if clock.now() >= end:
        for number, _hash, published_at in editions.published(session):
            if published_at < end:
                return editions.get(session, number)
    return editions.current(session)


def gaps(session: Session, made: Record) -> list[Gap]:
    """Return what is lacking today of the month's assignments: overdue, or failed without a make-up given.

    The record itself stays as it stood when the month was over; who has made up since is not lacking.
    """
    asked = {line.source_id for line in made.lines if line.assigned and not line.cancelled}
    told = assignments.by_ids(session, made.department_id, [id_ for id_ in asked if id_ is not None])
    if not told:
        return []
    since = min(task.due_at for task in told.values())
    tasks, members = assignments.watched(session, [made.department_id], since=since)
    standings = assignments.standings_of(session, tasks, members)
    every = [s for rows in standings.values() for s in rows]
    made_up = assignments.followed_up(every)
    now = clock.now()
    found: list[Gap] = []
    for task in (task for task in tasks if task.id in told):
        lacking = [s for s in standings[task.id] if (task.id, s.person_id) not in made_up]
        found += _gaps_of([s for s in lacking if _absent(s, now)], overdue=True)
        found += _gaps_of([s for s in lacking if s.state is State.FAILED], overdue=False)
    return found


def _absent(standing: Standing, now: datetime) -> bool:
    return standing.score is None and standing.finished_at is None and standing.task.due_at <= now


def _gaps_of(standings: Sequence[Standing], *, overdue: bool) -> list[Gap]:
    if not standings:
        return []
    task = standings[0].task
    form = Form.ASSIGNED_QUIZ if task.kind is Kind.QUIZ else Form.ASSIGNED_LESSON
    people_ids = tuple(s.person_id for s in standings)
    return [Gap(task.id, form, task.title, task.due_at, people_ids, overdue)]


def note_printed(session: Session, viewer: Viewer, department_id: int, month: Month) -> None:
    """Write into the audit trail that somebody took the record along on paper."""
    with writing(session):
        audit.record(
            session,
            "duty_printed",
            actor_id=viewer.person_id,
            department_id=department_id,
            month=str(month),
        )
