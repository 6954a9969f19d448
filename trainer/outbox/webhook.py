"""Handing a text to the group robot of the settings: one address, no redirects, no proxies, a time limit."""

from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from trainer import clock
from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.outbox.model import Fate, Outcome, judged, payload, signed

TIMEOUT = 10.0
"""Seconds for connecting, and for each read of the answer."""
LONGEST_ANSWER = 65_536

Send = Callable[[str], Outcome]


def check_address(url: str) -> None:
    """Raise Invalid for an address that is not http or https with a host, or that holds a password."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or "@" in urlsplit(url).netloc:
        raise Invalid(_l("The webhook’s address must begin with https:// (or http://) and name a host."))


def sender(url: str, form: str, secret: str = "", timeout: float = TIMEOUT) -> Send:
    """Return the function that hands a text to the robot; raises Invalid for an impossible address."""
    check_address(url)

    def send(text: str) -> Outcome:
        address = signed(url, secret, clock.now()) if secret and form == "dingtalk" else url
        return post(address, payload(text, form), timeout)

    return send


def post(url: str, body: bytes, timeout: float = TIMEOUT) -> Outcome:
    """Post JSON and return what came of it.

    What fails before the connection stands was certainly not delivered, and may be tried again. What fails
    after may have been delivered. A redirect is a refusal: nothing is sent to an address that nobody set.
    """
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    try:
        try:
            connection.connect()
        except (OSError, HTTPException, UnicodeError) as error:
            return Outcome(Fate.REFUSED, f"no connection ({type(error).__name__})")
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "POST", target, body, {"Content-Type": "application/json", "Connection": "close"}
            )
            answer = connection.getresponse()
            return judged(answer.status, answer.read(LONGEST_ANSWER))
        except (OSError, HTTPException) as error:
            return Outcome(Fate.UNSURE, f"no answer ({type(error).__name__})")
    finally:
        connection.close()
