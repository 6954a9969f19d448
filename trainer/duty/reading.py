"""Folding the record of a month from what is in the database now."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Standing
from trainer.attempts import service as attempts
from trainer.classes import service as classes
from trainer.classes.model import Held
from trainer.duty import correcting, handmade
from trainer.duty.closings import standing
from trainer.duty.folding import Fold, Result
from trainer.duty.following import Today
from trainer.duty.model import Head, Line, Month, Record, ordered
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.lessons import service as lessons
from trainer.observations import service as observations
from trainer.people import service as people
from trainer.scores import service as scores


def record(session: Session, department_id: int, month: Month, zone: ZoneInfo) -> Record:
    """Return the duty record of a department's month; a fixed number of queries for any number of people.

    Results belong to the month in which the ledger recorded them: what is sat later stands in a later month.
    What follows a line is told as it is today.
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
    now = clock.now()
    later = assignments.standings(session, tasks) if end <= now else standings
    today = _today(session, department_id, [s for rows in later.values() for s in rows], zone)
    closed = standing(session, department_id)
    changed = classes.entered_late(session, department_id, month.first, start, end)
    made = _made(session, department_id, month, correcting.late(changed, closed), zone)
    lines = Fold(edition, zone, start, end, results).lines(standings.values(), readings, made, today)
    head = scores.head(session, department_id)
    corrected = correcting.results(session, department_id, closed, edition, zone, start=start, end=end)
    return Record(
        department_id,
        month,
        ordered(lines),
        Head(head.number, head.hash if head.number else ""),
        edition.name,
        now,
        over=end <= now,
        struck=tuple(classes.held_between(session, department_id, month.first, month.last, struck_out=True)),
        corrected=tuple(sorted([*corrected, *correcting.struck(changed, closed)], key=lambda one: one.at)),
    )


def _made(
    session: Session, department_id: int, month: Month, late: Sequence[Held], zone: ZoneInfo
) -> list[Line]:
    """Return the lines of classes and observations; a failed observation may have been made good since."""
    start, end = clock.month_bounds(month.year, month.month, zone)
    held = [*classes.held_between(session, department_id, month.first, month.last), *late]
    marks = classes.marks(session, department_id, [one.id for one in held])
    seen = observations.of_period(session, department_id, start, end)
    failed = any(not one.passed for one in seen) and end <= clock.now()
    since = observations.of_period(session, department_id, end, clock.now()) if failed else ()
    return [*handmade.of_classes(held, marks), *handmade.of_observations(seen, since, zone)]


def _today(session: Session, department_id: int, standings: Sequence[Standing], zone: ZoneInfo) -> Today:
    return Today(
        standings={(one.task.id, one.person_id): one for one in standings},
        follow_ups=assignments.follow_ups(session, standings),
        here=people.cards(session, department_id, inactive=False).keys(),
        now=clock.now(),
        zone=zone,
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
