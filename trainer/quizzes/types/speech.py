"""A free answer weighed: what it does, what it holds, what it breaches, and what that makes in shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trainer.phrases.model import Examined, Finding, Hit
from trainer.phrases.service import finder, unpack
from trainer.quizzes.model import Item, Json

Span = tuple[int, int]


@dataclass(frozen=True)
class Weighed:
    """An answer read by the rules of its question."""

    examined: Examined
    done: Mapping[str, tuple[Hit, ...]]
    """The functions asked for, each with the wordings that do it; empty where none does."""
    held: tuple[tuple[Span, ...], ...]
    """For each thing wanted where it stands."""
    red: tuple[tuple[Finding, str], ...]
    """What crosses a red line of a clause that the question cites, and which."""
    tone: str | None = None
    """The category that adds up small signs: it accuses people wrongly too often to cost points."""

    @property
    def costly(self) -> tuple[Finding, ...]:
        """Return the breaches that cost a share: wordings, not a tone that only a person can judge."""
        return tuple(one for one in self.examined.breaches if one.category.id != self.tone)

    @property
    def shares(self) -> int:
        """Return how many shares the points have."""
        return len(self.done) + len(self.held)

    @property
    def earned(self) -> int:
        """Return the shares that are left when each costly breach has cost one; not under 0."""
        found = sum(map(bool, self.done.values())) + sum(map(bool, self.held))
        return max(0, found - len(self.costly))

    def evidence(self) -> dict[str, Json]:
        """Return what the points rest on, for the review and for the supervisor who confirms them."""
        return {
            "breaches": [
                {"category": one.category.id, "clauses": list(one.category.clauses), **_place(one)}
                for one in self.examined.breaches
            ],
            "functions": {
                name: [{"clauses": list(hit.function.clauses), **_place(hit)} for hit in hits]
                for name, hits in self.done.items()
            },
            "wanted": [[{"start": start, "end": end} for start, end in places] for places in self.held],
            "earned": self.earned,
            "shares": self.shares,
        }


def _place(one: Finding | Hit) -> dict[str, Json]:
    return {"start": one.start, "end": one.end, "text": one.text}


def weigh(body: Mapping[str, Json], text: str) -> Weighed:
    """Return an answer read by the rules that the question carries."""
    rules = unpack(body["rules"])
    examined = rules.examine(text)
    return Weighed(
        examined,
        {name: tuple(hit for hit in examined.hits if hit.function.id == name) for name in body["functions"]},
        tuple(tuple(_finder(body["rules"], one["accept"])(text)) for one in body["wanted"]),
        tuple(
            (one, body["red"][one.category.id]) for one in examined.breaches if one.category.id in body["red"]
        ),
        rules.book.tone.id if rules.book.tone else None,
    )


@lru_cache(maxsize=200)
def _finder(rules: str, accept: str) -> Callable[[str], list[Span]]:
    return finder(accept, unpack(rules).book.words)


def points(item: Item, weighed: Weighed) -> int:
    """Return what an answer earns, in thousandths."""
    return item.points * weighed.earned // weighed.shares
