"""Use cases of a sitting, from the files that hold them: start, answer, end, read."""

from trainer.attempts.answers import Posted, Press, answer, answer_form
from trainer.attempts.ending import digests, settle, submit
from trainer.attempts.holding import Saved
from trainer.attempts.marking import Mark, mark, to_mark, waiting, waiting_count
from trainer.attempts.paths import is_asked, paths_taken
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
    "Mark",
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
    "is_asked",
    "mark",
    "of_assignments",
    "of_person",
    "paths_taken",
    "questions",
    "review",
    "settle",
    "sits_same_questions",
    "start",
    "submit",
    "to_mark",
    "waiting",
    "waiting_count",
    "with_late_answers",
]
