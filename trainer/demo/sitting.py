"""One sitting of the history, from start to end, through the services of a real one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from trainer.assignments import service as assignments
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.attempts.service import Question
from trainer.demo.answering import answer, chance
from trainer.editions.model import Edition
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes
from trainer.quizzes import types
from trainer.quizzes.model import Response
from trainer.scores import service as scores

Given = tuple[Question, Response]
PAGE = 4
"""Questions saved at once: half the time of one by one."""


@dataclass(frozen=True)
class Sat:
    """What is known of a sitting before it begins."""

    quiz_id: str
    assignment_id: int | None
    tries: int
    """How often the person has sat this quiz, this time included: one learns from it."""
    skill: float
    cross: bool = False
    leaves: bool = False


def sit(
    session: Session, viewer: Viewer, edition: Edition, sat: Sat, forward: Callable[[timedelta], None]
) -> bool:
    """Start, answer question by question, hand in; returns whether it was passed."""
    quiz = quizzes.quiz(edition, sat.quiz_id)
    rules = Rules.of_quiz(quiz)
    if sat.assignment_id is not None:
        _task, rules = assignments.rules_for(session, viewer, sat.assignment_id, quiz, rules.grace_seconds)
    luck = chance("sitting", viewer.staff_number, sat.quiz_id, sat.assignment_id, sat.tries)
    attempt_id = attempts.start(session, viewer, sat.quiz_id, rules, sat.assignment_id)
    asked = attempts.questions(session, attempts.fetch(session, viewer, attempt_id))
    given = _answers(asked[: len(asked) // 2] if sat.leaves else asked, viewer.staff_number, sat)
    for some in _batched(given):
        forward(timedelta(seconds=sum(luck.randint(18, 50) for _question in some)))
        _save(session, viewer, attempt_id, some)
    if sat.leaves:
        return False
    forward(timedelta(seconds=luck.randint(10, 60)))
    attempts.submit(session, viewer, attempt_id)
    result = scores.of_attempt(session, viewer.department_id, attempt_id)
    return result is not None and result.passed


def _answers(asked: Sequence[Question], number: str, sat: Sat) -> list[Given]:
    """Return what is answered to each question; a red line is crossed at most once."""
    cross, given = sat.cross, []
    for question in asked:
        item = question.item
        response = answer(item, question.arrangement, number, sat.tries, sat.skill, cross=cross)
        cross = cross and not types.get(item.type).grade(item, response).red_lines
        given.append((question, response))
    return given


def _save(session: Session, viewer: Viewer, attempt_id: int, some: Sequence[Given]) -> None:
    """Save some answers as a page without script posts them; other types one by one, or step by step."""
    form: dict[str, list[str]] = {}
    for question, response in some:
        kind = types.get(question.item.type)
        if kind.shape not in {"one", "many", "order"}:
            parts = [response[:end] for end in range(1, len(response) + 1)] if kind.steps else [response]
            for seq, part in enumerate(parts, start=1):
                attempts.answer(session, viewer, attempt_id, question.slot, seq, part)
            continue
        form[f"seq-{question.slot}"] = ["0"]
        form[f"s{question.slot}"] = [response] if isinstance(response, str) else response
    posted = attempts.answer_form(session, viewer, attempt_id, form)
    if posted.refused:
        raise RuntimeError(f"answers refused: {dict(posted.refused)}")


def _batched(given: Sequence[Given]) -> Iterator[Sequence[Given]]:
    return (given[start : start + PAGE] for start in range(0, len(given), PAGE))
