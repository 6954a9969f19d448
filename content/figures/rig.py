"""The drawing rig: people, furniture and marks in one flat style, built from joints.

A standing person is about 252 units high, seven heads of 36. Angles are in degrees. A lean is measured from
upright and is positive towards the direction the person faces; people seen from the side face right and are
turned about with `flip`. Only presentation attributes are written, so that a strict content policy accepts them.
"""

# ruff: noqa: E501, PLR2004 -- outlines are long, and their numbers are the drawing

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin
from typing import Any, Literal

Point = tuple[float, float]
Sex = Literal["woman", "man"]
Mood = Literal["smile", "talk", "flat", "sour"]
Eyes = Literal["open", "down"]

# One palette for the whole set.
PANEL, FLOOR, EDGE, SHADE = "#f7f0e3", "#ece1cc", "#dccfb6", "#dccdb2"
JADE, JADE_LINE, JADE_SLEEVE, JADE_DEEP = "#2f7a6d", "#1d5148", "#368474", "#276559"
NAVY, NAVY_LINE, NAVY_FAR = "#33424a", "#212c32", "#28353c"
AMBER, AMBER_LINE, AMBER_SLEEVE, AMBER_DEEP = "#d98c4e", "#a8622b", "#e19a5f", "#bf7437"
SAND, SAND_LINE, SAND_FAR = "#8b7a68", "#665747", "#766655"
SKIN, SKIN_LINE, STOCKING = "#f2cba9", "#cd9468", "#e8bb96"
NECK, STOCKING_FAR, BLUSH, MOUTH, LIPS = "#e6b58f", "#dcab84", "#eeb394", "#a6493a", "#b1553f"
TIE, TIE_LINE, GLASSES, PLUM, PLUM_LINE, PAPER = (
    "#a5483a",
    "#7c3328",
    "#5a4b40",
    "#7b5b8a",
    "#54395f",
    "#fffdf8",
)
SHIRT, SHIRT_LINE, GOLD, GOLD_LINE = "#fdfbf6", "#d5cbb9", "#e0b04c", "#b5832a"
HAIR, HAIR_LINE, GREY_HAIR, SHOE, SHOE_LINE = "#2e2827", "#1f1a19", "#5c4a40", "#3a332f", "#241f1c"
WOOD, WOOD_LINE, WOOD_DEEP, WOOD_LIGHT = "#c79e6c", "#94703f", "#b1875a", "#e2c79c"
STEEL, STEEL_LINE, CLOTH = "#9a9186", "#766d62", "#b8ab98"
RIGHT, WRONG, MOTION = "#2f855a", "#b83a2e", "#b39c77"
LINE = 1.3
HEAD = 0.95


def n(value: float) -> str:
    """Return a number as short as SVG allows, to a tenth of a unit."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def xy(p: Point) -> str:
    """Return a point as path data."""
    return f"{n(p[0])} {n(p[1])}"


def up(p: Point, lean: float, length: float) -> Point:
    """Return the point `length` above `p` on a line that leans forward by `lean`."""
    return p[0] + sin(radians(lean)) * length, p[1] - cos(radians(lean)) * length


def shift(p: Point, dx: float, dy: float) -> Point:
    """Return the point moved by so much."""
    return p[0] + dx, p[1] + dy


def bearing(a: Point, b: Point) -> float:
    """Direction from a to b as SVG's rotate() counts it: 0 is to the right, 90 is down."""
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def weight(width: float) -> str:
    """Return a line's weight, nothing where it is the one the whole drawing has."""
    return "" if width == LINE else f' stroke-width="{n(width)}"'


def tight(d: str) -> str:
    """Path data without the spaces that it can do without."""
    return d.replace(" -", "-")


def path(d: str, fill: str, line: str | None = None, width: float = LINE) -> str:
    """Draw a filled shape, with a contour where a line colour is given."""
    edge = f' stroke="{line}"{weight(width)}' if line else ""
    return f'<path fill="{fill}"{edge} d="{tight(d)}"/>'


def stroke(d: str, colour: str, width: float = LINE, dash: str = "") -> str:
    """Draw a line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path fill="none" stroke="{colour}"{weight(width)}{dashes} d="{tight(d)}"/>'


def circle(c: Point, r: float, fill: str, line: str | None = None) -> str:
    """Draw a circle."""
    edge = f' stroke="{line}"' if line else ""
    return f'<circle cx="{n(c[0])}" cy="{n(c[1])}" r="{n(r)}" fill="{fill}"{edge}/>'


def ellipse(c: Point, rx: float, ry: float, fill: str, line: str | None = None) -> str:
    """Draw an ellipse."""
    edge = f' stroke="{line}"' if line else ""
    return f'<ellipse cx="{n(c[0])}" cy="{n(c[1])}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"{edge}/>'


def box(x: float, y: float, w: float, h: float, fill: str, line: str | None = None, rx: float = 2) -> str:
    """Draw a rectangle with soft corners."""
    edge = f' stroke="{line}"' if line else ""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" rx="{n(rx)}" fill="{fill}"{edge}/>'


def group(body: str, transform: str) -> str:
    """Return the drawing under a transform."""
    return f'<g transform="{transform}">{body}</g>'


def flip(body: str, x: float) -> str:
    """Return the drawing mirrored about the upright line at x."""
    return group(body, f"translate({n(2 * x)} 0) scale(-1 1)")


def scaled(body: str, factor: float, foot: Point) -> str:
    """Return the drawing at another size, the point `foot` staying where it is."""
    return group(
        body, f"translate({n(foot[0] * (1 - factor))} {n(foot[1] * (1 - factor))}) scale({factor:g})"
    )


def turned(body: str, angle: float, c: Point) -> str:
    """Return the drawing turned clockwise about c."""
    return group(body, f"rotate({n(angle)} {xy(c)})")


def smooth(points: list[Point], closed: bool = True) -> str:
    """Return a curve through all the points (Catmull-Rom, written as cubic Béziers)."""
    count = len(points)

    def get(i: int) -> Point:
        return points[i % count] if closed else points[min(max(i, 0), count - 1)]

    d = [f"M{xy(points[0])}"]
    for i in range(count if closed else count - 1):
        a, b, c, e = get(i - 1), get(i), get(i + 1), get(i + 2)
        one = b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6
        two = c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6
        d.append(f"C{xy(one)} {xy(two)} {xy(c)}")
    return "".join(d) + ("Z" if closed else "")


def joint(a: Point, b: Point, first: float, second: float, bend: int) -> tuple[Point, Point]:
    """Return the middle joint and the end of a two-bone limb that reaches from a for b.

    `bend` is the side of the joint: 1 or -1.
    """
    reach = hypot(b[0] - a[0], b[1] - a[1]) or 1e-6
    direction = atan2(b[1] - a[1], b[0] - a[0])
    if reach >= first + second - 0.01:
        b = a[0] + cos(direction) * (first + second - 0.01), a[1] + sin(direction) * (first + second - 0.01)
        reach = first + second - 0.01
    inner = acos(max(-1.0, min(1.0, (first**2 + reach**2 - second**2) / (2 * first * reach))))
    middle = direction + bend * inner
    return (a[0] + cos(middle) * first, a[1] + sin(middle) * first), b


def limb(points: list[Point], radii: list[float], flat_end: bool = False) -> str:
    """One closed outline round a chain of joints, each with its own thickness: round outside, folded inside."""
    contacts: list[tuple[float, float]] = []
    for i in range(len(points) - 1):
        a, b = points[i], points[i + 1]
        d = hypot(b[0] - a[0], b[1] - a[1]) or 1e-6
        theta = atan2(b[1] - a[1], b[0] - a[0])
        spread = acos(max(-1.0, min(1.0, (radii[i] - radii[i + 1]) / d)))
        contacts.append((theta - spread, theta + spread))

    def on(i: int, phi: float) -> Point:
        return points[i][0] + radii[i] * cos(phi), points[i][1] + radii[i] * sin(phi)

    def corner(i: int, before: float, after: float, outer: bool, back: tuple[int, int]) -> str:
        one, two = on(i, before), on(i, after)
        if outer:
            return f"L{xy(one)}A{n(radii[i])} {n(radii[i])} 0 0 1 {xy(two)}"
        p, q = on(back[0], before), on(back[1], after)
        u, v = (one[0] - p[0], one[1] - p[1]), (q[0] - two[0], q[1] - two[1])
        cross = u[0] * v[1] - u[1] * v[0]
        lu, lv = hypot(*u), hypot(*v)
        if abs(cross) < 0.05 * lu * lv:
            return f"L{xy(one)}L{xy(two)}"
        t = ((two[0] - p[0]) * v[1] - (two[1] - p[1]) * v[0]) / cross
        x = p[0] + u[0] * t, p[1] + u[1] * t
        soft = min(5.0, radii[i] * 0.5)
        return f"L{n(x[0] - u[0] / lu * soft)} {n(x[1] - u[1] / lu * soft)}Q{xy(x)} {n(x[0] + v[0] / lv * soft)} {n(x[1] + v[1] / lv * soft)}"

    def wrap(angle: float) -> float:
        return (angle + pi) % (2 * pi) - pi

    last = len(points) - 1
    out = [f"M{xy(on(0, contacts[0][0]))}"]
    for i in range(1, last):
        before, after = contacts[i - 1][0], contacts[i][0]
        out += [corner(i, before, after, wrap(after - before) > 0, (i - 1, i + 1))]
    out.append(f"L{xy(on(last, contacts[-1][0]))}")
    if flat_end:
        out.append(f"L{xy(on(last, contacts[-1][1]))}")
    else:
        large = 1 if radii[last] > radii[last - 1] else 0
        out.append(f"A{n(radii[last])} {n(radii[last])} 0 {large} 1 {xy(on(last, contacts[-1][1]))}")
    for i in range(last - 1, 0, -1):
        before, after = contacts[i][1], contacts[i - 1][1]
        out += [corner(i, before, after, wrap(before - after) < 0, (i + 1, i - 1))]
    out.append(f"L{xy(on(0, contacts[0][1]))}")
    large = 1 if radii[0] > radii[1] else 0
    return "".join(out) + f"A{n(radii[0])} {n(radii[0])} 0 {large} 1 {xy(on(0, contacts[0][0]))}Z"


def hull(points: list[Point]) -> list[Point]:
    """Return the convex hull, for cloth that hangs over both legs."""
    pts = sorted(set(points))

    def half(run: list[Point]) -> list[Point]:
        out: list[Point] = []
        for p in run:
            while (
                len(out) > 1
                and (out[-1][0] - out[-2][0]) * (p[1] - out[-2][1])
                - (out[-1][1] - out[-2][1]) * (p[0] - out[-2][0])
                <= 0
            ):
                out.pop()
            out.append(p)
        return out[:-1]

    return half(pts) + half(pts[::-1])


# --- who ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """What a person wears. Staff are jade and navy, customers amber and sand: they are never mistaken."""

    sex: Sex
    staff: bool = True

    @property
    def woman(self) -> bool:
        """Whether this is a woman."""
        return self.sex == "woman"

    @property
    def skirt(self) -> bool:
        """Whether this person wears the skirt of the uniform."""
        return self.staff and self.woman

    @property
    def coat(self) -> tuple[str, str, str, str]:
        """Coat, its contour, the near sleeve, the far sleeve."""
        return (
            (JADE, JADE_LINE, JADE_SLEEVE, JADE_DEEP)
            if self.staff
            else (AMBER, AMBER_LINE, AMBER_SLEEVE, AMBER_DEEP)
        )

    @property
    def legs(self) -> tuple[str, str, str]:
        """Trousers or skirt: near, contour, far."""
        return (NAVY, NAVY_LINE, NAVY_FAR) if self.staff else (SAND, SAND_LINE, SAND_FAR)

    @property
    def hair(self) -> tuple[str, str]:
        """Hair and its contour."""
        return (HAIR, HAIR_LINE) if self.staff else (GREY_HAIR, "#43352d")


WOMAN, MAN = Look("woman"), Look("man")
GUEST_WOMAN, GUEST_MAN = Look("woman", staff=False), Look("man", staff=False)


# --- hands: wrist at the origin, fingers along +x, thumb on the upper side -----------------------------------

PALM = (
    "M0-11C8-12 14-14 20-18C28-24 39-29 47-30C53-30 54-25 49-22.5C43-20 38-17 35-13.5C40-15 46-15.5 50-15.5L82-14"
    "C86-13.5 87-9 85-7.5L91-6.5C96-5.5 96 .5 91 1L88 1.5C92 2.5 91 8 87 8L77 9C81 10 80 15 76 15L48 17C34 20 16 17 0 11Z"
)
PALM_LINES = "M51-7.5L84-7.5M53 .8L90 .8M51 8.8L86 8M22-16C32-7 33 4 24 15M36-9C43-6 47-1 49 6"
POINT = (
    "M0-11C10-13 24-15 35-14.5L79-13C84-12.5 84-5 79-4.5L49-3C55-1 56 5 52 7C56 10 54 16 49 16.5C50 20 45 22 40 21.5"
    "C28 22 14 18 0 12Z"
)
POINT_THUMB = "M14-1C24-8 38-7 47-3C52-1 51 5 46 5C39 4 33 5 27 8"
POINT_LINES = "M38 7L52 7M36 15.5L49 16.5M58-12L58-5"


def hand(kind: str, wrist: Point, angle: float, mirrored: bool = False) -> str:
    """Draw a hand at the end of a forearm.

    Kinds: rest, half, flat, hold, palm (open, palm up), point (one finger), hidden.
    """
    if kind == "hidden":
        return ""
    if kind in ("palm", "point"):
        shape = path(PALM if kind == "palm" else POINT, SKIN, SKIN_LINE, 4)
        shape += stroke(PALM_LINES if kind == "palm" else POINT_THUMB, SKIN_LINE, 2.6)
        scale = f"scale(.28 {'-' if mirrored else ''}{'.22' if kind == 'palm' else '.27'})"
        return group(shape, f"translate({xy(wrist)}) rotate({n(angle)}) {scale}")
    shapes = {
        "rest": (
            "M-1-4.8C4-5.6 9-6 13-5C17.5-4 20.5 0 19.5 3.2C18 5.6 14 5.4 11 5.6C7 5.8 3 5.2-1 4.8Z",
            "M4.5-3.5C9-3 12-.5 13 2.5C13.2 4.5 11 4.8 9.5 3.6M15-.5L19 1.5",
        ),
        "flat": (
            "M-1-4.6C5-5.6 12-5 17-2.6C21-.6 24 2 23 3.8C21.5 5.2 16 4.8 12 5L-1 5Z",
            "M5-2C9-1.5 13 .5 15 3.5M13-3C17-1.5 20 .5 22 3",
        ),
        "hold": (
            "M-1-4.8C3-5.8 8-6.5 11-5.5C15-4.5 16 0 14.5 3C13 6 9 6.5 6 6C3 5.6 1 5.2-1 4.8Z",
            "M4-4.5C8-4 10-2 9.5 1M9 3L14 2.5",
        ),
        "half": (
            "M-1-4.8C4-5.8 10-5.8 14-4.5C18-3.5 19.5-.5 18.5 1.5C18 3 17 4 15 4.6C9 6 3 5.4-1 4.8Z",
            "M12-1L18-.5M11 2.5L16.5 3",
        ),
    }
    outline, lines = shapes[kind]
    shape = path(outline, SKIN, SKIN_LINE, 1.1) + stroke(lines, SKIN_LINE, 1)
    return group(shape, f"translate({xy(wrist)}) rotate({n(angle)})" + (" scale(1 -1)" if mirrored else ""))


@dataclass(frozen=True)
class Arm:
    """Where a wrist is, what its hand does, and at which angle the hand goes on from the forearm."""

    wrist: Point
    kind: str = "rest"
    turn: float = 0
    mirrored: bool = False
    bend: int = 1
    elbow: Point | None = None  # where the arm is foreshortened


def arm_svg(look: Look, shoulder: Point, arm: Arm, far: bool) -> str:
    """Draw sleeve, cuff and hand."""
    _, line, near, deep = look.coat
    elbow, wrist = (arm.elbow, arm.wrist) if arm.elbow else joint(shoulder, arm.wrist, 43, 37, arm.bend)
    angle = bearing(elbow, wrist)
    tip = wrist[0] + 3.2 * cos(radians(angle)), wrist[1] + 3.2 * sin(radians(angle))
    out = hand(arm.kind, tip, angle + arm.turn, arm.mirrored)
    if look.staff:
        out += path(limb([wrist, tip], [5.8, 5.6], flat_end=True), SHIRT, SHIRT_LINE, 1)
    wide = 9.6 if look.woman else 10.8
    sleeve = deep if far else near
    if arm.elbow:  # folded too far for one outline: the forearm lies over the upper arm
        upper = path(limb([shoulder, elbow], [wide, wide * 0.84]), sleeve, line)
        return upper + out + path(limb([elbow, wrist], [wide * 0.84, 7], flat_end=True), sleeve, line)
    return out + path(limb([shoulder, elbow, wrist], [wide, wide * 0.84, 7], flat_end=True), sleeve, line)


# --- heads: centre at the origin, crown at -18, chin at 18 -----------------------------------------------------

PROFILE = (
    "M-2-18C7-18 13-13 13.4-6C13.6-3.5 13-2.5 13.3-1C14.2 1.5 16.5 3.6 17 5C17.2 6.2 15.5 6.8 14 6.9C14.7 8 14.9 9 14.4 9.8"
    "C13.8 10.2 13.6 10.5 13.8 11C14.3 11.6 14.2 12.4 13.6 13C14 15 13.2 17.3 10.5 17.9C7 18.5 3 17 0 13C-8 13-15 5-15-4C-15-13-9-18-2-18Z"
)
SIDE_HAIR = {
    "bun": "M12.5-11.5C11-19.5 3-22.5-4-21.5C-14-20.5-18.5-12-17.5-3C-17 4-14 9.5-9 11.5C-5.5 11.5-5 8-5.5 5C-6.5 1-4-2.5-1-4C4-6.5 10-7.5 12.5-11.5Z",
    "short": "M13-9.5C14-18 7-22.5-3-21.5C-13-20.5-17.5-12-16.5-3C-16 3-14.5 8-12 10.5L-8 9.5C-7.5 5-6 0-4-2.5L-1.5-3.5L.5 2L2.5-3C3-7 6-9.5 13-9.5Z",
    "bob": "M12.5-11C11.5-20-2-24-10-19.5C-19-14.5-19.5-2-19 7C-18.8 12-19.5 15-21 18C-14 20-6 19.5-2.5 17.5C-1 12-5.5 8-4.5 3C-3.5-2-1-3.5 2-5C6-7 11-8 12.5-11Z",
    "crop": "M12-10.5C13.5-18 6-22-3-21C-12.5-20-17-12-16-3C-15.5 2-14.5 6-12.5 8.5L-8.5 8C-8 4-6.5 0-4.5-2.5L-2-3.5L0 3L2-3C2-7 4-11 12-10.5Z",
}


def side_head(look: Look, c: Point, tilt: float, mood: Mood = "smile", eyes: Eyes = "open") -> str:
    """Draw a head in profile, facing right; a positive tilt bows it."""
    hair, line = look.hair
    kind = ("bun" if look.woman else "short") if look.staff else ("bob" if look.woman else "crop")
    out = ""
    if kind == "bun":
        out += circle((-18.5, 5), 7.6, hair, line)
    out += path(PROFILE, SKIN, SKIN_LINE, 1.1)
    out += ellipse((7.2, 5.5), 3.2, 2.4, BLUSH) if mood in ("smile", "talk") else ""
    out += ellipse((-2.2, 1.2), 3, 4.4, SKIN, SKIN_LINE) + stroke("M-2.8-1C-1-.5-1 2-2.5 3", SKIN_LINE, 1)
    out += path(SIDE_HAIR[kind], hair, line, 1)
    if kind == "bob":
        out += ellipse((-3.2, 2.2), 2.4, 3.6, SKIN, SKIN_LINE)
    if eyes == "open":
        out += ellipse((9.4, -1.4), 1.5, 2.1, HAIR)
        if look.woman:
            out += stroke("M7.5-3Q9.5-4.6 11.5-3", HAIR, 1.1)
    else:
        out += stroke("M7.2-1Q9.4 1.2 11.6-.8", HAIR, 1.4)
    brow = {
        "smile": "M6.8-6Q9.2-8 12.2-6.6",
        "talk": "M6.8-6.4Q9.2-8.6 12.2-7",
        "flat": "M6.8-5.6L12.2-5.6",
        "sour": "M6.6-6.6L12.2-4.8",
    }[mood]
    out += stroke(brow, hair, 1.5)
    if mood == "talk":
        out += path("M14 9.8Q10.5 10.3 8.6 8.6Q9 13.5 13.6 12.2Z", MOUTH)
    else:
        out += stroke(
            {
                "smile": "M14 10.6Q11 12.4 8.6 9.2",
                "flat": "M14 10.8L9.6 11",
                "sour": "M14 10.6Q11.4 10 9.6 12.2",
            }[mood],
            LIPS,
            1.5,
        )
    if not look.staff and not look.woman:
        out += circle((9.6, -1), 4, "none", GLASSES) + stroke("M5.6-1.2L-2-1.6", GLASSES, 1.1)
    return group(out, f"translate({xy(c)}) rotate({n(tilt)}) scale({HEAD})")


def front_head(
    look: Look,
    c: Point,
    tilt: float = 0,
    turn: float = 0,
    nod: float = 0,
    mood: Mood = "smile",
    eyes: Eyes = "open",
) -> str:
    """Draw a head seen from the front; `turn` -1..1 looks aside, `nod` 0..1 bows it."""
    hair, line = look.hair
    dx, dy = turn * 5.2, nod * 4.5
    out = ""
    if look.woman and look.staff:
        out += circle((-turn * 15, 7), 7.4, hair, line) if abs(turn) > 0.3 else ""
    elif look.woman:
        out += path("M-15-4C-20 8-18 18-19 21C-10 24 10 24 19 21C18 18 20 8 15-4Z", hair, line, 1)
    for side in (-1, 1):
        if side * turn < 0.45:
            out += ellipse((side * 13.4 - dx * 0.3, 1 + dy * 0.4), 2.8, 4.2, SKIN, SKIN_LINE)
    out += path(
        "M0-18C9-18 13.9-11 13.5-2C13 8 8 18 0 18C-8 18-13 8-13.5-2C-13.9-11-9-18 0-18Z", SKIN, SKIN_LINE, 1.1
    )
    out += "".join(front_eye(look, side, dx, dy, turn, mood, eyes) for side in (-1, 1))
    if abs(turn) > 0.2:
        way = 1 if turn > 0 else -1
        bridge = f"M{n(dx * 1.25)} {n(1 + dy)}Q{n(dx * 1.25 + way * 2.6)} {n(4.6 + dy)} {n(dx * 1.2 - way * 0.4)} {n(5 + dy)}"
    else:
        bridge = f"M{n(dx * 1.25)} {n(1 + dy)}m-1.4 4q1.4 1 2.8 0"
    out += stroke(bridge, SKIN_LINE, 1.2) + front_mouth(dx, 9.4 + dy * 0.8, mood)
    out += path(front_hair(look, dx, dy * 0.8 - 0.5), hair, line, 1)
    return group(out, f"translate({xy(c)}) rotate({n(tilt)}) scale({HEAD})")


def front_eye(look: Look, side: int, dx: float, dy: float, turn: float, mood: Mood, eyes: Eyes) -> str:
    """Draw one eye with its brow, and the cheek below it."""
    x = dx + side * (5.4 if side * turn <= 0 else 5.4 - abs(turn) * 1.2)
    y = -0.8 + dy
    out = ""
    if mood in ("smile", "talk") and side * turn < 0.6:
        out += ellipse((dx + side * 7.6, 6 + dy), 2.8, 2, BLUSH)
    if eyes == "open":
        out += ellipse((x + turn * 0.5, y), 1.5, 2.1, HAIR)
        if look.woman:
            out += stroke(f"M{n(x - 2.3)} {n(y - 1.6)}Q{n(x)} {n(y - 4)} {n(x + 2.3)} {n(y - 1.6)}", HAIR, 1)
    else:
        out += stroke(f"M{n(x - 2.4)} {n(y)}Q{n(x)} {n(y + 2.2)} {n(x + 2.4)} {n(y)}", HAIR, 1.4)
    inner, outer = {"talk": (0.4, 0.6), "sour": (-1.4, 0.6)}.get(mood, (0.0, 0.0))
    arch = 0.4 if mood in ("flat", "sour") else 1.8
    brow = f"M{n(x - side * 2.8)} {n(y - 5.4 - inner)}Q{n(x)} {n(y - 5.4 - arch)} {n(x + side * 2.8)} {n(y - 5.2 - outer)}"
    return out + stroke(brow, look.hair[0], 1.5)


def front_mouth(x: float, y: float, mood: Mood) -> str:
    """Draw a mouth seen from the front."""
    left, right = n(x - 4.4), n(x + 4.4)
    if mood == "talk":
        lips = f"M{left} {n(y - 0.6)}Q{n(x)} {n(y + 0.8)} {right} {n(y - 0.6)}Q{n(x)} {n(y + 6.4)} {left} {n(y - 0.6)}Z"
        return path(lips, MOUTH)
    curve = {"smile": 4.2, "flat": 0.2, "sour": -2.4}[mood]
    y += 1.6 if mood == "sour" else 0
    return stroke(f"M{left} {n(y)}Q{n(x)} {n(y + curve)} {right} {n(y)}", LIPS, 1.5)


def front_hair(look: Look, dx: float, s: float) -> str:
    """Return the outline of the hair, parted to one side, moved with the face by dx and s."""
    if look.woman:
        part = dx * 0.6 - 3
        return (
            f"M-14.4 {n(4 + s)}C-17.5-13-10-23 0-23C10-23 17.5-13 14.4 {n(4 + s)}C14-2 13-6 {n(10 + dx * 0.3)} {n(-9 + s)}C6 {n(-9.5 + s)} {n(part + 4)} {n(-12 + s)} {n(part)} {n(-16 + s)}"
            f"C{n(part - 2)} {n(-11 + s)} -9.5 {n(-9 + s)} -11.5 {n(-6 + s)}C-13.5-2-14 0-14.4 {n(4 + s)}Z"
        )
    return (
        f"M-14 {n(s)}C-16.5-13-12-22.8 0-22.8C12-22.8 16.5-13 14 {n(s)}L12.6 {n(-5 + s)}C12.4 {n(-8.5 + s)} 11 {n(-11 + s)} {n(8.5 + dx * 0.2)} {n(-12.5 + s)}"
        f"C3 {n(-10.5 + s)} -4 {n(-11 + s)} {n(-8.5 + dx * 0.2)} {n(-13.5 + s)}C-11 {n(-11 + s)} -12.4 {n(-8.5 + s)} -12.6 {n(-5 + s)}Z"
    )


# --- a person from the side ----------------------------------------------------------------------------------

THIGH, SHIN, ANKLE = 58.0, 54.0, 9.0
SEAT = 56.0
STANDING_HIP = THIGH + SHIN + ANKLE - 0.3


def shoe(look: Look, ankle: Point, angle: float) -> str:
    """Draw a shoe in profile, its sole `ANKLE` below the ankle."""
    if look.skirt:
        body = path("M-5-4C-6 1-6 4-5 6L12 8C15 7 13 4 8 2C4 0 3-2 4-4Z", STOCKING, SKIN_LINE, 1)
        body += path(
            "M-6.2-.5C-4.5 2.8 1 5.2 7 4C10 3.4 12 3.2 14 4C19 5.6 22 8 21 9L10.5 9C5 9 1 6.8-2.4 6.4L-3 9L-6.2 9C-6.8 6-6.8 2-6.2-.5Z",
            SHOE,
            SHOE_LINE,
            1,
        )
    else:
        body = path(
            "M-7.5-4.5L5.5-4.5C7.5-.5 13 1.6 18 3C22.5 4.4 23.5 7.5 22.5 9L-7.5 9C-8.5 5-8.5 0-7.5-4.5Z",
            SHOE,
            SHOE_LINE,
            1,
        )
    return group(body, f"translate({xy(ankle)}) rotate({n(angle)})")


@dataclass(frozen=True)
class Foot:
    """Where an ankle is and how far the toes point down (negative: up)."""

    ankle: Point
    angle: float = 0


@dataclass
class Side:
    """A person in profile, facing right. The limbs are given by their ends, and the joints follow."""

    look: Look
    hip: Point
    near_foot: Foot
    far_foot: Foot
    near: Arm
    far: Arm | None = None
    pelvis: float = 0
    trunk: float = 2
    neck: float = 8
    head: float = 0
    mood: Mood = "smile"
    eyes: Eyes = "open"
    seated: bool = False
    held: str = ""
    near_over_body: str = ""
    spine: list[Point] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        waist = up(self.hip, self.pelvis, 29)
        chest = up(waist, self.trunk, 28)
        shoulder = up(waist, self.trunk, 43)
        base = up(waist, self.trunk, 51)
        self.spine = [self.hip, waist, chest, shoulder, base]

    @property
    def shoulder(self) -> Point:
        """Where the near arm begins."""
        return shift(up(self.spine[1], self.trunk, 40), -2.5, 0)

    @property
    def skull(self) -> Point:
        """The middle of the head."""
        base = up(self.spine[4], self.neck, 9)
        return up(base, self.head * 0.7 + self.neck * 0.3, 16.5)

    @property
    def eye(self) -> Point:
        """Where the eyes are."""
        a = radians(self.head)
        return self.skull[0] + 9.4 * cos(a) + 1.4 * sin(a), self.skull[1] + 9.4 * sin(a) - 1.4 * cos(a)

    def leg(self, foot: Foot, far: bool) -> tuple[str, Point]:
        """Draw one leg, and return its knee as well."""
        cloth, line, deep = self.look.legs
        hip = shift(self.hip, -1 if far else 0, 0)
        knee, ankle = joint(hip, foot.ankle, THIGH, SHIN, -1)
        out = shoe(self.look, ankle, foot.angle)
        if self.look.skirt:
            tone = STOCKING_FAR if far else STOCKING
            calf = knee[0] + (ankle[0] - knee[0]) * 0.34 - 1.5, knee[1] + (ankle[1] - knee[1]) * 0.34
            return path(limb([hip, knee, calf, ankle], [13, 10, 9.2, 5]), tone, SKIN_LINE, 1) + out, knee
        hem = knee[0] + (ankle[0] - knee[0]) * 1.0, knee[1] + (ankle[1] - knee[1]) * 1.0
        return out + path(
            limb([hip, knee, hem], [15.5, 11.4, 9.2], flat_end=True), deep if far else cloth, line
        ), knee

    def coat_svg(self) -> str:
        """Draw the coat with its collar."""
        coat, line, _, deep = self.look.coat
        _, waist, chest, shoulder, base = self.spine
        bust = 18.5 if self.look.woman else 16.5
        back = 13 if self.look.woman else 15
        girth = 12.5 if self.look.woman else 15
        low = up(self.hip, self.pelvis, -3 if self.seated else -13)
        rows = [
            (low, self.pelvis, 16.5, 17.5),
            (up(self.hip, self.pelvis, 6), self.pelvis, 16, 17.5),
            (waist, (self.pelvis + self.trunk) / 2, girth, girth - 1),
            (chest, self.trunk, bust, back),
            (shoulder, self.trunk, 12, 13),
            (base, self.trunk, 5.5, 7),
        ]

        def edge(row: tuple[Point, float, float, float], sign: int) -> Point:
            depth = sign * (row[2] if sign > 0 else row[3])
            return row[0][0] + depth * cos(radians(row[1])), row[0][1] + depth * sin(radians(row[1]))

        front, rear = [edge(row, 1) for row in rows], [edge(row, -1) for row in rows]
        d = smooth(front, closed=False) + "L" + smooth(rear[::-1], closed=False)[1:] + "Z"
        out = path(d, coat, line)
        place = f"translate({xy(base)}) rotate({n(self.trunk)})"
        if self.look.staff:
            collar = path("M-1-3L7.5-1.5L15.5 17C12 20 9.5 20 8 18Z", SHIRT, SHIRT_LINE, 1)
            if self.look.woman:
                collar += path(
                    "M-6.5-3C-2-6 5-5.5 8-2.5C8.5 1 6.5 3.5 4 3.8L8 11L1.5 8.5L-.5 2.5C-3 1.5-5.5 0-6.5-3Z",
                    GOLD,
                    GOLD_LINE,
                    1,
                )
            else:
                collar += path("M6.5 1L10.5 3L14.5 17L10 16.5Z", TIE, TIE_LINE, 1) + path(
                    "M-6.5-2.5C-2-6 5-5.5 8-3L9.5 1.5L2 5C-1 2-4 0-6.5-2.5Z", SHIRT, SHIRT_LINE, 1
                )
            collar += path("M-7-.5L1 1.5L5 8L2.5 10.5L9.5 24C3 18-4 8-7-.5Z", deep, line, 1)
        else:
            collar = path(
                "M-7.5-3C-2-6.5 6-6 8-3L9.5 3.5C4 6.5-3 4-8 2Z",
                SHIRT if self.look.woman else deep,
                SHIRT_LINE if self.look.woman else line,
                1,
            )
            collar += stroke("M9 4Q16 16 16.5 28", line, 1.1)
        return out + group(collar, place)

    def svg(self) -> str:
        """Draw the whole person."""
        cloth, line, _ = self.look.legs
        out = ""
        if self.far:
            out = arm_svg(self.look, shift(self.shoulder, 2, 0), self.far, far=True) + out
        far_leg, far_knee = self.leg(self.far_foot, far=True)
        near_leg, near_knee = self.leg(self.near_foot, far=False)
        out += far_leg + near_leg
        if self.look.skirt:
            around = [
                (self.hip[0] + 15.5 * cos(radians(a)), self.hip[1] + 15.5 * sin(radians(a)))
                for a in range(0, 360, 30)
            ]
            for knee in (far_knee, near_knee):
                t = radians(bearing(self.hip, knee))
                tip = knee[0] + 2 * cos(t), knee[1] + 2 * sin(t)
                around += [
                    (tip[0] - 12.5 * sin(t), tip[1] + 12.5 * cos(t)),
                    (tip[0] + 12.5 * sin(t), tip[1] - 12.5 * cos(t)),
                ]
            edge = hull(around)
            out += path("M" + "L".join(xy(p) for p in edge) + "Z", cloth, line)
        throat = self.spine[4]
        skull_base = up(self.skull, self.head * 0.6 + self.neck * 0.4, -9)
        out += path(
            limb([up(throat, self.trunk, -5), shift(skull_base, -3, 0)], [7.6, 6.8]), NECK, SKIN_LINE, 1
        )
        out += self.coat_svg() + side_head(self.look, self.skull, self.head, self.mood, self.eyes)
        return out + self.near_over_body + self.held + arm_svg(self.look, self.shoulder, self.near, far=False)


def standing(look: Look, x: float, ground: float, **pose: Any) -> Side:
    """Return a person upright in profile, arms down; any field of `Side` may be overridden."""
    hip = (x, ground - STANDING_HIP)
    hands = Arm((x + 6 + pose.get("trunk", 2), hip[1] + 9))
    person = Side(look, hip, Foot((x - 1, ground - ANKLE)), Foot((x + 3, ground - ANKLE)), hands)
    return replace(person, **pose)


def walking(look: Look, x: float, ground: float, stride: float = 24, **pose: Any) -> Side:
    """Return a quiet step in profile: the near foot behind on its toes, the far foot in front."""
    hip = (x, ground - STANDING_HIP + stride * stride / 260)
    behind = Foot((x - stride, ground - ANKLE - stride * 0.16), 14 + stride * 0.2)
    before = Foot((x + stride, ground - ANKLE))
    person = Side(look, hip, behind, before, Arm((x + 20, hip[1] + 4)), Arm((x - 33, hip[1] + 3)))
    return replace(person, **pose)


# --- a person from the front ---------------------------------------------------------------------------------


@dataclass
class Front:
    """A person seen from the front, standing at x on the ground. Left and right are the viewer's."""

    look: Look
    x: float
    ground: float
    left: Arm | None = None
    right: Arm | None = None
    legs: Literal["stand", "step", "line", "seated", "none"] = "stand"
    head_tilt: float = 0
    turn: float = 0
    nod: float = 0
    mood: Mood = "smile"
    eyes: Eyes = "open"
    drop: float = 0  # how much lower the trunk sits than in standing
    over_body: str = ""
    hide: str = ""  # "left" or "right": that arm is drawn elsewhere
    body: str = ""  # markup that stands for legs, neck and coat, where another person's serves

    @property
    def half(self) -> float:
        """Half the width of the shoulders."""
        return 26 if self.look.woman else 29.5

    def at(self, dx: float, height: float) -> Point:
        """Return a point by its offset and its height above the ground in standing."""
        return self.x + dx, self.ground - height + self.drop

    @property
    def eye(self) -> Point:
        """Where the eyes are."""
        return self.at(self.turn * 5, 235)

    def shoe(self, ankle: Point, side: int, scale: float = 1.0) -> str:
        """Draw a shoe seen from the front."""
        if self.look.skirt:
            body = path("M-5-3C-6 1-8 5-7.5 9C-4 11.5 4 11.5 7.5 9C8 5 6 1 5-3Z", SHOE, SHOE_LINE, 1) + path(
                "M-4.5-4C-5 1-3 4 0 4.5C3 4 5 1 4.5-4Z", STOCKING
            )
        else:
            body = path(
                "M-7-3C-8 2-10 6-9.5 9.5C-5 11.5 5 11.5 9.5 9.5C10 6 8 2 7-3Z", SHOE, SHOE_LINE, 1
            ) + stroke("M-5 2Q0 4.5 5 2M-4 5Q0 7 4 5", "#6a6059", 1)
        return group(
            body,
            f"translate({xy(ankle)})"
            + (f" scale({scale:g})" if scale != 1 else "")
            + f" rotate({-6 * side})",
        )

    def leg(
        self, hip: Point, knee: Point, ankle: Point, side: int, far: bool = False, scale: float = 1.0
    ) -> str:
        """Draw one leg with its shoe."""
        cloth, line, deep = self.look.legs
        if self.look.skirt:
            calf = knee[0] + (ankle[0] - knee[0]) * 0.34 + side * 0.6, knee[1] + (ankle[1] - knee[1]) * 0.34
            tone = STOCKING_FAR if far else STOCKING
            return (
                self.shoe(shift(ankle, 0, 0), side, scale)
                + path(limb([hip, knee, calf, ankle], [11, 8.6, 8.2 * scale, 5 * scale]), tone, SKIN_LINE, 1)
                + self.shoe(ankle, side, scale)
            )
        return self.shoe(ankle, side, scale) + path(
            limb([hip, knee, ankle], [13.6, 11.4, 9.4 * scale], flat_end=True), deep if far else cloth, line
        )

    def legs_svg(self) -> str:
        """Draw both legs, and the skirt over them."""
        cloth, line, _deep = self.look.legs
        skirt = ""
        gap = 8 if self.look.woman else 12
        foot = self.ground - 9.5
        if self.legs == "none":
            return ""
        if self.legs == "seated":
            out = ""
            for side in (-1, 1):
                hip, knee, ankle = (
                    self.at(side * 14, 116),
                    self.at(side * 17, 103),
                    (self.x + side * 16, foot),
                )
                out += self.shoe(ankle, side) + path(
                    limb([hip, knee, ankle], [15.5, 14, 9], flat_end=True), cloth, line
                )
                out += stroke(
                    f"M{n(knee[0] - 9)} {n(knee[1] + 9)}Q{n(knee[0])} {n(knee[1] + 15)} {n(knee[0] + 9)} {n(knee[1] + 9)}",
                    line,
                    1.1,
                )
            return out
        if self.legs == "stand":
            legs = [
                self.leg(self.at(s * gap, 116), self.at(s * gap, 64), (self.x + s * (gap - 1), foot), s)
                for s in (1, -1)
            ]
        elif self.legs == "line":
            legs = [
                self.leg(self.at(gap, 116), self.at(5, 68), (self.x + 2, foot - 11), 1, far=True, scale=0.84),
                self.leg(self.at(-gap, 116), self.at(-4, 63), (self.x - 1, foot), -1),
            ]
        else:
            legs = [
                self.leg(
                    self.at(gap, 116), self.at(gap, 66), (self.x + gap, foot - 10), 1, far=True, scale=0.86
                ),
                self.leg(self.at(-gap, 116), self.at(-gap, 62), (self.x - gap, foot), -1),
            ]
        if self.look.skirt:
            y0, y1 = self.ground - 122 + self.drop, self.ground - 66 + self.drop
            x = self.x
            skirt = path(
                f"M{n(x - 22)} {n(y0)}C{n(x - 25)} {n(y0 + 20)} {n(x - 22)} {n(y1 - 12)} {n(x - 20)} {n(y1)}Q{n(x)} {n(y1 + 4)} {n(x + 20)} {n(y1)}C{n(x + 22)} {n(y1 - 12)} {n(x + 25)} {n(y0 + 20)} {n(x + 22)} {n(y0)}Z",
                cloth,
                line,
            )
        return "".join(legs) + skirt

    def coat_svg(self) -> str:
        """Draw the coat with its collar."""
        coat, line, _near, deep = self.look.coat
        h, waist, hip = self.half, (17.5 if self.look.woman else 23.5), (23.5 if self.look.woman else 25)
        out = path(
            f"M-7.5-12C-7-7-{n(h - 12)}-5-{n(h - 5)} 2C-{n(h)} 7-{n(h - 2)} 18-{n(h - 5)} 26C-{n(waist + 2)} 40-{n(waist)} 46-{n(waist)} 52C-{n(waist + 1)} 64-{n(hip)} 78-{n(hip + 1)} 94"
            f"Q0 99 {n(hip + 1)} 94C{n(hip)} 78 {n(waist + 1)} 64 {n(waist)} 52C{n(waist)} 46 {n(waist + 2)} 40 {n(h - 5)} 26C{n(h - 2)} 18 {n(h)} 7 {n(h - 5)} 2C{n(h - 12)}-5 7-7 7.5-12L0 0Z",
            coat,
            line,
        )
        if self.look.staff:
            out += path("M-8-9L0-3L8-9L11-4L1 38L-1 38L-11-4Z", SHIRT, SHIRT_LINE, 1)
            if self.look.woman:
                out += path(
                    "M-8.5-11C-3-7 3-7 8.5-11C9-6 5-2 1.5-.5L6 11L.5 8L-4 12L-2-.5C-5-2-9-6-8.5-11Z",
                    GOLD,
                    GOLD_LINE,
                    1,
                )
            else:
                out += path("M-3.5-4L3.5-4L2-.5L4.5 27L0 33L-4.5 27L-2-.5Z", TIE, TIE_LINE, 1) + path(
                    "M-8-10L0-3.5L-5 4L-11-5ZM8-10L0-3.5L5 4L11-5Z", SHIRT, SHIRT_LINE, 1
                )
            out += path("M-8.5-9.5L-14-4L-16 8L-12 10L-14 14L0 40C-5 24-9 8-8.5-9.5Z", deep, line, 1) + path(
                "M8.5-9.5L14-4L16 8L12 10L14 14L0 40C5 24 9 8 8.5-9.5Z", deep, line, 1
            )
            out += stroke("M0 40L1 96", line, 1.1) + circle((-3, 50), 1.6, GOLD) + circle((-3, 66), 1.6, GOLD)
            out += "" if self.look.woman else box(7.5, 26, 10, 5, SHIRT, SHIRT_LINE, 1)
        else:
            out += path("M-8-11L0-4L8-11L9-6L0 5L-9-6Z", SHIRT, SHIRT_LINE, 1) + stroke(
                "M0 4L0 96", line, 1.2
            )
        return group(out, f"translate({xy(self.at(0, 204))})")

    def svg(self) -> str:
        """Draw the whole person."""
        head = front_head(
            self.look,
            self.at(self.turn * 2.5, 232 - self.nod * 3),
            self.head_tilt,
            self.turn,
            self.nod,
            self.mood,
            self.eyes,
        )
        return (self.body or self.body_svg()) + head + self.over_body + self.arms_svg()

    def body_svg(self) -> str:
        """Legs, neck and coat; a seated person's knees lie before the coat."""
        legs = self.legs_svg()
        neck = path(limb([self.at(0, 202), self.at(self.turn * 1.5, 224)], [8.2, 7]), NECK, SKIN_LINE, 1)
        return neck + self.coat_svg() + legs if self.legs == "seated" else legs + neck + self.coat_svg()

    def arms_svg(self) -> str:
        """Draw both arms."""
        ls, rs = self.at(-self.half + 6.5, 191.5), self.at(self.half - 6.5, 191.5)
        left = self.left or Arm(self.at(-self.half - 3, 113), "rest", 4, mirrored=True)
        right = self.right or Arm(self.at(self.half + 3, 113), "rest", -4, bend=-1)
        arms = [
            "" if self.hide == "left" else arm_svg(self.look, ls, left, False),
            "" if self.hide == "right" else arm_svg(self.look, rs, right, False),
        ]
        return "".join(arms)


# --- things --------------------------------------------------------------------------------------------------


def chair(x: float, ground: float) -> str:
    """Draw a chair in profile, facing right, its seat `SEAT` above the ground; x is the middle of the seat."""
    y = ground - SEAT
    legs = stroke(
        f"M{n(x - 29)} {n(y + 8)}L{n(x - 35)} {n(ground - 1)}M{n(x + 31)} {n(y + 8)}L{n(x + 36)} {n(ground - 1)}M{n(x - 31)} {n(y + 32)}L{n(x + 33)} {n(y + 32)}",
        STEEL,
        5,
    )
    back = path(limb([(x - 33, y + 6), (x - 41, y - 62)], [4, 4.6]), STEEL, STEEL_LINE) + path(
        limb([(x - 37, y - 22), (x - 41, y - 62)], [5.5, 6]), CLOTH, STEEL_LINE
    )
    return legs + back + box(x - 37, y, 74, 10, CLOTH, STEEL_LINE, 5)


def chair_front(x: float, ground: float) -> str:
    """Draw a chair seen from the front."""
    y = ground - SEAT
    return (
        box(x - 33, y - 88, 66, 62, CLOTH, STEEL_LINE, 9)
        + stroke(f"M{n(x - 30)} {n(y + 6)}V{n(ground - 2)}M{n(x + 30)} {n(y + 6)}V{n(ground - 2)}", STEEL, 5)
        + box(x - 37, y - 12, 74, 18, CLOTH, STEEL_LINE, 7)
    )


def desk(x: float, ground: float, width: float, height: float = 108) -> str:
    """Draw a desk in profile: the leg room is on the left, the front panel on the right."""
    y = ground - height
    body = box(x + width - 24, y + 6, 18, height - 6, WOOD_LIGHT, WOOD_LINE, 1) + box(
        x + 8, y + 6, width - 32, 10, WOOD_LIGHT, WOOD_LINE, 1
    )
    return (
        body
        + box(x + width - 66, ground - 7, 64, 7, WOOD_DEEP, WOOD_LINE, 3)
        + box(x, y, width, 9, WOOD, WOOD_LINE, 3)
    )


def counter(x: float, ground: float, width: float, height: float = 118) -> str:
    """Draw a standing counter in profile, solid to the floor."""
    y = ground - height
    body = box(x + 9, y + 6, width - 18, height - 6, WOOD_LIGHT, WOOD_LINE, 1) + box(
        x + 20, y + 22, width - 40, height - 46, "none", WOOD, 3
    )
    return (
        body
        + box(x + 9, ground - 9, width - 18, 9, WOOD_DEEP, WOOD_LINE, 1)
        + box(x, y, width, 9, WOOD, WOOD_LINE, 3)
    )


def counter_front(x: float, ground: float, width: float, height: float = 112) -> str:
    """Draw a counter seen by the customer."""
    y = ground - height
    body = box(x + 6, y + 6, width - 12, height - 6, WOOD_LIGHT, WOOD_LINE, 1)
    third = (width - 12) / 3
    body += "".join(
        stroke(f"M{n(x + 6 + third * k)} {n(y + 18)}V{n(ground - 10)}", WOOD, 1.6) for k in (1, 2)
    )
    return body + box(x + 6, ground - 9, width - 12, 9, WOOD_DEEP) + box(x, y, width, 10, WOOD, WOOD_LINE, 3)


def papers(x: float, y: float) -> str:
    """Draw a few sheets on a desk top."""
    return path(f"M{n(x)} {n(y)}l30 0l6-4l-30 0Z", SHIRT, SHIRT_LINE, 1)


def screen(x: float, y: float) -> str:
    """Draw a monitor in profile on a desk top at height y, its glass to the left."""
    return (
        path(limb([(x + 3, y - 1), (x + 6, y - 18)], [2.6, 2.6]), STEEL)
        + box(x - 5, y - 3, 20, 3, STEEL, STEEL_LINE, 1)
        + turned(box(x - 1, y - 48, 6, 38, "#4a5258", "#33393d", 2), 8, (x, y - 20))
    )


def door(x: float, ground: float, width: float = 74, height: float = 236) -> str:
    """Draw a door with a glass pane and a handle."""
    y = ground - height
    out = box(x, y, width, height, WOOD_DEEP, WOOD_LINE, 2)
    out += box(x + 6, y + 6, width - 12, height - 6, WOOD_LIGHT, WOOD_LINE, 1) + box(
        x + 15, y + 20, width - 30, 112, "#dce9e6", WOOD_LINE, 2
    )
    out += stroke(f"M{n(x + 22)} {n(y + 62)}l16-24M{n(x + 22)} {n(y + 84)}l24-36", "#f5faf8", 3) + stroke(
        f"M{n(x + 14)} {n(y + 148)}v24", STEEL_LINE, 4
    )
    return out


def bag(x: float, y: float, colour: str = PLUM) -> str:
    """Draw a handbag hanging from the hand at (x, y)."""
    return stroke(
        f"M{n(x - 8)} {n(y + 18)}C{n(x - 8)} {n(y - 6)} {n(x + 8)} {n(y - 6)} {n(x + 8)} {n(y + 18)}",
        PLUM_LINE,
        2.4,
    ) + path(f"M{n(x - 14)} {n(y + 16)}h28l3 24q0 3-3 3h-28q-3 0-3-3Z", colour, PLUM_LINE)


def footprint(x: float, y: float, side: int, colour: str, angle: float = 0, slim: float = 1) -> str:
    """Draw the sole of a shoe from above, toes up; side -1 is the left foot."""
    body = path(
        "M-5-16C-1-22 6-20 6.5-12C7-6 5-2 4.5 3L-4.5 3C-6-4-8-10-5-16ZM-4.5 7L4.5 7C5 12 4 17 0 17C-4 17-5 12-4.5 7Z",
        colour,
    )
    return group(
        body, f"translate({n(x)} {n(y)}) rotate({n(angle * side)}) scale({-side * slim:g} {0.5 + slim / 2:g})"
    )


def speech(x: float, y: float, right: bool = True) -> str:
    """Draw a speech bubble without words, its tail at (x, y)."""
    s = 1 if right else -1
    d = f"M{n(x)} {n(y)}l{n(s * 16)} -12c{n(s * -8)} -22 {n(s * 8)} -28 {n(s * 30)} -28c{n(s * 26)} 0 {n(s * 36)} 8 {n(s * 36)} 20c0 14 {n(s * -14)} 20 {n(s * -36)} 20c{n(s * -8)} 0 {n(s * -14)} -1 {n(s * -19)} -4Z"
    dots = "".join(circle((x + s * (34 + 12 * k), y - 20), 3, JADE) for k in range(3))
    return path(d, PAPER, EDGE, 1.6) + dots


def gaze(a: Point, b: Point, colour: str = JADE) -> str:
    """Draw a line of sight."""
    angle = radians(bearing(a, b))
    tip = shift(b, -9 * cos(angle + 0.5), -9 * sin(angle + 0.5))
    tip2 = shift(b, -9 * cos(angle - 0.5), -9 * sin(angle - 0.5))
    return stroke(f"M{xy(a)}L{xy(b)}", colour, 1.8, "1 6") + stroke(
        f"M{xy(tip)}L{xy(b)}L{xy(tip2)}", colour, 1.8
    )


def distance(x1: float, x2: float, y: float, label: str, colour: str = JADE_DEEP) -> str:
    """Draw a two-headed arrow with its length in the middle, and a tick at each end."""
    middle, wide = (x1 + x2) / 2, len(label) * 8.5 + 6
    out = stroke(f"M{n(x1)} {n(y - 9)}V{n(y + 9)}M{n(x2)} {n(y - 9)}V{n(y + 9)}", colour, 2)
    out += stroke(
        f"M{n(x1 + 10)} {n(y - 6)}L{n(x1 + 3)} {n(y)}L{n(x1 + 10)} {n(y + 6)}M{n(x2 - 10)} {n(y - 6)}L{n(x2 - 3)} {n(y)}L{n(x2 - 10)} {n(y + 6)}",
        colour,
        2.2,
    )
    if label:
        out += stroke(
            f"M{n(x1 + 3)} {n(y)}H{n(middle - wide / 2 - 4)}M{n(middle + wide / 2 + 4)} {n(y)}H{n(x2 - 3)}",
            colour,
            2.2,
        )
        out += (
            f'<text x="{n(middle)}" y="{n(y + 6)}" text-anchor="middle" font-size="18" font-weight="600" fill="{colour}" '
            f'font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif">{label}</text>'
        )
    else:
        out += stroke(f"M{n(x1 + 3)} {n(y)}H{n(x2 - 3)}", colour, 2.2)
    return out


def swing(c: Point, radius: float, start: float, end: float, colour: str = MOTION, both: bool = True) -> str:
    """Draw an arc of motion about c between two angles (0 is right, 90 is down).

    It has an arrow head at its end, or at both.
    """

    def at(angle: float, r: float) -> Point:
        return c[0] + r * cos(radians(angle)), c[1] + r * sin(radians(angle))

    a, b = at(start, radius), at(end, radius)
    d = f"M{xy(a)}A{n(radius)} {n(radius)} 0 0 1 {xy(b)}"
    step = degrees(8 / radius)
    for angle, sign in ((start, 1), (end, -1)) if both else ((end, -1),):
        d += f"M{xy(at(angle + sign * step, radius - 5))}L{xy(at(angle, radius))}L{xy(at(angle + sign * step, radius + 5))}"
    return stroke(d, colour, 2.6)


def shadow(x: float, ground: float, half: float) -> str:
    """Draw what a person or a thing throws on the floor."""
    return ellipse((x, ground), half, 5, SHADE)


def lens(c: Point, r: float, body: str) -> str:
    """Draw a round inset that shows a detail larger."""
    return circle(c, r, PAPER, EDGE) + body


def big_hand(kind: str, c: Point, scale: float) -> str:
    """Draw a hand with cuff and sleeve, large, centred on c."""
    out = box(-44, -17, 36, 34, JADE_SLEEVE, JADE_LINE, 3)
    if kind == "palm":
        out += group(path(PALM, SKIN, SKIN_LINE, 2) + stroke(PALM_LINES, SKIN_LINE, 1.5), "scale(1.06 .84)")
    else:
        out += (
            path(POINT, SKIN, SKIN_LINE, 2)
            + stroke(POINT_LINES, SKIN_LINE, 1.5)
            + path(POINT_THUMB, SKIN)
            + stroke(POINT_THUMB, SKIN_LINE, 1.8)
        )
    out += box(-10, -14.5, 12, 29, SHIRT, SHIRT_LINE, 2)
    return group(out, f"translate({xy(c)}) scale({scale:g}) translate(-28 2)")


def badge(x: float, y: float, good: bool) -> str:
    """Draw the mark in the corner: a green check or a red cross."""
    mark = "M-8 .5L-2.5 6.5L8.5-6" if good else "M-6.5-6.5L6.5 6.5M6.5-6.5L-6.5 6.5"
    return group(
        circle((0, 0), 17, RIGHT if good else WRONG) + stroke(mark, "#fff", 4), f"translate({n(x)} {n(y)})"
    )


def page(
    name: str, title: str, desc: str, body: str, good: bool | None, width: int = 320, height: int = 340
) -> str:
    """Return a whole drawing on its own panel, with a floor and the badge that says whether it is right.

    A scene to look through (`good` is None) has no badge.
    """
    w, h, line = width, height, height - 46
    mark = "" if good is None else badge(w - 30, 30, good)
    ground = path(
        f"M0 {line}H{w}V{h - 18}A18 18 0 0 1 {w - 18} {h}H18A18 18 0 0 1 0 {h - 18}Z", FLOOR
    ) + stroke(f"M1 {line}H{w - 1}", EDGE, 1.6)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" stroke-width="{LINE}" stroke-linecap="round" stroke-linejoin="round" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>'
        f'<rect width="{w}" height="{h}" rx="18" fill="{PANEL}"/>{ground}{body}{mark}</svg>\n'
    )
