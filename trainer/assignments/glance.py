"""One assignment at a glance: its members counted by how far they have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.assignments.model import FULFILLED, Standing, State


@dataclass(frozen=True)
class Tally:
    """One assignment at a glance; `done` counts those who passed the make-up, `made_up` only them.

    `overdue` are those with nothing handed in and no make-up arranged, `late` those who handed in too late.
    """

    members: int
    done: int
    failed: int
    running: int
    not_started: int
    overdue: int
    late: int
    made_up: int
    red_lines: int
    average: int | None


def tally(standings: Sequence[Standing], now: datetime) -> Tally:
    """Count the members of one assignment by state; the average is that of counting results.

    For whom alone it was called off is not counted.
    """
    standings = [one for one in standings if one.called_off is None]
    states = [State.DONE if standing.made_up else standing.state for standing in standings]
    percents = [standing.score.percent for standing in standings if standing.score]
    return Tally(
        members=len(states),
        done=sum(state in FULFILLED for state in states),
        failed=states.count(State.FAILED),
        running=states.count(State.IN_PROGRESS),
        not_started=states.count(State.NOT_STARTED),
        overdue=sum(one.follow_up is None and one.overdue(now) for one in standings),
        late=sum(standing.handed_in_late for standing in standings),
        made_up=sum(standing.made_up for standing in standings),
        red_lines=sum(any(score.red_lines for score in standing.results) for standing in standings),
        average=round(sum(percents) / len(percents)) if percents else None,
    )
