"""The page of an open sitting, and what its other pages share."""

from collections.abc import Mapping

from flask import render_template

from trainer import clock
from trainer.attempts import service as attempts
from trainer.attempts import views_questions as pages
from trainer.attempts.service import Sitting
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Feedback, Json, Quiz
from trainer.web.request import db_session, viewer


def is_mine(sitting: Sitting) -> bool:
    """Say whether the viewer sits or sat it."""
    return sitting.person_id == viewer().person_id


def edition_of(sitting: Sitting) -> Edition:
    """Return the edition that the sitting was started in."""
    return editions.get(db_session(), sitting.edition_number)


def quiz_of(sitting: Sitting) -> Quiz:
    """Return the quiz as it was when the sitting was started."""
    return quizzes.quiz(edition_of(sitting), sitting.quiz_id)


def asked_of(sitting: Sitting, typed: Mapping[int, Json] | None = None) -> list[pages.Asked]:
    """Return the questions as they may be shown now; `typed` by slot stands in place of what is held."""
    edition, typed = edition_of(sitting), typed or {}
    return [
        pages.asked(sitting, question, edition, typed.get(question.slot))
        for question in attempts.questions(db_session(), sitting)
    ]


def sitting_page(sitting: Sitting, typed: Mapping[int, Json] | None = None) -> str:
    """Return the page with all questions in one document; what was typed and refused keeps its place."""
    questions = asked_of(sitting, typed)
    at_once = sitting.rules.feedback is Feedback.AT_ONCE
    return render_template(
        "attempts/at_once.html" if at_once else "attempts/sitting.html",
        sitting=sitting,
        quiz=quiz_of(sitting),
        questions=questions,
        answered=sum(question.answered for question in questions),
        now=clock.now(),
        ends=pages.clock_time(sitting.deadline_at) if sitting.deadline_at else None,
    )
