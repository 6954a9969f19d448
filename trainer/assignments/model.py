"""What an assignment asks and how far somebody has come with it; pure rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from trainer.i18n import lazy as _l


class Kind(StrEnum):
    """What can be assigned."""

    QUIZ = "quiz"
    LESSON = "lesson"


KIND_NAMES: Final = {Kind.QUIZ: _l("Quiz"), Kind.LESSON: _l("Lesson")}


class Counting(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


COUNTING_NAMES: Final = {
    Counting.BEST: _l("Best attempt"),
    Counting.LAST: _l("Last attempt"),
    Counting.FIRST: _l("First attempt"),
}


class State(StrEnum):
    """How far a member has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    FAILED = "failed"
    PASSED = "passed"
    DONE = "done"


STATE_NAMES: Final = {
    State.NOT_STARTED: _l("Not started"),
    State.IN_PROGRESS: _l("In progress"),
    State.FAILED: _l("Failed"),
    State.PASSED: _l("Passed"),
    State.DONE: _l("Done"),
}
FULFILLED: Final = frozenset({State.PASSED, State.DONE})


@dataclass(frozen=True)
class Score:
    """One recorded result; `percent` in hundredths of a percent, `at` when the sitting ended."""

    number: int
    attempt_id: int
    attempt_number: int
    at: datetime
    points: int
    maximum: int
    percent: int
    passed: bool
    provisional: bool
    red_lines: tuple[str, ...]
    edition_number: int


def counting_score(scores: Sequence[Score], counting: Counting) -> Score | None:
    """Return the result that counts: best by passed then percent (the earlier on a tie), last, or first."""
    if not scores:
        return None
    if counting is Counting.FIRST:
        return min(scores, key=lambda s: s.attempt_number)
    if counting is Counting.LAST:
        return max(scores, key=lambda s: s.attempt_number)
    return max(scores, key=lambda s: (s.passed, s.percent, -s.attempt_number))


def finished_at(scores: Sequence[Score], counting: Counting) -> datetime | None:
    """Return when the quiz was finished: at the first pass where the counting result is one.

    Somebody who passed in time and sat it again later, for a better result, was not late.
    """
    counted = counting_score(scores, counting)
    if counted is None or not counted.passed or counting is Counting.FIRST:
        return counted.at if counted else None
    return min(score.at for score in scores if score.passed)


NORMAL: Final = 100
LONGEST: Final = 300
"""Percent of the time limit: as everybody has, and the most that somebody may be given."""


@dataclass(frozen=True)
class Extension:
    """More time for one person: their own due time, or a share of the time limit in percent, and why."""

    due_at: datetime | None
    time_factor: int
    reason: str
    by: int
    at: datetime


@dataclass(frozen=True)
class CallOff:
    """An assignment called off for one person alone, and why."""

    at: datetime
    by: int
    reason: str


@dataclass(frozen=True)
class Member:
    """One person who owes an assignment, with the position of the day it was made."""

    person_id: int
    position: str
    extension: Extension | None = None
    called_off: CallOff | None = None

    def until(self, moment: datetime | None) -> "Member":
        """Return the member as it was then: what was granted or called off later did not hold yet."""
        if moment is None:
            return self
        extension, off = self.extension, self.called_off
        return replace(
            self,
            extension=extension if extension and extension.at < moment else None,
            called_off=off if off and off.at < moment else None,
        )


@dataclass(frozen=True)
class Task:
    """An assignment as everybody sees it; in a standing, as it holds for that person."""

    id: int
    department_id: int
    kind: Kind
    target_id: str
    title: str
    opens_at: datetime
    due_at: datetime
    pass_mark: int | None
    attempts: int | None
    counting: Counting
    note: str | None
    created_by: int
    created_at: datetime
    cancelled_at: datetime | None
    cancel_reason: str | None
    rule_id: int | None = None
    """The standing rule that made it."""
    clauses: tuple[str, ...] = ()
    """Of a quiz: only questions about these are asked; empty for all of it."""

    def of(self, member: Member) -> "Task":
        """Return the assignment as it holds for one member: with their own due time, or called off."""
        due = member.extension.due_at if member.extension else None
        found = self if due is None else replace(self, due_at=due)
        if member.called_off is None or self.cancelled_at is not None:
            return found
        return replace(found, cancelled_at=member.called_off.at, cancel_reason=member.called_off.reason)

    def is_open(self, now: datetime) -> bool:
        """Say whether it has begun and was not cancelled."""
        return self.cancelled_at is None and self.opens_at <= now


class Step(StrEnum):
    """What a member can do next about an assignment."""

    START = "start"
    CONTINUE = "continue"
    AGAIN = "again"
    READ = "read"
    RESULT = "result"
    WAIT = "wait"
    NOTHING = "nothing"


@dataclass(frozen=True)
class FollowUp:
    """A make-up: the later assignment of the same, whether it was passed (or read) there, and when."""

    task: Task
    made_up: bool
    at: datetime | None


@dataclass(frozen=True)
class Standing:
    """How far one member has come with one assignment; `score` is the result that counts.

    `task` is the assignment as it holds for them: with their own due time, called off if it was for them.
    `follow_up` is there where somebody has looked for a make-up and found one.
    """

    task: Task
    person_id: int
    position: str
    state: State
    score: Score | None
    attempts_used: int
    open_attempt_id: int | None
    finished_at: datetime | None
    results: tuple[Score, ...] = ()
    follow_up: FollowUp | None = None
    extension: Extension | None = None
    called_off: CallOff | None = None

    @property
    def fulfilled(self) -> bool:
        """Say whether nothing more is owed."""
        return self.state in FULFILLED

    @property
    def made_up(self) -> bool:
        """Say whether the make-up of it was passed."""
        return self.follow_up is not None and self.follow_up.made_up

    @property
    def pending(self) -> bool:
        """Say whether it is still owed here: neither fulfilled nor followed by a make-up nor called off."""
        return not self.fulfilled and self.follow_up is None and self.called_off is None

    @property
    def waiting(self) -> bool:
        """Say whether the member can only wait for a make-up that nobody has arranged yet."""
        return self.used_up and self.follow_up is None and self.task.cancelled_at is None

    @property
    def attempts_left(self) -> int | None:
        """Return how many more attempts may begin; None for without limit."""
        return None if self.task.attempts is None else max(0, self.task.attempts - self.attempts_used)

    @property
    def used_up(self) -> bool:
        """Say whether the member failed and can do nothing more about it."""
        return self.state is State.FAILED and self.attempts_left == 0

    def overdue(self, now: datetime) -> bool:
        """Say whether the due time is over and nothing was handed in or read; who sat and failed is not."""
        return self.score is None and self.finished_at is None and now > self.task.due_at

    @property
    def handed_in_late(self) -> bool:
        """Say whether it was finished after the due time; a pass in time stays one, whatever is sat later."""
        return self.finished_at is not None and self.finished_at > self.task.due_at

    def late(self, now: datetime) -> bool:
        """Say whether the due time was missed either way: nothing came, or it came after."""
        return self.overdue(now) or self.handed_in_late

    def step(self, now: datetime) -> Step:
        """Return what the member can do next."""
        if self.open_attempt_id is not None:
            return Step.CONTINUE
        if self.used_up or not self.pending:
            return Step.RESULT if self.score else Step.NOTHING
        if not self.task.is_open(now):
            return Step.WAIT if self.task.cancelled_at is None else Step.NOTHING
        if self.task.kind is Kind.LESSON:
            return Step.READ
        return Step.AGAIN if self.state is State.FAILED else Step.START


def needs_make_up(standing: Standing, now: datetime) -> bool:
    """Say whether only a new assignment helps: not fulfilled, and no attempt is left or the due time is over.

    Whether a make-up was arranged already is the follow-ups' to say.
    """
    if standing.called_off is not None:
        return False
    return standing.used_up or (not standing.fulfilled and now > standing.task.due_at)


def quiz_state(score: Score | None, *, running: bool) -> State:
    """Return the state of a quiz from the result that counts and whether a sitting is open."""
    if score is not None and score.passed:
        return State.PASSED
    if running:
        return State.IN_PROGRESS
    return State.FAILED if score is not None else State.NOT_STARTED


def urgency(standing: Standing) -> tuple[bool, bool, datetime, int]:
    """Return the sort key of a to-do list: what can still be done by due time, then failed, then done.

    What is followed by a make-up comes with what is done.
    """
    return not standing.pending, standing.used_up, standing.task.due_at, standing.task.id
