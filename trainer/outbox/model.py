"""What becomes of a message: its states, when it is tried again, and what a group robot is sent; pure."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import quote_plus, urlsplit

from trainer.i18n import lazy as _l

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
MAX_TRIES: Final = 10
LEASE: Final = timedelta(minutes=5)
"""After this time a message still being sent is one whose sender died: nobody knows whether it arrived."""
LONGEST: Final = {"wecom": 2048, "dingtalk": 20_000}
"""Bytes of text that each robot takes."""


class State(StrEnum):
    """Where a message stands.

    `UNSURE` was handed over without an answer: it may have arrived, so it is never sent again by itself.
    `NOTHING` is a day on which there was nothing to say.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    DROPPED = "dropped"
    NOTHING = "nothing"


STATE_NAMES: Final = {
    State.WAITING: _l("waiting to be sent"),
    State.SENDING: _l("being sent"),
    State.SENT: _l("sent"),
    State.FAILED: _l("given up"),
    State.UNSURE: _l("uncertain"),
    State.DROPPED: _l("dropped"),
    State.NOTHING: _l("nothing to say"),
}
SETTLED_BY_HAND: Final = frozenset({State.FAILED, State.UNSURE})
"""What an administrator may send again or drop."""


class Fate(StrEnum):
    """What came of handing a message over."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Outcome:
    """What came of one try; `reason` for whoever looks after the site, without the address."""

    fate: Fate
    reason: str = ""


@dataclass(frozen=True)
class Queued:
    """A message as lists show it."""

    id: int
    key: str
    kind: str
    department_id: int | None
    body: str
    state: State
    tries: int
    next_at: datetime
    sent_at: datetime | None
    error: str | None
    created_at: datetime


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many refused tries: twice as long each time, an hour at most."""
    doubled: int = 2 ** max(0, min(tries, MAX_TRIES) - 1)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def payload(text: str, form: str) -> bytes:
    """Return the JSON that a group robot of 企业微信 or 钉钉 takes for a text; too long a text is cut."""
    return json.dumps(
        {"msgtype": "text", "text": {"content": cut(text, LONGEST[form])}}, ensure_ascii=False
    ).encode("utf8")


def cut(text: str, longest: int) -> str:
    """Return the text in at most so many bytes of UTF-8, whole signs only."""
    whole = text.encode("utf8")
    if len(whole) <= longest:
        return text
    return whole[: longest - 3].decode("utf8", errors="ignore") + "…"


def signed(url: str, secret: str, at: datetime) -> str:
    """Return the address with 钉钉's signature: HMAC-SHA256 over milliseconds and secret, in the query.

    As its documentation of custom robots defines it: base64 of the digest, percent-encoded.
    """
    stamp = str(int(at.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    sign = quote_plus(base64.b64encode(digest).decode())
    return f"{url}{'&' if urlsplit(url).query else '?'}timestamp={stamp}&sign={sign}"


def judged(status: int, body: bytes) -> Outcome:
    """Return what an answer means: taken only with status 200 and `errcode` 0.

    An answer that says no is a refusal and tried again. A gateway that had no answer itself (502, 504), or
    a 200 that says nothing we know, leaves it open whether the message arrived.
    """
    if status in {502, 504}:
        return Outcome(Fate.UNSURE, f"HTTP {status}")
    if status != 200:  # noqa: PLR2004 - the one status both robots answer with
        return Outcome(Fate.REFUSED, f"HTTP {status}")
    try:
        answer = json.loads(body)
        code = answer["errcode"]
    except (ValueError, TypeError, KeyError):
        return Outcome(Fate.UNSURE, "HTTP 200, errcode ?")
    if code == 0:
        return Outcome(Fate.ACCEPTED)
    return Outcome(Fate.REFUSED, f"errcode {code}: {str(answer.get('errmsg', ''))[:200]}")
