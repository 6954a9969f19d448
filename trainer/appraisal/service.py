"""The marks of a department and period, and the scheme they are made by."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.appraisal import wording
from trainer.appraisal.facts import Fact, Origin, Row, of_class, of_observation, of_standing, row_of
from trainer.appraisal.model import Presence, Scheme, presence_of
from trainer.appraisal.schemes import Version, change, in_force, lock, locks, release, versions
from trainer.assignments import service as assignments
from trainer.classes import service as classes
from trainer.editions import service as editions
from trainer.editions.model import digest
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.observations import service as observations
from trainer.people import service as people
from trainer.people.model import PersonCard, Role, Viewer
from trainer.period import Period
from trainer.scores import service as scores
from trainer.scores.model import Head

__all__ = [
    "Appraisal",
    "Fact",
    "Origin",
    "Row",
    "Version",
    "appraise",
    "change",
    "in_force",
    "lock",
    "locks",
    "release",
    "versions",
    "wording",
]

APPRAISED = frozenset({Role.STAFF, Role.SUPERVISOR})


@dataclass(frozen=True)
class Appraisal:
    """The marks of a department and period, with what they were made from and when."""

    department_id: int
    department: str
    period: Period
    scheme: Version
    rows: tuple[Row, ...]
    cards: Mapping[int, PersonCard]
    head: Head
    edition: str
    made_at: datetime

    @property
    def running(self) -> bool:
        """Say whether the period is not over; `made_at` is on the site's wall clock."""
        return self.made_at.date() <= self.period.end

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the marks and the scheme they were made by."""
        marks = [[row.person_id, row.mark.mark, row.mark.uncapped, row.mark.cap] for row in self.rows]
        period = [self.period.start.isoformat(), self.period.end.isoformat()]
        return digest([self.department_id, *period, self.scheme.scheme.to_json(), marks])

    def of(self, person_id: int) -> Row:
        """Return the row of one person; raises NotFound."""
        found = next((row for row in self.rows if row.person_id == person_id), None)
        if found is None:
            raise NotFound(_l("There is no such person in this appraisal."))
        return found


def appraise(
    session: Session,
    viewer: Viewer,
    department_id: int,
    period: Period,
    zone: ZoneInfo,
    *,
    scheme: Scheme | None = None,
) -> Appraisal:
    """Return the marks of everybody the viewer leads, by the scheme in force or by one being tried out.

    Raises NotFound outside the viewer's reach. A fixed number of queries for any number of people.
    """
    names = people.departments(session)
    if department_id not in names or not viewer.sees(department_id):
        raise NotFound(_l("There is no such department here."))
    holding = in_force(session, department_id, period)
    version = holding if scheme is None else holding.tried(scheme)
    facts = _facts(session, department_id, period, version.scheme, zone)
    cards = people.cards(session, department_id)
    cards |= people.cards_of(session, sorted(facts.keys() - cards.keys()))
    led = [card for card in cards.values() if _leads(viewer, card)]
    rows = [
        row_of(version.scheme, card.id, card.position, here, facts.get(card.id, ()))
        for card in sorted(led, key=lambda card: card.staff_number)
        if (here := _presence(card, department_id, period, zone, facts)) is not None
    ]
    return Appraisal(
        department_id,
        names[department_id],
        period,
        version,
        tuple(rows),
        cards,
        scores.head(session, department_id),
        editions.current(session).name,
        clock.localise(clock.now(), zone),
    )


def _leads(viewer: Viewer, card: PersonCard) -> bool:
    """Say whether somebody's mark is the viewer's to make: never one's own, never that of one's like."""
    if card.id == viewer.person_id or card.role not in APPRAISED:
        return False
    return viewer.oversees or card.role is Role.STAFF


def _presence(
    card: PersonCard, department_id: int, period: Period, zone: ZoneInfo, facts: Collection[int]
) -> Presence | None:
    """Return the days of a person here; who works elsewhere by now is here where facts say so."""
    if card.department_id != department_id and card.id not in facts:
        return None
    left = clock.localise(card.left_at, zone).date() if card.left_at and not card.active else None
    return presence_of(period.start, period.end, card.hired_on, left)


def _facts(
    session: Session, department_id: int, period: Period, scheme: Scheme, zone: ZoneInfo
) -> Mapping[int, Sequence[Fact]]:
    start, end = clock.day_bounds(period.start, period.end, zone)
    now = clock.now()
    found: dict[int, list[Fact]] = defaultdict(list)
    tasks = assignments.due_between(session, department_id, start, end)
    for standings in assignments.standings(session, tasks).values():
        for standing in standings:
            found[standing.person_id] += of_standing(standing, scheme, now, zone)
    for seen in observations.of_period(session, department_id, start, end):
        found[seen.person_id].append(of_observation(seen, zone))
    held = classes.held_between(session, department_id, period.start, period.end)
    results = classes.marks(session, department_id, [one.id for one in held])
    for one in held:
        for person_id, told in of_class(one, results).items():
            found[person_id] += told
    return found
