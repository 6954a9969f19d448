"""What the page and the paper of one person show: gathered once, from every room that knows something."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts import service as attempts
from trainer.certificates import service as certificates
from trainer.certificates.model import Certificate
from trainer.classes import service as classes
from trainer.classes.model import Held
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.lessons import service as lessons
from trainer.mastery import service as mastery
from trainer.mastery.model import EVERYTHING, Cell, together
from trainer.observations import service as observations
from trainer.observations.model import Observed
from trainer.paths import service as paths
from trainer.paths.service import Unit
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer
from trainer.scores import service as scores
from trainer.scores.model import Head
from trainer.scores.service import ScoreEntry
from trainer.standard import service as standard
from trainer.standard.model import Clause, Section
from trainer.web.filters import local

LONG = timedelta(days=20 * 366)
"""How far back classes are looked for."""
BEST = 4
"""The shade of what is held."""
MONTHS = 12
"""Months of the trend."""


@dataclass(frozen=True)
class Tile:
    """A clause of the heat list; `asked` says whether the person's position must know it."""

    clause: Clause
    cell: Cell | None
    asked: bool


@dataclass(frozen=True)
class Part:
    """A section of the heat list."""

    section: Section
    whole: Cell | None
    tiles: tuple[Tile, ...]

    @property
    def seen(self) -> int:
        """Return of how many clauses there is evidence."""
        return sum(tile.cell is not None for tile in self.tiles)


@dataclass(frozen=True)
class Month:
    """A month of the trend: how many results, and their average in hundredths of a percent."""

    name: str
    count: int
    average: int | None


@dataclass(frozen=True)
class Personal:
    """Everything of one person that the viewer may see."""

    card: PersonCard
    department: str
    whole: Cell | None
    parts: tuple[Part, ...]
    units: tuple[Unit, ...]
    done: int
    steps: int
    rows: tuple[ScoreEntry, ...]
    """Results of sittings, latest first."""
    titles: Mapping[str, str]
    observed: tuple[Observed, ...]
    certificates: tuple[tuple[Certificate, tuple[str, ...]], ...]
    """Each with the clauses that have changed since."""
    months: tuple[Month, ...]
    clauses: Mapping[str, Cell]

    @property
    def weak(self) -> list[Tile]:
        """Return the clauses that are not quite held, weakest first; red lines break a tie."""
        tiles = [
            t
            for part in self.parts
            for t in part.tiles
            if t.cell and (t.cell.shade < BEST or t.cell.red_lines)
        ]
        return sorted(tiles, key=lambda tile: _need(tile.cell))

    @property
    def unseen(self) -> list[Tile]:
        """Return what the position must know and nobody has tested yet."""
        return [t for part in self.parts for t in part.tiles if t.asked and t.cell is None]


def _need(cell: Cell | None) -> tuple[float, int]:
    return (cell.share, -cell.red_lines) if cell else (2.0, 0)


def gathered(session: Session, viewer: Viewer, person_id: int, edition: Edition) -> Personal:
    """Return what the viewer may see of a person; a fixed number of queries. Raises NotFound out of reach."""
    departments = mastery.departments_of(session, viewer, person_id)
    attempts.settle(session, department_id=people.fetch(session, viewer, person_id).department_id)
    cells = mastery.of_person(session, viewer, person_id)
    held = certificates.of_person(session, viewer, person_id)
    card = people.card(people.fetch(session, viewer, person_id))
    rows = [row for id_ in departments for row in scores.of_person(session, id_, person_id)]
    rows.sort(key=lambda row: (row.at, row.number), reverse=True)
    read = {key for id_ in departments for key in lessons.last_read(session, id_, person_id)}
    path = paths.path_of(edition, card.position)
    passed = {row.quiz_id for row in rows if row.passed}
    stops = paths.walk(edition, path, read, passed)
    substance = editions.substance(session)
    return Personal(
        card=card,
        department=people.departments(session)[card.department_id],
        whole=cells.get(EVERYTHING),
        parts=parts(edition, card.position, cells),
        units=paths.units(stops),
        done=sum(stop.state == "done" for stop in stops),
        steps=len(stops),
        rows=tuple(rows),
        titles={key: body["title"] for key, body in edition.items("quiz").items()},
        observed=tuple(observations.of_person(session, viewer, person_id)),
        certificates=tuple((one, one.changed(substance, edition.number)) for one in held),
        months=months(rows, clock.now()),
        clauses=cells,
    )


def parts(edition: Edition, position: str, cells: Mapping[str, Cell]) -> tuple[Part, ...]:
    """Return the heat list: of each section what the position must know, and whatever else was shown."""
    register = standard.register(edition)
    found = []
    for section in register.sections:
        tiles = [
            Tile(clause, cells.get(clause.id), clause.for_position(position))
            for clause in register.in_section(section.id)
            if clause.for_position(position) or clause.id in cells
        ]
        if tiles:
            whole = together(tile.cell for tile in tiles if tile.cell is not None)
            found.append(Part(section, whole, tuple(tiles)))
    return tuple(found)


def months(rows: Iterable[ScoreEntry], now: datetime) -> tuple[Month, ...]:
    """Return the last twelve months with the average of the results in each."""
    percents: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        percents[local(row.at).strftime("%Y-%m")].append(row.percent)
    today = local(now)
    last = today.year * 12 + today.month - 1
    names = [f"{n // 12}-{n % 12 + 1:02d}" for n in range(last - MONTHS + 1, last + 1)]
    return tuple(Month(name, len(some), _average(some)) for name in names for some in [percents[name]])


def _average(percents: Sequence[int]) -> int | None:
    return sum(percents) // len(percents) if percents else None


def attended(session: Session, viewer: Viewer, person_id: int) -> list[Held]:
    """Return the classes a person came to, latest first."""
    today = local(clock.now()).date()
    found = [
        held
        for department_id in mastery.departments_of(session, viewer, person_id)
        for held in classes.held_between(session, department_id, today - LONG, today)
        if person_id in held.attendees
    ]
    return sorted(found, key=lambda held: held.held_on, reverse=True)


def heads(session: Session, viewer: Viewer, person_id: int) -> Head:
    """Return the head of the ledger of the person's department."""
    return scores.head(session, people.fetch(session, viewer, person_id).department_id)
