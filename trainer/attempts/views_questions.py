"""What the pages of a sitting show of each question: nothing of its key before it is released."""

import base64
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import get_template_attribute, url_for
from markupsafe import Markup

from trainer.attempts.service import Act, Question, Reviewed, Sitting
from trainer.editions.model import Edition
from trainer.quizzes import service as quizzes
from trainer.quizzes import types
from trainer.quizzes.model import Grade, Json, red_line_words
from trainer.web.filters import local

_NAMES = re.compile(r"<(title|desc)\b.*?</\1>|\saria-labelledby=\"[^\"]*\"", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A drawing without its own title, which often says whether it is right."""

    source: str
    text: str
    width: int
    height: int


@dataclass(frozen=True)
class Asked:
    """A question as its reader may see it now; `review` is there only once it is released."""

    slot: int
    type: str
    name: str
    view: dict[str, Json]
    stem: Markup
    ask: str | None
    picture: Picture | None
    seq: int
    response: Json
    answered: bool
    saved_at: str | None
    answer_url: str
    review: "Explained | None" = None

    @property
    def number(self) -> int:
        """Return the number people call it by."""
        return self.slot


@dataclass(frozen=True)
class Explained:
    """The key of a question with its reasons, beside what was answered."""

    view: dict[str, Json]
    explanation: Markup
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Marked:
    """A question of an ended sitting with what it earned; `late` is an answer that does not count."""

    asked: Asked
    explained: Explained
    verdict: str
    points: int
    maximum: int
    red_lines: tuple[str, ...]
    late: dict[str, Json] | None
    late_at: str | None
    provisional: bool
    settled: dict[str, Json] | None
    """What a leader said of a provisional grade: `reason`, and the points it had (`machine`)."""
    mended: "Mended | None" = None
    item_hash: str = ""


@dataclass(frozen=True)
class Mended:
    """What was mended of a question; the points it had before, where they were others."""

    act: str
    key: str | None
    reason: str
    author_id: int
    at: datetime
    points: int | None
    maximum: int | None


def clock_time(moment: Any) -> str:
    """Return the minute on the site's wall clock."""
    return local(moment).strftime("%H:%M")


def asked(sitting: Sitting, question: Question, edition: Edition, typed: Json = None) -> Asked:
    """Return what may be shown of a question now; `typed` was refused, and is shown to be mended."""
    item, held = question.item, question.held
    answer_url = url_for("attempts.answer", attempt_id=sitting.id, slot=question.slot)
    response = held.body if held else None
    view = types.get(item.type).ask(item, question.arrangement, response)
    picture = _picture(edition, item.picture)
    return Asked(
        slot=question.slot,
        type=item.type,
        name=f"s{question.slot}",
        view={**view, "answer_url": answer_url, "picture": picture},
        stem=Markup(item.stem_html),  # noqa: S704 - sanitised when it was published
        ask=item.ask,
        picture=picture,
        seq=held.seq if held else 0,
        response=response if typed is None else typed,
        answered=question.answered,
        saved_at=clock_time(held.saved_at) if held and response is not None else None,
        answer_url=answer_url,
        review=explained(question, edition) if question.released else None,
    )


def fragment(shown: dict[str, Json] | None, attempt_id: int, slot: int) -> dict[str, str]:
    """Return the HTML that takes the place of a question with steps in its page, nothing for others."""
    if shown is None:
        return {}
    view = {**shown, "answer_url": url_for("attempts.answer", attempt_id=attempt_id, slot=slot)}
    ask = get_template_attribute(f"quizzes/types/{shown['type']}.html", "ask")
    return {"html": str(ask(view, f"s{slot}", None))}


def explained(question: Question, edition: Edition) -> Explained:
    """Return the key and the reasons of a question; for released ones only."""
    item = question.item
    body = question.held.body if question.held else None
    view = types.get(item.type).review(item, question.arrangement, body)
    return Explained(
        view={**view, "picture": _picture(edition, item.picture)},
        explanation=Markup(item.explanation_html),  # noqa: S704 - sanitised when it was published
        clauses=tuple((key, _clause_title(edition, key)) for key in item.clauses),
    )


def marked(sitting: Sitting, one: Reviewed, edition: Edition) -> Marked:
    """Return a graded question for the review."""
    question, grade = one.question, one.grade
    late = (
        types.get(question.item.type).review(question.item, question.arrangement, one.late.body)
        if one.late
        else None
    )
    settled = grade.evidence.get("settled") if isinstance(grade.evidence, dict) else None
    told = explained(question, edition)
    return Marked(
        asked=asked(sitting, question, edition),
        explained=replace(told, view={**told.view, "settled": settled is not None}),
        verdict=_verdict(grade),
        points=grade.points,
        maximum=grade.maximum,
        red_lines=tuple(red_line_words(line) for line in grade.red_lines),
        late=late,
        late_at=clock_time(one.late.saved_at) if one.late else None,
        provisional=not grade.final,
        settled=settled,
        mended=_mended(one),
        item_hash=question.item_hash,
    )


def _verdict(grade: Grade) -> str:
    if not grade.maximum:
        return "out"
    if not grade.points or grade.red_lines:
        return "wrong"
    return "right" if grade.points == grade.maximum else "part"


def _mended(one: Reviewed) -> Mended | None:
    """Return what was mended and what it was before; the question holds the new key already."""
    held, item = one.mending, one.question.item
    if held is None:
        return None
    return Mended(
        act=held.act.value,
        key=quizzes.key_words(item, held.key) if held.act is Act.KEY else None,
        reason=held.reason,
        author_id=held.author_id,
        at=held.at,
        points=one.before.points if one.before else None,
        maximum=one.before.maximum if one.before else None,
    )


def _clause_title(edition: Edition, clause_id: str) -> str:
    return str(edition.item("clause", clause_id)["title"]) if edition.has("clause", clause_id) else ""


def _picture(edition: Edition, figure_id: str | None) -> Picture | None:
    if figure_id is None or not edition.has("figure", figure_id):
        return None
    figure = edition.item("figure", figure_id)
    drawing = base64.b64encode(_NAMES.sub("", figure["svg"]).encode()).decode()
    source = f"data:image/svg+xml;base64,{drawing}"
    return Picture(source, figure["description"], figure["width"], figure["height"])
