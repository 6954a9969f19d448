"""The scenes with several people, of whom some do it as they should and some do not; nothing says which."""

# ruff: noqa: E501 -- the numbers are the drawing

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rig import (
    ANKLE,
    GUEST_MAN,
    GUEST_WOMAN,
    MAN,
    SEAT,
    WOMAN,
    WOOD,
    WOOD_DEEP,
    WOOD_LIGHT,
    WOOD_LINE,
    Arm,
    Foot,
    Front,
    Look,
    Side,
    bag,
    big_hand,
    box,
    chair,
    counter,
    distance,
    door,
    flip,
    hand,
    lens,
    limb,
    papers,
    path,
    shadow,
    standing,
    stroke,
    walking,
)
from things import INK, INK_LINE, ceiling, sign, window, words

G = 306.0
HIP = G - SEAT - 15


def flat(x: float, y: float = 0, angle: float = 0) -> Foot:
    """Return a foot at x, y above the floor."""
    return Foot((x, G - ANKLE - y), angle)


def at(body: str, factor: float, x: float, ground: float = G, foot: float = 130) -> str:
    """Return a figure drawn about `foot` on the floor, at another size and place."""
    move = f"translate({x - foot * factor:.1f} {ground - G * factor:.1f}) scale({factor:g})"
    return f'<g transform="{move}">{body}</g>'


# --- sitting -------------------------------------------------------------------------------------------------------


def _sits(look: Look, *, hands: float = 171, feet: float = 182, **pose: Any) -> str:
    person = Side(
        look,
        (122, HIP),
        flat(feet),
        flat(feet + 3),
        Arm((hands, HIP - 15), "flat", 12),
        far=Arm((hands + 6, HIP - 16), "flat", 8),
        seated=True,
        **pose,
    )
    return shadow(148, G, 70) + chair(126, G) + person.svg()


def sitting() -> str:
    """Draw four colleagues waiting in a row: two upright, one with a leg over the other, one bent forward."""
    one = _sits(WOMAN, trunk=1, neck=6)
    crossed = Side(
        MAN,
        (124, HIP + 1),
        flat(216, 34, 6),
        flat(182),
        Arm((172, HIP - 22), "flat", 10),
        far=Arm((178, HIP - 22), "flat", 8),
        pelvis=-2,
        trunk=0,
        neck=6,
        seated=True,
    )
    two = shadow(150, G, 74) + chair(126, G) + crossed.svg()
    three = _sits(MAN, trunk=1, neck=7, hands=170, feet=180)
    bent = Side(
        WOMAN,
        (122, HIP),
        flat(180),
        flat(184),
        Arm((184, HIP - 12), "flat", 10),
        far=Arm((190, HIP - 13), "flat", 8),
        pelvis=16,
        trunk=40,
        neck=30,
        head=0,
        seated=True,
    )
    four = shadow(150, G, 74) + chair(126, G) + bent.svg()
    row = "".join(
        at(body, 0.78, x, 278, 146) for body, x in ((one, 66), (two, 192), (three, 326), (four, 450))
    )
    return ceiling(520) + sign(190, 40, "客户服务中心", 140, "#2f7a6d", "#fff", 19) + row


# --- coming to the counter ------------------------------------------------------------------------------------------


def arrival() -> str:
    """Draw four colleagues behind the counter while a customer comes in."""
    y = G - 100
    rises = Front(
        WOMAN,
        76,
        G + 34,
        legs="none",
        turn=0.8,
        nod=0.4,
        left=Arm((50, y + 16), "hidden"),
        right=Arm((102, y + 16), "hidden", bend=-1),
    )
    calls = Front(
        MAN,
        176,
        G + 44,
        legs="none",
        turn=0.8,
        nod=0.5,
        drop=12,
        head_tilt=4,
        left=Arm((147, G - 136), "hold", 6, elbow=(130, G - 98)),
        right=Arm((206, y + 22), "hidden", bend=-1),
    )
    handset = path(limb([(162, G - 182), (154, G - 167), (160, G - 152)], [4.6, 3.6, 4.6]), INK, INK_LINE)
    calls = replace(calls, over_body=handset)
    rests = Front(
        WOMAN,
        276,
        G + 44,
        legs="none",
        turn=0.7,
        nod=0.3,
        drop=16,
        mood="smile",
        left=Arm((252, y + 26), "hidden"),
        right=Arm((300, y + 26), "hidden", bend=-1),
    )
    writes = Front(
        MAN,
        374,
        G + 44,
        legs="none",
        turn=0.8,
        nod=0.5,
        drop=14,
        mood="smile",
        left=Arm((342, y + 24), "hidden"),
        right=Arm((408, y + 24), "hidden", bend=-1),
    )
    front = (
        box(14, y, 418, 14, WOOD, WOOD_LINE, 3)
        + box(22, y + 14, 402, 92, WOOD_LIGHT, WOOD_LINE, 1)
        + box(22, G - 6, 402, 10, WOOD_DEEP, WOOD_LINE, 1)
    )
    front += "".join(stroke(f"M{124 + 100 * k} {y + 22}V{G - 12}", WOOD, 1.8) for k in range(3))
    notes = papers(194, y) + papers(352, y) + papers(356, y - 3) + papers(350, y - 6)
    notes += (
        hand("hold", (364, y - 9), 24)
        + stroke(f"M378 {y - 5}l8-18", INK, 2.6)
        + hand("flat", (404, y - 5), 172)
    )
    guest = at(flip(walking(GUEST_MAN, 130, G, stride=20).svg(), 130), 0.86, 476, 312)
    plates = "".join(
        words(x, y + 62, t, 30, "#94703f") for x, t in ((74, "1"), (174, "2"), (274, "3"), (374, "4"))
    )
    return (
        ceiling(520)
        + sign(150, 36, "客户服务中心", 150, "#2f7a6d", "#fff", 20)
        + rises.svg()
        + calls.svg()
        + rests.svg()
        + writes.svg()
        + front
        + notes
        + plates
        + shadow(476, 312, 36)
        + guest
    )


# --- walking --------------------------------------------------------------------------------------------------------


def walks() -> str:
    """Draw a corridor: a woman and a man walking by themselves, two women hand in hand, a man in a hurry."""
    alone = Front(
        WOMAN,
        130,
        G,
        legs="line",
        left=Arm((100, G - 113), "rest", 6, mirrored=True),
        right=Arm((160, G - 113), "hold", -6, bend=-1),
    )
    man = Front(
        MAN,
        130,
        G,
        legs="step",
        left=Arm((94, G - 113), "rest", 6, mirrored=True),
        right=Arm((165, G - 115), "hold", -6, bend=-1),
    )
    a, b = 82.0, 178.0
    left = Front(
        WOMAN,
        a,
        G,
        legs="line",
        left=Arm((a - 30, G - 113), "rest", 6, mirrored=True),
        right=Arm((130, G - 118), "hidden", bend=-1),
        turn=0.4,
        head_tilt=5,
        mood="talk",
    )
    right = Front(
        WOMAN,
        b,
        G,
        legs="line",
        left=Arm((131, G - 118), "hidden"),
        right=Arm((b + 30, G - 113), "hold", -6, bend=-1),
        turn=-0.4,
        head_tilt=-5,
        mood="smile",
    )
    clasp = hand("hold", (125, G - 119), 62) + hand("half", (139, G - 120), 118, mirrored=True)
    pair = shadow(a, G, 34) + shadow(b, G, 34) + left.svg() + right.svg() + clasp
    runs = Side(
        MAN,
        (130, G - 124),
        Foot((78, G - 66), 62),
        Foot((186, G - 42), -14),
        Arm((178, G - 176), "hold", -6, bend=1),
        far=Arm((82, G - 150), "hold", bend=1),
        pelvis=12,
        trunk=16,
        neck=14,
        head=-2,
        mood="smile",
    )
    hall = (
        ceiling(520)
        + window(40, 46, 96, 76)
        + sign(200, 54, "客户服务中心", 132, "#2f7a6d", "#fff", 18)
        + window(392, 46, 96, 76)
    )
    rows = (
        at(shadow(130, G, 40) + alone.svg(), 0.78, 62, 304)
        + at(pair, 0.78, 190, 310, 130)
        + at(shadow(130, G, 44) + man.svg(), 0.78, 312, 304)
        + at(shadow(130, G, 50) + runs.svg(), 0.78, 440, 308)
    )
    return hall + rows


# --- showing the way ------------------------------------------------------------------------------------------------


def pointing() -> str:
    """Draw a man who shows a customer the way to a door."""
    staff = Front(
        MAN,
        190,
        G,
        right=Arm((276, G - 158), "point", 6, bend=1),
        left=Arm((150, G - 113), "rest", 4, mirrored=True),
        nod=1,
        mood="smile",
        eyes="down",
        turn=-0.1,
    )
    guest = standing(GUEST_WOMAN, 66, G, neck=4, mood="smile", held=bag(76, G - 100))
    return (
        ceiling(520)
        + door(410, G - 4, 84, 216)
        + sign(396, 42, "会议室", 112, "#2f7a6d", "#fff", 19)
        + shadow(66, G, 34)
        + guest.svg()
        + shadow(190, G, 46)
        + staff.svg()
        + stroke("M300 158L316 176", "#b39c77", 1.6, "1 5")
        + lens((334, 222), 52, big_hand("point", (335, 223), 0.68))
    )


# --- distance -------------------------------------------------------------------------------------------------------


def _talks(one: Look, other: Look, gap: float, **pose: Any) -> str:
    """Draw two people who face each other, their middles `gap` apart."""
    first = standing(
        one,
        60,
        G,
        near=Arm((78, G - 118), "half", 20),
        far=Arm((84, G - 118), "half", 20),
        mood="talk",
        **pose,
    )
    second = standing(other, 60, G, mood="smile", held=bag(70, G - 100))
    return shadow(60, G, 34) + shadow(60 + gap, G, 34) + first.svg() + flip(second.svg(), 60 + gap / 2)


METRE = 93.0


def distances() -> str:
    """Draw four talks on two floors, at different distances, with a scale of metres on the floor."""
    f = 0.6
    floor = box(0, 164, 480, 48, "#ece1cc", None, 0) + stroke("M0 164H480M0 212H480", "#dccfb6", 1.6)
    near = at(_talks(MAN, GUEST_WOMAN, 64), f, 60, 176, 60)
    far = at(_talks(WOMAN, GUEST_MAN, 390), f, 206, 176, 60)
    met = at(_talks(WOMAN, GUEST_WOMAN, METRE / f), f, 60, 388, 60)
    over = standing(
        MAN, 60, G, near=Arm((98, G - 126), "flat", -36), far=Arm((106, G - 127), "flat", -34), mood="talk"
    )
    guest = standing(GUEST_MAN, 60, G, near=Arm((98, G - 126), "flat", -36), mood="smile")
    desk = (
        shadow(60, G, 32)
        + shadow(214, G, 32)
        + counter(90, G, 94, 118)
        + papers(120, G - 118)
        + over.svg()
        + flip(guest.svg(), 137)
    )
    facing = at(desk, f, 300, 388, 60)
    scales = "".join(
        distance(x, x + METRE, y, "1 米", "#5a4f3c")
        for x, y in ((60, 196), (206, 196), (60, 406), (300, 406))
    )
    return floor + near + far + met + facing + scales


def metres() -> str:
    """Draw a colleague at the entrance and a customer who comes nearer over lines a metre apart."""
    f, metre, x = 0.62, 84.0, 52.0
    staff = at(
        standing(
            WOMAN,
            130,
            G,
            neck=7,
            mood="smile",
            near=Arm((148, G - 122), "half", 30),
            far=Arm((154, G - 124), "half", 24),
        ).svg(),
        f,
        x,
        322,
    )
    guest = at(flip(walking(GUEST_WOMAN, 130, G, stride=22, held=bag(152, G - 96)).svg(), 130), f, 490, 322)
    lines = "".join(path(f"M{x + metre * k - 5:.1f} 312h8l4 48h-14Z", "#2f7a6d") for k in range(1, 6))
    return (
        ceiling(520)
        + sign(20, 44, "客户服务中心", 140, "#2f7a6d", "#fff", 19)
        + window(190, 64, 120, 92)
        + window(340, 64, 120, 92)
        + lines
        + distance(x, x + metre, 342, "1 米", "#5a4f3c")
        + shadow(x, 322, 26)
        + staff
        + shadow(490, 322, 28)
        + guest
    )
