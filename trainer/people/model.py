"""Who somebody is to the system: roles, the signed-in viewer, and what a viewer may reach."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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


MIN_PASSWORD: Final = 8
MAX_PASSWORD: Final = 128
