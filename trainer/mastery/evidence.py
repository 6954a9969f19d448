"""From rows of the ledger to what they are evidence of: answers and observed items, by clause."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from trainer.attempts import service as attempts
from trainer.attempts.service import Graded
from trainer.checklists import service as checklists
from trainer.checklists.model import Mark
from trainer.editions import service as editions
from trainer.mastery.model import Evidence, From
from trainer.observations import service as observations
from trainer.observations.model import Observed
from trainer.scores import service as scores
from trainer.scores.model import Kind, Source
from trainer.scores.service import ScoreEntry

SOURCES = frozenset({Source.ATTEMPT, Source.OBSERVATION})
"""A class's result says nothing of a single clause."""


def of_rows(session: Session, department_id: int, rows: Iterable[ScoreEntry]) -> list[Evidence]:
    """Return what rows of the ledger rest on, as it is graded now; a fixed number of queries.

    Answers whose grade waits to be confirmed are no evidence yet, nor are answers to
    questions that were voided, whether left out or with full marks for everybody.
    """
    there = [row for row in rows if row.kind != Kind.VOID.value]
    sat = [row.attempt_id for row in there if row.source is Source.ATTEMPT]
    seen = [row.observation_id for row in there if row.observation_id is not None]
    found = _answers(session, department_id, sat) if sat else []
    return found + (_marks(session, department_id, seen) if seen else [])


def _answers(session: Session, department_id: int, attempt_ids: Sequence[int]) -> list[Evidence]:
    found = attempts.graded(session, department_id, attempt_ids)
    rows = [one for one in found if one.final and one.maximum > 0 and not one.voided]
    wordings = editions.bodies(session, sorted({one.item_hash for one in rows}))
    return [_answer(one, wordings[one.item_hash]) for one in rows]


def _answer(one: Graded, wording: dict[str, Any]) -> Evidence:
    return Evidence(
        source=From.ATTEMPT,
        source_id=one.attempt_id,
        asked=one.quiz_id,
        item_id=one.question_id,
        person_id=one.person_id,
        clauses=tuple(wording["clauses"]),
        at=one.ended_at,
        share=one.points / one.maximum,
        red_line=bool(one.red_lines),
        place=one.slot,
        hash=one.item_hash,
        assigned=one.assigned,
    )


def _marks(session: Session, department_id: int, observation_ids: Sequence[int]) -> list[Evidence]:
    found = observations.by_ids(session, department_id, observation_ids)
    return [one for observed in found.values() for one in _items(session, observed)]


def _items(session: Session, observed: Observed) -> list[Evidence]:
    form = checklists.checklist(editions.get(session, observed.edition_number), observed.checklist_id)
    return [
        Evidence(
            source=From.OBSERVATION,
            source_id=observed.id,
            asked=observed.checklist_id,
            item_id=item.id,
            person_id=observed.person_id,
            clauses=item.clauses,
            at=observed.finished_at,
            share=float(mark == Mark.MET),
            red_line=mark == Mark.UNMET and item.red_line is not None,
            text=item.text,
            assigned=True,
        )
        for item in form.items
        if (mark := observed.marks.get(item.id)) in {Mark.MET, Mark.UNMET}
    ]


def rows_of(
    session: Session, department_id: int, person_ids: Iterable[int] | None = None, until: int | None = None
) -> Sequence[ScoreEntry]:
    """Return the rows that hold in a department, of some persons, up to a number; by number, one query."""
    chosen = scores.standing([department_id], SOURCES)
    columns = chosen.selected_columns
    if person_ids is not None:
        chosen = chosen.where(columns.person_id.in_(list(person_ids)))
    if until is not None:
        chosen = chosen.where(columns.number <= until)
    return session.scalars(chosen.order_by(columns.number)).all()
