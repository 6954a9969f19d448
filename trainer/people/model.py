"""Who somebody is to the system: roles, the signed-in viewer, and what a viewer may reach."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l


class Role(StrEnum):
    """What one may do. Positions, which say what one must know, are content."""

    STAFF = "staff"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: Final = {
    Role.STAFF: _l("Staff"),
    Role.SUPERVISOR: _l("Supervisor"),
    Role.MANAGER: _l("Property manager"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
LEADERS: Final = (Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR)
OVERSEERS: Final = (Role.MANAGER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Viewer:
    """The signed-in person of a request."""

    person_id: int
    session_id: int
    staff_number: str
    name: str
    role: Role
    position: str
    department_id: int
    department: str
    must_change_password: bool
    locale: str | None

    @property
    def leads(self) -> bool:
        """Say whether the person looks after others' results."""
        return self.role in LEADERS

    @property
    def oversees(self) -> bool:
        """Say whether the person sees every department."""
        return self.role in OVERSEERS

    def sees(self, department_id: int) -> bool:
        """Say whether rows of the department are the viewer's to look at as a leader."""
        return self.oversees or (self.role is Role.SUPERVISOR and department_id == self.department_id)

    def manages(self, role: str, department_id: int) -> bool:
        """Say whether the viewer may change a person of that role in that department.

        Supervisors manage staff of their own department; managers supervisors and staff; administrators all.
        """
        if self.role is Role.ADMINISTRATOR:
            return True
        if self.role is Role.MANAGER:
            return role in {Role.STAFF, Role.SUPERVISOR}
        return self.role is Role.SUPERVISOR and role == Role.STAFF and department_id == self.department_id


@dataclass(frozen=True)
class PersonCard:
    """A person as lists and forms show them."""

    id: int
    staff_number: str
    name: str
    position: str
    role: Role
    department_id: int
    active: bool
    hired_on: date | None = None
    added_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True)
class Slip:
    """What a person needs for the first sign-in; the password is nowhere else in plain words."""

    person_id: int
    staff_number: str
    name: str
    password: str


MIN_PASSWORD: Final = 8
MAX_PASSWORD: Final = 128
MAX_NUMBER: Final = 32
MAX_NAME: Final = 80
NUMBER_SIGNS: Final = frozenset("-_./")
FORMULA_SIGNS: Final = tuple("=+-@")
"""A text that begins so is run as a formula by the spreadsheet that it is exported to."""


def plain_number(text: str) -> str:
    """Return a staff number as stored: half-width, no blanks around, no text mark of Excel; zeros stay."""
    return unicodedata.normalize("NFKC", text).strip().removeprefix("'").strip()


def checked_number(text: str) -> str:
    """Return the staff number as it is stored; raises Invalid where it cannot be one."""
    number = plain_number(text)
    if not number:
        raise Invalid(_l("The staff number is missing."), "staff_number")
    if len(number) > MAX_NUMBER:
        raise Invalid(
            _l("A staff number has at most %(count)s characters.", count=MAX_NUMBER), "staff_number"
        )
    if not all(c.isalnum() or c in NUMBER_SIGNS for c in number) or number.startswith(FORMULA_SIGNS):
        raise Invalid(_l("A staff number is made of digits and letters; - _ . / may follow."), "staff_number")
    return number


def checked_name(text: str) -> str:
    """Return the name as it is stored (NFC, single blanks); raises Invalid where it cannot be one."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise Invalid(_l("The name is missing."), "name")
    if len(name) > MAX_NAME:
        raise Invalid(_l("A name has at most %(count)s characters.", count=MAX_NAME), "name")
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in name) or name.startswith(FORMULA_SIGNS):
        raise Invalid(_l("The name holds a character that cannot be shown."), "name")
    return name
