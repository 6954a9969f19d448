"""The facts that marks rest on, each with the way back to where it was made; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from trainer.appraisal.model import WHOLE, Component, Mark, Presence, Scheme, Share, mark_of
from trainer.assignments.model import Kind, Standing
from trainer.classes.model import Absence, Held
from trainer.classes.model import Mark as ClassMark
from trainer.clock import localise
from trainer.observations.model import Observed

ALL = Share(Fraction(1), Fraction(1))
NONE = Share(Fraction(0), Fraction(1))


class Origin(StrEnum):
    """What a fact was made by, which is where its link leads."""

    ATTEMPT = "attempt"
    ASSIGNMENT = "assignment"
    OBSERVATION = "observation"
    CLASS = "class"


@dataclass(frozen=True)
class Fact:
    """One thing that counts of a person; `share` None where it is shown and counts nothing."""

    component: Component
    origin: Origin
    origin_id: int
    title: str
    day: date
    share: Share | None
    red_lines: tuple[str, ...] = ()
    provisional: bool = False
    ledger_number: int | None = None


@dataclass(frozen=True)
class Row:
    """One person of an appraisal."""

    person_id: int
    position: str
    presence: Presence
    facts: tuple[Fact, ...]
    mark: Mark

    @property
    def crossings(self) -> int:
        """Return how many red lines were crossed in what counts."""
        return crossings(self.facts)

    @property
    def provisional(self) -> bool:
        """Say whether something of it still waits for a person's word."""
        return any(fact.provisional for fact in self.facts)


def crossings(facts: Iterable[Fact]) -> int:
    """Return how many red lines facts crossed."""
    return sum(len(fact.red_lines) for fact in facts)


def row_of(scheme: Scheme, person_id: int, position: str, presence: Presence, facts: Sequence[Fact]) -> Row:
    """Return the row of a person; facts of days on which they were not here are left out."""
    own = tuple(
        sorted(
            (fact for fact in facts if presence.first <= fact.day <= presence.last),
            key=lambda fact: (list(Component).index(fact.component), fact.day, fact.title),
        )
    )
    shares: dict[Component, list[Share]] = defaultdict(list)
    for fact in own:
        if fact.share is not None:
            shares[fact.component].append(fact.share)
    return Row(person_id, position, presence, own, mark_of(scheme, shares, crossings(own), presence))


def of_standing(standing: Standing, scheme: Scheme, now: datetime, zone: ZoneInfo) -> list[Fact]:
    """Return what an assignment says of a person: how well it was done, and whether it was done in time."""
    day = localise(standing.task.due_at, zone).date()
    took_part = Fact(
        Component.PARTICIPATION,
        Origin.ASSIGNMENT,
        standing.task.id,
        standing.task.title,
        day,
        _took_part(standing, scheme, now),
    )
    if standing.task.kind is Kind.LESSON:
        return [took_part]
    return [_result(standing, scheme, now, day), took_part]


def _took_part(standing: Standing, scheme: Scheme, now: datetime) -> Share | None:
    if standing.finished_at is None:
        return NONE if standing.overdue(now) else None
    return Share(Fraction(scheme.late_worth), Fraction(WHOLE)) if standing.handed_in_late else ALL


def _result(standing: Standing, scheme: Scheme, now: datetime, day: date) -> Fact:
    score, title = standing.score, standing.task.title
    if score is None:
        missed = NONE if scheme.unsat_is_zero and standing.overdue(now) else None
        return Fact(Component.QUIZZES, Origin.ASSIGNMENT, standing.task.id, title, day, missed)
    return Fact(
        Component.QUIZZES,
        Origin.ATTEMPT,
        score.attempt_id,
        title,
        day,
        Share(Fraction(score.points), Fraction(score.maximum)),
        score.red_lines,
        score.provisional,
        score.number,
    )


def of_observation(seen: Observed, zone: ZoneInfo) -> Fact:
    """Return what an observation says of a person; an objection that nobody answered makes it provisional."""
    return Fact(
        Component.OBSERVATIONS,
        Origin.OBSERVATION,
        seen.id,
        seen.title,
        localise(seen.finished_at, zone).date(),
        Share(Fraction(seen.points), Fraction(seen.maximum)),
        seen.red_lines,
        provisional=seen.objected and not seen.answered,
        ledger_number=seen.ledger_number,
    )


def of_class(held: Held, results: Mapping[tuple[int, int], ClassMark]) -> dict[int, list[Fact]]:
    """Return what a class says of everybody who came or was to come: being there, and a mark entered there.

    An absence with a reason counts nothing; one without counts as not taking part.
    """
    found: dict[int, list[Fact]] = {}
    for person_id in {**held.attendees, **held.expected}:
        due = held.expected.get(person_id)
        if person_id in held.attendees:
            there: Share | None = ALL
        else:
            excused = due is not None and due.absence not in {None, Absence.NO_REASON}
            there = None if excused else NONE
        found[person_id] = [_of_class(held, Component.PARTICIPATION, there)]
        if (mark := results.get((held.id, person_id))) is not None:
            share = Share(Fraction(mark.points), Fraction(WHOLE))
            found[person_id].append(_of_class(held, Component.QUIZZES, share, mark.entry_number))
    return found


def _of_class(held: Held, component: Component, share: Share | None, number: int | None = None) -> Fact:
    return Fact(component, Origin.CLASS, held.id, held.topic, held.held_on, share, ledger_number=number)
