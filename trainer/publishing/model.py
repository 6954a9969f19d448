"""What reading content/ and quizzes/ together yields, the items an edition is made of, and what changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from trainer.checklists.model import KIND as CHECKLIST
from trainer.checklists.model import Checklist
from trainer.editions.model import Edition, Item
from trainer.lessons.model import Lesson, Picture
from trainer.paths.model import Path as LearningPath
from trainer.phrases.model import Phrasebook
from trainer.phrases.service import KIND as PHRASEBOOK
from trainer.pinups.model import Any as Pinup
from trainer.pinups.service import KIND as PINUP
from trainer.publishing.coverage import Covered, coverage
from trainer.quizzes.model import Item as Question
from trainer.quizzes.model import Quiz
from trainer.sources.model import Fault
from trainer.standard.model import Site, Standard


@dataclass(frozen=True)
class Content:
    """Everything that is published together."""

    site: Site
    standard: Standard
    figures: Mapping[str, Picture]
    lessons: Mapping[str, Lesson]
    quizzes: Mapping[str, Quiz]
    questions: Mapping[str, Question]
    paths: Mapping[str, LearningPath]
    phrasebook: Phrasebook
    pinups: Mapping[str, Pinup] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)

    @property
    def coverage(self) -> list[Covered]:
        """Return what teaches and tests each clause."""
        return coverage(
            self.standard,
            self.lessons.values(),
            self.quizzes.values(),
            self.questions.values(),
            self.paths,
            self.checklists.values(),
        )

    def items(self) -> Iterator[Item]:
        """Yield the items of the edition this content makes, in reading order."""
        yield Item("site", "site", self.site.model_dump(mode="json"))
        document = self.standard.model_dump(mode="json", exclude={"sections", "clauses"})
        yield Item("document", "standard", document)
        yield Item(PHRASEBOOK, PHRASEBOOK, self.phrasebook.to_json())
        for kind, models in (
            ("section", {section.id: section for section in self.standard.sections}),
            ("clause", {clause.id: clause for clause in self.standard.clauses}),
            ("figure", self.figures),
            ("lesson", self.lessons),
            ("path", self.paths),
            (PINUP, self.pinups),
        ):
            for key, model in models.items():
                yield Item(kind, key, model.model_dump(mode="json"))
        for quiz in self.quizzes.values():
            yield Item("quiz", quiz.id, quiz.to_json())
        for question in self.questions.values():
            yield Item("question", question.id, question.to_json())
        for form in self.checklists.values():
            yield Item(CHECKLIST, form.id, form.to_json())


@dataclass(frozen=True)
class Reading:
    """The content, or None where faults keep it from being put together; and every fault and warning."""

    content: Content | None
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Return the faults that stop publishing."""
        return tuple(fault for fault in self.faults if not fault.warning)


def changed_clauses(before: Edition | None, items: Iterable[Item]) -> list[str]:
    """Return the ids of clauses whose wording differs from the edition before; new ones are no change."""
    if before is None:
        return []
    return [
        item.key
        for item in items
        if item.kind == "clause" and before.item_hash("clause", item.key) not in {None, item.hash}
    ]
