"""Computing the appraisal export of a department and period."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, Score, Standing, Task
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.exports.clauses import ClauseRow, clause_rows
from trainer.exports.marks import About, marks_file
from trainer.exports.marks_paper import marks_paper
from trainer.exports.model import (
    CORRECTION_NAMES,
    Appraisal,
    Corrected,
    DetailRow,
    PersonRow,
    Result,
    is_late,
    is_overdue,
    person_row,
    status,
)
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer
from trainer.period import Period
from trainer.scores import service as scores
from trainer.standard import service as standard

__all__ = ["About", "ClauseRow", "appraisal", "clause_rows", "marks_file", "marks_paper", "note_export"]


def appraisal(
    session: Session,
    viewer: Viewer | None,
    department_id: int,
    period: Period,
    zone: ZoneInfo,
    *,
    demo: bool = False,
) -> Appraisal:
    """Return the appraisal of a period: assignments due in it, each with the result that counts now.

    Self-study is never part of it; without a viewer the command line asks. Raises NotFound outside the
    viewer's reach. A fixed number of queries for any number of people.
    """
    names = people.departments(session)
    if department_id not in names or (viewer is not None and not viewer.sees(department_id)):
        raise NotFound(_l("There is no such department here."))
    start, end = clock.day_bounds(period.start, period.end, zone)
    tasks = assignments.due_between(session, department_id, start, end)
    mine: dict[int, list[Standing]] = defaultdict(list)
    for rows in assignments.standings(session, tasks).values():
        for standing in rows:
            mine[standing.person_id].append(standing)
    edition = editions.current(session)
    head = scores.head(session, department_id)
    made = _Making(session, department_id, tasks, people.cards_of(session, list(mine)), edition, zone)
    ordered = sorted(mine, key=lambda id_: made.cards[id_].staff_number)
    return Appraisal(
        organisation=standard.site(edition).organisation,
        department=names[department_id],
        period=period,
        people=tuple(made.person(id_, mine[id_]) for id_ in ordered),
        rows=tuple(row for id_ in ordered for row in made.rows(mine[id_])),
        assignments=len(tasks),
        head_number=head.number,
        head_hash=head.hash if head.number else "",
        edition=edition.name,
        made_at=clock.localise(clock.now(), zone),
        made_by=f"{viewer.staff_number} {viewer.name}"
        if viewer and viewer.person_id
        else _("the command line"),
        demo=demo,
    )


class _Making:
    """What rows are made of besides standings; read once, however many rows there are."""

    def __init__(
        self,
        session: Session,
        department_id: int,
        tasks: Sequence[Task],
        cards: Mapping[int, PersonCard],
        edition: Edition,
        zone: ZoneInfo,
    ) -> None:
        self.cards, self.zone, self.now = cards, zone, clock.now()
        chinese = language() == "zh_Hans"
        self.positions = {p.id: p.title if chinese else p.title_en for p in standard.site(edition).positions}
        quizzes = [task.id for task in tasks if task.kind is Kind.QUIZ]
        # The ledger's own position is that of the day of the sitting.
        rows = scores.of_assignments(session, department_id, quizzes)
        self.of_the_day = {row.number: row.position for row in rows}
        self.corrected = _corrections(session, department_id, rows)
        self.editions = {
            number: f"{number} · {hash_[:8]}" for number, hash_, _at in editions.published(session)
        }

    def _wall(self, moment: datetime) -> datetime:
        return clock.localise(moment, self.zone)

    def person(self, person_id: int, standings: Sequence[Standing]) -> PersonRow:
        card = self.cards[person_id]
        position = self.positions.get(card.position, card.position)
        return person_row(card.staff_number, card.name, position, standings, self.now)

    def rows(self, standings: Sequence[Standing]) -> list[DetailRow]:
        return [self._row(one) for one in sorted(standings, key=lambda s: (s.task.due_at, s.task.id))]

    def _row(self, standing: Standing) -> DetailRow:
        score, card, task = standing.score, self.cards[standing.person_id], standing.task
        position = self.of_the_day.get(score.number, standing.position) if score else standing.position
        finished = score.at if score else standing.finished_at
        return DetailRow(
            staff_number=card.staff_number,
            name=card.name,
            position=self.positions.get(position, position),
            assignment_id=task.id,
            kind=task.kind,
            target_id=task.target_id,
            title=task.title,
            due_at=self._wall(task.due_at),
            status=status(standing),
            finished_at=self._wall(finished) if finished else None,
            late=is_late(standing),
            overdue=is_overdue(standing, self.now),
            result=self._result(score) if score else None,
        )

    def _result(self, score: Score) -> Result:
        return Result(
            edition=self.editions[score.edition_number],
            attempt_number=score.attempt_number,
            points=score.points,
            maximum=score.maximum,
            percent=score.percent,
            red_lines=score.red_lines,
            provisional=score.provisional,
            ledger_number=score.number,
            corrected=self.corrected.get(score.number),
        )


def _corrections(
    session: Session, department_id: int, rows: Sequence[scores.ScoreEntry]
) -> dict[int, Corrected]:
    """Return what became of results that took the place of others, by number; two queries at most."""
    later = [row for row in rows if row.supersedes is not None]
    if not later:
        return {}
    first = scores.firsts(session, department_id, [row.attempt_id for row in later])
    cards = people.cards_of(session, [row.author_id for row in later if row.author_id])
    return {
        row.number: Corrected(
            before=first[row.attempt_id].percent,
            correction=str(CORRECTION_NAMES.get(row.kind, row.kind)),
            reason=row.reason or "",
            corrected_by=_named(cards[row.author_id]) if row.author_id else "",
        )
        for row in later
    }


def _named(card: PersonCard) -> str:
    return f"{card.staff_number} {card.name}"


def note_export(
    session: Session, viewer: Viewer | None, department_id: int, what: str, made: Appraisal
) -> None:
    """Write into the audit trail that somebody took an export along; `what` is the file's kind."""
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
