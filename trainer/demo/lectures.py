"""The classes of the demonstration: some entered after they were held, some planned ahead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from trainer.classes.model import Absence, Level, Mode
from trainer.demo.model import STAFF


@dataclass(frozen=True)
class Lecture:
    """A class of the history, its day counted from today; the others were not planned."""

    day: int
    topic: str
    clauses: tuple[str, ...]
    place: str
    minutes: int
    positions: tuple[str, ...]
    missing: Mapping[str, Absence] = field(default_factory=dict)
    notes: str | None = None
    planned: int = 0
    """The day on which it was planned; 0 for one that was entered afterwards."""
    mode: Mode | None = None
    level: Level | None = None
    quiz: str | None = None
    """What is assigned to who came."""
    results: Mapping[str, tuple[int, str | None]] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    """What was noted of who did not come."""


LECTURES: Final = (
    Lecture(
        *(
            -46,
            "晨训：礼貌用语与称呼",
            ("3.1", "3.2", "3.3"),
            "客服中心会议室",
            40,
            STAFF,
            {"0109": Absence.ON_SHIFT},
        ),
        notes="两人一组对练，每人过一遍问候和道别。",
    ),
    Lecture(
        *(-25, "演练：紧急入户", ("6.7.1", "6.7.2", "6.7.3"), "3 号楼 1 单元", 60),
        ("manager_a", "manager_b", "supervisor"),
        notes="请工程部配合开门，全程两人、有第三方在场。",
    ),
    Lecture(
        -9,
        "情景演练：前台一分钟",
        ("5.1.1", "5.1.2", "4.9"),
        "客服前台",
        30,
        ("front_desk", "cashier"),
        {"0112": Absence.ON_SHIFT},
    ),
)


def lessons_of(today: date) -> tuple[Lecture, ...]:
    """Return the classes that were planned: two of last month, one of this week, one ahead."""
    return (
        Lecture(
            *(-today.day - 12, "实操：消防栓和灭火器", ("6.5.1",), "4 号楼地库", 50),
            ("manager_a", "manager_b"),
            {"0109": Absence.SICK},
            "每人从开箱查到写完记录，一人一次。",
            planned=-today.day - 16,
            mode=Mode.PRACTICAL,
            level=Level.MASTERED,
            results={
                "0105": (95, None),
                "0106": (82, None),
                "0107": (88, "先看压力表，再看日期，顺序很稳。"),
                "0108": (96, None),
                "0110": (56, "漏看两处有效期，月底前再做一次。"),
            },
        ),
        Lecture(
            *(-today.day - 5, "晨训：送客户离开", ("5.2.1", "5.2.2", "2.6"), "客服中心会议室", 40),
            ("front_desk", "cashier"),
            {"0102": Absence.OTHER},
            planned=-today.day - 9,
            mode=Mode.WRITTEN,
            level=Level.FAMILIAR,
            quiz="seeing-off",
            said={"0102": "陪业主去派出所做笔录。"},
        ),
        Lecture(
            *(-7, "口试：有问必答", ("4.4", "4.6"), "客服前台", 30, ("front_desk", "cashier")),
            planned=-10,
            mode=Mode.ORAL,
            level=Level.FAMILIAR,
            results={
                "0101": (98, None),
                "0102": (90, None),
                "0104": (84, None),
                "0103": (68, "答得对，说得太快；慢下来再答一遍。"),
            },
        ),
        Lecture(
            *(
                3,
                "情景演练：催缴电话",
                ("10.1", "10.2", "10.4"),
                "客服中心会议室",
                45,
                ("front_desk", "cashier"),
            ),
            notes="每人带一张自己打过的催缴记录。",
            planned=-2,
            mode=Mode.WRITTEN,
            level=Level.FAMILIAR,
            quiz="fee-calls",
        ),
    )


def forgotten(day: int) -> Lecture:
    """Return the meeting that nobody entered before the month was closed."""
    return Lecture(day, "班前会：上岗前的准备", ("5.1.1",), "客服中心", 15, ("front_desk", "cashier"))
