"""Gathering what the page of today shows, in as few queries as the facts allow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, Standing, Task
from trainer.attempts import service as attempts
from trainer.attempts.service import Sitting
from trainer.editions.model import Edition
from trainer.home.model import Needs, Next, OpenSitting, Study, is_new, needs, what_next
from trainer.lessons import service as lessons
from trainer.lessons.service import Progress, ReadingFact
from trainer.lessons.service import State as Reading
from trainer.paths import service as paths
from trainer.paths.service import Stop
from trainer.people import service as people
from trainer.people.model import PersonCard, Role, Viewer
from trainer.quizzes import service as quizzes
from trainer.scores import service as scores

LOOK_BACK = timedelta(days=60)
"""How long ago something may have been due and still call for a supervisor."""


@dataclass(frozen=True)
class Learner:
    """What the page shows somebody who learns."""

    next: Next
    owed: tuple[Standing, ...]
    stops: tuple[Stop, ...]
    mastered: tuple[tuple[str, str], ...]
    """Quizzes passed: (id, title)."""
    revised: tuple[Study, ...]
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
        next=what_next(_open(sittings, edition), owed, unread, stops, revised, clock.now()),
        owed=tuple(owed),
        stops=stops,
        mastered=tuple((key, quiz["title"]) for key, quiz in edition.items("quiz").items() if key in passed),
        revised=tuple(revised),
        fresh=not (read or rows or sittings),
    )


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


@dataclass(frozen=True)
class Month:
    """What a month's duty record has so far, of what enters it by itself."""

    name: str
    """YYYY-MM."""
    results: int
    readings: int


@dataclass(frozen=True)
class Watch:
    """What the page shows a supervisor."""

    needs: Needs
    cards: dict[int, PersonCard]
    month: Month
    own: tuple[Standing, ...]
    """What the supervisor owes too and can do something about."""


def watch(session: Session, viewer: Viewer, zone: ZoneInfo) -> Watch:
    """Return who of the viewer's department needs them today; six queries."""
    department, now = viewer.department_id, clock.now()
    tasks, owing = assignments.watched(session, [department], since=now - LOOK_BACK)
    readings = _readings(session, department, tasks, zone)
    standings = assignments.standings_of(session, tasks, owing, readings=readings)
    cards = people.cards(session, department, inactive=False)
    every = [one for rows in standings.values() for one in rows]
    return Watch(
        needs=needs(standings, cards.keys(), _new(cards.values(), readings, zone), now),
        cards=cards,
        month=_month(every, readings, zone),
        own=tuple(one for one in every if one.person_id == viewer.person_id and _can_do(one, now)),
    )


def _can_do(one: Standing, now: datetime) -> bool:
    return one.task.is_open(now) and not one.fulfilled and not one.used_up


def _readings(
    session: Session, department_id: int, tasks: Iterable[Task], zone: ZoneInfo
) -> list[ReadingFact]:
    """Return what was read as far back as anything on the page asks: this month, new hires, assignments."""
    begins = [task.opens_at for task in tasks if task.kind is Kind.LESSON]
    since = min([_month_begin(zone), clock.now() - LOOK_BACK, *begins])
    return lessons.readings_of(session, department_id, None, since=since)


def _month_begin(zone: ZoneInfo) -> datetime:
    today = clock.today(zone)
    return clock.month_bounds(today.year, today.month, zone)[0]


def _new(cards: Iterable[PersonCard], readings: Iterable[ReadingFact], zone: ZoneInfo) -> list[int]:
    seen, today = {reading.person_id for reading in readings}, clock.today(zone)
    return [
        card.id
        for card in cards
        if card.role is Role.STAFF and card.id not in seen and is_new(card.hired_on, today)
    ]


def _month(every: Iterable[Standing], readings: Iterable[ReadingFact], zone: ZoneInfo) -> Month:
    first = _month_begin(zone)
    return Month(
        name=f"{clock.today(zone):%Y-%m}",
        results=sum(score.at >= first for one in every for score in one.results),
        readings=sum(reading.read_at >= first for reading in readings),
    )


@dataclass(frozen=True)
class Overview:
    """A department as managers and administrators see it from above."""

    id: int
    name: str
    people: int
    supervisors: int
    needs: Needs


def overview(session: Session, viewer: Viewer, zone: ZoneInfo) -> list[Overview]:
    """Return every department with the same needs as its supervisor sees.

    Four queries and two a department, whatever the number of people. Sittings are left to `trainer tick`, for
    only their results matter here.
    """
    names = people.departments(session)
    tasks, owing = assignments.watched(session, names.keys(), since=clock.now() - LOOK_BACK)
    there: dict[int, list[PersonCard]] = {id_: [] for id_ in names}
    for person in people.people(session, viewer):
        there[person.department_id].append(people.card(person))
    mine = {id_: [task for task in tasks if task.department_id == id_] for id_ in names}
    readings = {id_: _readings(session, id_, mine[id_], zone) for id_ in names}
    read = [reading for rows in readings.values() for reading in rows]
    standings = assignments.standings_of(session, tasks, owing, readings=read, sittings=())
    return [
        Overview(
            id=id_,
            name=name,
            people=len(there[id_]),
            supervisors=sum(card.role is Role.SUPERVISOR for card in there[id_]),
            needs=needs(
                {task.id: standings[task.id] for task in mine[id_]},
                {card.id for card in there[id_]},
                _new(there[id_], readings[id_], zone),
                clock.now(),
            ),
        )
        for id_, name in names.items()
    ]
