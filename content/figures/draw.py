"""Writes every drawing of the set, and its index, beside this file.

Run it with: python content/figures/draw.py

A drawing's wording stands once, in DRAWINGS below and in SCENES of scenes.py; index.yaml and the title inside
each SVG are made from it.
"""

# ruff: noqa: E501 -- the numbers are the drawing

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rig import (
    ANKLE,
    GUEST_MAN,
    GUEST_WOMAN,
    JADE,
    MAN,
    MOTION,
    SEAT,
    WOMAN,
    WRONG,
    Arm,
    Foot,
    Front,
    Side,
    arm_svg,
    bag,
    big_hand,
    box,
    chair,
    chair_front,
    counter,
    counter_front,
    desk,
    distance,
    door,
    flip,
    footprint,
    gaze,
    hand,
    lens,
    limb,
    page,
    papers,
    path,
    scaled,
    screen,
    shadow,
    shift,
    speech,
    standing,
    stroke,
    swing,
    turned,
    walking,
)
from scenes import SCENES, Scene

G = 306.0  # where soles meet the floor
HIP = G - SEAT - 15  # the hip of a seated person


def flat(x: float, y: float = 0, angle: float = 0) -> Foot:
    """Return a foot at x, y above the floor."""
    return Foot((x, G - ANKLE - y), angle)


def chevrons(x: float, y: float, colour: str = MOTION) -> str:
    """Draw three small marks on the floor: the way people go, to the right."""
    return "".join(stroke(f"M{x + 14 * k} {y - 6}l7 6l-7 6", colour, 3) for k in range(3))


def phone(x: float, y: float, angle: float) -> str:
    """Draw a mobile phone."""
    return turned(box(x - 3, y - 12, 6, 22, "#3d464c", "#23292d", 2), angle, (x, y))


def larger(body: str, x: float) -> str:
    """Return a seated scene at the size that fills its panel, x staying where it is."""
    return scaled(body, 1.14, (x, G))


# --- sitting ---------------------------------------------------------------------------------------------------


def sit_right() -> str:
    """Draw upright sitting, knees together, hands on the knees."""
    woman = Side(
        WOMAN,
        (122, HIP),
        flat(182),
        flat(185),
        Arm((171, HIP - 15), "flat", 12),
        far=Arm((177, HIP - 16), "flat", 8),
        trunk=1,
        neck=6,
        seated=True,
    )
    return larger(shadow(150, G, 74) + chair(126, G) + woman.svg(), 146)


def sit_leaning() -> str:
    """Draw rocking to and fro with a swinging leg."""
    man = Side(
        MAN,
        (136, HIP + 1),
        flat(204, 34, -34),
        flat(186),
        Arm((134, HIP - 12), "rest", 20),
        far=Arm((150, HIP - 12)),
        pelvis=-20,
        trunk=-25,
        neck=-16,
        head=-12,
        mood="flat",
        seated=True,
    )
    return larger(
        shadow(150, G, 78)
        + chair(130, G)
        + man.svg()
        + swing((130, HIP + 10), 168, -124, -76)
        + swing((178, HIP - 10), 74, 8, 44),
        150,
    )


def sit_arms_crossed() -> str:
    """Draw arms crossed before the chest."""
    x = 160.0
    man = Front(
        MAN,
        x,
        G,
        left=Arm((x + 17, G - 126), "hidden", elbow=(x - 30, G - 112)),
        right=Arm((x - 14, G - 124), "half", 0, mirrored=True, elbow=(x + 30, G - 110)),
        legs="seated",
        drop=46,
        mood="flat",
        head_tilt=-6,
        turn=-0.3,
    )
    return larger(shadow(x, G, 58) + chair_front(x, G) + man.svg(), x)


def sit_legs_crossed() -> str:
    """Draw one leg over the other, half lying."""
    man = Side(
        MAN,
        (140, HIP + 4),
        flat(226, 40, 4),
        flat(196),
        Arm((170, HIP - 16), "flat", 10),
        pelvis=-34,
        trunk=-27,
        neck=-8,
        head=-6,
        mood="flat",
        seated=True,
    )
    return larger(shadow(156, G, 80) + chair(128, G) + man.svg(), 170)


def sit_slumped() -> str:
    """Draw lying over the desk."""
    woman = Side(
        WOMAN,
        (86, HIP),
        flat(142),
        flat(148),
        Arm((204, G - 105), "flat", 0, elbow=(166, G - 107)),
        far=Arm((212, G - 106), "flat"),
        pelvis=24,
        trunk=60,
        neck=72,
        head=64,
        mood="flat",
        eyes="down",
        seated=True,
    )
    return scaled(
        shadow(110, G, 74) + chair(88, G) + desk(138, G, 148, 96) + screen(250, G - 96) + woman.svg(),
        1.08,
        (150, G),
    )


def sit_rocking() -> str:
    """Draw a rocking chair and a shaken desk."""
    man = Side(
        MAN,
        (112, HIP),
        flat(172, 2),
        flat(164, 2),
        Arm((160, G - 102), "flat", 14),
        far=Arm((166, G - 104), "flat", 8),
        pelvis=-6,
        trunk=-8,
        neck=0,
        head=-2,
        mood="flat",
        seated=True,
    )
    tilted = turned(chair(116, G) + man.svg(), -11, (81, G))
    shaken = turned(desk(130, G, 126, 102), 3, (250, G))
    noise = "".join(
        stroke(d, WRONG, 2.6)
        for d in (
            f"M44 {G - 18}l10 6l-3-11l12 7",
            f"M56 {G - 40}l8 5M268 {G - 112}l6-12M276 {G - 104}l12-7M276 {G - 92}l13 2",
            f"M262 {G - 16}l9-7l1 10l9-7",
        )
    )
    return shadow(110, G, 62) + shadow(226, G, 40) + shaken + tilted + noise + swing((81, G), 226, -93, -66)


# --- walking ---------------------------------------------------------------------------------------------------


def track(
    x: float, lines: tuple[float, ...], feet: Sequence[tuple[float, float, int]], slim: float = 1
) -> str:
    """Draw a strip of floor from above, with the line or lines walked on and the footprints."""
    out = box(x, 66, 88, 216, "#fffdf8", "#dccfb6", 10)
    out += "".join(stroke(f"M{x + k} 76V272", JADE, 2, "2 7") for k in lines)
    return out + "".join(footprint(x + dx, y, side, "#33424a", 4, slim) for dx, y, side in feet)


def walk_women() -> str:
    """Draw a woman walking on one line."""
    x = 112.0
    woman = Front(
        WOMAN,
        x,
        G,
        legs="line",
        left=Arm((x - 30, G - 113), "rest", 6, mirrored=True),
        right=Arm((x + 30, G - 113), "hold", -6, bend=-1),
    )
    feet = [(44 + (1 if k % 2 else -1), 254 - 52 * k, 1 if k % 2 else -1) for k in range(4)]
    return shadow(x, G, 44) + woman.svg() + track(206, (44,), feet, 0.82)


def walk_men() -> str:
    """Draw a man walking on two lines."""
    x = 108.0
    man = Front(
        MAN,
        x,
        G,
        legs="step",
        left=Arm((x - 36, G - 113), "rest", 6, mirrored=True),
        right=Arm((x + 35, G - 115), "hold", -6, bend=-1),
    )
    feet = [(64 if k % 2 else 24, 252 - 48 * k, 1 if k % 2 else -1) for k in range(4)]
    return shadow(x, G, 48) + man.svg() + track(206, (24, 64), feet)


def walk_wrong() -> str:
    """Draw swaying, and running."""
    x = 130.0
    woman = Front(
        WOMAN,
        x,
        G,
        legs="line",
        left=Arm((x - 56, G - 132), "half", 0, mirrored=True),
        right=Arm((x + 58, G - 140), "half", 0, bend=-1),
        head_tilt=16,
        mood="flat",
        turn=0.2,
    )
    sway = turned(woman.svg(), 8, (x, G))
    man = Side(
        MAN,
        (376, G - 124),
        Foot((318, G - 66), 62),
        Foot((432, G - 42), -14),
        Arm((424, G - 176), "hold", -6, bend=1),
        far=Arm((326, G - 150), "hold", bend=1),
        pelvis=12,
        trunk=16,
        neck=14,
        head=-2,
        mood="flat",
    )
    rush = "".join(
        stroke(f"M{a} {b}h{c}", MOTION, 3)
        for a, b, c in ((262, 128, 44), (248, 166, 50), (256, 204, 36), (270, 246, 30))
    )
    return shadow(x, G, 46) + sway + swing((x, G), 268, -100, -66) + shadow(376, G, 50) + man.svg() + rush


def walk_linked() -> str:
    """Draw colleagues hand in hand, and with arms round each other."""
    x = 84.0
    woman = Front(
        WOMAN,
        x,
        G,
        legs="line",
        right=Arm((x + 43, G - 119), "hold", -14, bend=-1),
        head_tilt=6,
        turn=0.5,
        mood="talk",
    )
    pair = f'<g id="walk-linked-one">{woman.svg()}</g><use href="#walk-linked-one" transform="translate(268 0) scale(-1 1)"/>'
    a, b = 344.0, 420.0
    left = Front(
        MAN,
        a,
        G,
        legs="step",
        hide="right",
        left=Arm((a - 46, G - 122), "rest", 4, mirrored=True),
        turn=0.4,
        head_tilt=5,
        mood="talk",
    )
    right = Front(
        MAN,
        b,
        G,
        legs="step",
        hide="left",
        turn=-0.3,
        head_tilt=-6,
        body=f'<use href="#walk-linked-two" transform="translate({b - a:g} 0)"/>',
    )
    left = replace(left, body=f'<g id="walk-linked-two">{left.body_svg()}</g>')
    over = arm_svg(MAN, left.at(23, 191.5), Arm((b + 14, G - 202), "hidden"), far=True)
    round_waist = arm_svg(MAN, right.at(-23, 191.5), Arm((a + 22, G - 150), "hidden", bend=-1), far=True)
    on_top = hand("half", (b + 17, G - 203), 66) + hand("half", (a - 22.6, G - 149), 6)
    return (
        shadow(134, G, 92)
        + pair
        + shadow(382, G, 86)
        + over
        + round_waist
        + right.svg()
        + left.svg()
        + on_top
    )


# --- showing the way -------------------------------------------------------------------------------------------


def point_right() -> str:
    """Draw the way shown with an open hand, palm up."""
    x = 200.0
    guest = standing(GUEST_WOMAN, 72, G, neck=6, mood="smile", held=bag(82, G - 100))
    staff = Front(
        WOMAN,
        x,
        G,
        right=Arm((x + 110, G - 205), "palm", 4),
        left=Arm((x - 8, G - 126), "half", 10),
        turn=0.95,
    )
    target = door(412, G - 4, 76, 216)
    look = gaze(shift(staff.eye, 22, -6), (404, G - 192)) + gaze(
        shift(staff.eye, -24, -2), shift(guest.eye, 14, 0), MOTION
    )
    return (
        target
        + shadow(72, G, 34)
        + guest.svg()
        + shadow(x, G, 44)
        + staff.svg()
        + look
        + stroke("M306 116L322 158", MOTION, 1.6, "1 5")
        + lens((338, 212), 55, big_hand("palm", (336, 213), 0.66))
    )


def point_wrong() -> str:
    """Draw the way shown with one finger, eyes down."""
    x = 200.0
    guest = standing(GUEST_WOMAN, 72, G, neck=4, mood="flat", held=bag(82, G - 100))
    staff = Front(
        MAN,
        x,
        G,
        right=Arm((x + 92, G - 160), "point", 6, bend=1),
        left=Arm((x - 36, G - 116), "rest", 4, mirrored=True),
        nod=1,
        mood="flat",
        eyes="down",
        turn=-0.1,
    )
    return (
        door(412, G - 4, 76, 216)
        + shadow(72, G, 34)
        + guest.svg()
        + shadow(x, G, 46)
        + staff.svg()
        + stroke("M306 158L320 174", MOTION, 1.6, "1 5")
        + lens((340, 224), 55, big_hand("point", (341, 225), 0.7))
    )


# --- distance --------------------------------------------------------------------------------------------------


def greet_3m() -> str:
    """Draw a greeting spoken at three metres."""
    staff = standing(
        WOMAN,
        70,
        G,
        mood="talk",
        neck=8,
        head=3,
        near=Arm((86, G - 118), "half", 20),
        far=Arm((92, G - 118), "half", 20),
    )
    guest = walking(GUEST_MAN, 438, G, stride=20)
    return (
        door(438, G - 4, 70, 226)
        + shadow(70, G, 34)
        + scaled(staff.svg(), 0.82, (70, G))
        + shadow(438, G, 40)
        + scaled(flip(guest.svg(), 438), 0.82, (438, G))
        + speech(98, 130)
        + distance(70, 438, 326, "3 米")
    )


def talk_1m() -> str:
    """Draw a talk over the counter at one metre."""
    staff = standing(
        WOMAN,
        84,
        G,
        near=Arm((122, G - 126), "flat", -36),
        far=Arm((130, G - 127), "flat", -34),
        mood="smile",
    )
    guest = standing(GUEST_MAN, 84, G, near=Arm((122, G - 126), "flat", -36), mood="talk")
    return (
        shadow(84, G, 32)
        + shadow(230, G, 32)
        + scaled(counter(104, G, 106, 120) + papers(140, G - 120), 0.94, (157, G))
        + scaled(staff.svg(), 0.94, (84, G))
        + flip(scaled(guest.svg(), 0.94, (84, G)), 157)
        + distance(84, 230, 326, "约 1 米")
    )


def talk_too_close() -> str:
    """Draw a talk too close for the customer."""
    staff = standing(
        MAN, 118, G, trunk=13, neck=20, head=6, mood="talk", near=Arm((164, G - 142), "half", -10)
    )
    guest = standing(
        GUEST_WOMAN,
        118,
        G,
        trunk=-11,
        pelvis=-4,
        neck=-10,
        head=-4,
        mood="sour",
        near=Arm((136, G - 112), "hold", 10),
        held=bag(139, G - 106),
    )
    return (
        shadow(118, G, 34)
        + shadow(206, G, 34)
        + scaled(staff.svg(), 0.96, (118, G))
        + scaled(flip(guest.svg(), 162), 0.96, (206, G))
        + distance(126, 198, 326, "", WRONG)
    )


# --- going with a customer ----------------------------------------------------------------------------------------


def welcome_front() -> str:
    """Draw a customer led in."""
    staff = walking(
        WOMAN, 344, G, stride=20, near=Arm((420, G - 152), "palm", 4), far=Arm((350, G - 116), "half", 10)
    )
    guest = walking(GUEST_MAN, 180, G, stride=22)
    return (
        door(22, G - 4, 74, 232)
        + shadow(180, G, 46)
        + guest.svg()
        + shadow(344, G, 44)
        + staff.svg()
        + chevrons(248, 326, JADE)
    )


def see_off_behind() -> str:
    """Draw a customer seen off."""
    staff = walking(
        WOMAN,
        120,
        G,
        stride=18,
        trunk=5,
        near=Arm((142, G - 122), "half", 30),
        far=Arm((148, G - 122), "half", 20),
    )
    guest = walking(GUEST_MAN, 290, G, stride=22)
    return (
        door(404, G - 4, 74, 232)
        + shadow(120, G, 44)
        + staff.svg()
        + shadow(290, G, 46)
        + guest.svg()
        + chevrons(190, 326, JADE)
    )


def give_way() -> str:
    """Draw way given to a customer."""
    x = 340.0
    staff = Front(
        WOMAN,
        x,
        G - 8,
        turn=-0.9,
        nod=0.3,
        right=Arm((x + 100, G - 150), "palm", -2),
        left=Arm((x - 8, G - 132), "half", 10),
    )
    guest = walking(GUEST_WOMAN, 160, G + 16, stride=22, held=bag(182, G - 84))
    return (
        shadow(x, G - 8, 44)
        + scaled(staff.svg(), 0.93, (x, G - 8))
        + shadow(160, G + 16, 46)
        + guest.svg()
        + chevrons(234, 322, JADE)
        + chevrons(290, 322, JADE)
        + chevrons(346, 322, JADE)
    )


# --- greeting and farewell ------------------------------------------------------------------------------------------


def nod() -> str:
    """Draw a nod to a customer at the counter."""
    staff = standing(
        WOMAN,
        168,
        G,
        trunk=4,
        neck=14,
        head=13,
        near=Arm((186, G - 122), "half", 30),
        far=Arm((192, G - 124), "half", 24),
    )
    guest = standing(GUEST_MAN, 372, G, neck=8, near=Arm((324, G - 124), "flat"))
    guest = replace(guest, near=Arm((412, G - 121), "flat", -36))
    look = gaze(shift(staff.eye, 14, 0), (352, G - 227))
    return (
        shadow(80, G, 40)
        + chair(80, G)
        + shadow(168, G, 34)
        + staff.svg()
        + counter(206, G, 124, 114)
        + screen(238, G - 114)
        + papers(276, G - 114)
        + shadow(372, G, 34)
        + flip(guest.svg(), 372)
        + look
        + swing((168, G - 190), 76, -98, -58, JADE, both=False)
    )


def bow() -> str:
    """Draw a bow to a leaving customer."""
    staff = standing(
        WOMAN,
        142,
        G,
        pelvis=12,
        trunk=20,
        neck=20,
        head=14,
        near=Arm((182, G - 118), "half", 30),
        far=Arm((186, G - 118), "half", 26),
    )
    guest = walking(GUEST_WOMAN, 360, G, stride=22, held=bag(382, G - 100))
    return (
        shadow(64, G, 40)
        + chair(60, G)
        + shadow(142, G, 36)
        + staff.svg()
        + counter(204, G, 100, 114)
        + papers(236, G - 114)
        + door(430, G - 4, 70, 232)
        + shadow(360, G, 46)
        + guest.svg()
        + swing((142, G - 120), 148, -92, -64, JADE, both=False)
    )


def stand_busy_nod() -> str:
    """Draw a nod from the telephone."""
    x = 136.0
    staff = Front(
        MAN,
        x,
        G,
        legs="none",
        turn=0.8,
        nod=0.5,
        head_tilt=4,
        left=Arm((x - 31, G - 194), "hold", 6, elbow=(x - 45, G - 156)),
        right=Arm((x + 26, G - 124), "hold", 40, mirrored=True, bend=-1),
    )
    handset = path(
        limb([(x - 14, G - 236), (x - 21, G - 222), (x - 15, G - 207)], [4.6, 3.6, 4.6]), "#3d464c", "#23292d"
    )
    staff = replace(staff, over_body=handset)
    guest = walking(GUEST_WOMAN, 372, G, stride=20, held=bag(392, G - 100))
    look = gaze((166, G - 233), (346, G - 226))
    return (
        staff.svg()
        + counter_front(28, G, 232, 112)
        + papers(150, G - 112)
        + stroke(f"M165 {G - 116}l9-17", "#3d464c", 2.4)
        + door(424, G - 4, 74, 232)
        + shadow(372, G, 44)
        + flip(guest.svg(), 372)
        + look
    )


def wait_seated_wrong() -> str:
    """Draw a customer left waiting by someone at a telephone of her own."""
    staff = Side(
        WOMAN,
        (72, HIP),
        flat(130),
        flat(134),
        Arm((116, G - 122), "hold", -30),
        far=Arm((122, G - 120), "hold", -30),
        pelvis=4,
        trunk=14,
        neck=34,
        head=36,
        mood="flat",
        eyes="down",
        seated=True,
    )
    staff = replace(staff, near_over_body=phone(131, G - 134, 24))
    guest = standing(GUEST_MAN, 264, G, neck=10, head=6, mood="sour", held=bag(274, G - 100, "#5b6b8a"))
    return (
        shadow(90, G, 74)
        + chair(76, G)
        + desk(122, G, 106, 98)
        + screen(168, G - 98)
        + staff.svg()
        + shadow(258, G, 32)
        + scaled(flip(guest.svg(), 264), 0.93, (258, G))
    )


@dataclass(frozen=True)
class Drawing:
    """One drawing: its name, what is said of it, and how it is made."""

    id: str
    title: str
    description: str
    right: bool
    clauses: tuple[str, ...]
    draw: Callable[[], str]
    wide: bool = False

    def svg(self) -> str:
        """Return the whole file."""
        return page(self.id, self.title, self.description, self.draw(), self.right, 520 if self.wide else 320)


DRAWINGS = [
    Drawing(
        "sit-right",
        "正确坐姿",
        "女员工侧面端坐：上身与腰部挺直，双膝并拢，双手放在膝上，平视前方，面带微笑。",
        True,
        ("2.2",),
        sit_right,
    ),
    Drawing(
        "sit-leaning",
        "前俯后仰、摇腿跷脚",
        "男员工上身后仰靠在椅背上，一只脚跷起来回晃动，弧线箭头表示身体和腿在摇。",
        False,
        ("2.2",),
        sit_leaning,
    ),
    Drawing(
        "sit-arms-crossed",
        "双手抱胸",
        "男员工正面坐着，双臂交叉抱在胸前，嘴角向下。",
        False,
        ("2.2",),
        sit_arms_crossed,
    ),
    Drawing(
        "sit-legs-crossed",
        "跷二郎腿、半躺半坐",
        "男员工身体下滑，半躺在椅子上，一条腿搭在另一条腿上。",
        False,
        ("2.2",),
        sit_legs_crossed,
    ),
    Drawing(
        "sit-slumped",
        "趴在工作台上",
        "女员工坐着，上身伏倒，双臂摊开，头枕在工作台上，眼睛闭着。",
        False,
        ("2.2",),
        sit_slumped,
    ),
    Drawing(
        "sit-rocking",
        "晃动桌椅发出声响",
        "男员工把椅子向后晃得前腿离地，桌子也跟着歪斜，红色短线表示发出声响。",
        False,
        ("2.2",),
        sit_rocking,
    ),
    Drawing(
        "walk-women",
        "女士行姿：双脚走一条线",
        "女员工正面走来，肩平身直，步幅不大；旁边的脚印都落在同一条线上。",
        True,
        ("2.3",),
        walk_women,
    ),
    Drawing(
        "walk-men",
        "男士行姿：双脚走两条线",
        "男员工正面走来，昂首挺胸；旁边的脚印左右分开，落在两条平行线上。",
        True,
        ("2.3",),
        walk_men,
    ),
    Drawing(
        "walk-wrong",
        "摇晃身体、奔跑",
        "左边的女员工走路时身体和头左右摇晃，右边的男员工大步奔跑，双脚离地。",
        False,
        ("2.3",),
        walk_wrong,
        True,
    ),
    Drawing(
        "walk-linked",
        "与他人拉手、搂腰搭背",
        "左边两位女员工手拉手走路，右边两位男员工一个搭着肩背，一个搂着腰。",
        False,
        ("2.3",),
        walk_linked,
        True,
    ),
    Drawing(
        "point-right",
        "正确的指引手势",
        "女员工为客户指门：手臂伸直，手指自然并拢，掌心向上，眼睛看着门，客户也看向那里。圆圈里是放大的手。",
        True,
        ("2.4",),
        point_right,
        True,
    ),
    Drawing(
        "point-wrong",
        "错误的指引手势",
        "男员工低着头不看目标也不看客户，手臂弯着，掌心向下，只伸一根食指。圆圈里是放大的手。",
        False,
        ("2.4",),
        point_wrong,
        True,
    ),
    Drawing(
        "greet-3m",
        "三米处先开口问候",
        "客户走进门，离员工还有三米，站立的女员工微笑着先开口问候。",
        True,
        ("4.1",),
        greet_3m,
        True,
    ),
    Drawing(
        "talk-1m", "交谈距离约一米", "女员工与客户隔着柜台站立交谈，两人相距约一米。", True, ("4.2",), talk_1m
    ),
    Drawing(
        "talk-too-close",
        "交谈离得太近",
        "男员工探着身子凑到客户面前说话，客户皱眉向后仰。",
        False,
        ("4.2",),
        talk_too_close,
    ),
    Drawing(
        "welcome-front",
        "迎客走在前",
        "客户刚进门，女员工走在客户前面引路，掌心向上指着前方。",
        True,
        ("2.5",),
        welcome_front,
        True,
    ),
    Drawing(
        "see-off-behind",
        "送客走在后",
        "客户向门口走去，女员工跟在客户后面相送。",
        True,
        ("2.5",),
        see_off_behind,
        True,
    ),
    Drawing(
        "give-way",
        "客户经过时让路",
        "女员工退到一旁站定，看着客户，掌心向上请客户先走，客户从前面走过。",
        True,
        ("2.5",),
        give_way,
        True,
    ),
    Drawing(
        "nod",
        "起立点头问好",
        "客户走到台前，女员工已从椅子上起立，点头微笑，眼睛看着客户的面部。",
        True,
        ("2.6", "5.1.3"),
        nod,
        True,
    ),
    Drawing(
        "bow",
        "客户离去，起身微微前倾",
        "客户向门口走去，女员工在台后起身，上身微微前倾呈鞠躬状道别。",
        True,
        ("2.6", "5.2.1", "5.2.2"),
        bow,
        True,
    ),
    Drawing(
        "stand-busy-nod",
        "手上有工作，点头微笑致意",
        "男员工正在台后接电话、记录，看见客户进门，转过头来点头微笑。",
        True,
        ("5.1.3", "4.9"),
        stand_busy_nod,
        True,
    ),
    Drawing(
        "wait-seated-wrong",
        "客户到台前仍坐着不抬头",
        "客户已站到台前，女员工仍坐着低头看手机，客户皱着眉等候。",
        False,
        ("2.6", "4.1", "5.1.3"),
        wait_seated_wrong,
    ),
]


EVERY: list[Drawing | Scene] = [*DRAWINGS, *SCENES]


def index() -> str:
    """Return the index of the set, as the loader reads it."""
    out = ["# Written by draw.py: change the wording there.", "figures:"]
    for d in EVERY:
        clauses = ", ".join(f'"{c}"' for c in d.clauses)
        out += [
            f"  - id: {d.id}",
            f"    title: {d.title}",
            f"    description: {d.description}",
            f"    mark: {'neutral' if d.right is None else 'right' if d.right else 'wrong'}",
            f"    clauses: [{clauses}]",
        ]
    return "\n".join(out) + "\n"


def main() -> None:
    """Rewrite every file of the set."""
    here = Path(__file__).parent
    for drawing in EVERY:
        (here / f"{drawing.id}.svg").write_text(drawing.svg(), encoding="utf-8")
    (here / "index.yaml").write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    main()
