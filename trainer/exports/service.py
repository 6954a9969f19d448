"""Computing the appraisal export of a department and period."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, Standing
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions import service as editions
from trainer.errors import NotFound
from trainer.exports.model import Appraisal, Period, ResultRow, person_row
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer
from trainer.scores import service as scores


def appraisal(
    session: Session, viewer: Viewer, department_id: int, period: Period, zone: ZoneInfo
) -> Appraisal:
    """Return the appraisal of a period: assignments due in it, each with the result that counts now.

    Self-study is never part of it. Raises NotFound outside the viewer's reach. A fixed number of queries.
    """
    names = people.departments(session)
    if department_id not in names or not viewer.sees(department_id):
        raise NotFound(_l("There is no such department here."))
    start, end = clock.day_bounds(period.start, period.end, zone)
    tasks = assignments.due_between(session, department_id, start, end)
    found = [s for rows in assignments.standings(session, tasks).values() for s in rows]
    cards = people.cards_of(session, [s.person_id for s in found])
    head = scores.head(session, department_id)
    now = clock.now()
    mine: dict[int, list[Standing]] = defaultdict(list)
    for standing in found:
        mine[standing.person_id].append(standing)
    ordered = sorted(mine, key=lambda id_: cards[id_].staff_number)
    return Appraisal(
        department=names[department_id],
        period=period,
        people=tuple(
            person_row(cards[id_].staff_number, cards[id_].name, cards[id_].position, mine[id_], now)
            for id_ in ordered
        ),
        results=tuple(_results(session, [s for id_ in ordered for s in mine[id_]], cards)),
        head_number=head.number,
        head_hash=head.hash,
        edition=editions.current(session).name,
        made_at=now,
    )


def _results(
    session: Session, found: list[Standing], cards: dict[int, PersonCard]
) -> list[ResultRow]:
    rows = []
    for standing in found:
        score = standing.score
        if score is None or standing.task.kind is not Kind.QUIZ:
            continue
        card = cards[standing.person_id]
        rows.append(
            ResultRow(
                staff_number=card.staff_number,
                name=card.name,
                position=standing.position,
                assignment_id=standing.task.id,
                quiz_id=standing.task.target_id,
                title=standing.task.title,
                edition=editions.get(session, score.edition_number).name,
                finished_at=score.at,
                attempt_number=score.attempt_number,
                points=score.points,
                maximum=score.maximum,
                percent=score.percent,
                passed=score.passed,
                late=score.at > standing.task.due_at,
                red_lines=score.red_lines,
                provisional=score.provisional,
                ledger_number=score.number,
            )
        )
    return rows


def note_export(session: Session, viewer: Viewer | None, department_id: int, what: str, made: Appraisal) -> None:
    """Write into the audit trail that somebody took an export along."""
    with writing(session):
        audit.record(
            session,
            "export_made",
            actor_id=viewer.person_id if viewer else None,
            department_id=department_id,
            what=what,
            start=made.period.start.isoformat(),
            end=made.period.end.isoformat(),
            rows=len(made.results),
        )
