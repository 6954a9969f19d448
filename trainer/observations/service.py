"""Use cases of an observation, from the files that hold them: watch, finish, sign, answer, link, read."""

from trainer.observations.facts import Facts
from trainer.observations.finishing import digests, dismiss, finish, withdraw
from trainer.observations.linking import Beside, agreements, beside, link, unlink
from trainer.observations.reach import may_answer
from trainer.observations.reading import (
    FILTERS,
    Wanted,
    by_ids,
    fetch,
    is_proposed,
    mine,
    of_period,
    of_person,
    open_objections,
    page,
    people_and_forms,
    recent,
    some,
    waiting_for,
)
from trainer.observations.saving import (
    Posted,
    attach,
    observable,
    photo,
    save_form,
    save_mark,
    save_note,
    start,
)
from trainer.observations.signing import answer, object_, sign
from trainer.observations.statistics import Agreement

agreement = agreements

__all__ = [
    "FILTERS",
    "Agreement",
    "Beside",
    "Facts",
    "Posted",
    "Wanted",
    "agreement",
    "answer",
    "attach",
    "beside",
    "by_ids",
    "digests",
    "dismiss",
    "fetch",
    "finish",
    "is_proposed",
    "link",
    "may_answer",
    "mine",
    "object_",
    "observable",
    "of_period",
    "of_person",
    "open_objections",
    "page",
    "people_and_forms",
    "photo",
    "recent",
    "save_form",
    "save_mark",
    "save_note",
    "sign",
    "some",
    "start",
    "unlink",
    "waiting_for",
    "withdraw",
]
