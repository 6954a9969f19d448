"""A number with its unit, a time of day, a day of the month or of the week, read as people write them.

What is asked decides how a text is read: 日 is a day of the month where one is asked for, else 24 hours.
Reading is tolerant of the way of writing and strict about the value; units are converted only within one
dimension, and days only into hours.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from trainer.quizzes.types import framing, numerals, times

Kind = Literal["amount", "time", "weekday", "day"]

_SPELT: dict[str, dict[str, str]] = {
    # by dimension: the unit and every way to write it; the first unit of a dimension is its base
    "length": {"米": "米 公尺 m", "厘米": "厘米 公分 cm", "毫米": "毫米 mm", "千米": "千米 公里 km"},
    "duration": {
        "秒": "秒 秒钟 s sec secs second seconds",
        "分钟": "分钟 分 min mins minute minutes",
        "小时": "小时 钟头 钟 时 h hr hrs hour hours",
        "刻钟": "刻钟 刻",
        "天": "天 日 d day days",
    },
    "次": {"次": "次 回 遍 趟"},
    "户": {"户": "户 家"},
    "人": {"人": "人 名 位 个"},
    "份": {"份": "份"},
    "栋": {"栋": "栋 幢 座"},
}
_FACTORS = {
    "厘米": Fraction(1, 100),
    "毫米": Fraction(1, 1000),
    "千米": Fraction(1000),
    "分钟": Fraction(60),
    "小时": Fraction(3600),
    "刻钟": Fraction(900),
    "天": Fraction(86400),
}
_DAY = ("日", "号")


@dataclass(frozen=True)
class Quantity:
    """One value: `amount` in the base unit of `dimension`; minutes for a time, 1 to 7 for a weekday."""

    kind: Kind
    amount: Fraction
    dimension: str = ""
    unit: str = ""
    """As it was meant: 天 and 小时 are told apart. Empty when none was written."""
    direction: int = 0
    """1 for “at least”, -1 for “at most”, 0 for neither."""
    per: str = ""
    """天, 周, 月 … for “每天” and the like."""


def kind_of(value: str, unit: str | None) -> Kind | None:
    """Return what an author's value asks for; None when it is nothing that can be read."""
    if unit:
        number = numerals.read(numerals.plain(value))
        return None if number is None else "day" if unit in _DAY else "amount"
    text = numerals.plain(value)
    if times.weekday(text) is not None:
        return "weekday"
    return "time" if times.minutes(text) is not None else None


def wants_unit(kind: Kind, unit: str | None) -> bool:
    """Say whether a number alone leaves open what is meant: where a dimension has several units."""
    return kind == "amount" and len(_SPELT.get(_dimension(unit or ""), ())) > 1


def read(text: str, kind: Kind, unit: str | None) -> Quantity | None:
    """Return the value a text writes, None when it cannot be read as one value of this kind.

    A number alone is one of the `unit` asked for; its `unit` stays empty.
    """
    frame = framing.strip(numerals.plain(text), periods=kind != "weekday")
    core = frame.core
    amount: Fraction | int | None
    if kind == "time":
        amount = times.minutes(core)
    elif kind == "weekday":
        amount = times.weekday(core, bare=True)
    elif kind == "day":
        amount = numerals.read(core.removesuffix("日").removesuffix("号"))
    else:
        found = _amount(core, unit or "")
        return Quantity("amount", *found, frame.direction, frame.per) if found else None
    return None if amount is None else Quantity(kind, Fraction(amount), "", "", frame.direction, frame.per)


def core(text: str) -> str:
    """Return a text in its plain form, without the words around its value."""
    return framing.strip(numerals.plain(text)).core


def same(wanted: Quantity, given: Quantity) -> bool:
    """Say whether a value given is the one wanted; a contrary “at least” or “every week” is another value."""
    units = {wanted.unit, given.unit}
    days = "天" in units and not units <= {"天", "小时", ""}
    return (
        (wanted.kind, wanted.dimension, wanted.amount) == (given.kind, given.dimension, given.amount)
        and not days
        and wanted.direction * given.direction >= 0
        and (not wanted.per or not given.per or wanted.per == given.per)
    )


def _dimension(unit: str) -> str:
    """Return the dimension of a unit; one that is not known is its own."""
    return next((name for name, units in _SPELT.items() if unit in units), unit)


def _amount(text: str, unit: str) -> tuple[Fraction, str, str] | None:
    """Return amount, dimension and unit of a number alone, or with units, of the dimension asked first.

    个 counts whatever is asked for and names no unit: beside the printed 小时, 6个 is a number alone.
    """
    number = _alone(text)
    if number is not None:
        return number * _FACTORS.get(unit, 1), _dimension(unit), ""
    asked = _dimension(unit)
    for dimension in (asked, *(name for name in _SPELT if name != asked)):
        found = _summed(text, dimension)
        if found:
            return found[0], dimension, found[1]
    return None


def _alone(text: str) -> Fraction | None:
    """Return a number that at most the counter 个 follows: 6, 6个, 半个, 两个半."""
    if text == "半个":
        return Fraction(1, 2)
    number = numerals.read(text.removesuffix("半").removesuffix("个") if "个" in text else text)
    return number + Fraction(1, 2) if number is not None and text.endswith("个半") else number


def _summed(text: str, dimension: str) -> tuple[Fraction, str] | None:
    """Add up numbers with units of one dimension (3米, 一个半小时, 一米五); return the last unit too."""
    total, unit, rest = Fraction(0), "", text
    while rest:
        if unit == "米" and (tail := re.fullmatch(r"[0-9]{1,2}|[零一二三四五六七八九]{1,2}", rest)):
            decimals = "".join(str(numerals.read(sign)) for sign in tail[0])
            return total + Fraction(int(decimals), 10 ** len(decimals)), unit
        found = _piece(dimension).match(rest)
        number = _number(found) if found else None
        if not found or number is None:
            return None
        unit = _WAYS.get(dimension, {}).get(found["unit"], dimension)
        total += number * _FACTORS.get(unit, 1)
        rest = rest[found.end() :]
    return (total, unit) if unit else None


def _number(found: re.Match[str]) -> Fraction | None:
    """Return the number of a piece; 半 before the unit, within the number or behind the unit is a half."""
    halves = sum(bool(found[part]) for part in ("alone", "within", "behind"))
    number = Fraction(0) if found["alone"] else numerals.read(found["number"])
    return None if number is None else number + Fraction(halves, 2)


@cache
def _piece(dimension: str) -> re.Pattern[str]:
    """Return the pattern of one number with one unit of a dimension."""
    ways = _WAYS.get(dimension, (dimension, "个"))
    unit = "|".join(map(re.escape, sorted(ways, key=len, reverse=True)))
    number = rf"(?:(?P<alone>半)个?|(?P<number>{numerals.PATTERN})(?P<within>个半|半)?)"
    return re.compile(rf"{number}个?(?P<unit>{unit})(?P<behind>半)?")


_WAYS = {
    dimension: {way: unit for unit, ways in units.items() for way in ways.split()}
    for dimension, units in _SPELT.items()
}
