"""A lesson and the drawings it shows, as its readers meet them."""

import hashlib
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trainer.sources.model import Strict
from trainer.standard.model import EVERYONE

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Mark = Literal["right", "wrong", "neutral"]


class Heading(Strict):
    """A heading of a lesson and the id it is reached by."""

    id: str
    text: str


class LessonFacts(Strict):
    """What the front matter of a lesson says."""

    id: Slug
    title: str
    clauses: Annotated[tuple[str, ...], Field(min_length=1)]
    positions: Annotated[tuple[str, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=60)]

    def for_position(self, position: str) -> bool:
        """Tell whether the lesson is meant for people in this position."""
        return EVERYONE in self.positions or position in self.positions


class Lesson(LessonFacts):
    """A lesson ready to be shown: each top-level block of HTML is one string."""

    section: str
    blocks: tuple[str, ...]
    headings: tuple[Heading, ...]


class PictureFacts(Strict):
    """What the index of drawings says of one."""

    id: Slug
    title: str
    description: str
    mark: Mark
    clauses: tuple[str, ...] = ()


class Picture(PictureFacts):
    """A drawing: SVG text, its size in its own units, and the address under which it never changes."""

    svg: str
    width: int
    height: int

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the SVG."""
        return hashlib.sha256(self.svg.encode()).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Where the drawing is served; a changed drawing has another address."""
        return f"/figures/{self.id}.svg?v={self.version}"
