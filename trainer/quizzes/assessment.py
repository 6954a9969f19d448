"""An assessment drawn from the whole bank: so many questions a section, so many of them critical."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from trainer.i18n import _
from trainer.quizzes.draw import shortfalls
from trainer.quizzes.model import Draw, Item, Quiz
from trainer.quizzes.questions import Page, Texts
from trainer.sources.model import Strict
from trainer.sources.service import hint
from trainer.standard.model import EVERYONE, Clause


class Rule(Strict):
    """A rule as its author writes it; without `critical: true` it takes no question with a red line."""

    count: Annotated[int, Field(ge=1)]
    sections: Texts = ()
    clauses: Texts = ()
    tags: Texts = ()
    critical: bool = False


@dataclass(frozen=True)
class Blueprint:
    """A quiz that waits for the whole bank to be read: where it stands, and its rules."""

    page: Page
    quiz: Quiz
    rules: tuple[Rule, ...]

    def resolved(self) -> Quiz:
        """Return the quiz with its pool and its rules by clause; complains about what cannot be drawn."""
        clauses = self.page.bank.known.clauses
        for index, rule in enumerate(self.rules):
            self._check(index, rule, clauses)
        pool = pool_of(self.quiz, self.page.bank.quizzes.values(), self.page.bank.items, clauses)
        draw = tuple(_drawn(rule, clauses) for rule in self.rules)
        for short in shortfalls(draw, pool):
            message = _(
                "This draws %(asked)s questions, but only %(available)s are there for it.",
                asked=short.asked,
                available=short.available,
            )
            self.page.fault(("blueprint", short.rule, "count"), message)
        return replace(self.quiz, questions=tuple(item.id for item in pool), draw=draw)

    def _check(self, index: int, rule: Rule, clauses: Mapping[str, Clause]) -> None:
        sections = {clause.section for clause in clauses.values()}
        for key, named, known in (
            ("sections", rule.sections, sections),
            ("clauses", rule.clauses, clauses),
        ):
            for place, name in enumerate(named):
                if name not in known:
                    message = _("“%(name)s” is not in the register.", name=name) + hint(name, known)
                    self.page.fault(("blueprint", index, key, place), message)


def _drawn(rule: Rule, clauses: Mapping[str, Clause]) -> Draw:
    chosen = [clause.id for clause in clauses.values() if clause.section in rule.sections]
    return Draw(rule.count, rule.tags, (*chosen, *rule.clauses), rule.critical)


def pool_of(
    quiz: Quiz, quizzes: Iterable[Quiz], items: Mapping[str, Item], clauses: Mapping[str, Clause]
) -> list[Item]:
    """Return what may be asked of the quiz's positions: from quizzes for them, about clauses for them."""

    def meant(positions: Sequence[str]) -> bool:
        return EVERYONE in positions or set(quiz.positions) <= set(positions)

    return [
        items[key]
        for other in quizzes
        if not other.blueprint and meant(other.positions)
        for key in other.questions
        if all(meant(clauses[clause].positions) for clause in items[key].clauses)
    ]
