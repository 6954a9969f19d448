"""A quiz on paper: the questions, a sheet to answer on, and the key; the same paper for the same seed."""

import json
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any, Literal, get_args

from trainer.editions.model import Edition
from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.paper import service as paper
from trainer.printing import laying
from trainer.printing.prose import paragraphs
from trainer.printing.service import Printed, day
from trainer.quizzes import service as quizzes
from trainer.quizzes import types
from trainer.quizzes.draw import Place, lay_out
from trainer.quizzes.model import ONE_POINT, Item, Json, Quiz
from trainer.standard import service as standards

Part = Literal["questions", "sheet", "key", "pack"]
PARTS: tuple[Part, ...] = get_args(Part)
NAMES: dict[Part, str] = {"questions": "试卷", "sheet": "答题纸", "key": "答案", "pack": "全套"}
HIGHEST_SEED = 999_999
SECRET = frozenset({"key", "red", "criteria", "crossing", "clauses", "explanation"})
"""What of a question only the key shows."""
KEPT = 8
"""Papers kept in the process: those that are being printed just now."""


@dataclass(frozen=True)
class Exam:
    """Which paper: the questions of a quiz as a draw lays them, or without a seed all of them as written."""

    quiz: Quiz
    seed: int | None
    places: tuple[Place, ...]
    items: dict[str, Item]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the ids of the questions."""
        return tuple(place.item_id for place in self.places)


def wanted_part(text: str) -> Part:
    """Return the part that was asked for; raises Invalid."""
    for part in PARTS:
        if text == part:
            return part
    raise Invalid(_l("Expected part=questions, part=sheet, part=key or part=pack."), field="part")


def wanted_seed(text: str) -> int | None:
    """Return the number of a paper, None where none was asked for; raises Invalid."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_SEED:
        return int(text)
    raise Invalid(_l("The number of a paper is a whole number from 1 to 999999."), field="seed")


def exam(edition: Edition, quiz_id: str, seed: int | None) -> Exam:
    """Return a paper; raises NotFound, and Invalid for the whole bank at once."""
    quiz = quizzes.quiz(edition, quiz_id)
    items = dict(quizzes.items(edition, quiz))
    if seed is not None:
        return Exam(quiz, seed, lay_out(quiz, items, seed), items)
    if quiz.blueprint:
        raise Invalid(_l("This quiz draws from the whole bank; choose the number of a paper."), field="seed")
    rng = Random(0)  # noqa: S311 - no secret: what must be mixed is mixed alike every time
    places = (Place(key, types.get(items[key].type).arrange(items[key], rng, shuffle=False)) for key in items)
    return Exam(quiz, None, tuple(places), items)


def printed(edition: Edition, made: Exam, part: Part) -> Printed:
    """Return the PDF of a part of a paper, or of all of them; raises PaperError for what no font draws."""
    number = "" if made.seed is None else f"-{made.seed}"
    title = f"{made.quiz.title} {NAMES[part]}"
    body = _pdf(json.dumps(_data(edition, made, part), ensure_ascii=False), title, edition.published_at)
    return Printed(
        f"paper-{made.quiz.id}{number}-{part}-{edition.number}.pdf",
        f"{made.quiz.title}-{NAMES[part]}{number}-{edition.number}.pdf",
        body,
    )


@lru_cache(maxsize=KEPT)
def _pdf(data: str, title: str, moment: Any) -> bytes:
    return paper.pdf("exam", json.loads(data), title=title, moment=moment)


def _data(edition: Edition, made: Exam, part: Part) -> dict[str, Json]:
    quiz = made.quiz
    asked = [made.items[place.item_id] for place in made.places]
    return laying.frame(edition) | {
        "name": quiz.title,
        "date": day(edition),
        "parts": [one for one in PARTS if one != "pack"] if part == "pack" else [part],
        "seed": "" if made.seed is None else str(made.seed),
        "points": points(sum(item.points for item in asked)),
        "pass_mark": f"{quiz.pass_mark}%",
        "minutes": "" if quiz.time_limit is None else str(quiz.time_limit),
        "red": any(types.get(item.type).red_line(item) for item in asked),
        "questions": [
            _shown(_question(edition, made.items[place.item_id], place.arrangement, number), part)
            for number, place in enumerate(made.places, start=1)
        ],
    }


def _shown(question: dict[str, Json], part: Part) -> dict[str, Json]:
    """Return a question without its key where the part does not print it: no file holds it unseen."""
    return {name: value for name, value in question.items() if part in {"key", "pack"} or name not in SECRET}


def _question(edition: Edition, item: Item, arrangement: Json, number: int) -> dict[str, Json]:
    """Return one question with its key."""
    kind = types.get(item.type)
    register = standards.register(edition)
    without: dict[str, Json] = {"choices": [], "boxes": [], "criteria": [], "red": []}
    return (
        without
        | kind.paper(item, arrangement)
        | {
            "number": str(number),
            "type": item.type,
            "points": points(item.points),
            "stem": paragraphs(item.stem_html),
            "ask": item.ask or "",
            "picture": _picture(edition, item.picture),
            "crossing": kind.red_line(item),
            "clauses": [{"id": name, "title": register.clause(name).title} for name in item.clauses],
            "explanation": paragraphs(item.explanation_html),
        }
    )


def _picture(edition: Edition, name: str | None) -> dict[str, Json] | None:
    if name is None or not edition.has("figure", name):
        return None
    figure = edition.item("figure", name)
    alt = f"{figure['title']}：{figure['description']}"
    return {"svg": figure["svg"], "width": figure["width"], "height": figure["height"], "alt": alt}


def points(thousandths: int) -> str:
    """Return points as people write them: 1, 2.5."""
    return f"{thousandths / ONE_POINT:g}"
