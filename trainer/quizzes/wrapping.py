"""Chinese text broken into lines for pictures, where no browser does it."""

import re

_NEVER_FIRST = "，。！？；：、）》”’…"
_NEVER_LAST = "（《“‘"
_PIECE = re.compile(rf"[{_NEVER_LAST}]*(?:[!-~]+|[^{_NEVER_LAST}])(?: *[{_NEVER_FIRST}])*|[{_NEVER_LAST}]+")
_NARROW = 0.58
"""Width of a letter or figure beside a Chinese character's 1."""


def wrapped(text: str, ems: float, most: int | None = None) -> tuple[str, ...]:
    """Break a text into lines of so many ems; where there are too many, the last one ends in an ellipsis.

    Words and figures stay whole, no line begins with a comma; what is longer than a line stands alone.
    """
    lines = [""]
    for piece in _PIECE.findall(" ".join(text.split())):
        if lines[-1] and wide(lines[-1] + piece) > ems:
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip()
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return tuple(line.rstrip() for line in lines)


def wide(text: str) -> float:
    """Return the width of a text in ems, nearly."""
    return sum(_NARROW if character.isascii() else 1.0 for character in text)
