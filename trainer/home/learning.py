"""Gathering what the page of today shows somebody who learns, in as few queries as the facts allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, Standing, Task
from trainer.attempts import service as attempts
from trainer.attempts.service import Sitting
from trainer.editions.model import Edition
from trainer.home.model import Next, OpenSitting, Study, what_next
from trainer.home.needing import Crossed, crossings
from trainer.lessons import service as lessons
from trainer.lessons.service import Progress
from trainer.lessons.service import State as Reading
from trainer.paths import service as paths
from trainer.paths.service import Stop
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes
from trainer.scores import service as scores


@dataclass(frozen=True)
class Learner:
    """What the page shows somebody who learns."""

    next: Next
    owed: tuple[Standing, ...]
    stops: tuple[Stop, ...]
    mastered: tuple[tuple[str, str], ...]
    """Quizzes passed: (id, title)."""
    revised: tuple[Study, ...]
    crossed: Crossed | None
    """The latest red line crossed in a task and not passed since."""
    fresh: bool
    """Whether nothing was read or sat yet."""

    @property
    def done(self) -> int:
        """Return how many steps of the path are done."""
        return sum(stop.state == "done" for stop in self.stops)

    @property
    def minutes_left(self) -> int:
        """Return how long the lessons that remain on the path take."""
        left = (stop for stop in self.stops if stop.state != "done" and stop.kind == "lesson")
        return sum(stop.minutes or 0 for stop in left)

    @property
    def ahead(self) -> tuple[Stop, ...]:
        """Return the next few steps of the path."""
        return tuple(stop for stop in self.stops if stop.state != "done")[:3]


def learner(session: Session, viewer: Viewer, edition: Edition) -> Learner:
    """Return what somebody owes, where they stand on their path, and what to do next; five queries or six."""
    sittings = _own_sittings(session, viewer)
    mine = assignments.owing(session, viewer)
    rows = scores.of_person(session, viewer.department_id, viewer.person_id)
    progress = lessons.progress(session, viewer, edition)
    owed = assignments.owed_from(mine, rows, sittings, _read_since(mine[0], viewer, progress))
    read = {key for key, one in progress.items() if one.state is not Reading.UNREAD}
    passed = {row.quiz_id for row in rows if row.passed}
    stops = paths.walk(edition, paths.path_of(edition, viewer.position), read, passed)
    revised = [_study(edition, key) for key, one in progress.items() if one.state is Reading.CHANGED]
    unread = {one.task.target_id: _unread(edition, one.task, read) for one in owed}
    return Learner(
        next=what_next(_open(sittings, edition), owed, unread, stops, revised, clock.now(), _finals(edition)),
        owed=tuple(owed),
        stops=stops,
        mastered=tuple((key, quiz["title"]) for key, quiz in edition.items("quiz").items() if key in passed),
        revised=tuple(revised),
        crossed=next((one for one in crossings(owed, clock.now()) if not one.passed_since), None),
        fresh=not (read or rows or sittings),
    )


def _finals(edition: Edition) -> set[str]:
    return {key for key, quiz in edition.items("quiz").items() if quiz.get("blueprint")}


def _own_sittings(session: Session, viewer: Viewer) -> list[Sitting]:
    found = attempts.of_person(session, viewer.department_id, viewer.person_id)
    if assignments.is_due(found):
        attempts.settle(session, department_id=viewer.department_id)
        found = attempts.of_person(session, viewer.department_id, viewer.person_id)
    return found


def _read_since(
    tasks: Sequence[Task], viewer: Viewer, progress: dict[str, Progress]
) -> dict[tuple[int, int], datetime]:
    """Return when assigned lessons were last read, where that was since they were assigned."""
    last = {key: one.read_at for key, one in progress.items()}
    return {
        (task.id, viewer.person_id): at
        for task in tasks
        if task.kind is Kind.LESSON and (at := last.get(task.target_id)) is not None and at >= task.opens_at
    }


def _open(sittings: Sequence[Sitting], edition: Edition) -> list[OpenSitting]:
    titles = {key: quiz["title"] for key, quiz in edition.items("quiz").items()}
    return [
        OpenSitting(one.id, titles.get(one.quiz_id, one.quiz_id), one.deadline_at)
        for one in sittings
        if one.is_open
    ]


def _study(edition: Edition, lesson_id: str) -> Study:
    found = lessons.lesson(edition, lesson_id)
    return Study(found.id, found.title, found.minutes)


def _unread(edition: Edition, task: Task, read: set[str]) -> list[Study]:
    if task.kind is not Kind.QUIZ or not edition.has("quiz", task.target_id):
        return []
    wanted = quizzes.quiz(edition, task.target_id).lessons
    return [_study(edition, key) for key in wanted if key not in read and edition.has("lesson", key)]
