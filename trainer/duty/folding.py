"""Folding one month's facts into lines; nothing but values comes in, nothing is read here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.assignments.model import Kind, Standing, Task, counting_score
from trainer.duty.following import Pair, Today, follow_up
from trainer.duty.model import FollowUp, Form, Line, Outcome, mean
from trainer.editions.model import Edition
from trainer.lessons.service import ReadingFact


@dataclass(frozen=True)
class Result:
    """One result recorded in the month: `at` is when its sitting ended, `seconds` how long it took."""

    number: int
    person_id: int
    quiz_id: str
    assignment_id: int | None
    points: int
    maximum: int
    percent: int
    passed: bool
    red_lines: bool
    at: datetime
    seconds: float


class Fold:
    """The folding of a month that lies between two moments, with the edition that was in force."""

    def __init__(
        self, edition: Edition, zone: ZoneInfo, start: datetime, end: datetime, results: Sequence[Result]
    ) -> None:
        self.edition, self.zone, self.start, self.end = edition, zone, start, end
        self.results = results
        self.sat: dict[Pair, list[Result]] = defaultdict(list)
        for result in results:
            if result.assignment_id is not None:
                self.sat[result.assignment_id, result.person_id].append(result)

    def lines(
        self,
        standings: Iterable[Sequence[Standing]],
        readings: Sequence[ReadingFact],
        made: Iterable[Line],
        today: Today,
    ) -> list[Line]:
        """Return every line of the month; `standings` as they were when it was over, by assignment.

        `made` are the lines of what people held and saw.
        """
        self.today = today
        asked = [(rows[0].task, rows) for rows in standings if rows]
        found = [self._assigned(task, rows) for task, rows in asked]
        return [
            *(line for line in found if line is not None),
            *self._self_studies(readings, [s for _task, rows in asked for s in rows]),
            *self._self_tests(),
            *made,
        ]

    def _day(self, moment: datetime) -> date:
        return clock.localise(moment, self.zone).date()

    def _came(self, standing: Standing) -> bool:
        """Say whether somebody took part in this month."""
        if standing.task.kind is Kind.QUIZ:
            return (standing.task.id, standing.person_id) in self.sat
        read = standing.finished_at
        called_off = standing.task.cancelled_at
        return (
            read is not None and self.start <= read < self.end and (called_off is None or read < called_off)
        )

    def _owed(self, standing: Standing) -> bool:
        """Say whether somebody still owed it when the month began."""
        if standing.task.kind is Kind.LESSON:
            return standing.finished_at is None or standing.finished_at >= self.start
        now = {result.number for result in self.sat.get((standing.task.id, standing.person_id), ())}
        before = counting_score([s for s in standing.results if s.number not in now], standing.task.counting)
        return before is None or not before.passed

    def _assigned(self, task: Task, standings: Sequence[Standing]) -> Line | None:
        """Return the line of an assignment; None where it was neither due nor sat nor read in the month."""
        came = [s for s in standings if self._came(s)]
        cancelled = task.cancelled_at is not None and task.cancelled_at < self.end
        if not came and (cancelled or not self.start <= task.due_at < self.end):
            return None
        owed = came if cancelled else [s for s in standings if self._owed(s) or s in came]
        moments = self._moments(task, came)
        days = [self._day(moment) for moment in moments] or [self._day(task.due_at)]
        return Line(
            form=Form.ASSIGNED_QUIZ if task.kind is Kind.QUIZ else Form.ASSIGNED_LESSON,
            first=min(days),
            last=max(days),
            topic=task.title,
            clauses=self._clauses(task.kind, task.target_id),
            person_ids=tuple(s.person_id for s in came),
            minutes=self._minutes(task, came),
            outcome=_outcome(task, owed, came),
            follow_up=FollowUp() if cancelled else follow_up(task, owed, self.end, self.today),
            source_id=task.id,
            due=self._day(task.due_at),
            due_at=task.due_at,
            cancelled=cancelled,
        )

    def _moments(self, task: Task, came: Sequence[Standing]) -> list[datetime]:
        if task.kind is Kind.QUIZ:
            return [result.at for s in came for result in self.sat[task.id, s.person_id]]
        return [s.finished_at for s in came if s.finished_at]

    def _self_studies(self, readings: Sequence[ReadingFact], standings: Sequence[Standing]) -> list[Line]:
        """Return a line a lesson read without being asked; what was asked stands in its own line."""
        asked: dict[tuple[str, int], datetime] = {}
        for one in standings:
            if one.task.kind is Kind.LESSON and self._came(one):
                key = one.task.target_id, one.person_id
                asked[key] = min(asked.get(key, one.task.opens_at), one.task.opens_at)
        free: dict[str, list[ReadingFact]] = defaultdict(list)
        for fact in readings:
            since = asked.get((fact.lesson_id, fact.person_id))
            if since is None or fact.read_at < since:
                free[fact.lesson_id].append(fact)
        return [self._self_study(facts) for facts in free.values()]

    def _self_study(self, facts: Sequence[ReadingFact]) -> Line:
        days = [self._day(fact.read_at) for fact in facts]
        people = tuple(sorted({fact.person_id for fact in facts}))
        return Line(
            form=Form.SELF_STUDY,
            first=min(days),
            last=max(days),
            topic=facts[-1].title,
            clauses=facts[-1].clauses,
            person_ids=people,
            minutes=facts[-1].minutes,
            outcome=Outcome(len(people)),
        )

    def _self_tests(self) -> list[Line]:
        """Return a line a quiz sat without an assignment; never appraised, but it was training."""
        free: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            if result.assignment_id is None:
                free[result.quiz_id].append(result)
        return [self._self_test(quiz_id, results) for quiz_id, results in free.items()]

    def _self_test(self, quiz_id: str, results: Sequence[Result]) -> Line:
        best: dict[int, Result] = {}
        for result in sorted(results, key=lambda r: (r.passed, r.percent)):
            best[result.person_id] = result
        days = [self._day(result.at) for result in results]
        return Line(
            form=Form.SELF_TEST,
            first=min(days),
            last=max(days),
            topic=str(self._body(Kind.QUIZ, quiz_id).get("title", quiz_id)),
            clauses=self._clauses(Kind.QUIZ, quiz_id),
            person_ids=tuple(sorted(best)),
            minutes=_minutes(results),
            outcome=Outcome(
                attended=len(best),
                passed=sum(result.passed for result in best.values()),
                average=mean([(result.points, result.maximum) for result in best.values()]),
                red_lines=sum(result.red_lines for result in best.values()),
            ),
        )

    def _body(self, kind: Kind, key: str) -> Mapping[str, Any]:
        """Return a lesson or quiz; empty where the edition of the month has it no more."""
        found: Mapping[str, Any] = self.edition.items(kind.value).get(key, {})
        return found

    def _minutes(self, task: Task, came: Sequence[Standing]) -> int | None:
        """Return how long it took: the usual time of those who sat, else what the lesson or quiz says.

        None where nobody came: what was not held took no time.
        """
        if not came:
            return None
        took = _minutes([result for s in came for result in self.sat.get((task.id, s.person_id), ())])
        body = self._body(task.kind, task.target_id)
        said = body.get("minutes" if task.kind is Kind.LESSON else "time_limit")
        return took or (int(said) if said else None)

    def _clauses(self, kind: Kind, key: str) -> tuple[str, ...]:
        body = self._body(kind, key)
        if kind is Kind.LESSON:
            return tuple(body.get("clauses", ()))
        questions = self.edition.items("question")
        cited = {clause for id_ in body.get("questions", ()) for clause in questions[id_]["clauses"]}
        return tuple(id_ for id_ in self.edition.items("clause") if id_ in cited)


def _minutes(results: Sequence[Result]) -> int | None:
    return max(1, round(median(result.seconds for result in results) / 60)) if results else None


def _outcome(task: Task, owed: Sequence[Standing], came: Sequence[Standing]) -> Outcome:
    if task.kind is Kind.LESSON:
        return Outcome(attended=len(came), expected=len(owed))
    counted = [s.score for s in came if s.score]
    return Outcome(
        attended=len(came),
        expected=len(owed),
        passed=sum(score.passed for score in counted),
        average=mean([(score.points, score.maximum) for score in counted]),
        red_lines=sum(bool(score.red_lines) for score in counted),
    )
