"""What a person does next; a pure decision over facts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trainer.assignments.model import Kind, Standing, State
from trainer.paths.service import Stop


class Act(StrEnum):
    """What somebody is told to do first."""

    CONTINUE = "continue"
    STUDY_FOR = "study_for"
    SIT = "sit"
    SIT_AGAIN = "sit_again"
    READ = "read"
    PATH_LESSON = "path_lesson"
    PATH_QUIZ = "path_quiz"
    PATH_FINAL = "path_final"
    REVISED = "revised"
    DONE = "done"


@dataclass(frozen=True)
class OpenSitting:
    """A sitting that goes on; `ends_at` None without a time limit."""

    attempt_id: int
    title: str
    ends_at: datetime | None


@dataclass(frozen=True)
class Study:
    """A lesson to study: whether it is revised or simply not read yet is the caller's to know."""

    id: str
    title: str
    minutes: int


@dataclass(frozen=True)
class Next:
    """The one thing to do now, with what its sentence needs."""

    act: Act
    sitting: OpenSitting | None = None
    owed: Standing | None = None
    study: Study | None = None
    more: int = 0
    """Lessons that remain for the quiz after this one."""
    stop: Stop | None = None

    @property
    def is_owed(self) -> bool:
        """Say whether it was begun or assigned, and so goes before the path."""
        return self.sitting is not None or self.owed is not None


def what_next(
    sittings: Sequence[OpenSitting],
    owed: Sequence[Standing],
    unread_for: Mapping[str, Sequence[Study]],
    stops: Sequence[Stop],
    revised: Sequence[Study],
    now: datetime,
    finals: Collection[str] = (),
) -> Next:
    """Return what to do next: what is open, then what presses, then the path, then what was revised.

    `owed` comes most urgent first; `unread_for` holds the unread lessons of each quiz owed. A quiz that is
    not overdue and was never tried is prepared by its unread lessons first. `finals` are sat as tasks only.
    """
    if sittings:
        first = min(sittings, key=lambda one: (one.ends_at is None, one.ends_at or now, one.attempt_id))
        return Next(Act.CONTINUE, sitting=first)
    pressing = next((one for one in owed if one.pending and not one.used_up), None)
    if pressing is not None:
        return _owed(pressing, unread_for.get(pressing.task.target_id, ()), now)
    here = next((stop for stop in stops if stop.state == "now"), None)
    if here is not None and here.kind == "quiz" and here.id in finals:
        return Next(Act.PATH_FINAL, stop=here)
    if here is not None:
        return Next(Act.PATH_LESSON if here.kind == "lesson" else Act.PATH_QUIZ, stop=here)
    if revised:
        return Next(Act.REVISED, study=revised[0], more=len(revised) - 1)
    return Next(Act.DONE)


def _owed(pressing: Standing, unread: Sequence[Study], now: datetime) -> Next:
    if pressing.task.kind is Kind.LESSON:
        return Next(Act.READ, owed=pressing)
    if unread and not pressing.overdue(now):
        return Next(Act.STUDY_FOR, owed=pressing, study=unread[0], more=len(unread) - 1)
    return Next(Act.SIT_AGAIN if pressing.state is State.FAILED else Act.SIT, owed=pressing)
