"""Whole and decimal numbers as people write them: 3, ３, 1,000, 2.5, 三, 两, 二十五, 三百三十八, 三百二."""

import re
import unicodedata
from fractions import Fraction

_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
# Traditional signs of numbers and units; 廿 and 卅 are short for 二十 and 三十.
_SIMPLE = str.maketrans(
    {"兩": "两", "貳": "贰", "陸": "陆", "參": "叁", "點": "点", "時": "时", "鐘": "钟", "鍾": "钟"}
    | {"號": "号", "週": "周", "個": "个", "禮": "礼", "戶": "户", "棟": "栋", "樓": "楼", "釐": "厘"}
    | {"俩": "两", "廿": "二十", "卅": "三十"}
)
CHINESE = "".join(_DIGITS) + "".join(_UNITS)
"""All signs that can stand in a Chinese number."""
PATTERN = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|[{CHINESE}]+(?:点[{CHINESE}]+)?"
"""What may be a number, for regular expressions over `plain` texts; `read` says whether it is one."""
HTML_PATTERN = f".*[0-9０-９{CHINESE}兩半].*"
"""Lets a browser without script keep back a text that holds no number, so that it is not lost."""
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)


def plain(text: str) -> str:
    """Return a text in one width, case and script of numerals, without any space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().translate(_SIMPLE).split())


def holds_number(text: str) -> bool:
    """Say whether some sign of a number stands in a text, 半 and names such as 周日 and 中午 included."""
    return bool(re.search(rf"[0-9{CHINESE}半]|正午|中午|午夜|(?:星期|周|礼拜)[日天]", plain(text)))


def read(text: str) -> Fraction | None:
    """Return the number that a plain text writes and nothing else, up to 9999 in Chinese; None for others."""
    if _ARABIC.fullmatch(text):
        return Fraction(text.replace(",", ""))
    whole, point, after = text.partition("点")
    number = _chinese(whole)
    if number is None or not point:
        return None if number is None else Fraction(number)
    if not after or any(sign not in _DIGITS for sign in after):
        return None
    return number + Fraction(int(_digits(after)), 10 ** len(after))


def _digits(text: str) -> str:
    return "".join(str(_DIGITS[sign]) for sign in text)


def _chinese(text: str) -> int | None:
    if not text or any(sign not in _DIGITS and sign not in _UNITS for sign in text):
        return None
    if all(sign in _DIGITS for sign in text):
        return int(_digits(text)) if _spelt_out(text) else None
    return _with_units(text)


def _spelt_out(digits: str) -> bool:
    """Say whether digits alone are a number: 五, 三三八, 一〇; 三五 and 两三 mean “some”."""
    return len(digits) == 1 or (len(digits) <= 4 and "两" not in digits and bool(digits[2:] or _zero(digits)))  # noqa: PLR2004


def _zero(digits: str) -> bool:
    return not {"零", "〇"}.isdisjoint(digits)


def _with_units(text: str) -> int | None:
    """Add up digits and units from thousands down; 零 stands for what is left out, 三百二 is 320."""
    total, last, digit, zero = 0, 10_000, None, False
    for sign in text:
        if sign in _UNITS:
            unit = _UNITS[sign]
            bare = unit == 10 and digit is None  # noqa: PLR2004 - 十五, 一百十五
            if unit >= last or digit == 0 or not (digit or bare):
                return None
            total, last, digit, zero = total + (digit or 1) * unit, unit, None, False
        elif digit is not None or (zero and not _DIGITS[sign]):
            return None
        elif _DIGITS[sign]:
            digit = _DIGITS[sign]
        elif total:
            zero = True
        else:
            return None
    if digit is None:
        return None if zero else total
    return total + digit * (1 if zero or last == 10 else last // 10)  # noqa: PLR2004 - after 十 come ones
