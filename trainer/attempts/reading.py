"""Reading sittings: one with its questions, one with its grades, and lists of facts about many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from trainer import clock
from trainer.attempts import access, ending
from trainer.attempts.held import newest
from trainer.attempts.mended import Mending, in_force, mended_item, of_items
from trainer.attempts.model import Held, Rules, State, release_at, released
from trainer.attempts.tables import Attempt, AttemptItem, GradeRow, Response
from trainer.editions import service as editions
from trainer.people.model import Viewer
from trainer.quizzes import types
from trainer.quizzes.model import Arrangement, Grade, Item


@dataclass(frozen=True)
class Sitting:
    """The facts of one sitting; what was asked and answered is fetched apart."""

    id: int
    department_id: int
    person_id: int
    position: str
    quiz_id: str
    edition_number: int
    assignment_id: int | None
    number: int
    """Which attempt it is, from 1: at the assignment, or in self-study."""
    rules: Rules
    state: State
    started_at: datetime
    deadline_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Say whether it goes on."""
        return self.state is State.OPEN

    @property
    def release_at(self) -> datetime | None:
        """Return the moment before which the key stays closed, None where the end is enough."""
        return release_at(self.rules, self.deadline_at)


@dataclass(frozen=True)
class Question:
    """One question as it lies before one person, with what the server holds.

    `item` holds the key: only a question that is `released` may show more of it than the type's `ask`.
    """

    slot: int
    item: Item
    arrangement: Arrangement
    held: Held | None
    released: bool
    item_hash: str = ""

    @property
    def answered(self) -> bool:
        """Say whether there is an answer, and the whole of it."""
        return _answers(self.item, self.held)


@dataclass(frozen=True)
class Reviewed:
    """One question after the end; `late` is what arrived after the deadline and does not count.

    `mending` is what holds for this person's sitting; `before` the grade without it, where it is another.
    """

    question: Question
    grade: Grade
    late: Held | None
    mending: Mending | None = None
    before: Grade | None = None


def sitting_of(row: Attempt) -> Sitting:
    """Return the facts of a row."""
    return Sitting(
        id=row.id,
        department_id=row.department_id,
        person_id=row.person_id,
        position=row.position,
        quiz_id=row.quiz_id,
        edition_number=row.edition_number,
        assignment_id=row.assignment_id,
        number=row.number,
        rules=Rules.from_json(row.rules),
        state=State(row.state),
        started_at=row.started_at,
        deadline_at=row.deadline_at,
        ended_at=row.ended_at,
    )


def fetch(session: Session, viewer: Viewer, attempt_id: int) -> Sitting:
    """Return a sitting the viewer may look at, ended first if its time is up; raises NotFound."""
    row = access.readable(session, viewer, attempt_id)
    ending.settle_one(session, row, clock.now())
    return sitting_of(row)


def questions(session: Session, sitting: Sitting) -> list[Question]:
    """Return the questions of a sitting in their order, with the answers held (late ones left out)."""
    newest_held = newest(session, sitting.department_id, sitting.id, late=False)
    now = clock.now()
    places = _places(session, sitting)
    items = editions.bodies(session, [place.item_hash for place in places])
    found = []
    for place in places:
        item, held = Item.from_json(items[place.item_hash]), newest_held.get(place.slot)
        answered = _answers(item, held)
        seen = released(sitting.rules, sitting.state, sitting.deadline_at, now, answered=answered)
        found.append(Question(place.slot, item, place.arrangement, held, seen, place.item_hash))
    return found


def _answers(item: Item, held: Held | None) -> bool:
    return held is not None and types.get(item.type).complete(item, held.body)


def _places(session: Session, sitting: Sitting) -> Sequence[AttemptItem]:
    chosen = select(AttemptItem).where(
        AttemptItem.department_id == sitting.department_id, AttemptItem.attempt_id == sitting.id
    )
    fresh = chosen.order_by(AttemptItem.slot).execution_options(populate_existing=True)
    return session.scalars(fresh).all()


def review(session: Session, sitting: Sitting) -> list[Reviewed]:
    """Return the questions of an ended sitting with their grades, wrong ones first."""
    grades, machine = _grades(session, sitting.department_id, sitting.id)
    late = newest(session, sitting.department_id, sitting.id, late=True)
    asked = questions(session, sitting)
    mendings = of_items(session, sitting.department_id, {q.item_hash for q in asked})
    found = []
    for q in asked:
        held = in_force(mendings.get(q.item_hash, ()), sitting.person_id)
        before = machine[q.slot] if machine[q.slot] != grades[q.slot] else None
        keyed = replace(q, item=mended_item(q.item, held))
        found.append(Reviewed(keyed, grades[q.slot], late.get(q.slot), held, before))
    return sorted(found, key=lambda one: (_share(one.grade), one.question.slot))


def _share(grade: Grade) -> int:
    """Return 0 for wrong or a red line crossed, 1 for partly right, 2 for right or left out."""
    if not grade.maximum:
        return 2
    if grade.red_lines or not grade.points:
        return 0
    return 1 + (grade.points == grade.maximum)


def grades_of(session: Session, department_id: int, attempt_id: int) -> dict[int, Grade]:
    """Return the grades that hold, by question: of each the latest revision."""
    return _grades(session, department_id, attempt_id)[0]


def _grades(
    session: Session, department_id: int, attempt_id: int
) -> tuple[dict[int, Grade], dict[int, Grade]]:
    """Return the grades that hold by question, and those that no mending of the question made."""
    chosen = select(GradeRow).where(
        GradeRow.department_id == department_id, GradeRow.attempt_id == attempt_id
    )
    holding, own = dict[int, Grade](), dict[int, Grade]()
    for row in session.scalars(chosen.order_by(GradeRow.slot, GradeRow.revision)):
        grade = Grade(row.points, row.maximum, tuple(row.red_lines), row.final, row.evidence)
        holding[row.slot] = grade
        if row.mending_id is None:
            own[row.slot] = grade
    return holding, own


def sits_same_questions(session: Session, sitting: Sitting) -> bool:
    """Say whether the person is in the middle of another sitting that asks a question of this one.

    Its key stays closed then; a sitting of the same quiz counts even where it drew other questions.
    """
    return bool(session.scalar(select(_asking_the_same(sitting).exists())))


def open_with_same_questions(session: Session, sitting: Sitting) -> list[Sitting]:
    """Return those open sittings that close the key of this one, the latest first."""
    return _all(session, _asking_the_same(sitting).order_by(Attempt.started_at.desc(), Attempt.id.desc()))


def _asking_the_same(sitting: Sitting) -> Select[Attempt]:
    mine, other = aliased(AttemptItem), aliased(AttemptItem)
    shared = exists().where(
        mine.department_id == sitting.department_id,
        mine.attempt_id == sitting.id,
        other.department_id == sitting.department_id,
        other.attempt_id == Attempt.id,
        other.question_id == mine.question_id,
    )
    return _of(sitting.department_id).where(
        Attempt.person_id == sitting.person_id,
        Attempt.state == State.OPEN.value,
        Attempt.id != sitting.id,
        or_(Attempt.quiz_id == sitting.quiz_id, shared),
    )


def of_person(
    session: Session, department_id: int, person_id: int, quiz_id: str | None = None
) -> list[Sitting]:
    """Return the sittings of a person in a department, latest first."""
    chosen = _of(department_id).where(Attempt.person_id == person_id)
    if quiz_id is not None:
        chosen = chosen.where(Attempt.quiz_id == quiz_id)
    return _all(session, chosen.order_by(Attempt.started_at.desc(), Attempt.id.desc()))


def of_assignments(session: Session, department_id: int, assignment_ids: Collection[int]) -> list[Sitting]:
    """Return the sittings that belong to assignments of a department, oldest first."""
    chosen = _of(department_id).where(Attempt.assignment_id.in_(set(assignment_ids)))
    return _all(session, chosen.order_by(Attempt.started_at, Attempt.id))


def by_ids(session: Session, department_id: int, attempt_ids: Collection[int]) -> dict[int, Sitting]:
    """Return sittings of a department by id."""
    chosen = _of(department_id).where(Attempt.id.in_(set(attempt_ids)))
    return {sitting.id: sitting for sitting in _all(session, chosen)}


def with_late_answers(session: Session, department_id: int, attempt_ids: Collection[int]) -> set[int]:
    """Return which of the sittings hold answers that came after the deadline, for the supervisor."""
    chosen = select(Response.attempt_id).where(
        Response.department_id == department_id, Response.attempt_id.in_(set(attempt_ids))
    )
    return set(session.scalars(chosen.where(Response.late.is_(True)).distinct()))


def _of(department_id: int) -> Select[Attempt]:
    return select(Attempt).where(Attempt.department_id == department_id)


def _all(session: Session, chosen: Select[Attempt]) -> list[Sitting]:
    rows = session.scalars(chosen.execution_options(populate_existing=True))
    return [sitting_of(row) for row in rows]
