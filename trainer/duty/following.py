"""What became, up to today, of those who had not finished when the month was over; pure rules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Standing, State, Task, needs_make_up
from trainer.duty.model import Dated, FollowUp

Pair = tuple[int, int]
"""Assignment and person."""


@dataclass(frozen=True)
class Today:
    """How everybody stands now, what was arranged for whom, and who still works in the department."""

    standings: Mapping[Pair, Standing]
    follow_ups: Mapping[Pair, assignments.FollowUp]
    here: Collection[int]
    now: datetime
    zone: ZoneInfo

    def day(self, moment: datetime) -> date:
        """Return the day on the site's calendar."""
        return clock.localise(moment, self.zone).date()


@dataclass
class _Piles:
    """The people of one line, sorted by what became of them."""

    again: list[int] = field(default_factory=list)
    overdue: list[int] = field(default_factory=list)
    retry: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    made_up: list[Dated] = field(default_factory=list)
    done: list[Dated] = field(default_factory=list)
    arranged: list[Dated] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


def follow_up(task: Task, owed: Sequence[Standing], end: datetime, today: Today) -> FollowUp:
    """Return what follows for those who had not finished at the month's `end`, as it is today."""
    if task.cancelled_at is not None:
        return FollowUp(called_off=True)
    piles = _Piles()
    for then in owed:
        if not then.fulfilled:
            _sort(piles, then, min(end, today.now), today)
    return FollowUp(
        provisional=tuple(then.person_id for then in owed if _waits(then, today)),
        again=tuple(piles.again),
        overdue=tuple(piles.overdue),
        retry=tuple(piles.retry),
        waiting=tuple(piles.waiting),
        arranged=tuple(piles.arranged),
        made_up=tuple(piles.made_up),
        done=tuple(piles.done),
        gone=tuple(piles.gone),
    )


def _sort(piles: _Piles, then: Standing, seen: datetime, today: Today) -> None:
    """Put one person onto the pile: what was achieved first, then what was arranged, then what lacks."""
    key = then.task.id, then.person_id
    now, after = today.standings.get(key, then), today.follow_ups.get(key)
    if now.fulfilled:
        short = then.score is not None or then.task.due_at < seen
        day = today.day(now.finished_at or today.now)
        (piles.made_up if short else piles.done).append(Dated(then.person_id, day))
    elif after is not None and after.made_up:
        piles.made_up.append(Dated(then.person_id, today.day(after.at or after.task.due_at)))
    elif then.person_id not in today.here:
        piles.gone.append(then.person_id)
    elif after is not None:
        piles.arranged.append(Dated(then.person_id, today.day(after.task.due_at)))
    elif needs_make_up(now, today.now):
        (piles.again if now.state is State.FAILED else piles.overdue).append(then.person_id)
    else:
        (piles.retry if now.state is State.FAILED else piles.waiting).append(then.person_id)


def _waits(then: Standing, today: Today) -> bool:
    """Say whether the result that counts today is still provisional."""
    score = today.standings.get((then.task.id, then.person_id), then).score
    return score is not None and score.provisional
