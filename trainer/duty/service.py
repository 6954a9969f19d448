"""Folding the duty record of a month from assignments, readings, results and classes; nobody retypes one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, Standing, Task
from trainer.attempts import service as attempts
from trainer.classes import service as classes
from trainer.classes.model import Held
from trainer.duty.model import Form, Head, Line, Month, Outcome, Record, average, ordered
from trainer.editions.model import Edition
from trainer.lessons import service as lessons
from trainer.lessons.service import ReadingFact
from trainer.scores import service as scores
from trainer.scores.tables import ScoreEntry


def record(session: Session, edition: Edition, department_id: int, month: Month, zone: ZoneInfo) -> Record:
    """Return the duty record of a department's month; a fixed number of queries for any number of people."""
    attempts.settle(session)
    start, end = clock.month_bounds(month.year, month.month, zone)
    results = scores.of_period(session, department_id, start, end)
    readings = lessons.readings_of(session, department_id, None, since=start, until=end)
    tasks = assignments.touching(
        session,
        department_id,
        start,
        end,
        ids={row.assignment_id for row in results if row.assignment_id is not None},
        lesson_ids={fact.lesson_id for fact in readings},
    )
    standings = assignments.standings(session, tasks, until=end)
    fold = _Fold(edition, zone, end)
    owed = _owed(standings)
    lines = [
        *(fold.of_task(task, standings[task.id]) for task in tasks if _told(task, standings[task.id], start, end)),
        *fold.of_readings(readings, owed),
        *fold.of_self_tests([row for row in results if row.assignment_id is None]),
        *(fold.of_class(held) for held in _classes(session, department_id, month)),
    ]
    head = scores.head(session, department_id)
    return Record(department_id, month, ordered(lines), Head(head.number, head.hash), clock.now())


def _classes(session: Session, department_id: int, month: Month) -> list[Held]:
    last = month.after.first - timedelta(days=1)
    return classes.held_between(session, department_id, month.first, last)


def _told(task: Task, standings: Sequence[Standing], start: datetime, end: datetime) -> bool:
    """Say whether an assignment belongs to the month: due in it, or somebody sat or read it in it."""
    due = task.cancelled_at is None and start <= task.due_at < end
    return due or any(s.finished_at is not None and start <= s.finished_at < end for s in standings)


def _owed(standings: Mapping[int, Sequence[Standing]]) -> dict[tuple[str, int], datetime]:
    """Return since when each person owes each lesson, by the earliest assignment of it."""
    owed: dict[tuple[str, int], datetime] = {}
    for standing in (s for rows in standings.values() for s in rows):
        key = standing.task.target_id, standing.person_id
        owed[key] = min(owed.get(key, standing.task.opens_at), standing.task.opens_at)
    return owed


class _Fold:
    """The folding of one month: `end` is the moment it is over."""

    def __init__(self, edition: Edition, zone: ZoneInfo, end: datetime) -> None:
        self.edition, self.zone, self.end = edition, zone, end
        self.seen = min(end, clock.now())

    def day(self, moment: datetime) -> date:
        """Return the site's day of a moment."""
        return clock.localise(moment, self.zone).date()

    def of_task(self, task: Task, standings: Sequence[Standing]) -> Line:
        """Return the line of an assignment, with the results as they stood when the month was over."""
        sat = [s for s in standings if s.score is not None or s.finished_at is not None]
        days = [self.day(s.finished_at) for s in sat if s.finished_at]
        percents = [s.score.percent for s in sat if s.score]
        due = task.due_at <= self.seen
        quiz = task.kind is Kind.QUIZ
        return Line(
            form=Form.ASSIGNED_QUIZ if quiz else Form.ASSIGNED_LESSON,
            first=min(days, default=self.day(task.due_at)),
            last=max(days, default=self.day(task.due_at)),
            topic=task.title,
            clauses=self._clauses(task.kind, task.target_id),
            person_ids=tuple(s.person_id for s in sat),
            minutes=self._minutes(task.kind, task.target_id),
            outcome=Outcome(
                expected=len(standings),
                attended=len(sat),
                passed=sum(bool(s.score and s.score.passed) for s in sat) if quiz else None,
                average=average(percents),
                red_lines=sum(bool(s.score and s.score.red_lines) for s in sat) if quiz else None,
            ),
            again=tuple(s.person_id for s in sat if s.score and not s.score.passed),
            overdue=tuple(s.person_id for s in standings if due and s not in sat),
            source_id=task.id,
        )

    def of_readings(
        self, readings: Sequence[ReadingFact], owed: Mapping[tuple[str, int], datetime]
    ) -> list[Line]:
        """Return a line a lesson read without an assignment that asked for it."""
        free: dict[str, list[ReadingFact]] = defaultdict(list)
        for fact in readings:
            asked = owed.get((fact.lesson_id, fact.person_id))
            if asked is None or fact.read_at < asked:
                free[fact.lesson_id].append(fact)
        return [self._self_study(lesson_id, facts) for lesson_id, facts in free.items()]

    def _self_study(self, lesson_id: str, facts: Sequence[ReadingFact]) -> Line:
        days = [self.day(fact.read_at) for fact in facts]
        people = tuple(sorted({fact.person_id for fact in facts}))
        return Line(
            form=Form.SELF_STUDY,
            first=min(days),
            last=max(days),
            topic=self._title("lesson", lesson_id),
            clauses=self._clauses(Kind.LESSON, lesson_id),
            person_ids=people,
            minutes=self._minutes(Kind.LESSON, lesson_id),
            outcome=Outcome(len(people), len(people), None, None, None),
        )

    def of_self_tests(self, results: Sequence[ScoreEntry]) -> list[Line]:
        """Return a line a quiz sat without an assignment; never appraised, but it was training."""
        free: dict[str, list[ScoreEntry]] = defaultdict(list)
        for row in results:
            free[row.quiz_id].append(row)
        return [self._self_test(quiz_id, rows) for quiz_id, rows in free.items()]

    def _self_test(self, quiz_id: str, rows: Sequence[ScoreEntry]) -> Line:
        best: dict[int, ScoreEntry] = {}
        for row in rows:
            known = best.get(row.person_id)
            if known is None or (row.passed, row.percent) > (known.passed, known.percent):
                best[row.person_id] = row
        days = [self.day(row.at) for row in rows]
        return Line(
            form=Form.SELF_TEST,
            first=min(days),
            last=max(days),
            topic=self._title("quiz", quiz_id),
            clauses=self._clauses(Kind.QUIZ, quiz_id),
            person_ids=tuple(sorted(best)),
            minutes=self._minutes(Kind.QUIZ, quiz_id),
            outcome=Outcome(
                expected=len(best),
                attended=len(best),
                passed=sum(row.passed for row in best.values()),
                average=average([row.percent for row in best.values()]),
                red_lines=sum(bool(row.red_lines) for row in best.values()),
            ),
        )

    def of_class(self, held: Held) -> Line:
        """Return the line of a class held."""
        people = tuple(sorted(held.attendees))
        return Line(
            form=Form.CLASS,
            first=held.held_on,
            last=held.held_on,
            topic=held.topic,
            clauses=held.clauses,
            person_ids=people,
            minutes=held.minutes,
            outcome=Outcome(len(people), len(people), None, None, None),
            source_id=held.id,
            trainer=held.trainer,
            place=held.place,
            notes=held.notes,
        )

    def _title(self, kind: str, key: str) -> str:
        return str(self.edition.item(kind, key)["title"]) if self.edition.has(kind, key) else key

    def _minutes(self, kind: Kind, key: str) -> int | None:
        if not self.edition.has(kind.value, key):
            return None
        return self.edition.item(kind.value, key)["minutes" if kind is Kind.LESSON else "time_limit"]  # type: ignore[no-any-return]

    def _clauses(self, kind: Kind, key: str) -> tuple[str, ...]:
        if not self.edition.has(kind.value, key):
            return ()
        item = self.edition.item(kind.value, key)
        if kind is Kind.LESSON:
            return tuple(item["clauses"])
        cited = {c for id_ in item["questions"] for c in self.edition.item("question", id_)["clauses"]}
        return tuple(id_ for id_ in self.edition.items("clause") if id_ in cited)
