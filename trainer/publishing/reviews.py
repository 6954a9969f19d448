"""The record of who answered which question before people are tested with it: quizzes/reviews.csv."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from random import Random
from typing import Literal, get_args

from trainer.editions.model import Item as Stored
from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.quizzes import types
from trainer.quizzes.model import Arrangement, Item, Json
from trainer.sources.model import Fault

FILE = "reviews.csv"
Prepared = Literal["cold", "lesson"]
"""Whether the reader had read nothing, or the question's lessons and nothing else."""


@dataclass(frozen=True)
class Review:
    """One answer of somebody who had not written the question."""

    question: str
    hash: str
    """Of the question as it was answered; another hash today means it was changed since."""
    reader: str
    prepared: str
    points: int
    maximum: int
    """In thousandths of a point, as the grader gave them."""
    on: str
    """The day, as 2026-11-23."""
    answer: str
    """The response as JSON."""
    remark: str = ""


COLUMNS = tuple(field.name for field in fields(Review))


def hash_of(item: Item) -> str:
    """Return the hash under which an edition stores the question."""
    return Stored("question", item.id, item.to_json()).hash


def load(path: Path, shown: str) -> tuple[list[Review], list[Fault]]:
    """Read the record; one that is not there yet is empty."""
    if not path.exists():
        return [], []
    found: list[Review] = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows, ())) != COLUMNS:
            message = _("The first line must be: %(columns)s", columns=",".join(COLUMNS))
            return [], [Fault(shown, 1, message)]
        faults = []
        for row in rows:
            try:
                found.append(_review(row))
            except (TypeError, ValueError):
                message = _("This line is no review: %(columns)s expected.", columns=",".join(COLUMNS))
                faults.append(Fault(shown, rows.line_num, message))
    return found, faults


def _review(row: Sequence[str]) -> Review:
    made = dict(zip(COLUMNS, row, strict=True))
    if made["prepared"] not in get_args(Prepared):
        raise ValueError(made["prepared"])
    date.fromisoformat(made["on"])
    points, maximum = int(made.pop("points")), int(made.pop("maximum"))
    return Review(points=points, maximum=maximum, **made)


def add(path: Path, reviews: Iterable[Review]) -> None:
    """Write reviews behind those that are there."""
    fresh = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if fresh:
            rows.writeheader()
        rows.writerows(asdict(review) for review in reviews)


def unreviewed(items: Iterable[Item], reviews: Iterable[Review]) -> Iterator[tuple[Item, Prepared, bool]]:
    """Yield each question that lacks a review as it stands today, of which kind, and whether it had one."""
    done: dict[tuple[str, str], set[str]] = {}
    for review in reviews:
        done.setdefault((review.question, review.prepared), set()).add(review.hash)
    for item in items:
        today = hash_of(item)
        for prepared in get_args(Prepared):
            seen = done.get((item.id, prepared), set())
            if today not in seen:
                yield item, prepared, bool(seen)


def arranged(item: Item) -> Arrangement:
    """Return how a question lies before every reader: shuffled, and the same each time it is asked."""
    return types.get(item.type).arrange(item, Random(item.id))  # noqa: S311 - no secret


def asked(item: Item, answer: Json = None) -> dict[str, Json]:
    """Return a question as a reader meets it, with what an answer so far has come to; no key, no clause."""
    kind = types.get(item.type)
    held = kind.receive(item, answer) if answer is not None else None
    return {
        "id": item.id,
        "type": item.type,
        "stem": item.stem_html,
        "picture": item.picture,
        "ask": item.ask,
        **{k: v for k, v in kind.ask(item, arranged(item), held).items() if k not in {"type", "layout"}},
    }


def reviewed(
    items: Mapping[str, Item], answers: Mapping[str, Json], *, reader: str, prepared: str, on: date
) -> tuple[list[Review], dict[str, str]]:
    """Grade a reader's answers, each {answer, remark}; returns the reviews, and what was refused and why."""
    found, refused = [], {}
    for key, given in answers.items():
        item = items.get(key)
        if item is None or not isinstance(given, dict) or "answer" not in given:
            refused[key] = _("There is no such question, or no “answer” for it.")
            continue
        kind = types.get(item.type)
        try:
            response = kind.receive(item, given["answer"])
        except TrainerError as error:
            refused[key] = str(error)
            continue
        grade = kind.grade(item, response)
        points = 0 if grade.red_lines else grade.points
        answer = json.dumps(response, ensure_ascii=False)
        remark = str(given.get("remark") or "").replace("\n", " ")
        found.append(
            Review(
                key, hash_of(item), reader, prepared, points, grade.maximum, on.isoformat(), answer, remark
            )
        )
    return found, refused
