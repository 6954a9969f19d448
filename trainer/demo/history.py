"""Two months of the demonstration department, made by the services that real use goes through."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.attempts import service as attempts
from trainer.db import writing
from trainer.demo.answering import chance
from trainer.demo.marking import confirm_waiting
from trainer.demo.model import ASSIGNED, CAST, DAYS, LEARNERS, USUAL, Assigned, Fate
from trainer.demo.sitting import Sat, sit
from trainer.editions.model import Edition
from trainer.lessons import service as lessons
from trainer.paths import service as paths
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes

Act = Callable[[], None]
SKILL = {member.number: member.skill for member in CAST}
SIGN_IN_DAYS = 12
SIGN_IN_EVERY = 4
LATELY = -4
"""The day from which on provisional grades still wait for the supervisor."""
REPEATS = 2
"""How often somebody may sit an assigned quiz where the attempts are without limit."""


def _still(_step: timedelta) -> None:
    raise RuntimeError("nothing is played yet")


class History:
    """Plays what happened in the order of time; an act may bring about later ones."""

    def __init__(
        self,
        session: Session,
        edition: Edition,
        viewers: dict[str, Viewer],
        zone: ZoneInfo,
        today: date,
        arrives: Callable[[str], None],
    ) -> None:
        self.session, self.edition, self.viewers = session, edition, viewers
        self.today, self.zone, self.arrives = today, zone, arrives
        self.department_id = viewers["0001"].department_id
        self.forward: Callable[[timedelta], None] = _still
        self._queue: list[tuple[datetime, int, Act]] = []
        self._turn = count()
        self._read: set[tuple[str, str]] = set()
        self._signed_in: dict[str, int] = {}
        self._tries: Counter[tuple[str, str]] = Counter()

    def at(self, day: int, hour: float, act: Act) -> None:
        """Plan an act for a day counted from today and an hour of the site's clock; nothing happens today."""
        moment = datetime.combine(self.today + timedelta(days=min(day, -1)), time(0), tzinfo=self.zone)
        heapq.heappush(self._queue, (moment + timedelta(hours=hour), next(self._turn), act))

    def day_of(self, moment: datetime) -> int:
        """Return the day of a moment, counted from today."""
        return (moment.astimezone(self.zone).date() - self.today).days

    def plan(self) -> None:
        """Put everything that is sure to happen into the queue."""
        for task in ASSIGNED:
            if self.edition.has(task.kind, task.target):
                self.at(task.opens, 8.5 + next(self._turn) % 7 / 10, partial(self._assign, task))
        self._study("0001")
        for number in LEARNERS:
            self._study(number)
            self._tests(number)

    def play(self, forward: Callable[[timedelta], None]) -> Iterator[int]:
        """Play the queue to its end, each day one transaction; yields the days gone by."""
        self.forward = forward
        for day in range(-DAYS, 0):
            with writing(self.session):
                while self._queue and self.day_of(self._queue[0][0]) <= day:
                    moment, _turn, act = heapq.heappop(self._queue)
                    wait = moment - clock.now()
                    if wait > timedelta():
                        forward(wait)
                    act()
            assignments.make_due(self.session)
            self.session.expunge_all()
            yield day

    def _arrives(self, number: str) -> None:
        """Let somebody sign in, now and then in the last days: checking a password is slow on purpose."""
        day = self.day_of(clock.now())
        if day >= -SIGN_IN_DAYS and day - self._signed_in.get(number, -DAYS) >= SIGN_IN_EVERY:
            self._signed_in[number] = day
            self.arrives(number)

    # Studying along the path, and testing oneself.

    def _study(self, number: str) -> None:
        luck = chance("study", number)
        path = paths.path_of(self.edition, self.viewers[number].position)
        wanted = list(path.of_kind("lesson"))
        wanted = wanted[: round(len(wanted) * (SKILL[number] - 0.15))]
        days = sorted(luck.sample(range(-DAYS + 3, -1), min(len(wanted), DAYS - 5)))
        for day, lesson_id in zip(days, wanted, strict=False):
            self.at(
                day, luck.choice([7.8, 12.4, 13.1, 18.3]) + luck.random() / 2, self._reads(number, lesson_id)
            )

    def _reads(self, number: str, lesson_id: str) -> Act:
        return partial(self._read_now, number, lesson_id)

    def _read_now(self, number: str, lesson_id: str) -> None:
        if (number, lesson_id) not in self._read and self.edition.has("lesson", lesson_id):
            self._read.add((number, lesson_id))
            self._arrives(number)
            lessons.mark_read(self.session, self.viewers[number], self.edition, lesson_id)

    def _tests(self, number: str) -> None:
        luck = chance("tests", number)
        path = paths.path_of(self.edition, self.viewers[number].position)
        wanted = list(path.of_kind("quiz"))[:7]
        for quiz_id in luck.sample(wanted, min(len(wanted), 1 + round(4 * SKILL[number] * luck.random()))):
            act = partial(self.sit, number, quiz_id, None)
            self.at(luck.randrange(-DAYS + 12, -1), 18.6 + luck.random(), act)

    # What was assigned.

    def _assign(self, task: Assigned) -> None:
        people = [m for m in CAST if m.position in task.positions and m.number in self._assignable(task)]
        numbers = {*task.numbers, *(member.number for member in people)}
        due = datetime.combine(self.today + timedelta(days=task.due), time(18), tzinfo=self.zone)
        by = self.viewers[task.by]
        draft = assignments.Draft(
            kind=Kind(task.kind),
            target_id=task.target,
            title=self.edition.item(task.kind, task.target)["title"],
            opens_at=clock.now(),
            due_at=due,
            attempts=task.attempts,
            note=task.note,
        )
        ids = [self.viewers[number].person_id for number in numbers]
        made = assignments.make(self.session, by, self.department_id, draft, ids)
        if task.cancelled:
            cancel = partial(assignments.cancel, self.session, by, made, task.cancelled)
            self.at(task.opens, 15.0, cancel)
            return
        for number in sorted(numbers & {member.number for member in CAST}):
            self._member(task, made, number)

    def _assignable(self, task: Assigned) -> set[str]:
        return {*LEARNERS, "0001"} if "supervisor" in task.positions else set(LEARNERS)

    def _member(self, task: Assigned, assignment_id: int, number: str) -> None:
        """Plan what one member does about it: read first, then sit; not everybody of what is still open."""
        fate = task.fates.get(number, USUAL)
        luck = chance("member", task.target, task.opens, number)
        if fate.absent or (luck.random() > task.share and number not in task.fates):
            return
        last = task.due - 1 if task.due < 0 else -1
        first = min(task.opens + 1, last)
        day = min(task.due + 1, -1) if fate.late else luck.randint(first, max(first, last - 1))
        hour = luck.choice([8.2, 9.6, 11.1, 13.4, 14.7, 16.2, 17.4]) + luck.random()
        if task.kind == "lesson":
            self.at(day, hour, partial(self._read_again, number, task.target))
            return
        for lesson_id in quizzes.quiz(self.edition, task.target).lessons:
            if luck.random() < SKILL[number]:
                self.at(max(task.opens, day - 1), 12.6 + luck.random(), self._reads(number, lesson_id))
        self.at(day, hour, partial(self.sit, number, task.target, assignment_id, 1, fate, task))

    def _read_again(self, number: str, lesson_id: str) -> None:
        self._read.discard((number, lesson_id))
        self._read_now(number, lesson_id)

    def sit(
        self,
        number: str,
        quiz_id: str,
        assignment_id: int | None,
        attempt: int = 1,
        fate: Fate = USUAL,
        task: Assigned | None = None,
    ) -> None:
        """Let somebody sit a quiz now; who fails an assigned one comes again the next day."""
        self._arrives(number)
        viewer = self.viewers[number]
        skill = fate.skill_of(SKILL[number])
        self._tries[number, quiz_id] += 1
        cross = attempt in fate.red_line
        leaves = fate.leaves and attempt == 1
        tries = self._tries[number, quiz_id]
        sat = Sat(quiz_id, assignment_id, tries, skill, cross=cross, leaves=leaves)
        passed = sit(self.session, viewer, self.edition, sat, self.forward)
        if leaves:
            self.at(self.day_of(clock.now()), 23.0, self._tick)
        if (confirmed := self.day_of(clock.now()) + 3) < LATELY:
            self.at(confirmed, 17.6, self._confirm)
        if task is None or passed or attempt >= (task.attempts or REPEATS):
            return
        next_day = min(self.day_of(clock.now()) + 1, task.due if task.due < 0 else -1)
        if next_day > self.day_of(clock.now()):
            again = partial(self.sit, number, quiz_id, assignment_id, attempt + 1, fate, task)
            self.at(next_day, 9 + chance("again", number, quiz_id, attempt).random() * 8, again)

    def _tick(self) -> None:
        attempts.settle(self.session)

    def _confirm(self) -> None:
        confirm_waiting(self.session, self.viewers["0001"])
