"""Which questions a sitting asks, in which order, and how each lies: all of it from one seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from trainer.quizzes import types
from trainer.quizzes.model import Arrangement, Draw, Item, Quiz


@dataclass(frozen=True)
class Place:
    """One question of a sitting and how it lies."""

    item_id: str
    arrangement: Arrangement


@dataclass(frozen=True)
class Shortfall:
    """A rule that asks for more questions than are left for it; `rule` is its index."""

    rule: int
    asked: int
    available: int


def lay_out(quiz: Quiz, items: Mapping[str, Item], seed: int) -> tuple[Place, ...]:
    """Return a whole sitting: the questions chosen, each arranged; the same for the same seed."""
    rng = Random(seed)  # noqa: S311 - no secret: the sitting stores what came out
    chosen = choose(quiz, items, rng)
    return tuple(
        Place(key, types.get(items[key].type).arrange(items[key], rng, shuffle=quiz.shuffle.options))
        for key in chosen
    )


def choose(quiz: Quiz, items: Mapping[str, Item], rng: Random) -> list[str]:
    """Return the ids of the questions of a sitting.

    Red-line questions are always among them (design.md 12): each takes a place of a rule that it fits, and
    comes on top when there is none. The other places are filled at random. A blueprint draws from the whole
    bank, and so names the number of its critical questions itself.
    """
    if quiz.draw:
        taken = _drawn(quiz.draw, [items[key] for key in quiz.questions], rng, whole_bank=quiz.blueprint)
        chosen = [key for key in quiz.questions if key in taken]
    else:
        chosen = list(quiz.questions)
    if quiz.shuffle.questions:
        rng.shuffle(chosen)
    return chosen


def fits(rule: Draw, item: Item) -> bool:
    """Say whether the question belongs to the pool of the rule."""
    return (
        (not rule.tags or not set(rule.tags).isdisjoint(item.tags))
        and (not rule.clauses or not set(rule.clauses).isdisjoint(item.clauses))
        and (rule.critical is None or rule.critical == types.get(item.type).red_line(item))
    )


def shortfalls(rules: Sequence[Draw], items: Sequence[Item]) -> list[Shortfall]:
    """Return the rules that cannot be filled, alone or beside the others."""
    pools = [sum(fits(rule, item) for item in items) for rule in rules]
    found = [Shortfall(i, rule.count, pools[i]) for i, rule in enumerate(rules) if rule.count > pools[i]]
    if found:
        return found
    seats = _Seats(rules, {item.id: item for item in items})
    for item in items:
        if seats.full:
            return []
        seats.place(item.id)
    filled = [sum(seats.rules[seat] == i for seat in seats.taken) for i in range(len(rules))]
    return [Shortfall(i, rule.count, filled[i]) for i, rule in enumerate(rules) if filled[i] < rule.count]


def _drawn(rules: Sequence[Draw], pool: Sequence[Item], rng: Random, *, whole_bank: bool) -> set[str]:
    mixed = list(pool)
    rng.shuffle(mixed)
    red = [] if whole_bank else [item for item in mixed if types.get(item.type).red_line(item)]
    seats = _Seats(rules, {item.id: item for item in pool})
    for item in red:
        seats.place(item.id)
    for item in mixed:
        if seats.full:
            break
        if item not in red:
            seats.place(item.id)
    return set(seats.taken.values()) | {item.id for item in red}


class _Seats:
    """One seat for each question that the rules ask for, and who sits where.

    A question that finds its seats taken asks the others to move up (augmenting paths), so that a wide rule
    never eats what a narrow one needs. Nobody who sits loses a seat, hence red-line questions go first.
    """

    def __init__(self, rules: Sequence[Draw], items: Mapping[str, Item]) -> None:
        self.items = items
        self.draws = rules
        self.rules = [index for index, rule in enumerate(rules) for _ in range(rule.count)]
        self.taken: dict[int, str] = {}
        self.fitting: dict[str, list[int]] = {}

    @property
    def full(self) -> bool:
        """Say whether every seat is taken."""
        return len(self.taken) == len(self.rules)

    def place(self, key: str, asked: set[int] | None = None) -> bool:
        """Give the question a seat if the others can make room."""
        asked = set() if asked is None else asked
        fitting = self._fitting(key)
        for seat in fitting:
            if seat not in self.taken:
                self.taken[seat] = key
                return True
        for seat in fitting:
            if seat not in asked:
                asked.add(seat)
                if self.place(self.taken[seat], asked):
                    self.taken[seat] = key
                    return True
        return False

    def _fitting(self, key: str) -> list[int]:
        """Return the seats of the rules that the question fits; asked often, so kept."""
        if key not in self.fitting:
            rules = {index for index, rule in enumerate(self.draws) if fits(rule, self.items[key])}
            self.fitting[key] = [seat for seat, rule in enumerate(self.rules) if rule in rules]
        return self.fitting[key]
