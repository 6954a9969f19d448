"""Who works in the demonstration department, and what happened there; days are counted from today."""

from dataclasses import dataclass, field
from typing import Final

from trainer.people.model import Role

DAYS: Final = 62
SEED: Final = "trainer-demo-1"
DEPARTMENT: Final = "客服部"


@dataclass(frozen=True)
class Member:
    """Somebody of the demonstration: how well they know things (0 to 1), and since when they are here."""

    number: str
    position: str
    skill: float
    tenure: int
    role: Role = Role.STAFF
    title: str | None = None
    """What the name begins with where it is not the position's title."""


CAST: Final = (
    Member("0001", "supervisor", 0.97, 2900, Role.SUPERVISOR, "客服主管"),
    Member("0002", "supervisor", 0.95, 3300, Role.MANAGER, "物业经理"),
    Member("0003", "supervisor", 0.90, 1500, Role.ADMINISTRATOR, "系统管理员"),
    Member("0101", "front_desk", 0.96, 1820),
    Member("0102", "front_desk", 0.88, 960),
    Member("0103", "front_desk", 0.74, 410),
    Member("0104", "front_desk", 0.84, 230),
    Member("0105", "manager_a", 0.93, 2100),
    Member("0106", "manager_a", 0.80, 640),
    Member("0107", "manager_a", 0.86, 330),
    Member("0108", "manager_b", 0.95, 1400),
    Member("0109", "manager_b", 0.82, 720),
    Member("0110", "manager_b", 0.72, 120),
    Member("0111", "cashier", 0.94, 1250),
    Member("0112", "cashier", 0.85, 280),
)
NEW_HIRE: Final = Member("0199", "front_desk", 0.5, 2)
EVERYONE: Final = (*CAST, NEW_HIRE)
LEARNERS: Final = tuple(member.number for member in CAST if member.role is Role.STAFF)
STAFF = ("front_desk", "manager_a", "manager_b", "cashier")


@dataclass(frozen=True)
class Fate:
    """What happens to one person with one assignment, where it is not left to skill and chance."""

    absent: bool = False
    late: bool = False
    """Done after the due time."""
    red_line: tuple[int, ...] = ()
    """At which attempts a red line is crossed."""
    failing: bool = False
    leaves: bool = False
    """Starts, answers some, and goes away: the server ends the sitting."""
    prepared: bool = False
    """Has studied for it and makes no mistake."""

    def skill_of(self, usual: float) -> float:
        """Return how well they know what is asked."""
        if self.prepared:
            return 2.0
        return 0.3 if self.failing else usual


USUAL: Final = Fate()


@dataclass(frozen=True)
class Assigned:
    """An assignment of the history: from which day to which, for which positions or persons."""

    kind: str
    target: str
    opens: int
    due: int
    """Days from today; negative is past."""
    positions: tuple[str, ...] = STAFF
    numbers: tuple[str, ...] = ()
    attempts: int | None = 2
    note: str | None = None
    by: str = "0001"
    share: float = 1.0
    """Which part of the members had done it by yesterday, for those still open."""
    fates: dict[str, Fate] = field(default_factory=dict)
    cancelled: str | None = None
    """Why it was called off, on the day after."""


ASSIGNED: Final = (
    Assigned("quiz", "posture", -58, -51, note="先看两课，再测。坐姿和走姿，人人都要会。"),
    Assigned("lesson", "telephone-words", -55, -48, ("front_desk", "cashier"), attempts=None),
    Assigned("quiz", "courtesy-words", -50, -43, fates={"0110": Fate(failing=True)}),
    Assigned("quiz", "posture", -47, -42, (), ("0103",), attempts=3, note="补考：请先重看坐姿一课。"),
    Assigned("quiz", "gas-smell", -44, -37, ("manager_a", "manager_b", "supervisor"), by="0002"),
    Assigned(
        "quiz", "answering-the-phone", -41, -34, ("front_desk", "cashier"), fates={"0103": Fate(late=True)}
    ),
    Assigned("quiz", "busy-counter", -36, -29, ("front_desk", "cashier"), fates={"0104": Fate(leaves=True)}),
    Assigned("quiz", "courtesy-words", -39, -34, (), ("0110",), note="补考：先和 0101 对练一遍。"),
    Assigned("quiz", "gestures", -31, -24, cancelled="发错了，本周先练距离与聆听。"),
    Assigned("quiz", "answering-the-phone", -30, -25, (), ("0103",), note="补考：开场语要一字不差。"),
    Assigned("quiz", "distance-and-listening", -30, -23, fates={"0109": Fate(late=True)}),
    Assigned(
        *("quiz", "emergency-entry", -23, -16, ("manager_a", "manager_b")),
        note="紧急入户先于一切：一个人不进门，无第三方作证不进门。",
        fates={"0106": Fate(red_line=(1,)), "0110": Fate(red_line=(1, 2))},
    ),
    Assigned("lesson", "cannot-now", -20, -13, attempts=None, fates={"0107": Fate(late=True)}),
    Assigned("quiz", "reception", -15, -8, ("front_desk",), attempts=3),
    Assigned(
        *("quiz", "answering-questions", -10, -2),
        fates={"0107": Fate(absent=True), "0103": Fate(failing=True), "0112": Fate(late=True)},
    ),
    Assigned("quiz", "firm-and-gentle", -4, 5, ("front_desk", "cashier"), share=0.4),
    Assigned(
        *("quiz", "emergency-entry", -3, 4),
        numbers=("0001", NEW_HIRE.number),
        note="全员必考。先看“这扇门里是别人的家”和“非进不可的时候”两课。",
        by="0002",
        share=0.35,
        fates={"0102": Fate(red_line=(1,))},
    ),
    Assigned("quiz", "final-manager-b", -12, -6, (), ("0108",), fates={"0108": Fate(prepared=True)}),
    Assigned("quiz", "final-cashier", -12, -6, (), ("0111",), fates={"0111": Fate(prepared=True)}),
    Assigned("quiz", "final-front-desk", -3, 6, (), ("0101",), fates={"0101": Fate(prepared=True)}),
    Assigned("lesson", "ready-to-receive", -1, 1, (), (NEW_HIRE.number,), attempts=None, note="上岗第一课。"),
    Assigned(
        "quiz", "reception", -1, 3, (), (NEW_HIRE.number,), attempts=3, note="看完接待三课再测，可以考三次。"
    ),
)
