"""Sitting quizzes of the small site well or badly, and correcting what the ledger says."""

import json
from dataclasses import fields

from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.quizzes import types
from trainer.scores import service as scores
from trainer.scores.model import Correction, Kind, Result


def sit(ground, who="front", quiz="long", *, wrong=(), rules=None, assignment=None):
    """Sit a quiz with the key to every question but the wrong ones, which stay open."""
    viewer = getattr(ground.cast, who)
    attempt_id = attempts.start(ground.session, viewer, quiz, rules or Rules(60), assignment)
    sitting = attempts.fetch(ground.session, viewer, attempt_id)
    for question in attempts.questions(ground.session, sitting):
        if question.item.id not in wrong:
            key = types.get(question.item.type).key(question.item)
            attempts.answer(ground.session, viewer, attempt_id, question.slot, 1, key)
    attempts.submit(ground.session, viewer, attempt_id)
    return attempt_id


def correct(ground, attempt_id, kind=Kind.VOID, **changes):
    """Append a row that takes the place of a result."""
    row = scores.of_attempt(ground.session, 1, attempt_id)
    said = json.loads(row.body)
    facts = {one.name: said.get(one.name) for one in fields(Result)} | changes
    facts["red_lines"] = tuple(facts["red_lines"])
    author = ground.cast.supervisor.person_id
    return scores.append(ground.session, Result(**facts), Correction(kind, row.number, "录入有误", author))
