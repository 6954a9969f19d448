"""Use cases of a sitting, from the files that hold them: start, answer, end, read."""

from trainer.attempts.answers import Posted, Press, answer, answer_form
from trainer.attempts.changing import Change, Worth
from trainer.attempts.ending import digests, settle, submit
from trainer.attempts.evidence import Closed, Graded, closed_to, graded
from trainer.attempts.holding import Saved
from trainer.attempts.marking import Mark, mark, to_mark, waiting, waiting_count
from trainer.attempts.mended import ACT_NAMES, OF_QUESTIONS, Act, Mending, in_force
from trainer.attempts.mended import of_items as mendings_of
from trainer.attempts.mending import Preview, mend, question, survey
from trainer.attempts.overriding import Given, Overridable, overridable, override, survey_override
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
from trainer.attempts.weighing import Wish

__all__ = [
    "ACT_NAMES",
    "OF_QUESTIONS",
    "Act",
    "Change",
    "Closed",
    "Given",
    "Graded",
    "Mark",
    "Mending",
    "Overridable",
    "Posted",
    "Press",
    "Preview",
    "Question",
    "Reviewed",
    "Saved",
    "Sitting",
    "Wish",
    "Worth",
    "answer",
    "answer_form",
    "by_ids",
    "closed_to",
    "digests",
    "fetch",
    "graded",
    "in_force",
    "is_asked",
    "mark",
    "mend",
    "mendings_of",
    "of_assignments",
    "of_person",
    "overridable",
    "override",
    "paths_taken",
    "question",
    "questions",
    "review",
    "settle",
    "sits_same_questions",
    "start",
    "submit",
    "survey",
    "survey_override",
    "to_mark",
    "waiting",
    "waiting_count",
    "with_late_answers",
]
