"""The same few persons in every test."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from trainer.people import service as people
from trainer.people.model import Role

PASSWORD = "correct-horse-7"


@dataclass(frozen=True)
class Member:
    number: str
    name: str
    position: str
    role: Role = Role.STAFF
    department: int = 1


CAST = {
    "supervisor": Member("0001", "客服主管", "supervisor", Role.SUPERVISOR),
    "manager": Member("0002", "物业经理", "supervisor", Role.MANAGER),
    "administrator": Member("0003", "系统管理员", "supervisor", Role.ADMINISTRATOR),
    "front": Member("0101", "前台甲", "front_desk"),
    "keeper": Member("0102", "楼管甲", "manager_a"),
    "cashier": Member("0103", "收费员甲", "cashier"),
    "stranger": Member("0901", "二期前台", "front_desk", Role.STAFF, 2),
    "other_supervisor": Member("0902", "二期主管", "supervisor", Role.SUPERVISOR, 2),
}


def move_in(session: Session) -> None:
    """Make both departments and everybody in them, with passwords of their own."""
    for name in ("客服部", "二期客服部"):
        people.add_department(session, name)
    for member in CAST.values():
        people.add_person(
            session,
            None,
            department_id=member.department,
            staff_number=member.number,
            name=member.name,
            position=member.position,
            role=member.role,
            hired_on=date(2026, 1, 5),
            password=PASSWORD,
            cost="test",
            must_change=False,
        )
