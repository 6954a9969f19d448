"""The counts beside the places of the menu: what the reader owes, what waits for a leader's word."""

from collections.abc import Callable, Mapping

from flask import g
from sqlalchemy.exc import SQLAlchemyError

from trainer.assignments import service as assignments
from trainer.attempts import service as attempts
from trainer.observations import service as observations
from trainer.people.model import Viewer
from trainer.web.request import db_session


def _owed(viewer: Viewer) -> int:
    return assignments.count_owed(db_session(), viewer)


def _to_mark(viewer: Viewer) -> int:
    return attempts.waiting_count(db_session(), viewer)


def _to_sign(viewer: Viewer) -> int:
    return observations.waiting_for(db_session(), viewer).count


STAFF: Mapping[str, Callable[[Viewer], int]] = {"quizzes.index": _owed, "people.account": _to_sign}
LEADERS: Mapping[str, Callable[[Viewer], int]] = {"assignments.index": _to_mark, "people.index": _to_sign}


def known(endpoint: str, count: int) -> None:
    """Take the count of a place from a page that has it anyway, so that the menu does not ask again."""
    if "badges" not in g:
        g.badges = {}
    g.badges[endpoint] = count


def count(viewer: Viewer, endpoint: str) -> int:
    """Return the count beside a place, none where there is nothing to count; a few queries whoever reads.

    A menu never breaks its page: where the database does not answer there is no count.
    """
    counter = (LEADERS if viewer.leads else STAFF).get(endpoint)
    there: dict[str, int] = g.get("badges", {})
    if counter is None or endpoint in there:
        return there.get(endpoint, 0)
    try:
        known(endpoint, counter(viewer))
    except SQLAlchemyError:
        return 0
    return int(g.badges[endpoint])
