"""The four places of the bottom bar, by role, and the pages side by side within a place."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from flask import current_app, request, url_for

from trainer.i18n import lazy as _l
from trainer.people.model import Viewer


@dataclass(frozen=True)
class Place:
    """One place of the menu; `rooms` are the blueprints that lie in it."""

    label: object
    endpoint: str
    icon: str
    rooms: tuple[str, ...]
    count: Callable[[str], int] = field(default=lambda _endpoint: 0, compare=False)

    @property
    def href(self) -> str:
        """Return the address of the place."""
        return url_for(self.endpoint)

    @property
    def badge(self) -> int:
        """Return how much waits there; asked for only by pages that show the menu."""
        return self.count(self.endpoint)

    @property
    def current(self) -> bool:
        """Say whether the page being shown lies in this place."""
        return request.blueprint in self.rooms or request.endpoint in self.rooms


@dataclass(frozen=True)
class Page:
    """One of several pages that stand side by side, as tabs."""

    label: object
    endpoint: str
    shown_by: str | None = None
    """The endpoint that shows it, where `endpoint` only leads there."""

    @property
    def href(self) -> str:
        """Return the address of the page, of the department being looked at where one was chosen."""
        return url_for(self.endpoint, department=request.args.get("department"))

    @property
    def current(self) -> bool:
        """Say whether this is the page being shown."""
        return request.endpoint == (self.shown_by or self.endpoint)


TODAY = Place(_l("Today"), "home.today", "today", ("home",))
STAFF = (
    TODAY,
    Place(_l("Study"), "lessons.index", "study", ("lessons", "standard", "printing", "phrases")),
    Place(_l("Tasks"), "quizzes.index", "tasks", ("quizzes", "attempts", "assignments")),
    Place(_l("Me"), "people.account", "me", ("people", "mastery", "observations", "certificates")),
)
LEADER = (
    TODAY,
    Place(_l("Assign"), "assignments.index", "assign", ("assignments", "quizzes", "attempts", "statistics")),
    Place(_l("Record"), "duty.index", "record", ("duty", "classes", "exports", "appraisal")),
    Place(
        _l("People"),
        "people.index",
        "people",
        ("people", "mastery", "observations", "certificates", "checklists"),
    ),
)
OWN = (
    Page(_l("My account"), "people.account"),
    Page(_l("My training"), "mastery.me"),
    Page(_l("My observations"), "observations.mine"),
    Page(_l("My certificates"), "certificates.mine"),
)
LED = (
    (
        Page(_l("Assignments"), "assignments.index"),
        Page(_l("Standing rules"), "assignments.rules"),
        Page(_l("Make-ups"), "assignments.makeups"),
        Page(_l("Marking"), "attempts.marking"),
        Page(_l("Statistics"), "statistics.index"),
    ),
    (
        Page(_l("Month"), "duty.index", "duty.month"),
        Page(_l("Year"), "duty.year"),
        Page(_l("Classes"), "classes.index"),
        Page(_l("Appraisal"), "appraisal.index"),
        Page(_l("Exports"), "exports.index"),
    ),
    (
        Page(_l("Roster"), "people.index"),
        Page(_l("Mastery"), "mastery.matrix"),
        Page(_l("Observations"), "observations.index"),
        Page(_l("Forms"), "checklists.index"),
        Page(_l("Certificates"), "certificates.index"),
    ),
)
"""Pages side by side that leaders move between, place by place."""


def places(viewer: Viewer | None, count: Callable[[Viewer, str], int]) -> tuple[Place, ...]:
    """Return the menu of a person, with what counts beside its places; signed out there is none."""
    if viewer is None or viewer.must_change_password:
        return ()
    counts = partial(count, viewer)
    return tuple(replace(place, count=counts) for place in (LEADER if viewer.leads else STAFF))


def beside(viewer: Viewer | None) -> tuple[Page, ...]:
    """Return the pages that stand beside the one being shown; none on pages that lie deeper."""
    if viewer is None or viewer.must_change_password:
        return ()
    rows = (OWN, *LED) if viewer.leads else (OWN,)
    row = next((pages for pages in rows if any(page.current for page in pages)), ())
    return tuple(page for page in row if page.endpoint in current_app.view_functions)
