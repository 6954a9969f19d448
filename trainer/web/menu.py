"""The four places of the bottom bar, by role."""

from dataclasses import dataclass

from flask import request, url_for

from trainer.i18n import lazy as _l
from trainer.people.model import Viewer


@dataclass(frozen=True)
class Place:
    """One place of the menu; `rooms` are the blueprints that lie in it."""

    label: object
    endpoint: str
    icon: str
    rooms: tuple[str, ...]

    @property
    def href(self) -> str:
        """Return the address of the place."""
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        """Say whether the page being shown lies in this place."""
        return request.blueprint in self.rooms or request.endpoint in self.rooms


TODAY = Place(_l("Today"), "home.today", "today", ("home",))
STAFF = (
    TODAY,
    Place(_l("Study"), "lessons.index", "study", ("lessons", "standard", "printing", "phrases")),
    Place(_l("Tasks"), "quizzes.index", "tasks", ("quizzes", "attempts", "assignments")),
    Place(_l("Me"), "people.account", "me", ("people",)),
)
LEADER = (
    TODAY,
    Place(_l("Assign"), "assignments.index", "assign", ("assignments", "quizzes", "attempts")),
    Place(_l("Record"), "duty.index", "record", ("duty", "classes", "exports")),
    Place(_l("People"), "people.index", "people", ("people",)),
)


def places(viewer: Viewer | None) -> tuple[Place, ...]:
    """Return the menu of a person; signed out there is none."""
    if viewer is None or viewer.must_change_password:
        return ()
    return LEADER if viewer.leads else STAFF
