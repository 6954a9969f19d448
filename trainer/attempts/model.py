"""The rules of one sitting, its states, and what they allow when; nothing but values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from trainer.db import canonical
from trainer.editions.model import digest
from trainer.errors import Invalid, NotFound, Stale
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Feedback, Json, Quiz, Response

GRACE_SECONDS = 60
MAX_SEQ = 1_000_000
"""No hand saves one answer more often; it keeps a forged number from filling the column."""
MAX_ID = 2**63 - 1


def row_id(written: str | None) -> int | None:
    """Return the id that a page was asked for, None when it was not; NotFound for one no row can have."""
    if not written:
        return None
    if written.isascii() and written.isdigit() and len(written) < len(str(MAX_ID)):
        return int(written)
    raise NotFound(_l("There is nothing here under this number."))


class State(StrEnum):
    """Where a sitting stands. `EXPIRED`: the server ended it at its deadline."""

    OPEN = "open"
    SUBMITTED = "submitted"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Rules:
    """What holds for one sitting, given as values by whoever lets it start."""

    pass_mark: int
    """Percent, 1 to 100."""
    time_limit: int | None = None
    """Minutes; None for no limit."""
    attempts: int | None = None
    """How often it may be sat; None for without limit."""
    feedback: Feedback = Feedback.AFTER_SUBMISSION
    grace_seconds: int = GRACE_SECONDS
    """How long after the deadline an answer is still kept, as late and uncounted."""
    deadline: datetime | None = None
    """When `AFTER_DEADLINE` shows the key, as the due time of an assignment; it does not end the sitting."""
    clauses: tuple[str, ...] = ()
    """Only questions about these are asked; empty for the whole quiz."""

    @classmethod
    def of_quiz(cls, quiz: Quiz, grace_seconds: int = GRACE_SECONDS) -> "Rules":
        """Return the rules a quiz has by itself, without an assignment."""
        return cls(quiz.pass_mark, quiz.time_limit, quiz.attempts, quiz.feedback, grace_seconds)

    def to_json(self) -> dict[str, Any]:
        """Return what an attempt stores."""
        about = {"clauses": list(self.clauses)} if self.clauses else {}
        return about | {
            "pass_mark": self.pass_mark,
            "time_limit": self.time_limit,
            "attempts": self.attempts,
            "feedback": self.feedback.value,
            "grace_seconds": self.grace_seconds,
            "deadline": self.deadline.isoformat() if self.deadline else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Rules":
        """Read what an attempt stored."""
        deadline = stored["deadline"]
        return cls(
            **{
                **stored,
                "feedback": Feedback(stored["feedback"]),
                "deadline": datetime.fromisoformat(deadline) if deadline else None,
                "clauses": tuple(stored.get("clauses", ())),
            }
        )

    def ends_at(self, started: datetime) -> datetime | None:
        """Return the moment at which the server ends a sitting begun then."""
        return started + timedelta(minutes=self.time_limit) if self.time_limit else None


def is_over(deadline: datetime | None, now: datetime) -> bool:
    """Say whether the time of a sitting is up."""
    return deadline is not None and now >= deadline


class Arrival(StrEnum):
    """What becomes of an answer that arrives now."""

    COUNTS = "counts"
    LATE = "late"
    REFUSED = "refused"


def arrival(state: State, deadline: datetime | None, grace_seconds: int, now: datetime) -> Arrival:
    """Return whether an answer counts, is kept as late, or comes after the end."""
    if state is State.SUBMITTED:
        return Arrival.REFUSED
    if state is State.OPEN and not is_over(deadline, now):
        return Arrival.COUNTS
    if deadline is not None and now < deadline + timedelta(seconds=grace_seconds):
        return Arrival.LATE
    return Arrival.REFUSED


@dataclass(frozen=True)
class Held:
    """What the server holds for a question: its newest save. `body` is None for an emptied answer."""

    seq: int
    body: Response
    saved_at: datetime
    late: bool = False


def follows(held: Held | None, seq: int, body: Response, *, locked: bool = False) -> bool:
    """Say whether an answer is new (True) or the repetition of what is held (False).

    Raises Stale with what is held for anything older, for the same number with another answer, and for a
    question that is `locked` because its key was shown.
    """
    if held is None:
        return True
    same = canonical(held.body) == canonical(body)
    if same and (seq == held.seq or locked):
        return False
    if locked:
        message = _l("This question is answered, and its reasons have been shown; it cannot be changed.")
    elif seq > held.seq:
        return True
    else:
        message = _l("This answer was changed elsewhere meanwhile; what you see is what is saved.")
    raise Stale(message, seq=held.seq, response=held.body, at=held.saved_at)


def grows(held: Held | None, path: Sequence[Json] | None) -> bool:
    """Say whether a path is one step more than what is held (True) or a part of that (False).

    A step taken cannot be taken back: anything else raises Stale with what is held, or Invalid for no step.
    """
    have = list(held.body or []) if held else []
    if not path:
        raise Invalid(_l("This question is answered in steps."))
    if list(path) == have[: len(path)]:
        return False
    if list(path[:-1]) == have:
        return True
    message = _l("A choice was made here already and cannot be taken back; what you see is what is saved.")
    raise Stale(message, seq=len(have), response=have or None, at=held.saved_at if held else None)


def release_at(rules: Rules, deadline: datetime | None) -> datetime | None:
    """Return the moment before which the key stays closed; None where only the end of the sitting counts."""
    return (rules.deadline or deadline) if rules.feedback is Feedback.AFTER_DEADLINE else None


def released(
    rules: Rules, state: State, deadline: datetime | None, now: datetime, *, answered: bool = False
) -> bool:
    """Say whether key and feedback of a question may be seen; while it is open `answered` decides."""
    if state is State.OPEN:
        return rules.feedback is Feedback.AT_ONCE and answered
    wait = release_at(rules, deadline)
    return wait is None or now >= wait


@dataclass(frozen=True)
class Counted:
    """One question of a sitting with the answer that counts, as the digest of a result covers it."""

    slot: int
    question_id: str
    item_hash: str
    seq: int
    body: Response


def responses_digest(counted: Iterable[Counted]) -> str:
    """Return the SHA-256 of the answers a result rests on, with the wordings they were given to."""
    ordered = sorted(counted, key=lambda one: one.slot)
    return digest([[one.slot, one.question_id, one.item_hash, one.seq, one.body] for one in ordered])
