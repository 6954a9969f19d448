"""Assigning the short quiz about changed clauses to exactly those whose certificates rest on them."""

from datetime import datetime

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.certificates.model import Stale
from trainer.certificates.reading import overview, testable
from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes

NAMED = 4
"""Clauses that a title names; of more it says how many."""


def proposal(session: Session, viewer: Viewer, department_id: int, edition: Edition, key: str) -> Stale:
    """Return what is proposed under a key of `key_of`; raises NotFound where nothing is (any more)."""
    found = overview(session, viewer, department_id, edition).proposals
    one = next((one for one in found if key_of(one) == key), None)
    if one is None:
        raise NotFound(_l("Nobody there has to renew this, or it was assigned already."))
    return one


def key_of(one: Stale) -> str:
    """Return what names a proposal in an address: the quiz and its changed clauses."""
    return ":".join((one.quiz_id, *one.clauses))


def assign(
    session: Session,
    viewer: Viewer,
    department_id: int,
    edition: Edition,
    one: Stale,
    due_at: datetime,
    note: str | None = None,
) -> int:
    """Assign the quiz about the changed clauses and return the assignment's id.

    Raises NotFound where no question asks about any of them, Forbidden and Invalid as assigning does.
    """
    clauses = testable(edition, one.quiz_id, one.clauses)
    if not clauses:
        raise NotFound(_l("No question of this edition asks about these clauses."))
    there = assignments.assignable(session, department_id)
    draft = assignments.Draft(
        kind=Kind.QUIZ,
        target_id=one.quiz_id,
        title=title_of(one.title, clauses),
        opens_at=clock.now(),
        due_at=due_at,
        pass_mark=quizzes.quiz(edition, one.quiz_id).pass_mark,
        attempts=None,
        note=note,
        clauses=clauses,
    )
    return assignments.make(
        session, viewer, department_id, draft, [id_ for id_ in one.person_ids if id_ in there]
    )


def title_of(title: str, clauses: tuple[str, ...]) -> str:
    """Return the title of such a quiz."""
    if len(clauses) > NAMED:
        return _("%(title)s: %(count)s changed clauses", title=title, count=len(clauses))
    return _("%(title)s: changed clauses %(clauses)s", title=title, clauses=", ".join(clauses))
