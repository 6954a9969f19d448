"""What was watched on the floor in the demonstration, and what each person said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Watch:
    """One observation: days from today, items not met with what was noted; all others were met."""

    day: int
    hour: float
    number: str
    form: str
    unmet: Mapping[str, str] = field(default_factory=dict)
    unobserved: tuple[str, ...] = ()
    place: str = "客服前台"
    note: str = ""
    photo: str | None = None
    """The item that a photo was taken of."""
    other: Mapping[str, str] | None = None
    """What the manager, who stood by, marked as not met."""
    signs: bool = True
    """Whether the observed person signs the next day."""
    objects: str = ""
    answer: str = ""
    """What the manager answered to the objection."""
    met: tuple[str, ...] = ()
    """The items that were changed to met by the answer."""
    only: int | None = None
    """How many items were marked when the watch broke off: it stays a draft."""


_SINGLE = ("new-customer", "rises", "thanks-for-things")
_NO_SMELL = ("follows-the-smell", "reports-fire-hazards", "lift")

BEFORE: Final = (
    Watch(
        -55,
        9.4,
        "0101",
        "counter-reception",
        unobserved=_SINGLE,
        note="一位业主来办车位登记，从头到尾站着接待。",
    ),
    Watch(
        *(-48, 15.1, "0105", "patrol-round"),
        unmet={"work-order": "回到办公室只口头说了一声，联系单第二天才开。"},
        unobserved=_NO_SMELL,
        place="5 号楼 2 单元",
    ),
    Watch(
        *(-43, 10.3, "0103", "telephone"),
        unmet={
            "opening": "少了后面那句询问。",
            "takes-notes": "挂了电话才补记，门牌号又打回去问了一次。",
            "please-hold": "",
        },
        unobserved=("asks-again", "no-loose-explanation"),
        note="开场语照着卡片念三天，再看一次。",
    ),
    Watch(
        -36,
        10.6,
        "0103",
        "telephone",
        unmet={"loudness": ""},
        unobserved=("asks-again",),
        note="开场语说全了。",
    ),
    Watch(
        *(-27, 9.2, "0108", "pointing-the-way"),
        unmet={"customer-sees-it": "指完就低头，没有看客户。"},
        unobserved=("finds-out", "not-i-dont-know", "leads-in-front"),
        other={"customer-sees-it": "", "eyes-on-the-goal": "眼睛没有离开电脑。", "hands-still": ""},
        note="请同事扮客户，问了两个地方。",
    ),
    Watch(
        *(-21, 16.2, "0110", "key-handover"),
        unmet={"says-when": "没有说 17:30 前还。"},
        unobserved=(
            "colleagues-too",
            "reminds",
            "not-lent",
            "accompanies",
            "explains",
            "no-orders",
            "offers-way",
        ),
        place="钥匙柜",
    ),
    Watch(-14, 16.8, "0111", "seeing-off", unobserved=("festive-words", "reply-in-24-hours", "written-down")),
    Watch(
        *(-9, 14.5, "0109", "patrol-round"),
        unmet={"hydrants": "只看了箱门。箱里少一支水枪，已报工程部补齐。"},
        unobserved=("follows-the-smell", "talks-to-residents", "lift"),
        place="2 号楼 1 单元",
        photo="hydrants",
    ),
    Watch(
        *(-5, 15.2, "0106", "emergency-entry-drill"),
        unmet={
            "witness-there": "水声一大就先进了门，邻居还在穿鞋。",
            "record-names-witness": "只写了“邻居”。",
        },
        unobserved=("looks-into-it", "tells-security"),
        place="6 号楼空置房",
        note="其余步骤都对。下次只练“人到齐再进”。",
    ),
    Watch(
        *(-2, 11.2, "0102", "sitting-and-walking"),
        unmet={"back-straight": "等电脑的时候靠在椅背上。"},
        unobserved=("two-lines", "no-arms-around", "sits-down-gently"),
        signs=False,
    ),
    Watch(-1, 9.1, "0107", "patrol-round", place="1 号楼 3 单元", only=7, signs=False),
)


def watches(today: date) -> tuple[Watch, ...]:
    """Return all of them: an objection of last month was answered, one of this month is still open."""
    answered = Watch(
        *(-today.day - 8, 10.1, "0112", "counter-reception"),
        unmet={"greets-first": "业主先开的口。", "asks-first": "", "not-i-dont-know": "听到一句“不清楚”。"},
        unobserved=("new-customer", "rises"),
        place="收费窗口",
        objects="我说的是“这笔账我帮您查清楚”，没有说“不清楚”。当时收费员 0111 也在窗口。",
        answer="问过在场的收费员，说的确实是“帮您查清楚”，这一项改为达到；其余不变。",
        met=("not-i-dont-know",),
    )
    open_ = Watch(
        *(-min(3, max(1, today.day - 1)), 10.4, "0104", "counter-reception"),
        unmet={
            "within-a-minute": "看表约两分钟。",
            "hands-still": "听的时候还在敲键盘。",
            "greets-first": "",
        },
        unobserved=_SINGLE,
        objects="这位业主进门时我正给另一位办退费，已经请他稍候。这两分钟该不该从那句话算起？",
    )
    return (*BEFORE, *_of_last_month(today.day), answered, open_)


def _of_last_month(day: int) -> tuple[Watch, ...]:
    """Return what was watched in the month before this day of the month: most people have something."""
    return (
        Watch(-day - 2, 15.4, "0111", "counter-reception", unobserved=_SINGLE, place="收费窗口"),
        Watch(
            *(-day - 4, 9.7, "0106", "patrol-round"),
            unmet={"extinguishers": "看了压力表，没有看日期。", "talks-to-residents": ""},
            unobserved=_NO_SMELL,
            place="6 号楼 1 单元",
        ),
        Watch(
            *(-day - 6, 11.1, "0107", "pointing-the-way"),
            unmet={"from-the-elbow": ""},
            unobserved=("finds-out", "leads-in-front", "answers-thanks"),
            place="1 号楼大堂",
        ),
        Watch(-day - 11, 10.9, "0102", "telephone", unmet={"says-goodbye": ""}, unobserved=("asks-again",)),
        Watch(
            *(-day - 15, 14.2, "0110", "sitting-and-walking"),
            unmet={"no-leg-shaking": "等人时一直抖腿。", "light-steps": ""},
            unobserved=("one-line", "no-arms-around"),
        ),
        Watch(
            -day - 18, 16.1, "0104", "seeing-off", unobserved=("festive-words", "others-rise", "others-nod")
        ),
    )
