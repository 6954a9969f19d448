"""A month as it was closed, what is missing before it can be, and what was corrected later; pure facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from trainer.duty.months import Head, Month
from trainer.i18n import lazy as _l


class Act(StrEnum):
    """What can happen to a closing afterwards."""

    SIGNED = "signed"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Stamp:
    """Somebody signed or reopened. On paper there is the day it was signed; on screen the hash shown."""

    kind: Act
    by: int
    at: datetime
    signed_on: date | None
    shown_hash: str | None
    reason: str | None

    @property
    def on_paper(self) -> bool:
        """Say whether the signature stands on the paper."""
        return self.kind is Act.SIGNED and self.signed_on is not None


@dataclass(frozen=True)
class Closing:
    """One closing of a month: `number` counts a department's closings, `version` those of this month."""

    id: int
    department_id: int
    month: Month
    number: int
    version: int
    snapshot_hash: str
    file_id: int
    pdf_hash: str
    head: Head
    edition: str
    closed_by: int
    closed_at: datetime
    stamps: tuple[Stamp, ...] = ()

    def _stamp(self, kind: Act) -> Stamp | None:
        return next((one for one in self.stamps if one.kind is kind), None)

    @property
    def signed(self) -> Stamp | None:
        """Return the manager's signature."""
        return self._stamp(Act.SIGNED)

    @property
    def reopened(self) -> Stamp | None:
        """Return why it does not stand any more."""
        return self._stamp(Act.REOPENED)

    @property
    def stands(self) -> bool:
        """Say whether the month is closed by it."""
        return self.reopened is None


class Lack(StrEnum):
    """What can be missing of a month before it is closed."""

    RUNNING = "running"
    PROVISIONAL = "provisional"
    OBJECTION = "objection"
    ATTENDANCE = "attendance"
    UNDECIDED = "undecided"
    ABSENCE = "absence"
    RESULT = "result"
    OVERDUE = "overdue"
    AGAIN = "again"
    SIGNATURE = "signature"


BLOCKING: Final = frozenset({Lack.RUNNING, Lack.PROVISIONAL, Lack.OBJECTION})
"""What must be settled; everything else can be answered with a word of why."""
LACK_NAMES: Final = {
    Lack.RUNNING: _l("The month is not over"),
    Lack.PROVISIONAL: _l("Results are provisional"),
    Lack.OBJECTION: _l("Objections are not answered"),
    Lack.ATTENDANCE: _l("Classes without attendance"),
    Lack.UNDECIDED: _l("Classes planned, neither held nor called off"),
    Lack.ABSENCE: _l("Absent without a reason entered"),
    Lack.RESULT: _l("Oral or practical results not entered"),
    Lack.OVERDUE: _l("Overdue without follow-up"),
    Lack.AGAIN: _l("Failed without a make-up"),
    Lack.SIGNATURE: _l("Observations not signed"),
}


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: what, of whom, and where it is mended (an endpoint and its number)."""

    lack: Lack
    what: str
    person_ids: tuple[int, ...] = ()
    endpoint: str = ""
    id: int | None = None

    @property
    def blocking(self) -> bool:
        """Say whether the month cannot be closed with it."""
        return self.lack in BLOCKING


def by_lack(missing: Sequence[Missing]) -> dict[Lack, list[Missing]]:
    """Return what is missing by kind, what blocks first."""
    return {lack: rows for lack in Lack if (rows := [one for one in missing if one.lack is lack])}


@dataclass(frozen=True)
class Said:
    """What somebody said of a kind of thing that was missing when the month was closed."""

    lack: Lack
    count: int
    text: str


class Change(StrEnum):
    """How something of a closed month was corrected."""

    RESULT = "result"
    VOID = "void"
    STRUCK = "struck"
    LATE = "late"


@dataclass(frozen=True)
class Corrected:
    """A correction made in one month to what an earlier, closed month says; percents in hundredths."""

    at: datetime
    month: Month
    change: Change
    what: str
    reason: str
    author_id: int | None
    person_id: int | None = None
    before: int | None = None
    after: int | None = None

    @property
    def named(self) -> set[int]:
        """Return everybody whom it names."""
        return {id_ for id_ in (self.person_id, self.author_id) if id_ is not None}
