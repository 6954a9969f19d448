"""What the phrasebook holds, and what reading a reply by it yields; nothing but values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field, StringConstraints

from trainer.sources.model import Strict

Texts = tuple[str, ...]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Severity = Literal["breach", "risky"]
Courtesy = Literal["greet", "apologise", "explain", "offer", "thank", "close"]


class Spoken(Protocol):
    """What the phrasebook needs to know of a clause of the register."""

    @property
    def id(self) -> str:
        """Return its number."""

    @property
    def say(self) -> Texts:
        """Return the utterances it prescribes."""

    @property
    def never(self) -> Texts:
        """Return the utterances it forbids."""

    @property
    def red_lines(self) -> Texts:
        """Return the red lines that the site draws in it."""


class Category(Strict):
    """Wordings that hurt in one way; `phrases` also holds what the register forbids (see `never`)."""

    id: Id
    title: str
    title_en: str
    clauses: Annotated[Texts, Field(min_length=1, max_length=3)]
    why: str
    severity: Severity
    red_line: str | None = None
    """The red line of one of the clauses that saying it crosses, in the words of site.yaml."""
    never: Texts = ()
    """Clauses whose forbidden utterances belong here."""
    phrases: Texts = ()
    patterns: Texts = ()
    excepted: Annotated[Texts, Field(alias="except")] = ()
    better: Texts = ()
    weight: Annotated[int, Field(ge=1, le=40)] = 12
    """What it puts on the scales of tone; courtesy in the same sentence can outweigh it."""

    @property
    def wordings(self) -> Texts:
        """Return every wording as a pattern."""
        return self.phrases + self.patterns


class Sign(Strict):
    """A small thing that makes a sentence sound unfriendly, or (of less than no weight) courteous."""

    title: str
    weight: Annotated[int, Field(ge=-20, le=20)]
    patterns: Annotated[Texts, Field(min_length=1)]
    excepted: Annotated[Texts, Field(alias="except")] = ()

    @property
    def wordings(self) -> Texts:
        """Return every wording as a pattern."""
        return self.patterns


class Tone(Category):
    """Small signs that together make a breach: those of one sentence are added up and held against `limit`.

    A wording of another category puts its own weight on the same scales. The weights are chosen by
    measuring on the labelled replies; which signs there are, and what finds them, is written by people.
    """

    limit: Annotated[int, Field(ge=1, le=99)]
    bare: Annotated[int, Field(ge=0, le=40)] = 0
    """What is added to every sentence of a reply in which no courteous sign stands."""
    signs: Annotated[tuple[Sign, ...], Field(min_length=1)]


class Function(Strict):
    """Something a courteous reply does, and the wordings that do it."""

    id: Courtesy
    title: str
    title_en: str
    clauses: Annotated[Texts, Field(min_length=1, max_length=4)]
    say: Texts = ()
    """Clauses whose prescribed utterances do it."""
    accepted: Texts = ()
    patterns: Texts = ()
    excepted: Annotated[Texts, Field(alias="except")] = ()
    hint: str

    @property
    def wordings(self) -> Texts:
        """Return every wording as a pattern."""
        return self.accepted + self.patterns


class Phrasebook(Strict):
    """Every rule by which a reply is read."""

    words: dict[str, str] = Field(default_factory=dict)
    """Lists of wordings that patterns use by name."""
    negations: Texts = ()
    """What, standing before a wording, turns it round: “我们不能说……”."""
    mentions: Texts = ()
    """What, standing behind a wording, says that it is only spoken of: “……三个字”."""
    categories: tuple[Category, ...] = ()
    tone: Tone | None = None
    functions: tuple[Function, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what an edition stores."""
        return self.model_dump(mode="json", by_alias=True)


@dataclass(frozen=True)
class Finding:
    """A wording that hurts, where it stands in the original text."""

    category: Category
    start: int
    end: int
    text: str

    @property
    def breach(self) -> bool:
        """Say whether it breaches a clause, and is not only risky."""
        return self.category.severity == "breach"

    def to_json(self) -> dict[str, Any]:
        """Return where it stands, what it is, and what would be better."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "category": self.category.id,
            "title": self.category.title,
            "severity": self.category.severity,
            "clauses": list(self.category.clauses),
            "why": self.category.why,
            "better": list(self.category.better),
        }


@dataclass(frozen=True)
class Hit:
    """A wording that does what courtesy asks, where it stands in the original text."""

    function: Function
    start: int
    end: int
    text: str

    def to_json(self) -> dict[str, Any]:
        """Return where it stands and what it does."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "function": self.function.id,
            "title": self.function.title,
        }


@dataclass(frozen=True)
class Examined:
    """A reply read by a phrasebook."""

    text: str
    findings: tuple[Finding, ...]
    hits: tuple[Hit, ...]
    missing: tuple[Function, ...]

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """Return what breaches a clause; where two lie over each other, the longer one."""
        kept: list[Finding] = []
        for one in sorted(self.findings, key=lambda found: (found.start - found.end, found.start)):
            if one.breach and all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        return tuple(sorted(kept, key=lambda found: found.start))

    def to_json(self) -> dict[str, Any]:
        """Return the whole, without the text itself."""
        return {
            "breach": bool(self.breaches),
            "findings": [one.to_json() for one in self.findings],
            "functions": [one.to_json() for one in self.hits],
            "missing": [_missing(one) for one in self.missing],
        }


def _missing(function: Function) -> Mapping[str, Any]:
    return {
        "function": function.id,
        "title": function.title,
        "clauses": list(function.clauses),
        "hint": function.hint,
    }
