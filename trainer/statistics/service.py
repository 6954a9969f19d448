"""Gathering what statistics are made of, in a fixed number of queries a page; departments are guarded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts import service as attempts
from trainer.attempts.service import Among, Mending, Sums, Totals
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Item
from trainer.statistics import figures, model
from trainer.statistics.figures import QuizFigures


@dataclass(frozen=True)
class Line:
    """One quiz in the list: first sittings, mean and pass rate in percent, and alpha where it is defined."""

    quiz_id: str
    title: str
    n: int
    mean: float
    passed: float
    alpha: float | None


@dataclass(frozen=True)
class Statistics:
    """Everything the page of a quiz shows; `closed` are questions that the viewer is being asked."""

    quiz_id: str
    title: str
    figures: QuizFigures
    mendings: tuple[Mending, ...]
    editions: tuple[int, ...]
    closed: frozenset[str]


@dataclass(frozen=True)
class Month:
    """One month of the site: what was sat, passed (percent), and the share right (percent)."""

    first: date
    n: int
    passed: float | None
    mean: float | None


@dataclass(frozen=True)
class Trend:
    """The share right in the questions of a section, month by month, with how many answers it rests on."""

    section: str
    title: str
    shares: tuple[float | None, ...]
    answers: tuple[int, ...]


def lines(session: Session, viewer: Viewer, department_id: int) -> list[Line]:
    """Return the quizzes that were sat in a department, the lowest mean first."""
    _refuse_foreign(viewer, department_id)
    among = Among(department_id)
    void = attempts.voided(session, department_id)
    items = defaultdict[str, list[Sums]](list)
    for row in attempts.sums_by_quiz(session, among, void):
        items[row.group].append(row)
    spreads = attempts.spread_by_quiz(session, among, void)
    edition = editions.current(session)
    found = [
        Line(
            quiz_id=row.group,
            title=title_of(edition, row.group),
            n=row.n,
            mean=row.percents / row.n / 100,
            passed=100 * row.passed / row.n,
            alpha=_alpha(items[row.group], spreads.get(row.group)),
        )
        for row in attempts.totals_by_quiz(session, among)
    ]
    return sorted(found, key=lambda line: (line.mean, line.title))


def _alpha(items: Sequence[Sums], spread: tuple[int, int, int] | None) -> float | None:
    """Return alpha from sums; only where everybody sat every question."""
    if spread is None or any(row.n != spread[0] for row in items):
        return None
    return model.alpha_of(
        [_variance(row.n, row.points, row.squares) or 0.0 for row in items], _variance(*spread)
    )


def _variance(n: int, total: int, squares: int) -> float | None:
    """Return the sample variance from whole numbers, exactly until the last division."""
    return (n * squares - total * total) / (n * (n - 1)) if n >= model.LEAST else None


def statistics(session: Session, viewer: Viewer, among: Among) -> Statistics:
    """Return the figures of a quiz among the sittings chosen; raises NotFound out of reach or never sat."""
    _refuse_foreign(viewer, among.department_id)
    quiz_id = among.quiz_id or ""
    edition = editions.current(session)
    sat_in = attempts.editions_sat(session, among.department_id, quiz_id)
    if not sat_in and not edition.has("quiz", quiz_id):
        raise NotFound(_l("There is no such quiz here."))
    void = frozenset(attempts.voided(session, among.department_id))
    found = figures.facts(
        attempts.sat(session, among),
        attempts.grades(session, among),
        attempts.saves(session, among),
        void,
    )
    hashes = list(found.earned)
    bodies = editions.bodies(session, hashes)
    mendings = attempts.mendings_of_quiz(session, among.department_id, quiz_id, hashes)
    of_items = defaultdict[str, list[Mending]](list)
    for one in mendings:
        if one.attempt_id is None and one.item_hash:
            of_items[one.item_hash].append(one)
    items = {hash_: Item.from_json(bodies[hash_]) for hash_ in hashes}
    return Statistics(
        quiz_id=quiz_id,
        title=title_of(edition, quiz_id),
        figures=figures.quiz_figures(found, items, of_items, _now(edition, items)),
        mendings=tuple(mendings),
        editions=tuple(sat_in),
        closed=frozenset(attempts.being_asked(session, viewer)),
    )


def _now(edition: Edition, items: dict[str, Item]) -> frozenset[str]:
    return frozenset(
        hash_ for hash_, item in items.items() if edition.item_hash("question", item.id) == hash_
    )


def title_of(edition: Edition, quiz_id: str) -> str:
    """Return the title of a quiz; its id where the edition in force has it no more."""
    return quizzes.quiz(edition, quiz_id).title if edition.has("quiz", quiz_id) else quiz_id


def trends(
    session: Session, viewer: Viewer, department_id: int, months: Sequence[date], zone: ZoneInfo
) -> tuple[list[Month], list[Trend]]:
    """Return results by month and the share right by section and month, of all sittings; `months` follow.

    A question that cites clauses of two sections counts in both. Left-out and voided questions do not count.
    """
    _refuse_foreign(viewer, department_id)
    bounds = [clock.month_bounds(month.year, month.month, zone)[0] for month in months]
    bounds.append(clock.month_bounds(months[-1].year, months[-1].month, zone)[1])
    results = {row.group: row for row in attempts.totals_by_month(session, department_id, bounds)}
    rows = attempts.sums_by_month(session, department_id, bounds, attempts.voided(session, department_id))
    bodies = editions.bodies(session, list({row.item_hash for row in rows}))
    edition = editions.current(session)
    sections = {hash_: _sections(edition, body["clauses"]) for hash_, body in bodies.items()}
    found = [_month(month, results.get(place)) for place, month in enumerate(months)]
    return found, _trends(edition, rows, sections, len(months))


def _month(first: date, row: Totals | None) -> Month:
    if row is None:
        return Month(first, 0, None, None)
    return Month(first, row.n, 100 * row.passed / row.n, row.percents / row.n / 100)


def _sections(edition: Edition, clauses: Sequence[str]) -> set[str]:
    return {
        str(edition.item("clause", clause)["section"]) for clause in clauses if edition.has("clause", clause)
    }


def _trends(
    edition: Edition, rows: Sequence[Sums], sections: dict[str, set[str]], months: int
) -> list[Trend]:
    points = defaultdict[tuple[str, int], list[int]](lambda: [0, 0, 0])
    for row in rows:
        for section in sections[row.item_hash]:
            held = points[section, row.group]
            for place, more in enumerate((row.points, row.maximum, row.n)):
                held[place] += more
    titles = edition.items("section")
    order = [*titles, *sorted({section for section, _month in points} - set(titles))]
    seen = {section for section, _month in points}
    return [
        Trend(
            section=section,
            title=str(titles[section]["title"]) if section in titles else section,
            shares=tuple(_share(points.get((section, month))) for month in range(months)),
            answers=tuple(points[section, month][2] for month in range(months)),
        )
        for section in order
        if section in seen
    ]


def _share(held: list[int] | None) -> float | None:
    return 100 * held[0] / held[1] if held and held[1] else None


def _refuse_foreign(viewer: Viewer, department_id: int) -> None:
    if not viewer.sees(department_id):
        raise NotFound(_l("There is no such department here."))


def note_export(session: Session, viewer: Viewer, among: Among, made: Statistics) -> None:
    """Write into the audit trail that somebody took the figures along."""
    with writing(session):
        audit.record(
            session,
            "export_made",
            actor_id=viewer.person_id,
            department_id=among.department_id,
            what=f"statistics {made.quiz_id}",
            start=_day(among.start),
            end=_day(among.end),
            rows=len(made.figures.questions),
        )


def _day(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
