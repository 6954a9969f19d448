"""The places of the scenes: stairwell, roof, lift, lobby, grounds, and what lies on counters and boards.

Every place is 480 by 380. What lies where is said again as areas in the questions that use the drawing: whoever
moves a thing here moves its area there.
"""

# ruff: noqa: E501, PLR2004 -- the numbers are the drawing

from __future__ import annotations

from rig import (
    EDGE,
    GOLD,
    GOLD_LINE,
    JADE,
    JADE_LINE,
    PAPER,
    SHIRT_LINE,
    STEEL,
    STEEL_LINE,
    WOOD,
    WOOD_DEEP,
    WOOD_LIGHT,
    WOOD_LINE,
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
from things import (
    GLARE,
    GLASS,
    GREY,
    GREY_LINE,
    INK,
    INK_LINE,
    LEAF,
    LEAF_DRY,
    LEAF_DRY_LINE,
    LEAF_LINE,
    LIT,
    RED,
    RED_LINE,
    RUST,
    SOIL,
    WATER,
    WATER_LINE,
    alarm_button,
    bicycle,
    bin_,
    book,
    bush,
    camera,
    car,
    carton,
    ceiling,
    ceiling_lamp,
    clock,
    detector,
    earth,
    exit_sign,
    extinguisher_box,
    fire_door,
    hydrant,
    key,
    litter,
    manhole,
    no_smoking,
    padlock,
    peeled,
    pot,
    ring,
    sandbags,
    sign,
    sky,
    stairs,
    street_lamp,
    tree,
    triangle_sign,
    wall_lamp,
    window,
    words,
)

W, H, G = 480.0, 380.0, 334.0


# --- stairwell ---------------------------------------------------------------------------------------------------


def stairwell(
    propped: bool = False,
    exit_lit: bool = True,
    lamp: bool = True,
    hose: bool = True,
    opened: bool = False,
    hanging: bool = False,
    wall: str = "",
    before: str = "",
) -> str:
    """Draw a landing: the door to the corridor, fire gear on the wall, a window, the stairs going up."""
    return (
        ceiling(W)
        + wall_lamp(182, 92, lamp)
        + window(318, 44, 104, 92)
        + wall
        + detector(262, 22, hanging)
        + exit_sign(24, 52, exit_lit)
        + stairs(292, G, W)
        + fire_door(34, G, propped=propped)
        + hydrant(142, 150, opened, hose)
        + alarm_button(266, 164)
        + shadow(184, G + 6, 52)
        + extinguisher_box(142, G + 6)
        + before
    )


def stairwell_lamp() -> str:
    """Draw a propped fire door and plaster coming off over the stairs."""
    return stairwell(propped=True, wall=peeled(226, 64, 78, 62))


def stairwell_way() -> str:
    """Draw a dark exit sign, a dark lamp, and a bicycle with cartons across the landing."""
    clutter = carton(258, G + 10, 60, 46) + carton(264, G - 36, 48, 36) + bicycle(186, G + 28)
    return stairwell(exit_lit=False, lamp=False, before=clutter)


def stairwell_gear() -> str:
    """Draw a hydrant cabinet without hose, a dangling detector, and rubbish on the landing."""
    return stairwell(opened=True, hose=False, hanging=True, before=litter(322, G + 24))


# --- roof --------------------------------------------------------------------------------------------------------


def _roof(locked: bool, antenna: bool, slabs_broken: bool, drain_blocked: bool, more: str = "") -> str:
    wall = box(0, 176, W, 62, "#d9d2c4", None, 0) + stroke("M0 176H480M0 238H480", "#b3a994", 1.8)
    ground = earth(W, H, 238, "#c9c3b6")
    hut = box(24, 66, 150, 200, "#e6dfd0", "#b3a994", 2) + box(14, 56, 170, 14, "#c9c0ad", "#a1977f", 2)
    leaf = box(52, 106, 84, 160, "#8b9b9e", "#5d6e72", 2) + box(58, 112, 72, 148, "#9fb0b3", "#7d8f93", 1)
    plate = sign(58, 74, "屋面门", 72, JADE)
    if locked:
        fast = padlock(126, 176)
    else:
        fast = box(112, 168, 13, 36, STEEL, STEEL_LINE, 3) + stroke("M118 180H94", STEEL_LINE, 6)
    slabs = "".join(
        box(206 + 44 * k, 268 + 30 * r, 42, 28, "#ddd7cb", "#a39c8d", 1) for r in range(2) for k in range(4)
    )
    if slabs_broken:
        slabs += path("M250 268l42 0l0 14l-18 4l-8 10l-16-6Z", "#8e8778", "#6f6959") + stroke(
            "M292 282l12 12l-4 10M264 296l-14 14M274 286l4 12", "#6f6959", 2
        )
        slabs += path("M262 312l14-6l8 8l-10 6Z", "#ddd7cb", "#a39c8d")
    return (
        sky(W, 176)
        + wall
        + ground
        + shadow(98, 266, 90)
        + hut
        + plate
        + leaf
        + fast
        + slabs
        + _rod(258)
        + _aerial(424, antenna)
        + _drain(418, 300, drain_blocked)
        + more
    )


def _rod(x: float) -> str:
    """Draw a lightning rod on the parapet."""
    return (
        path(f"M{n(x - 16)} 176l6-14h20l6 14Z", STEEL, STEEL_LINE)
        + stroke(f"M{n(x)} 162V64", "#6d6a63", 4)
        + stroke(f"M{n(x)} 64V44", GOLD_LINE, 3)
        + circle((x, 62), 4.4, GOLD, GOLD_LINE)
        + stroke(f"M{n(x)} 150l-20 26v56", GOLD_LINE, 2.4)
    )


def _aerial(x: float, fine: bool) -> str:
    """Draw a television aerial; else fallen over the parapet with its cable torn."""
    body = (
        stroke("M0 0V-104", "#6d6a63", 4)
        + stroke("M-36-94H36M-30-76H30M-24-58H24", "#6d6a63", 3)
        + stroke("M-36-98v8M36-98v8M-30-80v8M30-80v8", "#6d6a63", 3)
    )
    if fine:
        return group(body, f"translate({n(x)} 176)") + path(
            f"M{n(x - 14)} 176l5-10h18l5 10Z", STEEL, STEEL_LINE
        )
    bent = group(body, f"translate({n(x - 14)} 172) rotate(-62)")
    return path(f"M{n(x - 14)} 176l5-10h18l5 10Z", STEEL, STEEL_LINE) + bent


def _drain(x: float, y: float, blocked: bool) -> str:
    """Draw a gutter with the mouth of a rain pipe; blocked, it is full of leaves and a bag, and water stands."""
    mouth = box(x - 34, y, 68, 30, "#a9a293", "#807968", 3) + "".join(
        stroke(f"M{n(x - 24 + 12 * k)} {n(y + 5)}v20", "#5d584c", 3.6) for k in range(5)
    )
    if not blocked:
        return mouth
    pool = ellipse((x - 8, y + 26), 62, 20, WATER, WATER_LINE) + stroke(
        f"M{n(x - 50)} {n(y + 30)}q10-4 20 0M{n(x + 14)} {n(y + 38)}q10-4 20 0", "#f0f7fa", 2
    )
    leaves = "".join(
        group(
            path("M0 0C-3-8 4-14 12-14C14-6 8 2 0 0Z", LEAF_DRY if k % 3 else LEAF, LEAF_DRY_LINE),
            f"translate({n(x - 30 + 11 * k)} {n(y + 20 + 6 * (k % 2))}) rotate({k * 47})",
        )
        for k in range(6)
    )
    plastic = path(f"M{n(x - 2)} {n(y + 4)}q14-14 28-4q8 12-2 24q-18 6-26-4Z", "#f4f4f0", "#b5b8b4") + stroke(
        f"M{n(x + 6)} {n(y + 10)}l10 12M{n(x + 18)} {n(y + 4)}l-4 18", "#b5b8b4", 1.6
    )
    return mouth + pool + leaves + plastic


def roof_door() -> str:
    """Draw a padlocked roof door, its key hanging beside it; the rest in order."""
    rest = key(156, 138) + box(296, 190, 92, 32, PAPER, "#b3a994", 2) + words(342, 212, "当心坠落", 17)
    return _roof(locked=True, antenna=True, slabs_broken=False, drain_blocked=False, more=rest)


def roof_things() -> str:
    """Draw a roof with standing water, a fallen aerial and boxes of vegetables; its door has a handle alone."""
    crates = "".join(
        box(212 + 62 * k, 228, 58, 30, "#f5f3ee", "#a9a799", 2)
        + box(216 + 62 * k, 224, 50, 8, "#7b5c40", "#5d442d", 2)
        for k in range(3)
    )
    greens = "".join(
        group(
            path("M0 0C-8-10-8-26 0-34C8-26 8-10 0 0Z", LEAF, LEAF_LINE),
            f"translate({224 + 17 * k} 226) rotate({-20 + 20 * (k % 3)})",
        )
        for k in range(11)
    )
    return _roof(locked=False, antenna=False, slabs_broken=False, drain_blocked=True, more=greens + crates)


# --- lift --------------------------------------------------------------------------------------------------------


def lift() -> str:
    """Draw the inside of a lift car: lamps, camera, panel with its buttons, the frame of the inspection sign."""
    walls = box(0, 0, W, G, "#cfd3d1", None, 18) + box(0, 40, W, G - 40, "#cfd3d1", None, 0)
    top = path("M0 46V18A18 18 0 0 1 18 0H462A18 18 0 0 1 480 18V46Z", "#aeb5b3") + stroke(
        "M0 46H480", "#8b9492", 2
    )
    panels = stroke("M118 46V334M362 46V334", "#a5adab", 2)
    glow = path("M150 26H230L262 92H118Z", "#f4efdc")
    lamps = glow + box(146, 14, 88, 16, LIT, GOLD_LINE, 5) + box(258, 14, 88, 16, "#8d8a82", "#5c5a54", 5)
    mirror = box(150, 104, 180, 132, "#e3ecec", "#8b9492", 3) + stroke(
        "M170 214l52-78M186 222l30-44", GLARE, 5
    )
    rail = (
        stroke("M140 264H340", "#8b9492", 9)
        + stroke("M140 262H340", "#e8ebea", 3)
        + stroke("M156 266v10M324 266v10", "#8b9492", 5)
    )
    eye = group(camera(0, 0, "covered"), "translate(66 66) scale(-1 1)")
    frame = (
        box(22, 132, 80, 104, "#b9975d", "#8a6d3b", 3)
        + box(29, 139, 66, 90, "#e9e7df", "#b3ae9f", 1)
        + stroke("M33 144l5 5m-5 0l5-5M86 220l5 5m-5 0l5-5", "#b3ae9f", 1.6)
    )
    frame += sign(16, 244, "安全检验标志", 92, "#eceeed", INK, 13)
    load = (
        box(24, 286, 78, 40, PAPER, "#8b9492", 3)
        + words(63, 303, "限载 13 人", 13)
        + words(63, 319, "1000 kg", 13)
    )
    return (
        walls
        + glow
        + top
        + lamps
        + panels
        + mirror
        + rail
        + eye
        + frame
        + load
        + _panel()
        + earth(W, H, G, "#a9a294")
        + stroke("M0 334H480", "#8b8577", 2)
    )


def _panel() -> str:
    """Draw the lift's panel; the button of the fourth floor is gone, two wires show."""
    plate = (
        box(380, 76, 80, 224, "#e9ecea", "#8b9492", 5)
        + box(392, 86, 56, 34, "#26302f", INK_LINE, 3)
        + words(420, 111, "5 ▲", 21, "#e8a64a")
    )
    buttons = ""
    for k in range(8):
        c = (403.0 + 34 * (k % 2), 250.0 - 28 * (k // 2) - 4)
        if k == 3:
            buttons += circle(c, 11.5, "#2b2f2e", INK_LINE) + stroke(
                f"M{n(c[0] - 4)} {n(c[1] + 4)}q-2-8 4-9M{n(c[0] + 4)} {n(c[1] + 5)}q6-4 2-10", RED, 2
            )
            buttons += stroke(f"M{n(c[0] + 2)} {n(c[1] + 4)}q8 6 6 12", "#4d7396", 2)
        else:
            buttons += circle(c, 11.5, PAPER, "#8b9492") + words(c[0], c[1] + 5, str(k + 1), 14)
    bell = (
        circle((403, 280), 12, "#e8b93f", GOLD_LINE)
        + path("M397 284q2-2 2-6a4 5 0 0 1 8 0q0 4 2 6Z", INK)
        + circle((403, 286), 1.8, INK)
    )
    phone = circle((437, 280), 12, PAPER, "#8b9492") + stroke("M432 275q0 10 10 10", INK, 4)
    return plate + buttons + bell + phone


# --- lobby and corridor ------------------------------------------------------------------------------------------


def corridor() -> str:
    """Draw a lobby: glass door, letter boxes, a lamp, signs, a bin, a notice board."""
    lights = ceiling_lamp(128, 22) + ceiling_lamp(336, 22, lit=False)
    entrance = (
        box(22, 108, 118, 226, "#8b9492", "#5d6866", 2)
        + box(29, 115, 51, 219, GLASS, "#5d6866", 1)
        + box(82, 115, 51, 219, GLASS, "#5d6866", 1)
    )
    entrance += stroke("M40 200l26-40M40 226l30-46M92 200l26-40M92 226l30-46", GLARE, 4) + stroke(
        "M74 214v38M88 214v38", INK, 4
    )
    board = (
        box(166, 124, 108, 78, WOOD, WOOD_LINE, 3)
        + box(172, 130, 96, 66, "#dfe9e2", WOOD_LINE, 1)
        + words(220, 147, "公告栏", 14)
    )
    board += "".join(
        box(180 + 29 * k, 154, 24, 34, PAPER, SHIRT_LINE, 1)
        + stroke(f"M{184 + 29 * k} 163h16m-16 7h16m-16 7h10", GREY_LINE, 1.6)
        for k in range(3)
    )
    boxes = "".join(
        box(170 + 34 * k, 232 + 26 * r, 32, 24, "#a9c0bb", "#5f7f78", 1)
        + stroke(f"M{178 + 34 * k} {240 + 26 * r}h16", "#5f7f78", 2.4)
        for r in range(3)
        for k in range(3)
    )
    slip = turned(triangle_sign((0, 0), 25), 0, (0, 0))
    torn = group(
        path("M-38-32H38V-6L26 2L30 12L14 18L8 32H-38Z", "#f7edc9", "#a8912f")
        + group(slip, "translate(-12 -6) scale(.82)")
        + words(16, 2, "小心", 15)
        + words(-6, 26, "地", 14),
        "translate(328 158) rotate(11)",
    )
    torn += circle((294, 122), 2.6, INK) + stroke("M356 200l6 8l-8 4", "#a8912f", 2)
    smoke = no_smoking((438, 146), 30)
    return (
        ceiling(W)
        + lights
        + board
        + boxes
        + entrance
        + torn
        + smoke
        + pot(320, G + 2)
        + bin_(384, G + 22, full=True)
        + stroke("M150 354H300M120 366H346", EDGE, 1.6)
    )


# --- where somebody renovates ------------------------------------------------------------------------------------


def renovation() -> str:
    """Draw a room under renovation: a wall half knocked through, tiles being laid, a window, sand at the door."""
    room = (
        box(96, 40, 288, 240, "#f3eee2", "#cbbf9f", 0)
        + path("M0 0H96V280L0 360Z", "#e9e1cf")
        + path("M480 0H384V280L480 360Z", "#e9e1cf")
    )
    floor = path("M96 280H384L480 360V362A18 18 0 0 1 462 380H18A18 18 0 0 1 0 362V360Z", "#d8cdb8")
    top = path("M0 0H480L384 40H96Z", "#f7f3ea")
    corners = stroke(
        "M96 40V280H384V40M96 40H384M96 280L0 360M384 280L480 360M96 40L10 4M384 40L470 4", "#c2b696", 1.6
    )
    # The wall to the balcony, knocked through: rough edges, bricks, light behind.
    hole = path(
        "M122 280V128l12-10l8 12l14-16l16 8l10-14l18 12l10-6l8 20l12 6l-6 22l10 18l-8 26l8 30l-6 24l4 20Z",
        "#dfeaec",
        "#96754f",
        2,
    )
    hole += stroke("M128 250H222M128 264H222M150 250v30M186 250v30M206 250v30M168 250v30", "#8fa9a8", 2.4)
    bricks = "".join(
        group(box(-15, -7, 30, 14, "#c77a58", "#8a4b30", 1), f"translate({x} {y}) rotate({a})")
        for x, y, a in ((132, 300, 12), (176, 312, -8), (216, 298, 24), (158, 322, -20))
    )
    hammer = (
        stroke("M248 318L290 284", WOOD_LINE, 7)
        + stroke("M248 318L290 284", WOOD, 4)
        + turned(box(278, 268, 34, 20, INK, INK_LINE, 3), -39, (295, 278))
    )
    opening = window(274, 84, 90, 96)
    tiles = path("M300 344l18-24h112l22 24Z", "#e8eef0", "#9fb0b3") + stroke(
        "M306 336h140M313 328h126M338 320l-8 24M364 320l-2 24M392 320l6 24M418 320l14 24", "#9fb0b3", 1.6
    )
    stack = "".join(box(398, 300 - 9 * k, 58, 9, "#f2f5f5", "#9fb0b3", 1) for k in range(5))
    paper = (
        box(26, 150, 48, 62, PAPER, SHIRT_LINE, 1)
        + words(50, 168, "装修", 14, RED)
        + words(50, 185, "许可", 14, RED)
        + stroke("M34 196h32M34 203h22", GREY_LINE, 1.6)
    )
    bulb = (
        stroke("M240 16V62", INK, 2)
        + box(234, 58, 12, 10, INK, None, 2)
        + circle((240, 76), 10, LIT, GOLD_LINE)
    )
    return (
        top
        + room
        + floor
        + corners
        + hole
        + opening
        + paper
        + bulb
        + stack
        + tiles
        + bricks
        + hammer
        + group(sandbags(0, 0), "translate(30 368)")
    )


# --- a vacant flat -----------------------------------------------------------------------------------------------


def vacant() -> str:
    """Draw an empty flat: meter, riser with valve, ceiling, door, what was left in the corner."""
    stain = path("M176 22q8 26 34 24q18 14 44 2q30 8 42-10q10-4 8-16Z", "#c9b083", "#a78b58") + path(
        "M196 22q8 14 26 12q18 8 36 0q16 2 22-12Z", "#b79a66"
    )
    drops = "".join(
        path(f"M{x} {y}q-5 9 0 11q5-2 0-11Z", WATER, WATER_LINE) for x, y in ((222, 58), (252, 72), (236, 96))
    )
    entrance = (
        box(28, 96, 96, 238, WOOD_DEEP, WOOD_LINE, 2)
        + box(36, 104, 80, 230, WOOD_LIGHT, WOOD_LINE, 1)
        + box(48, 118, 56, 84, "none", WOOD_LINE, 2)
        + box(48, 214, 56, 96, "none", WOOD_LINE, 2)
    )
    lock = (
        box(98, 204, 14, 34, STEEL, STEEL_LINE, 3)
        + stroke("M104 214h-12", STEEL_LINE, 4)
        + circle((105, 230), 2.4, INK)
    )
    empty = (
        box(150, 142, 84, 84, "#cfd3d1", "#7f8a88", 3)
        + box(158, 150, 68, 68, "#8f9896", "#6b7573", 2)
        + stroke("M158 198h18M226 198h-18", "#5f6d8a", 8)
        + stroke("M178 190v16M206 190v16", "#47536b", 5)
        + words(192, 136, "水表", 14)
    )
    riser = (
        box(404, 22, 22, 312, "#d8dcda", "#8b9492", 0)
        + box(399, 120, 32, 12, "#c2c8c6", "#8b9492", 2)
        + box(399, 252, 32, 12, "#c2c8c6", "#8b9492", 2)
    )
    valve = (
        stroke("M404 196h-28", "#8b9492", 10)
        + circle((374, 196), 8, STEEL, STEEL_LINE)
        + stroke("M374 188v-16m-12 0h24", "#4d7396", 5)
    )
    left = carton(258, G + 14, 66, 50) + carton(272, G - 36, 50, 36) + litter(214, G + 34)
    opening = window(268, 112, 88, 104)
    return ceiling(W) + stain + drops + opening + entrance + lock + empty + riser + valve + left


# --- outdoors ----------------------------------------------------------------------------------------------------


def garage() -> str:
    """Draw an underground garage: barrier, camera, two cars, a pillar, the signs."""
    top = path("M0 40V18A18 18 0 0 1 18 0H462A18 18 0 0 1 480 18V40Z", "#b9b6ae") + stroke(
        "M0 40H480", "#8b887f", 2
    )
    wall = (
        box(0, 40, W, 186, "#dad7cf", None, 0)
        + box(0, 196, W, 30, "#9db3ad", None, 0)
        + stroke("M0 226H480", "#8b887f", 2)
    )
    ground = earth(W, H, 226, "#b3b0a8") + stroke("M16 366L52 232M232 366L224 232M448 366L398 232", PAPER, 4)
    pipes = stroke("M0 56H480", "#a8442f", 8) + stroke("M0 72H480", "#8b9492", 5)
    tube = box(200, 24, 90, 10, "#fff6d8", GOLD_LINE, 3)
    pillar = (
        box(226, 40, 30, 200, "#cbc8bf", "#8b887f", 0)
        + "".join(path(f"M226 {150 + 24 * k}h30v12h-30Z", "#e3b93f") for k in range(3))
        + words(241, 130, "B2", 17)
    )
    watch = group(camera(0, 0, "hanging"), "translate(300 92) scale(1.15)")
    plate = box(64, 92, 104, 34, "#2f6d9a", "#1f4a6b", 4) + words(116, 115, "出口 →", 18, "#fff")
    fallen = group(
        box(-46, -15, 92, 30, "#2f6d9a", "#1f4a6b", 4) + words(0, 6, "限高 2.2m", 16, "#fff"),
        "translate(384 118) rotate(63)",
    ) + stroke("M398 72v8M398 80l-30 0", STEEL_LINE, 2.4)
    fallen += circle((368, 80), 2.6, INK) + circle((430, 80), 2.6, INK)
    left = car(42, 304, dented=True)
    right = group(car(0, 0, "#c9a06a", "#8a6a3c"), "translate(258 318)")
    return top + wall + ground + pipes + tube + pillar + watch + plate + fallen + left + right


def playground() -> str:
    """Draw a playground: swing, slide, seesaw, a sculpture, hedge and lawn."""
    lawn = earth(W, H, 196, "#cfdcae")
    far = tree(22, 204, 0.72) + tree(290, 200, 0.8) + bush(60, 208, 150) + bush(322, 210, 80, dry=True)
    bare = path("M386 318q18-22 50-20q34-2 36 16q2 22-34 26q-56 2-52-22Z", SOIL, "#a07c4e") + stroke(
        "M404 312l9 5M432 308l10 4M420 328l12 3M450 322l7 3M396 324l6 2", "#a07c4e", 2
    )
    frame = stroke("M34 304L56 104M88 304L56 104M188 304L214 104M244 304L214 104", "#4d7396", 7) + stroke(
        "M50 106H220", "#4d7396", 8
    )
    seat = stroke("M84 108V252M120 108V252", STEEL_LINE, 2.4) + box(76, 250, 52, 8, RED, RED_LINE, 2)
    broken = (
        stroke("M150 108V244", STEEL_LINE, 2.4)
        + stroke("M186 108v52q4 6-3 10", STEEL_LINE, 2.4)
        + turned(box(148, 242, 52, 8, RED, RED_LINE, 2), 62, (152, 246))
        + stroke("M173 285l3-22q-5-8 2-14", STEEL_LINE, 2.4)
    )
    sculpture = box(408, 228, 56, 28, "#cfc9bd", "#8f897c", 2) + path(
        "M418 228c-4-26 2-44 12-50c-10-10-6-26 6-26s16 16 6 26c12 8 16 26 12 50Z", "#dedad0", "#8f897c"
    )
    slide = (
        stroke("M276 352V226M304 352V226", "#c58a3a", 6)
        + "".join(stroke(f"M276 {336 - 22 * k}H304", "#c58a3a", 4) for k in range(5))
        + stroke("M268 228H312M272 228V196M308 228V196M270 198H310", "#4d7396", 5)
    )
    slide += path(
        "M308 228C336 244 342 300 362 330H378V342H354C328 312 326 254 306 240Z", "#e3b93f", "#a9802b"
    )
    saw = (
        path("M112 370l16-30l16 30Z", "#6f8f86", "#46655d")
        + stroke("M44 356L212 326", "#dd7b3c", 8)
        + stroke("M60 352v-18h10M196 328v-18h-10", STEEL_LINE, 4)
    )
    return (
        sky(W, 196)
        + lawn
        + far
        + bare
        + sculpture
        + shadow(138, 304, 110)
        + frame
        + seat
        + broken
        + shadow(326, 350, 60)
        + slide
        + shadow(128, 370, 80)
        + saw
    )


def square() -> str:
    """Draw a road by the gate: lamps, a manhole, a road sign, a stall, a bench."""
    ground = (
        earth(W, H, 210, "#cfcabd")
        + path("M0 300L480 262V362A18 18 0 0 1 462 380H18A18 18 0 0 1 0 362Z", "#b8b4a9")
        + stroke("M0 300L480 262", "#e9e5da", 5)
    )
    ground += stroke("M40 350l60-5M150 341l60-5M260 332l60-5M370 323l60-5", PAPER, 5)
    back = bush(0, 214, 250) + bush(330, 214, 150) + tree(76, 216, 0.8)
    house = (
        box(232, 70, 92, 144, "#e6dfd0", "#b3a994", 1)
        + "".join(window(242 + 38 * k, 84 + 42 * r, 32, 28) for r in range(2) for k in range(2))
        + box(262, 172, 34, 42, WOOD_DEEP, WOOD_LINE, 1)
    )
    tilted = group(
        box(-3, -128, 6, 128, "#7c8785", "#525c5a", 1)
        + box(-34, -140, 68, 34, "#2f6d9a", "#1f4a6b", 4)
        + words(0, -117, "3 号楼 →", 15, "#fff"),
        "translate(300 292) rotate(-38)",
    )
    stall = (
        shadow(402, 268, 84)
        + path("M330 146L350 118H458L474 146Z", "#d98c4e", "#a8622b")
        + "".join(
            path(f"M{336 + 28 * k} 146l{7 - 2 * k * 0.4:.1f}-28h10l2 28Z", PAPER) for k in range(0, 5, 2)
        )
    )
    stall += (
        stroke("M340 146V262M466 146V262", WOOD_LINE, 5)
        + box(332, 204, 142, 16, WOOD, WOOD_LINE, 2)
        + box(338, 220, 130, 42, "#e9dcc0", WOOD_LINE, 1)
    )
    stall += "".join(
        circle((350 + 15 * k, 198), 8, c, line)
        for k, (c, line) in enumerate([("#d9583f", "#9a3626")] * 4 + [("#86ab55", "#55803f")] * 4)
    )
    return (
        sky(W, 210)
        + house
        + back
        + ground
        + street_lamp(150, 268)
        + stall
        + _seat(34, 264)
        + manhole(70, 330)
        + manhole(222, 338, covered=False)
        + tilted
    )


def _seat(x: float, ground: float) -> str:
    """Draw a park bench."""
    return (
        shadow(x + 40, ground, 50)
        + stroke(f"M{n(x + 10)} {n(ground)}v-22M{n(x + 70)} {n(ground)}v-22", STEEL_LINE, 5)
        + "".join(box(x, ground - 26 - 13 * k, 80, 8, WOOD, WOOD_LINE, 2) for k in range(3))
    )


def estate_front() -> str:
    """Draw the foot of a block: flats with balconies, wires, bills on the wall, hens in a coop, a cat."""
    ground = earth(W, H, 318, "#cfcabd") + stroke("M0 318H480", "#b3a994", 2)
    house = box(30, 26, 420, 292, "#efe7d8", "#b3a994", 1) + stroke("M30 122H450M30 218H450", "#d3c8b2", 3)
    out = ""
    for r in range(2):
        for k in range(3):
            out += window(56 + 140 * k, 42 + 96 * r, 84, 62)
    cat = (
        path("M0 0q-3-14 6-20l-1-9l7 5h6l7-5l-1 9q8 8 5 20Z", "#6a5a50", "#43352d")
        + circle((9, -15), 1.4, LIT)
        + circle((17, -15), 1.4, LIT)
        + stroke("M28-4q12 0 10-14", "#6a5a50", 4)
    )
    out += group(cat, "translate(82 198)") + stroke("M56 200H140", GREY_LINE, 3)
    rack = (
        stroke("M196 130h86", STEEL_LINE, 3)
        + path("M202 130l9-3l9 3v26h-18Z", "#d98c4e", "#a8622b")
        + path("M228 130h20v32h-8l-2-16l-2 16h-8Z", "#4d7396", "#2f4a63")
        + path("M256 130h18l2 22h-22Z", "#f3efe4", GREY_LINE)
    )
    cooler = (
        box(356, 172, 60, 30, "#ecebe6", GREY_LINE, 3)
        + ring((374, 187), 10, GREY_LINE, 2)
        + stroke("M392 180h16m-16 6h16m-16 6h16", GREY_LINE, 1.8)
    )
    wire = (
        stroke("M100 86C150 150 250 190 330 150T470 66", INK, 2.6)
        + stroke("M112 60C190 120 290 96 386 62", "#a8442f", 2.2)
        + stroke("M330 150q14 40 4 116", INK, 2.6)
        + box(322, 264, 26, 22, PAPER, INK, 2)
        + circle((331, 275), 2.4, INK)
        + circle((340, 275), 2.4, INK)
    )
    entrance = (
        box(196, 226, 88, 92, "#8b9492", "#5d6866", 2)
        + box(203, 233, 35, 85, GLASS, "#5d6866", 1)
        + box(242, 233, 35, 85, GLASS, "#5d6866", 1)
        + stroke("M210 274l16-24M250 274l16-24", GLARE, 3)
    )
    bills = ""
    for x, y, a, c, t in (
        (112, 244, -6, "#f3d34a", "开锁"),
        (154, 254, 5, "#f7f4ea", "疏通"),
        (124, 284, 3, "#f2a9a0", "贷款"),
    ):
        bills += group(
            box(-21, -15, 42, 30, c, GREY_LINE, 1) + words(0, 6, t, 15), f"translate({x} {y}) rotate({a})"
        )
    coop = (
        box(378, 268, 84, 54, WOOD_LIGHT, WOOD_LINE, 2)
        + path("M370 268l14-16h72l14 16Z", WOOD, WOOD_LINE)
        + "".join(stroke(f"M{390 + 12 * k} 272V318", WOOD_LINE, 2) for k in range(6))
    )
    hen = (
        path(
            "M0 0C-12-2-16-14-12-20L-4-14C2-16 6-22 8-28C14-32 18-26 17-22L22-20L17-17C17-6 12 0 0 0Z",
            "#f4efe3",
            "#a9987c",
        )
        + path("M9-28l2-6l3 4l3-3l1 6Z", RED)
        + circle((13, -24), 1.4, INK)
        + stroke("M0 0v8m6-8v8", "#c58a3a", 2.4)
    )
    return (
        sky(W, 318)
        + ground
        + house
        + out
        + rack
        + cooler
        + entrance
        + bills
        + wire
        + coop
        + group(hen, "translate(412 310) scale(1.1)")
        + group(hen, "translate(366 330) scale(-1.1 1.1)")
    )


def equipment() -> str:
    """Draw the meters and pipes at the back of a block: gas, water, a pump cabinet, cables, an outdoor hydrant."""
    wall = box(0, 0, W, 296, "#e6dfd0", None, 18) + "".join(
        stroke(f"M0 {40 + 42 * r}H480", "#d6cdb9", 1.4) for r in range(6)
    )
    ground = earth(W, H, 290, "#cfcabd") + stroke("M0 290H480", "#b3a994", 2)
    power = (
        box(30, 60, 84, 112, "#8fa7a0", "#5f7f78", 3)
        + stroke("M106 108v16", INK, 4)
        + group(triangle_sign((0, 0), 22), "translate(72 102)")
        + path("M74 92l-9 13h7l-3 10l10-14h-7Z", INK)
        + words(72, 154, "配电箱", 17, "#fff")
    )
    phone = box(34, 196, 76, 54, "#d8dcda", "#8b9492", 3) + words(72, 228, "通信", 17)
    rusty = stroke("M152 0V290", "#d9b64c", 12)
    rust = "".join(
        path(f"M{145} {y}l4-8l8-3l6 7l1 14l-5 10l-9 2l-5-9Z", RUST, "#84441f") for y in (88, 122, 158)
    ) + stroke("M158 104q8 2 10 10M157 140l9 6", RUST, 2.4)
    gas = box(140, 196, 26, 40, "#d9b64c", "#9c7c22", 3) + words(172, 222, "燃气", 16, INK, "start")
    water = (
        stroke("M240 290V150H326V290", "#7f9db3", 13)
        + box(266, 136, 34, 28, "#5f8fae", "#3a627d", 5)
        + circle((283, 150), 9, PAPER, "#3a627d")
        + words(283, 128, "水表", 16)
    )
    joint = box(316, 206, 20, 14, "#5d7d93", "#3a627d", 2) + "".join(
        path(f"M{x} {y}q-5 9 0 11q5-2 0-11Z", WATER, WATER_LINE)
        for x, y in ((340, 220), (334, 240), (344, 256), (332, 268))
    )
    joint += (
        stroke("M336 212q16 4 16 30", WATER_LINE, 2.4)
        + ellipse((340, 298), 44, 11, WATER, WATER_LINE)
        + stroke("M314 298q8-4 16 0M344 301q8-4 16 0", "#f0f7fa", 2)
    )
    post = (
        shadow(432, 322, 36)
        + box(414, 212, 36, 104, RED, RED_LINE, 6)
        + path("M408 212q24-30 48 0Z", RED, RED_LINE)
        + box(404, 310, 56, 10, RED, RED_LINE, 2)
        + box(392, 246, 24, 30, "#8d2f25", RED_LINE, 3)
        + box(386, 242, 8, 38, "#b7b2a8", GREY_LINE, 2)
    )
    post += (
        circle((440, 262), 15, "#3a1d18", RED_LINE)
        + ring((440, 262), 13, "#b7b2a8", 3)
        + circle((440, 262), 7, "#1e100d")
    )
    cap = stroke("M452 272q16 16 8 40", GREY_LINE, 2) + words(432, 184, "消防栓", 16, RED)
    return wall + ground + power + phone + rusty + rust + gas + water + joint + post + cap


# --- on counters and boards ----------------------------------------------------------------------------------------


def records() -> str:
    """Draw the books and pads that lie ready on a desk, seen from above."""
    top = box(0, 0, W, H, "#dcb989", None, 18) + "".join(
        stroke(f"M0 {60 + 66 * k}H480", "#cfa873", 1.6) for k in range(5)
    )
    books = (
        book(24, 26, 132, 96, "#5f8f86", "#3d655e", ("楼宇巡查", "记录本"))
        + book(174, 26, 132, 96, "#c98a4b", "#8f5d2a", ("装修", "巡查记录"))
        + book(324, 26, 132, 96, "#7b8fae", "#4f6280", ("工作", "联系单"))
        + book(24, 146, 132, 96, "#a8839f", "#735570", ("钥匙借用", "登记"))
        + book(174, 146, 132, 96, "#b5a14f", "#7d6d2a", ("来电来访", "记录"))
        + book(324, 146, 132, 96, "#8f8f86", "#62625a", ("维修工具", "借用登记"))
    )
    pen = turned(
        box(60, 300, 150, 10, INK, INK_LINE, 5)
        + path("M210 300l16 5l-16 5Z", GOLD, GOLD_LINE)
        + box(92, 298, 34, 4, GREY, None, 1),
        -8,
        (140, 305),
    )
    cup = (
        circle((414, 314), 40, PAPER, SHIRT_LINE)
        + circle((414, 314), 30, "#8a5a3a", "#6b4329")
        + stroke("M374 296q-26-6-28 14t26 16", PAPER, 7)
    )
    return top + books + pen + cup


def keys() -> str:
    """Draw a key board, the clock above it and the lending register below; the numbers are made up."""
    board = box(20, 20, 318, 150, WOOD, WOOD_LINE, 4) + box(28, 28, 302, 134, "#f4ead6", WOOD_LINE, 2)
    hooks = ""
    for index, tag in enumerate(("1-102", "2-301", "3-502", "4-203", "5-701", "6-404")):
        x, y = 78.0 + 101 * (index % 3), 40.0 + 62 * (index // 3)
        if tag in ("3-502", "5-701"):
            hooks += (
                circle((x, y), 2.8, INK)
                + box(x - 28, y + 33, 56, 20, "none", "#c9b48c", 3)
                + words(x, y + 48.5, tag, 15, "#8a7550")
            )
        else:
            hooks += key(x, y, tag)
    time = clock((408, 92), 17, 50, 52)
    sheet = box(20, 190, 440, 172, PAPER, SHIRT_LINE, 3) + words(240, 211, "钥匙借用登记（今日）", 16)
    sheet += stroke(
        "M30 220H450M30 246H450M30 280H450M30 314H450M30 348H450M30 220V348M120 220V348M240 220V348M330 220V348M450 220V348",
        GREY_LINE,
        1.4,
    )
    sheet += "".join(
        words(x, 239, t, 15, INK) for x, t in ((75, "钥匙"), (180, "借用人"), (285, "借出"), (390, "归还"))
    )
    rows = (
        ("1-102", "维修部", "09:10", "10:05"),
        ("2-301", "保洁", "13:20", ""),
        ("5-701", "维修部", "14:30", ""),
    )
    for r, row in enumerate(rows):
        y = 269 + 34 * r
        sheet += "".join(words(x, y, t, 16, "#2f4f7a") for x, t in zip((75, 180, 285, 390), row, strict=True))
        if row[3]:
            sheet += stroke(f"M36 {y - 5}H444", RED, 1.8)
    return board + hooks + time + sheet


def counter_morning() -> str:
    """Draw the counter before the doors open: screen, forms, pens, the hand-over book, the clock."""
    back = (
        clock((84, 74), 8, 25, 40)
        + box(170, 40, 260, 66, JADE, JADE_LINE, 4)
        + words(300, 84, "客户服务中心", 32, "#fff")
    )
    tall = (
        box(14, 196, 452, 16, WOOD, WOOD_LINE, 4)
        + box(24, 212, 432, 128, WOOD_LIGHT, WOOD_LINE, 1)
        + stroke("M168 224V330M312 224V330", WOOD, 2)
        + box(24, 330, 432, 12, WOOD_DEEP, WOOD_LINE, 1)
    )
    screen = (
        box(36, 122, 100, 64, "#33393d", "#22272a", 4)
        + box(42, 128, 88, 52, "#cfe3de", None, 1)
        + stroke("M50 140h50M50 150h66M50 160h40", JADE, 3)
        + box(80, 186, 12, 8, STEEL, None, 0)
        + box(64, 192, 44, 5, STEEL, STEEL_LINE, 2)
    )
    rack = (
        box(164, 130, 78, 66, "#d8dcda", "#8b9492", 3)
        + box(170, 136, 30, 54, "#f4f6f5", "#8b9492", 1)
        + box(206, 136, 30, 54, "#f4f6f5", "#8b9492", 1)
    )
    rack += (
        path("M173 190V150l24-2v42Z", PAPER, SHIRT_LINE)
        + stroke("M177 158h16m-16 7h16m-16 7h16m-16 7h10", GREY_LINE, 1.6)
        + words(221, 168, "空", 1, "none")
    )
    rack += words(185, 126, "报修", 13) + words(221, 126, "装修", 13)
    cup = (
        path("M268 160h36l-4 36h-28Z", "#6f8f86", "#46655d")
        + stroke("M276 160l-4-30", "#2f4f7a", 5)
        + stroke("M286 160v-34", INK, 5)
        + stroke("M296 160l6-28", RED, 5)
    )
    hand = (
        box(326, 182, 62, 14, "#a8839f", "#735570", 2)
        + box(330, 168, 58, 14, "#5f8f86", "#3d655e", 2)
        + words(358, 180, "交接本", 12, "#fff")
    )
    call = (
        path("M404 194q-2-22 18-24h14q20 2 18 24Z", "#8b9492", "#5d6866")
        + stroke("M400 172q0-12 30-12t30 12", INK, 9)
        + "".join(circle((420 + 9 * (k % 3), 178 + 7 * (k // 3)), 2.2, PAPER) for k in range(6))
    )
    call = "".join(
        (
            path("M402 195l8-26h40l8 26Z", "#e8e5de", GREY_LINE),
            "".join(circle((419 + 11 * (k % 3), 176 + 7 * (k // 3)), 2.6, INK) for k in range(6)),
            stroke("M396 176q0-14 12-14h44q12 0 12 14", INK, 3),
        )
    )
    handset = stroke("M434 199c20 10 20 44-2 62", INK, 2) + turned(
        box(410, 262, 46, 13, INK, INK_LINE, 6), 72, (433, 268)
    )
    return back + shadow(240, 344, 240) + tall + screen + rack + cup + hand + call + handset
