"""What is stored of observations, put together in a fixed number of queries whatever their number."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from trainer.checklists import service as checklists
from trainer.checklists.model import Checklist, Mark, Outcome, outcome
from trainer.editions import service as editions
from trainer.observations.model import (
    OBJECTED,
    OBSERVED,
    SIGNED,
    Answer,
    Decision,
    Entry,
    Held,
    Observed,
    Signature,
    Stage,
    State,
    shown_digest,
)
from trainer.observations.tables import AnswerRow, MarkRow, Observation, PhotoRow, SignatureRow
from trainer.scores import service as scores
from trainer.scores.service import ScoreEntry

MARKS = {mark.value: mark for mark in Mark}


@dataclass(frozen=True)
class Facts:
    """One observation with all that was said of it; `score` is the ledger's row that holds, if any."""

    row: Observation
    form: Checklist
    held: Mapping[str, Held]
    photos: Mapping[int, str]
    """Hash of each photo by its number in the files room."""
    signatures: tuple[Signature, ...]
    answer: Answer | None
    score: ScoreEntry | None

    @property
    def first_marks(self) -> dict[str, str]:
        """Return what the observer marked; what nobody tapped is unobserved."""
        return {item.id: (self.entry(item.id).mark or Mark.UNOBSERVED).value for item in self.form.items}

    @property
    def marks(self) -> dict[str, str]:
        """Return the marks that hold: those of the answer to an objection where it changed them."""
        return dict(self.answer.marks) if self.answer and self.answer.marks else self.first_marks

    @property
    def outcome(self) -> Outcome:
        """Return the result of the marks that hold."""
        return outcome(self.form, self.marks)

    @property
    def objection(self) -> Signature | None:
        """Return the objection, None where there was none."""
        return next((one for one in self.signatures if one.kind == OBJECTED), None)

    @property
    def signed(self) -> Signature | None:
        """Return the observed person's last signature."""
        mine = [one for one in self.signatures if one.role == OBSERVED and one.kind == SIGNED]
        return mine[-1] if mine else None

    def entry(self, item_id: str) -> Entry:
        """Return what is held of an item."""
        return self.held[item_id].entry if item_id in self.held else Entry()

    @property
    def shown(self) -> dict[str, Any]:
        """Return what the page of the result tells, as a signature covers it: ids, never names."""
        row, result = self.row, self.outcome
        return {
            "observation": row.id,
            "person": row.person_id,
            "position": row.position,
            "observer": row.observer_id,
            "form": row.checklist_id,
            "edition": row.edition_number,
            "started_at": _stamp(row.started_at),
            "finished_at": _stamp(row.finished_at),
            "place": row.place,
            "note": row.note,
            "items": [self._told(item.id) for item in self.form.items],
            "points": result.points,
            "maximum": result.maximum,
            "percent": result.percent,
            "passed": result.passed,
            "red_lines": list(result.red_lines),
            "objection": self.objection.reason if self.objection else None,
            "answer": _answered(self.answer),
        }

    def _told(self, item_id: str) -> list[Any]:
        entry = self.entry(item_id)
        photo = self.photos.get(entry.file_id) if entry.file_id else None
        return [item_id, self.first_marks[item_id], self.marks[item_id], entry.note, photo]

    @property
    def shown_hash(self) -> str:
        """Return the SHA-256 of what is shown."""
        return shown_digest(self.shown)

    def observed(self) -> Observed:
        """Return it as other rooms read it; raises ValueError for one without a result that holds."""
        row, score = self.row, self.score
        if score is None or row.finished_at is None:
            raise ValueError(f"observation {row.id} has no result")
        return Observed(
            id=row.id,
            department_id=row.department_id,
            person_id=row.person_id,
            position=row.position,
            observer_id=row.observer_id,
            checklist_id=row.checklist_id,
            title=self.form.title,
            edition_number=row.edition_number,
            finished_at=row.finished_at,
            points=score.points,
            maximum=score.maximum,
            percent=score.percent,
            passed=score.passed,
            red_lines=tuple(score.red_lines),
            marks=self.marks,
            clauses={item.id: item.clauses for item in self.form.items},
            state=State(row.state),
            signed=row.stage == Stage.SIGNED.value,
            objected=self.objection is not None,
            answered=self.answer is not None,
            ledger_number=score.number,
        )


def _stamp(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else None


def _answered(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {"author": answer.author_id, "decision": answer.decision.value, "reason": answer.reason}


def form_of(session: Session, row: Observation) -> Checklist:
    """Return the form in the wording that the observation was begun with."""
    return checklists.checklist(editions.get(session, row.edition_number), row.checklist_id)


def facts_of(session: Session, department_id: int, rows: Sequence[Observation]) -> list[Facts]:
    """Return the facts of observations of a department, in the order of the rows; six queries."""
    ids = [row.id for row in rows]
    held = newest(session, department_id, ids)
    photos = photos_of(session, department_id, ids)
    signatures = _signatures(session, department_id, ids)
    answers = {row.observation_id: _answer(row) for row in _rows(session, AnswerRow, department_id, ids)}
    found = scores.of_observations(session, department_id, ids)
    return [
        Facts(
            row=row,
            form=form_of(session, row),
            held=held.get(row.id, {}),
            photos=photos.get(row.id, {}),
            signatures=tuple(signatures.get(row.id, ())),
            answer=answers.get(row.id),
            score=found.get(row.id),
        )
        for row in rows
    ]


def facts(session: Session, row: Observation) -> Facts:
    """Return the facts of one observation."""
    return facts_of(session, row.department_id, [row])[0]


def newest(
    session: Session, department_id: int, ids: Collection[int], item_id: str | None = None
) -> dict[int, dict[str, Held]]:
    """Return the newest save of each item (or of one), by observation and item."""
    columns = select(MarkRow.observation_id, MarkRow.item_id, MarkRow.seq, MarkRow.saved_at).add_columns(
        MarkRow.mark, MarkRow.note, MarkRow.file_id
    )  # values, not rows of the session: a month has thousands
    chosen = columns.where(MarkRow.department_id == department_id, MarkRow.observation_id.in_(ids))
    if item_id is not None:
        chosen = chosen.where(MarkRow.item_id == item_id)
    found: dict[int, dict[str, Held]] = {}
    for row in session.execute(chosen.order_by(MarkRow.observation_id, MarkRow.item_id, MarkRow.seq)):
        entry = Entry(MARKS[row.mark] if row.mark else None, row.note, row.file_id)
        found.setdefault(row.observation_id, {})[row.item_id] = Held(row.seq, entry, row.saved_at)
    return found


def photos_of(session: Session, department_id: int, ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return the hashes of photos by observation and number."""
    found: dict[int, dict[int, str]] = {}
    for row in _rows(session, PhotoRow, department_id, ids):
        found.setdefault(row.observation_id, {})[row.file_id] = row.hash
    return found


def _signatures(session: Session, department_id: int, ids: Collection[int]) -> dict[int, list[Signature]]:
    found: dict[int, list[Signature]] = {}
    for row in _rows(session, SignatureRow, department_id, ids, SignatureRow.number):
        one = Signature(row.number, row.person_id, row.role, row.kind, row.reason, row.shown_hash, row.at)
        found.setdefault(row.observation_id, []).append(one)
    return found


def _rows(
    session: Session,
    table: type[Any],
    department_id: int,
    ids: Collection[int],
    order: InstrumentedAttribute[Any] | None = None,
) -> Sequence[Any]:
    chosen: Select[Any] = select(table).where(
        table.department_id == department_id, table.observation_id.in_(ids)
    )
    return session.scalars(chosen.order_by(order) if order is not None else chosen).all()


def _answer(row: AnswerRow) -> Answer:
    return Answer(row.author_id, Decision(row.decision), row.reason, row.at, row.marks)
