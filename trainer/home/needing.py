"""Who needs a supervisor today, and what comes first; pure decisions over standings."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from trainer.assignments.model import Standing, Task
from trainer.assignments.service import Tally, followed_among, needs_make_up, tally

RECENT: Final = timedelta(days=14)
"""How long a red line crossed stays on a supervisor's page."""
SOON: Final = timedelta(days=3)
"""How far ahead a due time is announced."""
NEW_FOR: Final = timedelta(days=30)
"""How long somebody counts as a new hire."""


@dataclass(frozen=True)
class Due:
    """An assignment that is due soon, with its numbers."""

    task: Task
    tally: Tally


@dataclass(frozen=True)
class Crossed:
    """A red line somebody crossed: where, when, and whether they have passed since."""

    person_id: int
    task: Task
    attempt_id: int
    at: datetime
    lines: tuple[str, ...]
    passed_since: bool


@dataclass(frozen=True)
class Needs:
    """Who of a department needs somebody today."""

    crossed: tuple[Crossed, ...] = ()
    failed: tuple[Standing, ...] = ()
    overdue: tuple[Standing, ...] = ()
    due_soon: tuple[Due, ...] = ()
    new: tuple[int, ...] = ()
    running: int = field(default=0, compare=False)

    @property
    def nobody(self) -> bool:
        """Say whether nobody needs anything."""
        return not (self.crossed or self.failed or self.overdue or self.due_soon or self.new)


class Need(StrEnum):
    """What a supervisor is told first."""

    CROSSED = "crossed"
    FAILED = "failed"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    NEW = "new"
    NOBODY = "nobody"


def needs(
    standings: Mapping[int, Sequence[Standing]],
    here: Collection[int],
    new: Iterable[int],
    now: datetime,
) -> Needs:
    """Return who needs somebody: `here` are the people who still work there, `new` new hires without reading.

    Who failed or missed what was assigned to them again since is followed up already; a new hire who was
    given something to do is not looked for any more.
    """
    found = followed_among(standings, now)
    every = [one for rows in found.values() for one in rows if one.person_id in here]
    open_ = [one for one in every if one.pending and needs_make_up(one, now)]
    busy = {one.person_id for one in every if one.pending}
    tasks = {one.task.id: one.task for one in every}
    soon = sorted(
        (task for task in tasks.values() if task.opens_at <= now <= task.due_at < now + SOON),
        key=lambda task: (task.due_at, task.id),
    )
    counted = [Due(task, tally([one for one in every if one.task.id == task.id], now)) for task in soon]
    return Needs(
        crossed=tuple(crossings(every, now)),
        failed=tuple(one for one in open_ if not one.overdue(now)),
        overdue=tuple(one for one in open_ if one.overdue(now)),
        due_soon=tuple(due for due in counted if due.tally.done < due.tally.members),
        new=tuple(id_ for id_ in new if id_ not in busy),
        running=sum(task.is_open(now) and now <= task.due_at for task in tasks.values()),
    )


def crossings(standings: Iterable[Standing], now: datetime) -> list[Crossed]:
    """Return the latest crossing of each person in each assignment within the last days, latest first."""
    found = []
    for one in standings:
        recent = [score for score in one.results if score.red_lines and score.at > now - RECENT]
        if recent:
            last = max(recent, key=lambda score: score.at)
            passed = one.made_up or any(score.passed and score.at > last.at for score in one.results)
            lines = tuple(dict.fromkeys(last.red_lines))
            found.append(Crossed(one.person_id, one.task, last.attempt_id, last.at, lines, passed))
    return sorted(found, key=lambda crossed: (crossed.passed_since, -crossed.at.timestamp()))


def foremost(found: Needs) -> Need:
    """Return what comes first: safety, then who is stuck, then who is late, then what is near."""
    if any(not crossed.passed_since for crossed in found.crossed):
        return Need.CROSSED
    for need, some in (
        (Need.FAILED, found.failed),
        (Need.OVERDUE, found.overdue),
        (Need.DUE_SOON, found.due_soon),
        (Need.NEW, found.new),
    ):
        if some:
            return need
    return Need.NOBODY


def is_new(hired_on: date | None, today: date) -> bool:
    """Say whether somebody was hired within the last days; a date of hire ahead counts too."""
    return hired_on is not None and today - hired_on <= NEW_FOR


def by_task(standings: Iterable[Standing]) -> list[tuple[Task, list[Standing]]]:
    """Return standings grouped by assignment, for what is done about them is done for all at once."""
    found: dict[int, tuple[Task, list[Standing]]] = {}
    for one in standings:
        found.setdefault(one.task.id, (one.task, []))[1].append(one)
    return sorted(found.values(), key=lambda pair: (pair[0].due_at, pair[0].id))
