"""Gathering what the page of today shows a supervisor or manager, in as few queries as the facts allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, Standing, Task
from trainer.home.needing import Needs, is_new, needs
from trainer.lessons import service as lessons
from trainer.lessons.service import ReadingFact
from trainer.people import service as people
from trainer.people.model import PersonCard, Role, Viewer

LOOK_BACK = timedelta(days=60)
"""How long ago something may have been due and still call for a supervisor."""


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
    every = [one for rows in assignments.followed_among(standings, now).values() for one in rows]
    return Watch(
        needs=needs(standings, cards.keys(), _new(cards.values(), readings, zone), now),
        cards=cards,
        month=_month(every, readings, zone),
        own=tuple(one for one in every if one.person_id == viewer.person_id and _can_do(one, now)),
    )


def needs_of(session: Session, department_id: int, zone: ZoneInfo) -> tuple[Needs, dict[int, PersonCard]]:
    """Return who of a department needs somebody today, and its people; sittings are as they are."""
    now = clock.now()
    tasks, owing = assignments.watched(session, [department_id], since=now - LOOK_BACK)
    readings = _readings(session, department_id, tasks, zone)
    standings = assignments.standings_of(session, tasks, owing, readings=readings, sittings=())
    cards = people.cards(session, department_id, inactive=False)
    return needs(standings, cards.keys(), _new(cards.values(), readings, zone), now), cards


def _can_do(one: Standing, now: datetime) -> bool:
    return one.task.is_open(now) and one.pending and not one.used_up


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
