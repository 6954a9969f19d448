"""What marks rest on clause by clause: answers and observed items, summed for each person."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.appraisal.service import Appraisal, Origin, Row
from trainer.mastery import service as mastery
from trainer.mastery.model import From
from trainer.scores import service as scores


@dataclass(frozen=True)
class ClauseRow:
    """One person and clause: shares are means from 0 to 1 of so many answers and observed items."""

    person_id: int
    clause: str
    answers: int
    answered: float | None
    items: int
    observed: float | None
    red_lines: int


def clause_rows(session: Session, made: Appraisal, person_id: int | None = None) -> list[ClauseRow]:
    """Return an appraisal's evidence by person and clause, in the order of its people; a few queries."""
    rows = [row for row in made.rows if person_id in {None, row.person_id}]
    department = made.department_id
    sat = scores.of_attempts(session, department, _ids(rows, Origin.ATTEMPT))
    seen = scores.of_observations(session, department, _ids(rows, Origin.OBSERVATION))
    found: dict[tuple[int, str], list[tuple[From, float, bool]]] = defaultdict(list)
    for one in mastery.of_rows(session, department, [*sat.values(), *seen.values()]):
        for clause in one.clauses:
            found[one.person_id, clause].append((one.source, one.share, one.red_line))
    places = {row.person_id: place for place, row in enumerate(rows)}
    ordered = sorted(found, key=lambda key: (places.get(key[0], len(places)), _order(key[1])))
    return [_row(*key, found[key]) for key in ordered if key[0] in places]


def _ids(rows: list[Row], origin: Origin) -> list[int]:
    return sorted({fact.origin_id for row in rows for fact in row.facts if fact.origin is origin})


def _row(person_id: int, clause: str, told: list[tuple[From, float, bool]]) -> ClauseRow:
    answers = [share for source, share, _red in told if source is From.ATTEMPT]
    items = [share for source, share, _red in told if source is From.OBSERVATION]
    return ClauseRow(
        person_id,
        clause,
        len(answers),
        sum(answers) / len(answers) if answers else None,
        len(items),
        sum(items) / len(items) if items else None,
        sum(red for _source, _share, red in told),
    )


def _order(clause: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts 4.10 after 4.9."""
    parts = clause.split(".")
    return tuple((int("".join(c for c in part if c.isdigit()) or 0), part) for part in parts)
