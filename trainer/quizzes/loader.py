"""quizzes/*.yaml into quizzes and questions, and every fault in them at once as file:line."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from trainer.i18n import _
from trainer.phrases.model import Phrasebook
from trainer.quizzes import types
from trainer.quizzes.assessment import Blueprint, Rule
from trainer.quizzes.draw import fits, shortfalls
from trainer.quizzes.model import Draw, Feedback, Item, Quiz, Shuffle
from trainer.quizzes.questions import Bank, Id, Page, Texts, no_clause, read_question
from trainer.quizzes.types.base import Known
from trainer.sources.model import Fault, Node, Strict
from trainer.sources.service import build, read_yaml
from trainer.standard.model import EVERYONE, Clause


class _Draw(Strict):
    count: Annotated[int, Field(ge=1)]
    tags: Texts = ()
    clauses: Texts = ()


class _Shuffle(Strict):
    questions: bool = True
    options: bool = True


class _Quiz(Strict):
    id: Id
    title: str
    positions: Annotated[Texts, Field(min_length=1)]
    lessons: Texts = ()
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    time_limit: Annotated[int, Field(ge=1)] | None = None
    attempts: Annotated[int, Field(ge=1)] | None = None
    draw: tuple[_Draw, ...] = ()
    shuffle: _Shuffle = _Shuffle()
    feedback: Feedback = Feedback.AFTER_SUBMISSION
    questions: tuple[Any, ...] = ()  # each is read by itself, with its type
    blueprint: tuple[Rule, ...] = ()


def load(
    quizzes: Path,
    clauses: Mapping[str, Clause],
    lessons: Collection[str],
    figures: Collection[str],
    positions: Collection[str],
    phrasebook: Phrasebook | None = None,
) -> tuple[dict[str, Quiz], dict[str, Item], list[Fault]]:
    """Read every quiz of a folder; what has faults is left out of the quizzes and items returned.

    `clauses`, `lessons`, `figures` and `positions` are what questions and quizzes may cite,
    `phrasebook` what free answers are read by.
    """
    bank = Bank(Known(clauses, figures, phrasebook=phrasebook), lessons, positions)
    blueprints: list[Blueprint] = []
    if not quizzes.is_dir():
        return {}, {}, [Fault(quizzes.name, 1, _("The folder is missing."))]
    for path in sorted(quizzes.iterdir()):
        shown = f"{quizzes.name}/{path.name}"
        if path.suffix == ".yaml":
            _read_quiz(bank, blueprints, path, shown)
        elif path.suffix == ".yml":
            bank.faults.append(Fault(shown, 1, _("Quizzes are read from files that end in .yaml.")))
    bank.quizzes |= {waiting.quiz.id: waiting.resolved() for waiting in blueprints}
    faults = sorted(dict.fromkeys(bank.faults), key=lambda fault: (fault.file, fault.line))
    return bank.quizzes, bank.items, faults


def _read_quiz(bank: Bank, blueprints: list[Blueprint], path: Path, shown: str) -> None:
    node, faults = read_yaml(path, shown)
    bank.faults += faults
    if node is None:
        return
    written, faults = build(_Quiz, node, shown)
    bank.faults += faults
    read = [read_question(Page(bank, entry, shown)) for entry in _questions(node)]
    items = [item for item in read if item]
    bank.items |= {item.id: item for item in items}
    if written is None:
        return
    page = Page(bank, node, shown)
    if written.id != path.stem:
        page.fault(("id",), _("The id must be the file's name, “%(name)s”.", name=path.stem))
    page.each("lessons", written.lessons, bank.lessons, _no_lesson)
    page.each("positions", written.positions, {EVERYONE, *bank.positions}, _no_position)
    quiz = _quiz(written, items)
    if bool(written.questions) == bool(written.blueprint):
        page.fault(("questions",), _("A quiz has either “questions” of its own or a “blueprint” over all."))
    elif written.blueprint:
        blueprints.append(Blueprint(page, quiz, written.blueprint))
        return
    elif all(read):
        _check_draw(page, quiz, items)
    bank.quizzes[quiz.id] = quiz


def _questions(node: Node) -> list[Node]:
    questions = node.get("questions")
    return questions.items() if questions else []


def _quiz(written: _Quiz, items: list[Item]) -> Quiz:
    return Quiz(
        id=written.id,
        title=written.title,
        positions=written.positions,
        lessons=written.lessons,
        pass_mark=written.pass_mark,
        questions=tuple(item.id for item in items),
        time_limit=written.time_limit,
        attempts=written.attempts,
        draw=tuple(Draw(rule.count, rule.tags, rule.clauses) for rule in written.draw),
        shuffle=Shuffle(written.shuffle.questions, written.shuffle.options),
        feedback=written.feedback,
        blueprint=bool(written.blueprint),
    )


def _check_draw(page: Page, quiz: Quiz, items: list[Item]) -> None:
    for index, rule in enumerate(quiz.draw):
        for place, clause in enumerate(rule.clauses):
            if clause not in page.bank.known.clauses:
                page.fault(("draw", index, "clauses", place), no_clause(clause))
    for short in shortfalls(quiz.draw, items):
        message = _(
            "This draws %(asked)s questions, but only %(available)s are there for it.",
            asked=short.asked,
            available=short.available,
        )
        page.fault(("draw", short.rule, "count"), message)
    if not quiz.draw:
        return
    for index, item in enumerate(items):
        drawn = types.get(item.type).red_line(item) or any(fits(rule, item) for rule in quiz.draw)
        if not drawn:
            message = _("No rule of “draw” ever takes this question.")
            page.fault(("questions", index, "id"), message, warning=True)


def _no_lesson(name: str) -> str:
    return _("There is no lesson “%(name)s”.", name=name)


def _no_position(name: str) -> str:
    return _("There is no position “%(name)s” in site.yaml.", name=name)
