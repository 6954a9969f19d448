"""Writes every drawing of the set, and the index of the set, beside this file: python content/figures/draw.py

A drawing's wording stands once, in DRAWINGS below; index.yaml and the title inside each SVG are made from it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rig import (  # noqa: E402
    ANKLE, GUEST_MAN, GUEST_WOMAN, JADE, MAN, MOTION, SEAT, STEEL, STEEL_LINE, WOMAN, WRONG, Arm, Foot, Front, Side,
    arm_svg, badge, bag, bearing, big_hand, box, chair, chair_front, counter_front, desk, distance, door, flip, footprint,
    gaze, group, hand, lens, limb, page, papers, path, scaled, screen, shadow, shift, speech, standing, stroke, swing,
    turned, walking,
)

G = 306.0  # where soles meet the floor
HIP = G - SEAT - 15  # the hip of a seated person


def flat(x: float, y: float = 0, angle: float = 0) -> Foot:
    """A foot at x, y above the floor."""
    return Foot((x, G - ANKLE - y), angle)


def chevrons(x: float, y: float, colour: str = MOTION) -> str:
    """Three small marks on the floor: the way people go, to the right."""
    return "".join(stroke(f"M{x + 14 * k} {y - 6}l7 6l-7 6", colour, 3) for k in range(3))


def phone(x: float, y: float, angle: float) -> str:
    return turned(box(x - 3, y - 12, 6, 22, "#3d464c", "#23292d", 2), angle, (x, y))


# --- sitting ---------------------------------------------------------------------------------------------------


def sit_right() -> str:
    woman = Side(WOMAN, (122, HIP), flat(182), flat(185), Arm((171, HIP - 15), "flat", 12), far=Arm((177, HIP - 16), "flat", 8),
                 trunk=1, neck=6, seated=True)
    return shadow(150, G, 74) + chair(126, G) + woman.svg()


def sit_leaning() -> str:
    man = Side(MAN, (136, HIP + 1), flat(204, 34, -34), flat(186), Arm((134, HIP - 12), "rest", 20), far=Arm((150, HIP - 12)),
               pelvis=-20, trunk=-25, neck=-16, head=-12, mood="flat", seated=True)
    return (shadow(150, G, 78) + chair(130, G) + man.svg() + swing((130, HIP + 10), 176, -128, -70)
            + swing((178, HIP - 10), 74, 8, 44))


def sit_arms_crossed() -> str:
    x = 160.0
    man = Front(MAN, x, G, left=Arm((x + 14, G - 112), "hidden"), right=Arm((x - 13, G - 116), "half", 6, mirrored=True, bend=-1),
                legs="seated", drop=46, mood="sour", head_tilt=-5, turn=-0.25)
    return shadow(x, G, 58) + chair_front(x, G) + man.svg()


def sit_legs_crossed() -> str:
    man = Side(MAN, (140, HIP + 4), flat(226, 40, 4), flat(196), Arm((170, HIP - 16), "flat", 10), far=Arm((96, HIP - 30)),
               pelvis=-34, trunk=-27, neck=-8, head=-6, mood="flat", seated=True)
    return shadow(156, G, 80) + chair(128, G) + man.svg()


def sit_slumped() -> str:
    woman = Side(WOMAN, (86, HIP), flat(142), flat(148), Arm((202, G - 104), "flat", 0), far=Arm((212, G - 106), "flat"),
                 pelvis=24, trunk=60, neck=72, head=64, mood="flat", eyes="down", seated=True)
    return shadow(110, G, 74) + chair(88, G) + desk(138, G, 156, 96) + screen(250, G - 96) + woman.svg()


def sit_rocking() -> str:
    man = Side(MAN, (112, HIP), flat(176, 6, -8), flat(168, 2), Arm((152, HIP - 24), "flat", 14), far=Arm((160, HIP - 24)),
               pelvis=-4, trunk=-6, neck=0, head=-2, mood="flat", seated=True)
    tilted = turned(chair(116, G) + man.svg(), -15, (81, G))
    noise = "".join(stroke(d, WRONG, 2.6) for d in (
        f"M36 {G - 22}l10 7l-3-12l12 8", f"M44 {G - 46}l8 6M130 {G - 10}l9-8l1 10l9-8", f"M266 {G - 124}l4-12M280 {G - 120}l10-9M284 {G - 106}l13-2"))
    shaken = turned(desk(196, G, 86, 96), 4, (274, G))
    return shadow(110, G, 62) + shadow(244, G, 40) + shaken + tilted + noise + swing((81, G), 238, -100, -76)


# --- walking ---------------------------------------------------------------------------------------------------


def track(x: float, lines: tuple[float, ...], feet: list[tuple[float, float, int]]) -> str:
    """A strip of floor from above, with the line or lines walked on and the footprints."""
    out = box(x, 66, 88, 216, "#fffdf8", "#dccfb6", 10)
    out += "".join(stroke(f"M{x + k} 76V272", JADE, 2, "2 7") for k in lines)
    return out + "".join(footprint(x + dx, y, side, "#33424a", 4) for dx, y, side in feet)


def walk_women() -> str:
    x = 112.0
    woman = Front(WOMAN, x, G, legs="line", left=Arm((x - 32, G - 117), "rest", 6, mirrored=True), right=Arm((x + 32, G - 120), "hold", -6, bend=-1))
    feet = [(44 + (4 if k % 2 else -4), 254 - 52 * k, 1 if k % 2 else -1) for k in range(4)]
    return shadow(x, G, 44) + woman.svg() + track(206, (44,), feet)


def walk_men() -> str:
    x = 108.0
    man = Front(MAN, x, G, legs="step", left=Arm((x - 37, G - 117), "rest", 6, mirrored=True), right=Arm((x + 37, G - 120), "hold", -6, bend=-1))
    feet = [(64 if k % 2 else 24, 252 - 48 * k, 1 if k % 2 else -1) for k in range(4)]
    return shadow(x, G, 48) + man.svg() + track(206, (24, 64), feet)


def walk_wrong() -> str:
    x = 130.0
    woman = Front(WOMAN, x, G, legs="line", left=Arm((x - 66, G - 150), "half", 0, mirrored=True), right=Arm((x + 58, G - 138), "half", 0, bend=-1),
                  head_tilt=16, mood="flat", turn=0.2)
    sway = turned(woman.svg(), 8, (x, G))
    man = Side(MAN, (376, G - 124), Foot((318, G - 66), 62), Foot((432, G - 42), -14), Arm((424, G - 176), "hold", -6, bend=1),
               far=Arm((326, G - 150), "hold", bend=1), pelvis=12, trunk=16, neck=14, head=-2, mood="flat")
    rush = "".join(stroke(f"M{a} {b}h{c}", MOTION, 3) for a, b, c in ((262, 128, 44), (248, 166, 50), (256, 204, 36), (270, 246, 30)))
    return (shadow(x, G, 46) + sway + swing((x, G), 268, -100, -66) + shadow(376, G, 50) + man.svg() + rush)


def walk_linked() -> str:
    x = 84.0
    woman = Front(WOMAN, x, G, legs="line", right=Arm((x + 46, G - 122), "hold", 20, bend=-1), head_tilt=6, turn=0.5, mood="talk")
    pair = f'<g id="walk-linked-one">{woman.svg()}</g><use href="#walk-linked-one" transform="translate(268 0) scale(-1 1)"/>'
    a, b = 340.0, 408.0
    left = Front(MAN, a, G, legs="step", hide="right", turn=0.4, head_tilt=5, mood="talk")
    right = Front(MAN, b, G, legs="step", hide="left", turn=-0.3, head_tilt=-6)
    over = arm_svg(MAN, left.at(24.5, 191.5), Arm((b + 14, G - 199), "hidden", bend=-1), far=True)
    round_waist = arm_svg(MAN, right.at(-24.5, 191.5), Arm((a - 12, G - 140), "hidden", bend=-1), far=True)
    on_top = hand("half", (b + 22, G - 198), 70) + hand("half", (a - 20, G - 140), 200, mirrored=True)
    return shadow(134, G, 92) + pair + shadow(374, G, 82) + round_waist + right.svg() + over + left.svg() + on_top


# --- showing the way -------------------------------------------------------------------------------------------


def point_right() -> str:
    x = 200.0
    guest = standing(GUEST_WOMAN, 72, G, neck=6, mood="smile", held=bag(82, G - 100))
    staff = Front(WOMAN, x, G, right=Arm((x + 110, G - 205), "palm", 4), left=Arm((x - 8, G - 126), "half", 10), turn=0.95)
    target = door(412, G - 4, 76, 216)
    look = gaze(shift(staff.eye, 22, -6), (404, G - 192)) + gaze(shift(guest.eye, 16, -10), (170, 60), MOTION)
    return target + shadow(72, G, 34) + guest.svg() + shadow(x, G, 44) + staff.svg() + look + lens((336, 214), 48, big_hand("palm", (336, 216), 0.62))


def point_wrong() -> str:
    x = 200.0
    guest = standing(GUEST_WOMAN, 72, G, neck=4, mood="flat", held=bag(82, G - 100))
    staff = Front(MAN, x, G, right=Arm((x + 92, G - 160), "point", 6, bend=1), left=Arm((x - 36, G - 116), "rest", 4, mirrored=True),
                  nod=1, mood="flat", eyes="down", turn=-0.1)
    return (door(412, G - 4, 76, 216) + shadow(72, G, 34) + guest.svg() + shadow(x, G, 46) + staff.svg()
            + lens((340, 226), 48, big_hand("point", (340, 228), 0.62)))


# --- distance --------------------------------------------------------------------------------------------------


def greet_3m() -> str:
    staff = standing(WOMAN, 70, G, mood="talk", neck=8, head=3, near=Arm((86, G - 118), "half", 20), far=Arm((92, G - 118), "half", 20))
    guest = walking(GUEST_MAN, 438, G, stride=20)
    return (door(438, G - 4, 70, 226) .replace("<rect", "<rect", 1) + shadow(70, G, 34) + scaled(staff.svg(), 0.82, (70, G)) + shadow(438, G, 40)
            + scaled(flip(guest.svg(), 438), 0.82, (438, G)) + speech(98, 130) + distance(70, 438, 326, "3 米"))


def talk_1m() -> str:
    staff = standing(WOMAN, 84, G, near=Arm((136, G - 124), "flat", 18), far=Arm((146, G - 126), "flat", 14), mood="smile")
    guest = standing(GUEST_MAN, 84, G, near=Arm((134, G - 124), "flat", 18), mood="talk")
    return (shadow(84, G, 32) + shadow(230, G, 32) + scaled(desk(118, G, 84, 118), 0.94, (157, G)) + scaled(papers(140, G - 118), 0.94, (157, G)) + scaled(staff.svg(), 0.94, (84, G))
            + flip(scaled(guest.svg(), 0.94, (84, G)), 157) + distance(84, 230, 326, "约 1 米"))


def talk_too_close() -> str:
    staff = standing(MAN, 118, G, trunk=13, neck=20, head=6, mood="talk", near=Arm((172, G - 158), "half", 0), far=Arm((164, G - 120)))
    guest = standing(GUEST_WOMAN, 118, G, trunk=-11, pelvis=-4, neck=-10, head=-4, mood="sour", near=Arm((146, G - 150), "half", -30))
    return (shadow(118, G, 34) + shadow(206, G, 34) + scaled(staff.svg(), 0.96, (118, G)) + scaled(flip(guest.svg(), 162), 0.96, (206, G)) + distance(126, 198, 326, "", WRONG))


# --- going with a customer ----------------------------------------------------------------------------------------


def welcome_front() -> str:
    staff = walking(WOMAN, 344, G, stride=20, near=Arm((420, G - 152), "palm", 4), far=Arm((350, G - 116), "half", 10))
    guest = walking(GUEST_MAN, 180, G, stride=22)
    return (door(22, G - 4, 74, 232) + shadow(180, G, 46) + guest.svg() + shadow(344, G, 44) + staff.svg() + chevrons(248, 326, JADE))


def see_off_behind() -> str:
    staff = walking(WOMAN, 120, G, stride=18, trunk=5, near=Arm((142, G - 122), "half", 30), far=Arm((148, G - 122), "half", 20))
    guest = walking(GUEST_MAN, 290, G, stride=22)
    return (door(404, G - 4, 74, 232) + shadow(120, G, 44) + staff.svg() + shadow(290, G, 46) + guest.svg() + chevrons(190, 326, JADE))


def give_way() -> str:
    x = 340.0
    staff = Front(WOMAN, x, G - 8, turn=-0.9, nod=0.3, right=Arm((x + 100, G - 150), "palm", -2), left=Arm((x - 8, G - 132), "half", 10))
    guest = walking(GUEST_WOMAN, 160, G + 16, stride=22, held=bag(182, G - 84))
    return (shadow(x, G - 8, 44) + scaled(staff.svg(), 0.93, (x, G - 8)) + shadow(160, G + 16, 46) + guest.svg() + chevrons(234, 328, JADE)
            + chevrons(290, 328, JADE) + chevrons(346, 328, JADE))


# --- greeting and farewell ------------------------------------------------------------------------------------------


def nod() -> str:
    staff = standing(WOMAN, 168, G, trunk=4, neck=14, head=13, near=Arm((186, G - 122), "half", 30), far=Arm((192, G - 124), "half", 24))
    guest = standing(GUEST_MAN, 372, G, neck=8, near=Arm((324, G - 124), "flat"))
    guest = replace(guest, near=Arm((414, G - 126), "flat", 18))
    look = gaze(shift(staff.eye, 14, 0), (352, G - 227))
    return (shadow(80, G, 40) + chair(80, G) + shadow(168, G, 34) + staff.svg() + desk(214, G, 116, 112) + screen(238, G - 112) + papers(284, G - 112)
            + shadow(372, G, 34) + flip(guest.svg(), 372) + look + swing((160, G - 204), 50, -78, -14, JADE))


def bow() -> str:
    staff = standing(WOMAN, 136, G, pelvis=12, trunk=20, neck=20, head=14, near=Arm((176, G - 118), "half", 30), far=Arm((180, G - 118), "half", 26))
    guest = walking(GUEST_WOMAN, 360, G, stride=22, held=bag(382, G - 100))
    return (shadow(64, G, 40) + chair(60, G) + shadow(136, G, 36) + staff.svg() + desk(206, G, 90, 112) + papers(236, G - 112)
            + door(430, G - 4, 70, 232) + shadow(360, G, 46) + guest.svg() + swing((136, G - 120), 148, -92, -64, JADE))


def stand_busy_nod() -> str:
    x = 136.0
    staff = Front(MAN, x, G, legs="none", turn=0.8, nod=0.5, head_tilt=4, left=Arm((x - 22, G - 214), "hold", 10),
                  right=Arm((x + 26, G - 124), "hold", 40, mirrored=True, bend=-1))
    handset = path(limb([(x - 15, G - 240), (x - 19, G - 228), (x - 12, G - 212)], [4.4, 3.4, 4.4]), "#3d464c", "#23292d")
    staff = replace(staff, over_body=handset)
    guest = walking(GUEST_WOMAN, 372, G, stride=20, held=bag(392, G - 100))
    look = gaze((166, G - 233), (346, G - 226))
    return (staff.svg() + counter_front(28, G, 232, 112) + papers(150, G - 112) + door(424, G - 4, 74, 232) + shadow(372, G, 44)
            + flip(guest.svg(), 372) + look)


def wait_seated_wrong() -> str:
    staff = Side(WOMAN, (72, HIP), flat(130), flat(134), Arm((116, G - 122), "hold", -30), far=Arm((122, G - 120), "hold", -30),
                 pelvis=4, trunk=14, neck=34, head=36, mood="flat", eyes="down", seated=True)
    staff = replace(staff, near_over_body=phone(131, G - 134, 24))
    guest = standing(GUEST_MAN, 264, G, neck=10, head=6, mood="sour", near=Arm((300, G - 116), "flat", 18))
    return (shadow(90, G, 74) + chair(76, G) + desk(122, G, 106, 98) + screen(168, G - 98) + staff.svg() + shadow(258, G, 32)
            + scaled(flip(guest.svg(), 264), 0.93, (258, G)))


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
        return page(self.id, self.title, self.description, self.draw(), self.right, 520 if self.wide else 320)


DRAWINGS = [
    Drawing("sit-right", "正确坐姿", "女员工侧面端坐：上身与腰部挺直，双膝并拢，双手放在膝上，平视前方，面带微笑。", True, ("2.2",), sit_right),
    Drawing("sit-leaning", "前俯后仰、摇腿跷脚", "男员工上身后仰靠在椅背上，一只脚跷起来回晃动，弧线箭头表示身体和腿在摇。", False, ("2.2",), sit_leaning),
    Drawing("sit-arms-crossed", "双手抱胸", "男员工正面坐着，双臂交叉抱在胸前，嘴角向下。", False, ("2.2",), sit_arms_crossed),
    Drawing("sit-legs-crossed", "跷二郎腿、半躺半坐", "男员工身体下滑，半躺在椅子上，一条腿搭在另一条腿上。", False, ("2.2",), sit_legs_crossed),
    Drawing("sit-slumped", "趴在工作台上", "女员工坐着，上身伏倒，双臂摊开，头枕在工作台上，眼睛闭着。", False, ("2.2",), sit_slumped),
    Drawing("sit-rocking", "晃动桌椅发出声响", "男员工把椅子向后晃得前腿离地，桌子也跟着歪斜，红色短线表示发出声响。", False, ("2.2",), sit_rocking),
    Drawing("walk-women", "女士行姿：双脚走一条线", "女员工正面走来，肩平身直，步幅不大；旁边的脚印都落在同一条线上。", True, ("2.3",), walk_women),
    Drawing("walk-men", "男士行姿：双脚走两条线", "男员工正面走来，昂首挺胸；旁边的脚印左右分开，落在两条平行线上。", True, ("2.3",), walk_men),
    Drawing("walk-wrong", "摇晃身体、奔跑", "左边的女员工走路时身体和头左右摇晃，右边的男员工大步奔跑，双脚离地。", False, ("2.3",), walk_wrong, True),
    Drawing("walk-linked", "与他人拉手、搂腰搭背", "左边两位女员工手拉手走路，右边两位男员工一个搭着肩背，一个搂着腰。", False, ("2.3",), walk_linked, True),
    Drawing("point-right", "正确的指引手势", "女员工为客户指门：手臂伸直，手指自然并拢，掌心向上，眼睛看着门，客户也看向那里。圆圈里是放大的手。", True, ("2.4",), point_right, True),
    Drawing("point-wrong", "错误的指引手势", "男员工低着头不看目标也不看客户，手臂弯着，掌心向下，只伸一根食指。圆圈里是放大的手。", False, ("2.4",), point_wrong, True),
    Drawing("greet-3m", "三米处先开口问候", "客户走进门，离员工还有三米，站立的女员工微笑着先开口问候。", True, ("4.1",), greet_3m, True),
    Drawing("talk-1m", "交谈距离约一米", "女员工与客户隔着柜台站立交谈，两人相距约一米。", True, ("4.2",), talk_1m),
    Drawing("talk-too-close", "交谈离得太近", "男员工探着身子凑到客户面前说话，客户皱眉向后仰。", False, ("4.2",), talk_too_close),
    Drawing("welcome-front", "迎客走在前", "客户刚进门，女员工走在客户前面引路，掌心向上指着前方。", True, ("2.5",), welcome_front, True),
    Drawing("see-off-behind", "送客走在后", "客户向门口走去，女员工跟在客户后面相送。", True, ("2.5",), see_off_behind, True),
    Drawing("give-way", "客户经过时让路", "女员工退到一旁站定，看着客户，掌心向上请客户先走，客户从前面走过。", True, ("2.5",), give_way, True),
    Drawing("nod", "起立点头问好", "客户走到台前，女员工已从椅子上起立，点头微笑，眼睛看着客户的面部。", True, ("2.6", "5.1.3"), nod, True),
    Drawing("bow", "客户离去，起身微微前倾", "客户向门口走去，女员工在台后起身，上身微微前倾呈鞠躬状道别。", True, ("2.6", "5.2.1", "5.2.2"), bow, True),
    Drawing("stand-busy-nod", "手上有工作，点头微笑致意", "男员工正在台后接电话、记录，看见客户进门，转过头来点头微笑。", True, ("5.1.3", "4.9"), stand_busy_nod, True),
    Drawing("wait-seated-wrong", "客户到台前仍坐着不抬头", "客户已站到台前，女员工仍坐着低头看手机，客户皱着眉等候。", False, ("2.6", "4.1", "5.1.3"), wait_seated_wrong),
]


def index() -> str:
    """The index of the set, as the loader reads it."""
    out = ["# Written by draw.py: change the wording there.", "figures:"]
    for d in DRAWINGS:
        clauses = ", ".join(f'"{c}"' for c in d.clauses)
        out += [f"  - id: {d.id}", f"    title: {d.title}", f"    description: {d.description}", f"    mark: {'right' if d.right else 'wrong'}", f"    clauses: [{clauses}]"]
    return "\n".join(out) + "\n"


def main() -> None:
    """Rewrites every file of the set."""
    here = Path(__file__).parent
    for drawing in DRAWINGS:
        (here / f"{drawing.id}.svg").write_text(drawing.svg(), encoding="utf-8")
    (here / "index.yaml").write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    main()
