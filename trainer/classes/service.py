"""Use cases of classes, from the files that hold them: plan, sign in, hold, examine, enter afterwards."""

from trainer.classes.attachments import attach, attached, opened
from trainer.classes.planning import change, may_come, plan, token_of
from trainer.classes.reading import (
    ahead,
    count_past,
    entered_late,
    fetch,
    held_between,
    past,
    planned_between,
    topics,
)
from trainer.classes.recording import cancel, record
from trainer.classes.results import digests, enter, marks, trail
from trainer.classes.roll import amend, begins, hold, open_to, sign_in
from trainer.classes.sheet import sheet

__all__ = [
    "ahead",
    "amend",
    "attach",
    "attached",
    "begins",
    "cancel",
    "change",
    "count_past",
    "digests",
    "enter",
    "entered_late",
    "fetch",
    "held_between",
    "hold",
    "marks",
    "may_come",
    "open_to",
    "opened",
    "past",
    "plan",
    "planned_between",
    "record",
    "sheet",
    "sign_in",
    "token_of",
    "topics",
    "trail",
]
