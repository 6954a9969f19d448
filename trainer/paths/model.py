"""A learning path: the lessons and quizzes of a position, in the order in which they are best taken."""

from collections.abc import Iterator
from typing import Literal

from trainer.sources.model import Strict

Kind = Literal["lesson", "quiz"]


class Step(Strict):
    """One lesson or quiz of a path."""

    kind: Kind
    id: str


class Path(Strict):
    """The path of a position."""

    position: str
    steps: tuple[Step, ...]

    def of_kind(self, kind: Kind) -> Iterator[str]:
        """Yield the ids of the lessons or of the quizzes, in order."""
        return (step.id for step in self.steps if step.kind == kind)

    def after(self, kind: Kind, step_id: str) -> Step | None:
        """Return the step that follows the given one; None at the end of the path or off it."""
        here = Step(kind=kind, id=step_id)
        if here not in self.steps:
            return None
        place = self.steps.index(here) + 1
        return self.steps[place] if place < len(self.steps) else None
