"""Use cases of assignments, from the files that hold them: make, cancel, fetch, list, stand."""

from trainer.assignments.extending import extend, release, standing_of
from trainer.assignments.following import follow_ups, followed, followed_among
from trainer.assignments.glance import Tally, tally
from trainer.assignments.listing import (
    Watched,
    about_clauses,
    by_ids,
    count_owed,
    count_past,
    due_between,
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
from trainer.assignments.making import AlreadyOpen, Draft, assignable, cancel, have_open, make
from trainer.assignments.making_due import make_due
from trainer.assignments.making_up import assign_makeups, makeups
from trainer.assignments.model import FollowUp, needs_make_up
from trainer.assignments.reach import fetch, longer, rules_for
from trainer.assignments.ruled import aim, fetch_rule, in_use, made_by, made_counts, preview, rules
from trainer.assignments.ruling import end_rule, switch_on, write_rule
from trainer.assignments.standings import first_read, is_due, standings_of

__all__ = [
    "AlreadyOpen",
    "Draft",
    "FollowUp",
    "Tally",
    "Watched",
    "about_clauses",
    "aim",
    "assign_makeups",
    "assignable",
    "by_ids",
    "cancel",
    "count_owed",
    "count_past",
    "due_between",
    "end_rule",
    "extend",
    "fetch",
    "fetch_rule",
    "first_read",
    "follow_ups",
    "followed",
    "followed_among",
    "have_open",
    "in_use",
    "is_due",
    "longer",
    "made_by",
    "made_counts",
    "make",
    "make_due",
    "makeups",
    "members",
    "needs_make_up",
    "owed",
    "owed_from",
    "owing",
    "past",
    "preview",
    "release",
    "rules",
    "rules_for",
    "running",
    "standing_of",
    "standings",
    "standings_of",
    "switch_on",
    "tally",
    "touching",
    "watched",
    "write_rule",
]
