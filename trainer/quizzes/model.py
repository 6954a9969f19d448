"""A quiz, its questions, and the rules by which answers become points and a result; nothing but values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from trainer.i18n import lazy as _l
from trainer.standard.model import EVERYONE

Json: TypeAlias = Any
"""What JSON can say: None, bool, int, float, str, and lists and string-keyed dicts of these."""
Response: TypeAlias = Json
"""What a person answered, in the form the question's type defines; None when nothing was answered."""
Arrangement: TypeAlias = Json
"""How a question lies before one person in one sitting, for most types the ids of its options in order."""

ONE_POINT = 1000
"""Points are counted in thousandths, so that partial credit stays a whole number."""
NOT_ANSWERED = "Not answered"
"""Stands among the red lines crossed for a red-line question left open (design.md 12); a msgid."""
RULES_VERSION = 1
"""Version of `combine`; raise it when the same grades would give another outcome."""
_NOT_ANSWERED_WORDS = _l("Not answered")


class Feedback(StrEnum):
    """When a person may see the key and the reasons."""

    AT_ONCE = "at_once"
    AFTER_SUBMISSION = "after_submission"
    AFTER_DEADLINE = "after_deadline"


@dataclass(frozen=True)
class Draw:
    """A rule that takes so many of the questions with one of the tags and one of the clauses."""

    count: int
    tags: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    critical: bool | None = None
    """True: only questions that can cross a red line; False: only others; None: both."""

    def to_json(self) -> dict[str, Json]:
        """Return what an edition stores."""
        return {
            "count": self.count,
            "tags": list(self.tags),
            "clauses": list(self.clauses),
            "critical": self.critical,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Json]) -> "Draw":
        """Read what an edition stored; the first editions knew no `critical`."""
        return cls(stored["count"], tuple(stored["tags"]), tuple(stored["clauses"]), stored.get("critical"))


@dataclass(frozen=True)
class Shuffle:
    """What is put in another order for every sitting."""

    questions: bool = True
    options: bool = True


@dataclass(frozen=True)
class Quiz:
    """A quiz as published; `questions` are the ids of its items in the author's order."""

    id: str
    title: str
    positions: tuple[str, ...]
    lessons: tuple[str, ...]
    pass_mark: int
    """Percent, 1 to 100."""
    questions: tuple[str, ...]
    time_limit: int | None = None
    """Minutes; None for no limit."""
    attempts: int | None = None
    """How often it may be sat; None for without limit."""
    draw: tuple[Draw, ...] = ()
    """Empty: every question once."""
    shuffle: Shuffle = field(default_factory=Shuffle)
    feedback: Feedback = Feedback.AFTER_SUBMISSION
    blueprint: bool = False
    """Whether it draws from the whole bank: `questions` is the pool, the rules count the critical ones."""

    @property
    def needs_task(self) -> bool:
        """Say whether it is sat as a task only: a final assessment proves something."""
        return self.blueprint

    def for_position(self, position: str) -> bool:
        """Say whether the quiz is meant for people who hold the position."""
        return EVERYONE in self.positions or position in self.positions

    def to_json(self) -> dict[str, Json]:
        """Return what an edition stores."""
        return {
            "id": self.id,
            "title": self.title,
            "positions": list(self.positions),
            "lessons": list(self.lessons),
            "pass_mark": self.pass_mark,
            "questions": list(self.questions),
            "time_limit": self.time_limit,
            "attempts": self.attempts,
            "draw": [rule.to_json() for rule in self.draw],
            "shuffle": {"questions": self.shuffle.questions, "options": self.shuffle.options},
            "feedback": self.feedback.value,
            "blueprint": self.blueprint,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Json]) -> "Quiz":
        """Read what an edition stored; the first editions knew no blueprints."""
        return cls(
            id=stored["id"],
            title=stored["title"],
            positions=tuple(stored["positions"]),
            lessons=tuple(stored["lessons"]),
            pass_mark=stored["pass_mark"],
            questions=tuple(stored["questions"]),
            time_limit=stored["time_limit"],
            attempts=stored["attempts"],
            draw=tuple(Draw.from_json(rule) for rule in stored["draw"]),
            shuffle=Shuffle(**stored["shuffle"]),
            feedback=Feedback(stored["feedback"]),
            blueprint=stored.get("blueprint", False),
        )


@dataclass(frozen=True)
class Item:
    """A question as compiled: what all types share, and in `body` what its own type made."""

    id: str
    type: str
    clauses: tuple[str, ...]
    difficulty: int
    """1 (recall) to 5 (judgement under pressure)."""
    tags: tuple[str, ...]
    stem_html: str
    picture: str | None
    ask: str | None
    explanation_html: str
    body: Mapping[str, Json]
    """Holds the key and the feedback: it never leaves the server as it is."""
    points: int = ONE_POINT
    """What the full key earns, in thousandths."""

    def to_json(self) -> dict[str, Json]:
        """Return what an edition stores."""
        return {
            "id": self.id,
            "type": self.type,
            "clauses": list(self.clauses),
            "difficulty": self.difficulty,
            "tags": list(self.tags),
            "stem_html": self.stem_html,
            "picture": self.picture,
            "ask": self.ask,
            "explanation_html": self.explanation_html,
            "points": self.points,
            "body": dict(self.body),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Json]) -> "Item":
        """Read what an edition stored."""
        return cls(**{**stored, "clauses": tuple(stored["clauses"]), "tags": tuple(stored["tags"])})


@dataclass(frozen=True)
class Grade:
    """What one response is worth."""

    points: int
    """Thousandths, from 0 to `maximum`."""
    maximum: int
    red_lines: tuple[str, ...] = ()
    """What was done that must never be done, in the words of the content (or `NOT_ANSWERED`)."""
    final: bool = True
    """False while a supervisor has still to confirm it."""
    evidence: Json = None
    """What the points rest on, for the review and for a later look."""

    def to_json(self) -> dict[str, Json]:
        """Return what a graded answer stores."""
        return {
            "points": self.points,
            "maximum": self.maximum,
            "red_lines": list(self.red_lines),
            "final": self.final,
            "evidence": self.evidence,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Json]) -> "Grade":
        """Read what a graded answer stored."""
        return cls(**{**stored, "red_lines": tuple(stored["red_lines"])})


@dataclass(frozen=True)
class Outcome:
    """The result of a sitting."""

    points: int
    maximum: int
    percent: int
    """In hundredths of a percent, rounded down: 79.999 % never reads as the pass mark."""
    passed: bool
    red_lines: tuple[str, ...]
    final: bool


def combine(grades: Sequence[Grade], pass_mark: int) -> Outcome:
    """Add up the grades of a sitting; passed at the pass mark (percent) and without a red line crossed."""
    points = sum(grade.points for grade in grades)
    maximum = sum(grade.maximum for grade in grades)
    red_lines = tuple(line for grade in grades for line in grade.red_lines)
    return Outcome(
        points=points,
        maximum=maximum,
        percent=points * 10_000 // maximum if maximum else 0,
        passed=maximum > 0 and points * 100 >= pass_mark * maximum and not red_lines,
        red_lines=red_lines,
        final=all(grade.final for grade in grades),
    )


def red_line_words(line: str) -> str:
    """Return a stored red line as people read it: content as it is, the marker in the reader's language."""
    return str(_NOT_ANSWERED_WORDS) if line == NOT_ANSWERED else line
