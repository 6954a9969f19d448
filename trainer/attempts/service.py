"""Use cases of a sitting, from the files that hold them: start, answer, end, read."""

from trainer.attempts.answers import Posted, Press, answer, answer_form
from trainer.attempts.ending import digests, settle, submit
from trainer.attempts.holding import Saved
from trainer.attempts.reading import (
    Question,
    Reviewed,
    Sitting,
    by_ids,
    fetch,
    of_assignments,
    of_person,
    questions,
    review,
    sits_same_questions,
    with_late_answers,
)
from trainer.attempts.start import start

__all__ = [
    "Posted",
    "Press",
    "Question",
    "Reviewed",
    "Saved",
    "Sitting",
    "answer",
    "answer_form",
    "by_ids",
    "digests",
    "fetch",
    "of_assignments",
    "of_person",
    "questions",
    "review",
    "settle",
    "sits_same_questions",
    "start",
    "submit",
    "with_late_answers",
]
