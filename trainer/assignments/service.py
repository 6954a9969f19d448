"""Use cases of assignments, from the files that hold them: make, cancel, fetch, list, stand."""

from trainer.assignments.following import follow_ups, followed, followed_among
from trainer.assignments.glance import Tally, tally
from trainer.assignments.listing import (
    by_ids,
    count_past,
    due_between,
    in_use,
    members,
    owed,
    owed_from,
    owing,
    past,
    running,
    standings,
    touching,
    watched,
)
from trainer.assignments.making import AlreadyOpen, Draft, assignable, cancel, make
from trainer.assignments.model import FollowUp, needs_make_up
from trainer.assignments.reach import fetch, rules_for
from trainer.assignments.standings import first_read, is_due, standings_of

__all__ = [
    "AlreadyOpen",
    "Draft",
    "FollowUp",
    "Tally",
    "assignable",
    "by_ids",
    "cancel",
    "count_past",
    "due_between",
    "fetch",
    "first_read",
    "follow_ups",
    "followed",
    "followed_among",
    "in_use",
    "is_due",
    "make",
    "members",
    "needs_make_up",
    "owed",
    "owed_from",
    "owing",
    "past",
    "rules_for",
    "running",
    "standings",
    "standings_of",
    "tally",
    "touching",
    "watched",
]
