"""Clause by clause, what teaches it and what tests it; and the holes, which no edition may have."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.checklists.model import Checklist
from trainer.i18n import _
from trainer.i18n import ngettext as _n
from trainer.lessons.model import Lesson
from trainer.paths.model import Path as LearningPath
from trainer.quizzes.model import Item, Quiz
from trainer.standard.model import EVERYONE, Clause, Standard

QUESTIONS = 2
"""Questions that every clause needs at least."""
RED_LINE_QUESTIONS = 5
RED_LINE_TYPES = 3
"""What a clause with red lines needs: so many questions, of so many types."""
CATCH_ALL = "其他任务"
"""The title of the duties that only say “and whatever else is asked”; one question tests such a clause."""


@dataclass(frozen=True)
class Covered:
    """What teaches and tests one clause."""

    clause: Clause
    lessons: tuple[Lesson, ...]
    questions: tuple[Item, ...]
    untaught: tuple[str, ...] = ()
    """Positions that must know the clause, and on whose path no lesson of it stands."""
    unasked: tuple[str, ...] = ()
    """Positions that must know it, and on whose path no quiz asks it; an assessment of all does not count."""
    observed: tuple[Checklist, ...] = ()
    """Forms with an item that looks at the clause; none is no hole, for not everything can be watched."""

    @property
    def types(self) -> Mapping[str, int]:
        """Return how many questions there are of each type."""
        return dict(sorted(Counter(item.type for item in self.questions).items()))

    @property
    def difficulties(self) -> Mapping[int, int]:
        """Return how many questions there are of each difficulty, 1 to 5."""
        return dict(sorted(Counter(item.difficulty for item in self.questions).items()))

    @property
    def wanted(self) -> int:
        """Return how many questions the clause needs."""
        if self.clause.title == CATCH_ALL:
            return 1
        return RED_LINE_QUESTIONS if self.clause.red_lines else QUESTIONS

    @property
    def holes(self) -> list[str]:
        """Return what is missing, in words; empty when nothing is."""
        return self.holes_in({})

    def holes_in(self, titles: Mapping[str, str]) -> list[str]:
        """Return what is missing with positions called by their titles, where these are given."""
        missing = [] if self.lessons else [_("no lesson")]
        if len(self.questions) < self.wanted:
            words = _n("only one question", "only %(num)s questions", len(self.questions))
            words = words if self.questions else _("no question")
            missing.append(_("%(words)s of %(wanted)s", words=words, wanted=self.wanted))
        if self.clause.red_lines and len(self.types) < RED_LINE_TYPES:
            missing.append(
                _(
                    "only %(count)s types of question of %(wanted)s",
                    count=len(self.types),
                    wanted=RED_LINE_TYPES,
                )
            )
        if self.lessons and self.untaught:
            missing.append(
                _("no lesson on the path of %(positions)s", positions=_named(self.untaught, titles))
            )
        if self.questions and self.unasked:
            missing.append(
                _("no question on the path of %(positions)s", positions=_named(self.unasked, titles))
            )
        return missing


def _named(positions: Iterable[str], titles: Mapping[str, str]) -> str:
    return _(", ").join(titles.get(one, one) for one in positions)


def coverage(
    standard: Standard,
    lessons: Iterable[Lesson],
    quizzes: Iterable[Quiz],
    questions: Iterable[Item],
    paths: Mapping[str, LearningPath],
    checklists: Iterable[Checklist] = (),
) -> list[Covered]:
    """Return lessons and questions clause by clause, in the order of the register."""
    lessons, questions, checklists = list(lessons), list(questions), list(checklists)
    by_id = {item.id: item for item in questions}
    taught = {lesson.id: set(lesson.clauses) for lesson in lessons}
    asked = {
        quiz.id: {clause for key in quiz.questions if key in by_id for clause in by_id[key].clauses}
        for quiz in quizzes
        if not quiz.blueprint
    }
    taught_on = {position: _on(path, "lesson", taught) for position, path in paths.items()}
    asked_on = {position: _on(path, "quiz", asked) for position, path in paths.items()}
    return [
        Covered(
            clause,
            tuple(lesson for lesson in lessons if clause.id in lesson.clauses),
            tuple(item for item in questions if clause.id in item.clauses),
            tuple(one for one in paths if _must(clause, one) and clause.id not in taught_on[one]),
            tuple(one for one in paths if _must(clause, one) and clause.id not in asked_on[one]),
            tuple(form for form in checklists if clause.id in form.clauses),
        )
        for clause in standard.clauses
    ]


def _must(clause: Clause, position: str) -> bool:
    return EVERYONE in clause.positions or position in clause.positions


def _on(path: LearningPath, kind: str, clauses: Mapping[str, set[str]]) -> set[str]:
    steps = (step.id for step in path.steps if step.kind == kind)
    return {clause for step in steps for clause in clauses.get(step, ())}


@dataclass(frozen=True)
class Balance:
    """Whether the right options of the bank's single-choice questions give themselves away."""

    questions: int
    longest: int
    """In how many the right option is longer than every other."""
    places: Mapping[int, int]
    """How often the right option stands in each place of those questions that have four options."""

    MOST_LONGEST = 30
    """Percent of the questions whose right option may be the longest."""
    CRITICAL = 11.345
    """Chi-square of three degrees of freedom that chance passes once in a hundred."""

    @property
    def chi_square(self) -> float:
        """Return how far the places are from even."""
        expected = sum(self.places.values()) / 4
        return sum((count - expected) ** 2 for count in self.places.values()) / expected if expected else 0.0

    @property
    def even(self) -> bool:
        """Say whether the places are even within sampling error."""
        return self.chi_square <= self.CRITICAL

    @property
    def short_enough(self) -> bool:
        """Say whether length gives nothing away."""
        return self.longest * 100 <= self.MOST_LONGEST * self.questions


def balance(questions: Iterable[Item]) -> Balance:
    """Measure length and place of the right options over the single-choice questions."""
    singles = [item.body["options"] for item in questions if item.type == "single"]
    longest = sum(
        max(len(one["text"]) for one in options if not one["right"])
        < next(len(one["text"]) for one in options if one["right"])
        for options in singles
    )
    places = dict.fromkeys(range(1, 5), 0)
    for options in singles:
        if len(options) == len(places):
            places[next(place for place, one in enumerate(options, 1) if one["right"])] += 1
    return Balance(len(singles), longest, places)
