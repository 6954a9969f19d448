"""Where somebody stands on the path of a position; pure, so callers say what was read and passed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from trainer.editions.model import Edition
from trainer.paths.model import Kind, Path, Step
from trainer.standard.service import once_per_edition

State = Literal["done", "now", "todo"]


@once_per_edition
def paths(edition: Edition) -> Mapping[str, Path]:
    """Return the paths of an edition by position."""
    return {key: Path.model_validate(body) for key, body in edition.items("path").items()}


def path_of(edition: Edition, position: str) -> Path:
    """Return the path of a position; one without a path has no steps."""
    return paths(edition).get(position) or Path(position=position, steps=())


def is_done(step: Step, read: Collection[str], passed: Collection[str]) -> bool:
    """Tell whether a step is behind somebody who has read these lessons and passed these quizzes."""
    return step.id in (read if step.kind == "lesson" else passed)


def next_step(path: Path, read: Collection[str], passed: Collection[str]) -> Step | None:
    """Return the first step that is still to be done, None at the end of the path."""
    return next((step for step in path.steps if not is_done(step, read, passed)), None)


def standing(path: Path, read: Collection[str], passed: Collection[str]) -> tuple[int, int]:
    """Return how many steps are done, and how many there are."""
    return sum(is_done(step, read, passed) for step in path.steps), len(path.steps)


def place_of(path: Path, kind: Kind, step_id: str) -> int | None:
    """Return which lesson (or quiz) of the path this is, counted from 1 among its kind; None off the path."""
    same = list(path.of_kind(kind))
    return same.index(step_id) + 1 if step_id in same else None


@dataclass(frozen=True)
class Stop:
    """A step as somebody meets it: its number on the path from 1, its title, and where they stand with it."""

    number: int
    kind: Kind
    id: str
    title: str
    minutes: int | None
    state: State


@dataclass(frozen=True)
class Unit:
    """Some lessons and the quiz that ends them; after the last quiz there may be a unit without one."""

    title: str
    stops: tuple[Stop, ...]

    @property
    def done(self) -> int:
        """Return how many of its steps are done."""
        return sum(stop.state == "done" for stop in self.stops)

    @property
    def state(self) -> State:
        """Return where somebody stands with the unit."""
        if self.done == len(self.stops):
            return "done"
        return "now" if any(stop.state == "now" for stop in self.stops) else "todo"


def walk(edition: Edition, path: Path, read: Collection[str], passed: Collection[str]) -> tuple[Stop, ...]:
    """Return the stops of a path; the first that is still to be done is where one stands now."""
    here = next_step(path, read, passed)
    return tuple(
        Stop(
            number=number,
            kind=step.kind,
            id=step.id,
            title=(body := edition.item(step.kind, step.id))["title"],
            minutes=body["minutes"] if step.kind == "lesson" else body["time_limit"],
            state="done" if is_done(step, read, passed) else "now" if step == here else "todo",
        )
        for number, step in enumerate(path.steps, start=1)
    )


def units(stops: Iterable[Stop]) -> tuple[Unit, ...]:
    """Cut a walk into units, each ended by its quiz and named by it."""
    return tuple(_units(stops))


def _units(stops: Iterable[Stop]) -> Iterator[Unit]:
    open_: list[Stop] = []
    for stop in stops:
        open_.append(stop)
        if stop.kind == "quiz":
            yield Unit(stop.title, tuple(open_))
            open_ = []
    if open_:
        yield Unit(open_[0].title, tuple(open_))
