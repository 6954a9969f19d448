"""What stands about in a building and round it: doors, lamps, fire gear, boxes, plants, cars; for the scenes.

Each function draws one thing; what may be wrong with it is a keyword, and the plain call draws it in order.
"""

# ruff: noqa: E501, PLR2004 -- outlines are long, and their numbers are the drawing

from __future__ import annotations

from math import cos, radians, sin

from rig import (
    EDGE,
    GOLD,
    GOLD_LINE,
    JADE,
    PAPER,
    SHADE,
    SHIRT,
    SHIRT_LINE,
    STEEL,
    STEEL_LINE,
    WOOD,
    WOOD_LINE,
    Point,
    box,
    circle,
    ellipse,
    group,
    n,
    path,
    shadow,
    stroke,
    turned,
)

RED, RED_LINE, RED_DEEP = "#c2493b", "#8d2f25", "#a73b2f"
GREEN, GREEN_LINE = "#2f8a5c", "#1d5f3d"
LEAF, LEAF_LINE, LEAF_DRY, LEAF_DRY_LINE = "#7fa968", "#55803f", "#b59b62", "#8a7340"
GLASS, GLASS_LINE, GLARE = "#d6e6e6", "#8fa9a8", "#f3faf9"
INK, INK_LINE, DIM, DIM_LINE = "#3d464c", "#23292d", "#6b6f6a", "#4c504c"
GREY, GREY_LINE, GREY_DEEP = "#c9c5bb", "#8f8a7e", "#aba698"
LIT, GLOW = "#ffe08a", "#fdf1c9"
CARTON, CARTON_LINE, CARTON_DEEP = "#d0a873", "#99733f", "#bb905a"
RUST, SOIL, WATER, WATER_LINE = "#b0673a", "#c29a6b", "#a9cfe0", "#5f93ad"
FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"


def words(x: float, y: float, text: str, size: float = 14, fill: str = INK, anchor: str = "middle") -> str:
    """Write a few characters; x is their middle unless anchored otherwise, y their foot."""
    return f'<text x="{n(x)}" y="{n(y)}" text-anchor="{anchor}" font-size="{n(size)}" font-weight="600" fill="{fill}" font-family="{FONT}">{text}</text>'


def ring(c: Point, r: float, line: str, width: float) -> str:
    """Draw a circle's line alone."""
    return f'<circle cx="{n(c[0])}" cy="{n(c[1])}" r="{n(r)}" fill="none" stroke="{line}" stroke-width="{n(width)}"/>'


# --- lights, signs -----------------------------------------------------------------------------------------------


def ceiling(width: float, height: float = 22) -> str:
    """Draw the ceiling as a band along the upper edge."""
    return path(
        f"M0 {n(height)}V18A18 18 0 0 1 18 0H{n(width - 18)}A18 18 0 0 1 {n(width)} 18V{n(height)}Z",
        "#efe5d2",
    ) + stroke(f"M1 {n(height)}H{n(width - 1)}", EDGE, 1.6)


def ceiling_lamp(x: float, y: float, lit: bool = True) -> str:
    """Draw a lamp under the ceiling at height y; lit it throws a cone."""
    cone = (
        path(f"M{n(x - 26)} {n(y + 13)}L{n(x - 58)} {n(y + 70)}H{n(x + 58)}L{n(x + 26)} {n(y + 13)}Z", GLOW)
        if lit
        else ""
    )
    shade = path(
        f"M{n(x - 30)} {n(y)}h60c0 9-10 15-30 15s-30-6-30-15Z",
        LIT if lit else "#8d8a82",
        GOLD_LINE if lit else "#5c5a54",
    )
    return cone + box(x - 12, y - 5, 24, 6, STEEL, STEEL_LINE, 1) + shade


def wall_lamp(x: float, y: float, lit: bool = True) -> str:
    """Draw a lamp on the wall."""
    glow = circle((x, y), 34, GLOW) if lit else ""
    return (
        glow
        + box(x - 5, y + 6, 10, 16, STEEL, STEEL_LINE, 2)
        + path(
            f"M{n(x - 15)} {n(y + 8)}L{n(x - 11)} {n(y - 14)}H{n(x + 11)}L{n(x + 15)} {n(y + 8)}Z",
            LIT if lit else "#8d8a82",
            GOLD_LINE if lit else "#5c5a54",
        )
    )


def runner(x: float, y: float, colour: str) -> str:
    """Draw the little man of the exit sign, about 20 high."""
    return (
        circle((x + 2, y - 8), 2.6, colour)
        + stroke(
            f"M{n(x + 1)} {n(y - 4)}L{n(x - 1)} {n(y + 2)}L{n(x + 4)} {n(y + 5)}L{n(x + 3)} {n(y + 10)}",
            colour,
            2.6,
        )
        + stroke(f"M{n(x - 1)} {n(y + 2)}L{n(x - 4)} {n(y + 6)}L{n(x - 9)} {n(y + 6)}", colour, 2.6)
        + stroke(
            f"M{n(x - 6)} {n(y)}L{n(x - 4)} {n(y - 4)}L{n(x + 1)} {n(y - 3)}L{n(x + 6)} {n(y)}", colour, 2.2
        )
    )


def exit_sign(x: float, y: float, lit: bool = True) -> str:
    """Draw an exit sign, 104 by 34, its upper left corner at (x, y)."""
    ink = "#f4fff8" if lit else "#8f958e"
    plate = box(x - 4, y - 4, 112, 42, "#d5f0df", None, 6) if lit else ""
    return (
        plate
        + box(x, y, 104, 34, GREEN if lit else "#555b56", GREEN_LINE if lit else "#3b403c", 4)
        + runner(x + 19, y + 16, ink)
        + words(x + 66, y + 23, "安全出口", 16, ink)
    )


def sign(
    x: float, y: float, text: str, width: float = 84, fill: str = JADE, ink: str = "#fff", size: float = 15
) -> str:
    """Draw a plate with a few characters."""
    return box(x, y, width, 28, fill, None, 4) + words(x + width / 2, y + 14 + size * 0.36, text, size, ink)


def no_smoking(c: Point, r: float = 22) -> str:
    """Draw a round no-smoking sign."""
    x, y = c
    cigarette = (
        box(x - 17, y - 4, 23, 8, SHIRT, INK, 1)
        + box(x + 7, y - 4, 9, 8, GOLD, INK, 1)
        + stroke(f"M{n(x + 12)} {n(y - 8)}q-4-4 0-8", INK, 2)
    )
    return (
        circle(c, r, PAPER)
        + cigarette
        + ring(c, r - 2, RED, 4)
        + stroke(f"M{n(x - r * 0.62)} {n(y - r * 0.62)}L{n(x + r * 0.62)} {n(y + r * 0.62)}", RED, 3.6)
    )


def triangle_sign(c: Point, r: float = 22) -> str:
    """Draw a yellow warning triangle with its stroke."""
    x, y = c
    return path(f"M{n(x)} {n(y - r)}L{n(x + r)} {n(y + r * 0.8)}H{n(x - r)}Z", "#f2c53d", INK, 2.4) + stroke(
        f"M{n(x)} {n(y - r * 0.4)}V{n(y + r * 0.22)}M{n(x)} {n(y + r * 0.52)}v.1", INK, 3.6
    )


# --- fire gear ---------------------------------------------------------------------------------------------------


def fire_door(x: float, ground: float, width: float = 86, height: float = 212, propped: bool = False) -> str:
    """Draw a steel fire door; propped, its leaf stands open with a brick before it."""
    y = ground - height
    frame = box(x - 6, y - 6, width + 12, height + 6, "#8fa0a4", "#63757a", 3)
    if not propped:
        leaf = box(x, y, width, height, "#b7c6c8", "#63757a", 1) + _leaf(x, y, width, height)
        return frame + leaf + _closer(x + width / 2, y + 10)
    hole = box(x, y, width, height, "#5d6a6d", "#465255", 1) + path(
        f"M{n(x)} {n(ground)}l18-30H{n(x + width)}V{n(ground)}Z", "#717d80"
    )
    slant = path(
        f"M{n(x)} {n(y)}L{n(x + 40)} {n(y + 14)}V{n(ground + 14)}L{n(x)} {n(ground)}Z", "#c4d1d3", "#63757a"
    )
    slant += path(f"M{n(x + 8)} {n(y + 34)}l22 7v62l-22-7Z", GLASS, "#63757a") + stroke(
        f"M{n(x + 33)} {n(y + 118)}v22", INK, 3.6
    )
    slant += path(f"M{n(x + 7)} {n(y + 142)}l20 5v20l-20-5Z", RED)
    return frame + hole + slant + brick(x + 58, ground + 16)


def _leaf(x: float, y: float, width: float, height: float) -> str:
    middle = x + width / 2
    pane = box(middle - 15, y + 30, 30, 66, GLASS, "#63757a", 2) + stroke(
        f"M{n(middle - 9)} {n(y + 62)}l14-22", GLARE, 3
    )
    plate = box(middle - 31, y + 136, 62, 24, RED, None, 2) + words(middle, y + 153, "防火门", 15, "#fff")
    handle = stroke(f"M{n(x + width - 10)} {n(y + 108)}v24", INK, 4)
    return pane + plate + handle + box(x + 4, y + height - 18, width - 8, 14, "#9fb0b3", None, 1)


def _closer(x: float, y: float) -> str:
    return box(x - 4, y - 4, 30, 9, STEEL, STEEL_LINE, 2) + stroke(
        f"M{n(x)} {n(y - 2)}L{n(x - 18)} {n(y - 13)}", STEEL_LINE, 2.4
    )


def brick(x: float, ground: float) -> str:
    """Draw a brick lying on the floor, x its middle."""
    return (
        path(f"M{n(x - 20)} {n(ground - 13)}l6-6h34l-6 6Z", "#c77a58", "#8a4b30")
        + box(x - 20, ground - 13, 34, 14, "#b5623f", "#8a4b30", 1)
        + path(f"M{n(x + 14)} {n(ground - 13)}l6-6v13l-6 7Z", "#9d5334", "#8a4b30")
    )


def hydrant(x: float, y: float, opened: bool = False, hose: bool = True) -> str:
    """Draw a fire hydrant cabinet in the wall, 84 by 92; opened one sees its hose, or an empty hook."""
    frame = box(x, y, 84, 92, RED, RED_LINE, 3)
    if not opened:
        pane = box(x + 8, y + 8, 68, 76, "#e3ecea", RED_LINE, 2) + stroke(
            f"M{n(x + 16)} {n(y + 74)}l14-22", GLARE, 3
        )
        coil = _coil((x + 42, y + 56), 20)
        return (
            frame
            + pane
            + coil
            + box(x + 10, y + 10, 64, 22, RED, None, 1)
            + words(x + 42, y + 27, "消火栓", 17, "#fff")
            + stroke(f"M{n(x + 71)} {n(y + 50)}v12", INK, 3)
        )
    inside = box(x + 7, y + 7, 70, 78, "#57302b", RED_LINE, 1)
    valve = stroke(f"M{n(x + 22)} {n(y + 84)}V{n(y + 62)}H{n(x + 32)}", "#b7b2a8", 6) + circle(
        (x + 22, y + 60), 7, RED, RED_LINE
    )
    hook = stroke(f"M{n(x + 50)} {n(y + 10)}v14q0 6 6 6t6-6", "#d6d0c4", 3)
    content = _coil((x + 50, y + 44), 22) if hose else ""
    leaf = path(f"M{n(x + 84)} {n(y)}l30 12v92l-30-12Z", RED_DEEP, RED_LINE) + path(
        f"M{n(x + 90)} {n(y + 34)}l18 7v50l-18-7Z", "#e3ecea", RED_LINE
    )
    return frame + inside + valve + hook + content + leaf + words(x + 42, y - 6, "消火栓", 16, RED)


def _coil(c: Point, r: float) -> str:
    rings = "".join(ring(c, r - 6 * k, "#e9dfca" if k % 2 else "#f5eee0", 5) for k in range(3))
    return ring(c, r + 2, "#a99f8c", 1) + rings + circle(c, 4, RED, RED_LINE)


def extinguisher_box(x: float, ground: float) -> str:
    """Draw the low red box in which two extinguishers stand, 84 by 62."""
    y = ground - 62
    return (
        box(x, y, 84, 62, RED, RED_LINE, 3)
        + box(x + 6, y + 24, 72, 32, "#e3ecea", RED_LINE, 2)
        + "".join(box(x + 20 + 26 * k, y + 28, 18, 28, RED_DEEP, RED_LINE, 5) for k in range(2))
        + box(x + 6, y + 24, 72, 32, "none", RED_LINE, 2)
        + words(x + 42, y + 18, "灭火器箱", 15, "#fff")
    )


def alarm_button(x: float, y: float) -> str:
    """Draw a manual fire alarm, 30 square."""
    return (
        box(x, y, 30, 30, RED, RED_LINE, 3)
        + circle((x + 15, y + 16), 7.5, PAPER, RED_LINE)
        + words(x + 15, y + 44, "报警", 13, RED)
    )


def detector(x: float, y: float, hanging: bool = False) -> str:
    """Draw a smoke detector under the ceiling at height y; hanging, it dangles from its wires."""
    plate = box(x - 16, y, 32, 5, GREY, GREY_LINE, 2)
    bowl = "M-19 0h38c0 8-8 13-19 13s-19-5-19-13Z"
    if not hanging:
        return plate + group(
            path(bowl, "#f4f1ea", GREY_LINE) + circle((8, 5), 2, RED), f"translate({n(x)} {n(y + 5)})"
        )
    wires = stroke(f"M{n(x - 4)} {n(y + 4)}c-6 14 10 18 4 34", RED, 1.8) + stroke(
        f"M{n(x + 4)} {n(y + 4)}c6 12-6 20 2 34", INK, 1.8
    )
    return (
        plate
        + wires
        + group(
            path(bowl, "#f4f1ea", GREY_LINE) + circle((8, 5), 2, "#8d8a82"),
            f"translate({n(x + 2)} {n(y + 38)}) rotate(34)",
        )
    )


def camera(x: float, y: float, kind: str = "fine") -> str:
    """Draw a camera on a bracket, looking left down; kinds: fine, hanging, covered."""
    bracket = box(x + 14, y - 6, 7, 26, GREY, GREY_LINE, 2) + stroke(
        f"M{n(x + 14)} {n(y + 6)}h-8", GREY_LINE, 4
    )
    body = (
        box(-26, -9, 36, 18, "#e8e5de", GREY_LINE, 4)
        + box(-32, -7, 9, 14, INK, INK_LINE, 2)
        + circle((-29, 0), 3, "#7f9aa8")
    )
    if kind == "hanging":
        return (
            bracket
            + stroke(f"M{n(x + 8)} {n(y + 6)}c-8 10 6 16-4 28", INK, 1.8)
            + group(body, f"translate({n(x - 2)} {n(y + 44)}) rotate(-74)")
        )
    if kind == "covered":
        body += path("M-36-12L-18-13L-17 12L-35 13Z", CARTON, CARTON_LINE) + stroke(
            "M-33-6h13M-33 5h13", "#e9d3ad", 2
        )
    return bracket + group(body, f"translate({n(x)} {n(y + 6)}) rotate(-14)")


# --- clutter -----------------------------------------------------------------------------------------------------


def bicycle(x: float, ground: float, colour: str = "#4d7396") -> str:
    """Draw a bicycle seen from its side, 116 wide, x its middle."""
    r = 25
    a, b = (x - 34, ground - r), (x + 34, ground - r)
    wheels = "".join(
        ring(c, r, INK, 3.6)
        + circle(c, 3, INK)
        + stroke(
            "".join(
                f"M{n(c[0])} {n(c[1])}l{n(cos(radians(k)) * 22)} {n(sin(radians(k)) * 22)}"
                for k in range(20, 380, 60)
            ),
            GREY_LINE,
            1,
        )
        for c in (a, b)
    )
    seat, crank, neck = (x - 14, ground - 62), (x - 4, ground - 24), (x + 24, ground - 62)
    frame = stroke(
        f"M{n(a[0])} {n(a[1])}L{n(seat[0])} {n(seat[1] + 6)}L{n(crank[0])} {n(crank[1])}ZM{n(seat[0])} {n(seat[1] + 6)}L{n(neck[0])} {n(neck[1] + 6)}L{n(crank[0])} {n(crank[1])}M{n(neck[0] - 2)} {n(neck[1] - 8)}L{n(b[0])} {n(b[1])}",
        colour,
        4,
    )
    bar = stroke(f"M{n(neck[0] - 10)} {n(neck[1] - 13)}h10l10 4", INK, 3.6)
    basket = path(f"M{n(neck[0] + 8)} {n(neck[1] - 6)}h26l-4 22h-18Z", "#e3d9c4", STEEL_LINE)
    saddle = path(f"M{n(seat[0] - 13)} {n(seat[1] - 3)}q12-5 24 1l-2 5h-18Z", INK, INK_LINE)
    pedal = circle(crank, 5, INK) + stroke(f"M{n(crank[0])} {n(crank[1])}l7 9m-4 0h9", INK, 2.6)
    return shadow(x, ground, 56) + wheels + frame + bar + basket + saddle + pedal


def carton(x: float, ground: float, width: float = 54, height: float = 40) -> str:
    """Draw a closed cardboard box, x its left edge."""
    y = ground - height
    return (
        box(x, y, width, height, CARTON, CARTON_LINE, 1)
        + box(x + width / 2 - 5, y, 10, height * 0.45, "#e6cda2", None, 0)
        + stroke(f"M{n(x)} {n(y + 9)}h{n(width)}", CARTON_DEEP, 1.2)
        + stroke(f"M{n(x + 8)} {n(ground - 9)}h14", CARTON_LINE, 1.6)
    )


def litter(x: float, ground: float) -> str:
    """Draw what somebody dropped: a bottle, a crumpled paper, a cup and peel."""
    bottle = turned(
        box(-19, -6, 27, 12, "#bfdde0", GLASS_LINE, 4)
        + box(8, -3, 8, 6, JADE, None, 1)
        + box(-12, -6, 11, 12, "#e9a86b", None, 0),
        -8,
        (0, 0),
    )
    ball = path("M-10 2L-7-7L0-10L8-6L10 2L4 8L-6 8Z", PAPER, SHIRT_LINE) + stroke(
        "M-7-7L0-1L8-6M0-1L4 8", SHIRT_LINE
    )
    cup = path("M-8-10L8-10L6 9H-6Z", "#e8d3b0", CARTON_LINE) + box(-9, -13, 18, 5, PAPER, CARTON_LINE, 1)
    return (
        group(bottle, f"translate({n(x)} {n(ground - 7)})")
        + group(ball, f"translate({n(x + 34)} {n(ground - 4)})")
        + group(turned(cup, 74, (0, 0)), f"translate({n(x + 64)} {n(ground - 8)})")
        + stroke(f"M{n(x - 22)} {n(ground + 6)}q8-7 15 0", GOLD_LINE, 4)
    )


def bin_(x: float, ground: float, full: bool = False) -> str:
    """Draw a bin, 58 by 78; full, its lid hangs off, rubbish swells out and lies beside it."""
    y = ground - 66
    body = (
        path(f"M{n(x)} {n(y)}h58l-5 66h-48Z", "#6f8f86", "#46655d")
        + box(x + 17, y + 20, 24, 24, "#dfe9e4", None, 3)
        + stroke(f"M{n(x + 23)} {n(y + 28)}h12l-2 12h-8Zm-2 0h16m-8 0v-3", "#46655d", 1.8)
    )
    if not full:
        return (
            shadow(x + 29, ground, 36)
            + body
            + path(f"M{n(x - 4)} {n(y)}q4-14 33-14t33 14Z", "#5d7d74", "#46655d")
            + box(x + 18, y - 8, 22, 5, INK, None, 2)
        )
    heap = path(f"M{n(x + 3)} {n(y + 2)}q2-18 14-15q4-14 17-8q11-6 14 7q10 1 8 16Z", "#5c5f63", "#3b3e41")
    heap += path(f"M{n(x + 12)} {n(y - 8)}l8-16l10 4l-6 15Z", CARTON, CARTON_LINE) + box(
        x + 36, y - 21, 9, 18, "#bfdde0", GLASS_LINE, 3
    )
    lid = turned(path("M-33 0q4-14 33-14t33 14Z", "#5d7d74", "#46655d"), 68, (0, 0))
    return (
        shadow(x + 32, ground, 48)
        + heap
        + body
        + group(lid, f"translate({n(x + 70)} {n(ground - 32)})")
        + group(
            path("M-8 2L-5-6L2-8L9-3L8 6L-4 8Z", PAPER, SHIRT_LINE), f"translate({n(x - 10)} {n(ground)})"
        )
    )


def sandbags(x: float, ground: float) -> str:
    """Draw five bags of sand in a heap, 112 wide, and what has run out."""

    def bag(dx: float, dy: float) -> str:
        return group(
            path("M2 0Q-3-13 3-22Q20-27 37-22Q43-12 38 0Q20 4 2 0Z", "#e6dcc6", "#a3947a")
            + stroke("M9-11h22M9-6h14", "#b9a98d", 1.4),
            f"translate({n(x + dx)} {n(ground + dy)})",
        )

    spill = path(f"M{n(x - 20)} {n(ground + 2)}q24-16 52 0Z", "#d9bd8a", "#b39662")
    return (
        shadow(x + 58, ground, 76) + bag(0, 0) + bag(38, 0) + bag(76, 0) + bag(19, -23) + bag(57, -23) + spill
    )


# --- plants, outdoors ----------------------------------------------------------------------------------------------


def sky(width: float, line: float) -> str:
    """Draw the outdoors: a pale sky down to the ground at `line`."""
    return path(
        f"M0 {n(line)}V18A18 18 0 0 1 18 0H{n(width - 18)}A18 18 0 0 1 {n(width)} 18V{n(line)}Z", "#e3eef0"
    ) + "".join(
        path(f"M{n(x)} {n(y)}q3-12 15-10q6-11 18-4q13-2 13 14Z", "#f5f9f8")
        for x, y in ((40, 62), (width - 118, 44))
    )


def earth(width: float, height: float, line: float, fill: str) -> str:
    """Draw the ground from `line` down to the lower edge of the picture."""
    return path(
        f"M0 {n(line)}H{n(width)}V{n(height - 18)}A18 18 0 0 1 {n(width - 18)} {n(height)}H18A18 18 0 0 1 0 {n(height - 18)}Z",
        fill,
    )


def tree(x: float, ground: float, scale: float = 1) -> str:
    """Draw a tree in leaf, 150 high, x its middle."""
    body = path("M-6 0L-4-66h8L6 0Z", "#9a7350", "#6f5236") + path(
        "M0-152C30-152 42-128 36-112C56-104 50-66 24-64C14-56-14-56-24-64C-50-66-56-104-36-112C-42-128-30-152 0-152Z",
        LEAF,
        LEAF_LINE,
    )
    body += stroke("M-18-108q8-8 16 0M6-92q8-8 16 0M-14-82q7-7 14 0M8-126q6-6 12 0", LEAF_LINE, 1.8)
    return shadow(x, ground, 30 * scale) + group(body, f"translate({n(x)} {n(ground)}) scale({scale:g})")


def bush(x: float, ground: float, width: float = 90, dry: bool = False) -> str:
    """Draw a clipped hedge, x its left edge; dry, it is brown and half bare."""
    h = 36
    if not dry:
        body = path(
            f"M{n(x)} {n(ground)}V{n(ground - h + 10)}q0-10 10-10h{n(width - 20)}q10 0 10 10V{n(ground)}Z",
            LEAF,
            LEAF_LINE,
        )
        return body + stroke(
            "".join(
                f"M{n(x + 12 + 17 * k)} {n(ground - 12 - 10 * (k % 2))}q5-6 10 0"
                for k in range(int((width - 14) / 17))
            ),
            LEAF_LINE,
            1.8,
        )
    twigs = "".join(
        f"M{n(x + 10 + 15 * k)} {n(ground)}l{n(-4 + 3 * (k % 3))} -{n(26 + 6 * (k % 2))}m{n(1)} 13l8-8m-8 14l-8-8"
        for k in range(int(width / 15))
    )
    leaves = "".join(
        ellipse((x + 12 + 13 * k, ground - 20 - 9 * (k % 2)), 4.6, 3, LEAF_DRY, LEAF_DRY_LINE)
        for k in range(int(width / 13))
    )
    return stroke(twigs, "#8a6a48", 2.2) + leaves


def pot(x: float, ground: float, colour: str = "#c9825c") -> str:
    """Draw a potted plant, x its middle, 74 high."""
    leaves = "".join(
        group(
            path("M0 0C-9-14-7-34 0-46C7-34 9-14 0 0Z", LEAF, LEAF_LINE),
            f"translate({n(x)} {n(ground - 28)}) rotate({k})",
        )
        for k in (-48, 46, -22, 20, 0)
    )
    return (
        leaves
        + path(f"M{n(x - 18)} {n(ground - 30)}h36l-5 30h-26Z", colour, "#8f5436")
        + box(x - 20, ground - 34, 40, 8, colour, "#8f5436", 2)
    )


def street_lamp(x: float, ground: float, head: bool = True) -> str:
    """Draw a lamp post, 190 high; without its head a bare end with wires."""
    pole = box(x - 4, ground - 172, 8, 172, "#7c8785", "#525c5a", 2) + box(
        x - 10, ground - 14, 20, 14, "#7c8785", "#525c5a", 2
    )
    arm = stroke(f"M{n(x)} {n(ground - 170)}q2-18 26-18", "#7c8785", 6)
    if head:
        return (
            pole
            + arm
            + path(f"M{n(x + 18)} {n(ground - 192)}h34l8 16h-46Z", "#525c5a", "#3c4443")
            + path(f"M{n(x + 18)} {n(ground - 176)}h38q-4 9-19 9t-19-9Z", LIT, GOLD_LINE)
        )
    return (
        pole
        + arm
        + stroke(f"M{n(x + 26)} {n(ground - 188)}q10 2 9 14M{n(x + 26)} {n(ground - 186)}q4 6 0 16", RED, 2)
        + path(f"M{n(x + 30)} {n(ground - 2)}l26-8l4 10Z", "#525c5a", "#3c4443")
        + stroke(f"M{n(x + 62)} {n(ground)}l8-5m-4 9l9-2m-52 0l-7-4", GLASS_LINE, 2)
    )


def car(x: float, ground: float, colour: str = "#7b93a8", line: str = "#4e6273", dented: bool = False) -> str:
    """Draw a car from its side, 170 wide, its nose to the right; x is its left end."""
    body = path(
        f"M{n(x + 4)} {n(ground - 20)}C{n(x)} {n(ground - 44)} {n(x + 8)} {n(ground - 48)} {n(x + 28)} {n(ground - 50)}L{n(x + 48)} {n(ground - 76)}Q{n(x + 52)} {n(ground - 80)} {n(x + 60)} {n(ground - 80)}H{n(x + 98)}Q{n(x + 106)} {n(ground - 80)} {n(x + 112)} {n(ground - 73)}L{n(x + 130)} {n(ground - 51)}C{n(x + 158)} {n(ground - 48)} {n(x + 168)} {n(ground - 42)} {n(x + 166)} {n(ground - 20)}Q{n(x + 164)} {n(ground - 14)} {n(x + 158)} {n(ground - 14)}H{n(x + 12)}Q{n(x + 6)} {n(ground - 14)} {n(x + 4)} {n(ground - 20)}Z",
        colour,
        line,
        1.6,
    )
    glass = path(f"M{n(x + 40)} {n(ground - 51)}l15-21h24v21Z", GLASS, line) + path(
        f"M{n(x + 84)} {n(ground - 51)}v-21h14l19 21Z", GLASS, line
    )
    lines = stroke(
        f"M{n(x + 81)} {n(ground - 51)}V{n(ground - 16)}M{n(x + 88)} {n(ground - 42)}h9M{n(x + 44)} {n(ground - 42)}h9",
        line,
        1.6,
    )
    lights = box(x + 156, ground - 40, 9, 8, LIT, GOLD_LINE, 2) + box(
        x + 5, ground - 42, 7, 9, RED, RED_LINE, 2
    )
    wheels = "".join(
        circle((x + k, ground - 16), 16, INK, INK_LINE) + circle((x + k, ground - 16), 8, GREY, GREY_LINE)
        for k in (38, 132)
    )
    dent = ""
    if dented:
        dent = path(f"M{n(x + 56)} {n(ground - 40)}l14-2l10 8l-4 12l-16 3l-10-9Z", line) + stroke(
            f"M{n(x + 50)} {n(ground - 31)}l52-7M{n(x + 54)} {n(ground - 25)}l60-8M{n(x + 64)} {n(ground - 20)}l34-5",
            "#f4f1ea",
            2.2,
        )
    return shadow(x + 85, ground, 92) + body + glass + lines + dent + lights + wheels


def manhole(x: float, y: float, covered: bool = True) -> str:
    """Draw a manhole in the pavement, 76 wide, (x, y) its middle."""
    if covered:
        grid = (
            "".join(
                f"M{n(x - 24 + 12 * k)} {n(y - 9 + abs(k - 2) * 1.5)}V{n(y + 9 - abs(k - 2) * 1.5)}"
                for k in range(5)
            )
            + f"M{n(x - 30)} {n(y)}H{n(x + 30)}"
        )
        return (
            ellipse((x, y), 38, 14, "#8c8a83", "#605e58")
            + ellipse((x, y), 32, 11, "#9c9a92", "#605e58")
            + stroke(grid, "#605e58", 1.8)
        )
    lid = ellipse((x + 62, y + 13), 32, 12, "#73716b", "#4f4d48") + ellipse(
        (x + 62, y + 9), 32, 12, "#9c9a92", "#605e58"
    )
    return (
        ellipse((x, y), 40, 15, "#8c8a83", "#605e58")
        + ellipse((x, y), 34, 12, "#26292a")
        + path(f"M{n(x - 33)} {n(y - 2)}a34 12 0 0 1 66 0l-4 1a31 9 0 0 0-58 0Z", "#55585a")
        + lid
    )


# --- windows, walls -----------------------------------------------------------------------------------------------


def window(x: float, y: float, width: float, height: float, broken: bool = False) -> str:
    """Draw a window of two panes; broken, one of them is a star of cracks and a hole."""
    out = box(x, y, width, height, SHIRT, GREY_LINE, 2)
    half = width / 2
    for k in range(2):
        left = x + 5 + half * k
        out += box(left, y + 5, half - 8, height - 10, "#cfe3ea", GREY_LINE, 1)
        out += stroke(f"M{n(left + 6)} {n(y + height - 18)}l12-18", GLARE, 3) if height > 40 else ""
    if broken:
        cx, cy = x + half * 0.5, y + height * 0.5
        out += path(
            f"M{n(cx - 12)} {n(cy - 3)}l8-12l7 6l9-3l-3 12l6 8l-12 3l-5 9l-6-11l-9-2Z", "#6e7d80"
        ) + stroke(
            f"M{n(cx - 12)} {n(cy - 3)}L{n(x + 6)} {n(cy - 16)}M{n(cx + 12)} {n(cy - 9)}l8-20M{n(cx + 9)} {n(cy + 12)}l7 18M{n(cx - 7)} {n(cy + 11)}L{n(x + 7)} {n(cy + 28)}",
            GREY_LINE,
            1.4,
        )
    return out


def peeled(x: float, y: float, width: float = 74, height: float = 52) -> str:
    """Draw a patch of wall from which plaster and paint have come off, with crumbs below."""
    w, h = width, height
    patch = path(
        f"M{n(x)} {n(y + h * 0.4)}l{n(w * 0.12)} {n(-h * 0.3)}l{n(w * 0.2)} {n(h * 0.06)}l{n(w * 0.14)} {n(-h * 0.16)}l{n(w * 0.24)} {n(h * 0.1)}l{n(w * 0.2)} {n(h * 0.14)}l{n(w * 0.1)} {n(h * 0.3)}l{n(-w * 0.16)} {n(h * 0.2)}l{n(-w * 0.1)} {n(h * 0.22)}l{n(-w * 0.26)} {n(-h * 0.08)}l{n(-w * 0.2)} {n(h * 0.06)}l{n(-w * 0.16)} {n(-h * 0.24)}Z",
        "#c3a07a",
        "#96754f",
    )
    courses = stroke(
        f"M{n(x + w * 0.2)} {n(y + h * 0.38)}h{n(w * 0.6)}M{n(x + w * 0.16)} {n(y + h * 0.62)}h{n(w * 0.62)}M{n(x + w * 0.4)} {n(y + h * 0.2)}v{n(h * 0.18)}M{n(x + w * 0.62)} {n(y + h * 0.4)}v{n(h * 0.22)}M{n(x + w * 0.34)} {n(y + h * 0.62)}v{n(h * 0.18)}",
        "#96754f",
        1.6,
    )
    flake = path(
        f"M{n(x + w * 0.86)} {n(y + h * 0.32)}l{n(w * 0.16)} {n(h * 0.02)}l{n(-w * 0.02)} {n(h * 0.26)}l{n(-w * 0.1)} {n(-h * 0.06)}Z",
        PAPER,
        EDGE,
    )
    return patch + courses + flake


def stairs(x: float, ground: float, right: float, step: tuple[float, float] = (37, 29)) -> str:
    """Draw stairs that go up to the right edge, with their railing."""
    w, h = step
    count = int((right - x) / w + 0.99)
    d = (
        f"M{n(x)} {n(ground)}"
        + "".join(f"V{n(ground - h * (k + 1))}H{n(min(x + w * (k + 1), right))}" for k in range(count))
        + f"V{n(ground)}Z"
    )
    treads = "".join(
        f"M{n(x + w * k)} {n(ground - h * (k + 1))}H{n(min(x + w * (k + 1) + 3, right))}"
        for k in range(count)
    )
    rail = f"M{n(x + 6)} {n(ground - h - 66)}L{n(right)} {n(ground - h - 66 - (right - x - 6) / w * h)}"
    posts = "".join(
        f"M{n(x + w * k + 12)} {n(ground - h * (k + 1))}V{n(ground - h * (k + 1) - 62 + 0)}"
        for k in range(count)
    )
    return (
        path(d, "#ded2ba", "#b7a888")
        + stroke(treads, "#a4936f", 3)
        + stroke(posts, "#8b9492", 3)
        + stroke(rail, WOOD_LINE, 8)
        + stroke(rail, WOOD, 5)
    )


def padlock(x: float, y: float) -> str:
    """Draw a hasp with a padlock, 30 by 42, (x, y) the middle of its shackle's top."""
    return (
        box(x - 24, y + 2, 48, 10, STEEL, STEEL_LINE, 2)
        + stroke(f"M{n(x - 8)} {n(y + 20)}V{n(y + 8)}a8 8 0 0 1 16 0V{n(y + 20)}", "#6f6a61", 4.4)
        + box(x - 15, y + 18, 30, 25, GOLD, GOLD_LINE, 4)
        + circle((x, y + 28), 3.4, INK)
        + stroke(f"M{n(x)} {n(y + 29)}v7", INK, 2.6)
    )


def key(x: float, y: float, tag: str = "") -> str:
    """Draw a key hanging from a nail at (x, y), with its tag."""
    label = box(x - 28, y + 33, 56, 20, PAPER, GOLD_LINE, 3) + words(x, y + 48.5, tag, 15) if tag else ""
    return (
        ring((x, y + 9), 6, GOLD_LINE, 3.4)
        + stroke(f"M{n(x)} {n(y + 15)}V{n(y + 34)}m0-4h6m-6-6h5", GOLD_LINE, 3)
        + label
        + circle((x, y), 2.6, INK)
    )


def book(
    x: float, y: float, width: float, height: float, colour: str, line: str, title: tuple[str, ...]
) -> str:
    """Draw a closed book or pad lying flat, with its title in one or two lines."""
    foot = y + height / 2 - 9 * (len(title) - 1) + 6
    return (
        box(x + 3, y + 4, width, height, SHADE, None, 4)
        + box(x, y, width, height, colour, line, 4)
        + box(x + 9, y + 10, width - 18, height - 20, PAPER, None, 3)
        + "".join(words(x + width / 2, foot + 20 * k, text, 16) for k, text in enumerate(title))
        + stroke(f"M{n(x + 5)} {n(y + 3)}V{n(y + height - 3)}", line, 1.6)
    )


def clock(c: Point, hour: int, minute: int, r: float = 24) -> str:
    """Draw a wall clock."""
    x, y = c
    ticks = "".join(
        f"M{n(x + cos(radians(k)) * (r - 4))} {n(y + sin(radians(k)) * (r - 4))}L{n(x + cos(radians(k)) * (r - 7))} {n(y + sin(radians(k)) * (r - 7))}"
        for k in range(0, 360, 30)
    )
    long, short = radians(minute * 6 - 90), radians((hour % 12) * 30 + minute / 2 - 90)
    hands = stroke(
        f"M{n(x)} {n(y)}L{n(x + cos(short) * r * 0.5)} {n(y + sin(short) * r * 0.5)}", INK, 3.4
    ) + stroke(f"M{n(x)} {n(y)}L{n(x + cos(long) * r * 0.72)} {n(y + sin(long) * r * 0.72)}", INK, 2.4)
    return (
        circle(c, r, PAPER, INK) + ring(c, r, INK, 3) + stroke(ticks, INK, 1.8) + hands + circle(c, 2.4, RED)
    )
