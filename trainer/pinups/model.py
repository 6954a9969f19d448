"""Pin-ups as their author writes them: which clauses they pull, and a way through decisions."""

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from trainer.sources.model import Strict

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Texts = tuple[str, ...]
Some = Annotated[Texts, Field(min_length=1)]

PULLED = re.compile(r"\{([^{}]*)\}")
"""In the text of a step: the name of a figure of a cited clause, filled in with the register's words."""


class Pinup(Strict):
    """What all pin-ups have; none may have the key of a section's or position's sheet."""

    id: Id
    title: str
    title_en: str
    kind: str


class Words(Pinup):
    """Say this, never this: the clauses of `facing` set the two against each other, the others follow."""

    kind: Literal["words"]
    facing: Some


class Numbers(Pinup):
    """Every figure of the register; nothing to choose."""

    kind: Literal["numbers"]


class Stage(Strict):
    """A stage of a card: what some clauses say, or `only` these of their texts."""

    title: str
    clauses: Some
    only: Texts = ()


class Line(Strict):
    """A line of a card for what the standard does not say; without `text` it is filled in by hand."""

    title: str
    text: str | None = None


class Card(Pinup):
    """What one does, stage by stage; the lines under it are the author's own."""

    kind: Literal["card"]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    lines_title: str | None = None
    lines: tuple[Line, ...] = ()


class Way(Strict):
    """Where a step leads, and the answer that leads there."""

    to: str
    answer: str | None = None


class Step(Strict):
    """A question, something to do, or a stop; `hint` is the editor's help, no part of the standard.

    `aside`: it stands to the right of the step that leads to it, off the main way. `vital`: lives hang on the
    hint, so it stands on the smallest paper too.
    """

    id: Id
    kind: Literal["question", "action", "stop"]
    text: str
    clauses: Some
    hint: str | None = None
    vital: bool = False
    red_lines: Texts = ()
    aside: bool = False
    next: tuple[Way, ...] = ()


class Flow(Pinup):
    """A way through decisions; the first step is the start, steps that are not aside go down the page."""

    kind: Literal["flow"]
    hints: str
    """What tells the reader that hints are the editor's."""
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=20)]

    @property
    def main(self) -> tuple[Step, ...]:
        """Return the steps down the page."""
        return tuple(step for step in self.steps if not step.aside)

    def beside(self, step: Step) -> Step | None:
        """Return what stands to the right of a step."""
        asides = {one.id: one for one in self.steps if one.aside}
        return next((asides[way.to] for way in step.next if way.to in asides), None)


Any: TypeAlias = Words | Numbers | Card | Flow

KINDS: dict[str, type[Words] | type[Numbers] | type[Card] | type[Flow]] = {
    "words": Words,
    "numbers": Numbers,
    "card": Card,
    "flow": Flow,
}
"""The schema of each kind."""
