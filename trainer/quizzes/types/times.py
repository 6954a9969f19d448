"""Times of day and days of the week as people write them: 17:30, 17点30分, 下午五点半, 5:30pm; 周一."""

import re

from trainer.quizzes.types import numerals

DAY = 24 * 60
_PARTS: tuple[tuple[str, dict[int, int]], ...] = (
    # the words for a part of the day, and the hours that can be named with them
    ("凌晨 am a.m.", {hour: hour for hour in range(12)} | {12: 0}),
    ("清晨 清早 早上 早晨 上午 早", {hour: hour for hour in range(13)}),
    ("中午 正午", {11: 11, 12: 12, 13: 13, 1: 13, 2: 14}),
    ("下午 午后 傍晚 pm p.m.", {hour: hour % 12 + 12 for hour in range(1, 20)}),
    (
        "晚上 夜里 夜间 深夜 晚 夜",
        {h: h for h in (*range(5), *range(17, 24))} | {h: h + 12 for h in range(5, 12)} | {12: 0},
    ),
)
_HOURS = {word: hours for words, hours in _PARTS for word in words.split()}
_PART = "|".join(map(re.escape, sorted(_HOURS, key=len, reverse=True)))
_SIGN = f"[{numerals.CHINESE}]"
_AFTER_THE_HOUR = rf"半|[一三13]刻钟?|(?:[0-9]{{2}}|{_SIGN}{{2,3}}|十)分?|(?:[0-9]|{_SIGN})分"
_TIME = re.compile(
    rf"(?P<before>{_PART})?(?P<hour>[0-9]{{1,2}}|{_SIGN}{{1,3}})"
    rf"(?:[:.∶](?P<digits>[0-9]{{2}})分?|[点时](?:钟|整)?(?P<words>{_AFTER_THE_HOUR})?)?"
    rf"(?P<after>am|pm|a\.m\.|p\.m\.)?"
)
_ALONE = {"正午": 12 * 60, "中午": 12 * 60, "午夜": 0}
_QUARTERS = {"半": 30, "一": 15, "1": 15, "三": 45, "3": 45}
_WEEKDAY = re.compile(r"每?个?(?:(?:星期|周|礼拜)的?)?(?:星期|周|礼拜)([一二三四五六日天1-7])")
_BARE_WEEKDAY = re.compile(r"([一二三四五六日天1-7])")
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH = re.compile(rf"({'|'.join(_ENGLISH_DAYS)})[a-z]*")


def minutes(text: str) -> int | None:
    """Return the minute of the day that a plain text writes, None for other texts; 24:00 is 0:00."""
    if text in _ALONE:
        return _ALONE[text]
    found = _match(text)
    if not found:
        return None
    hour, minute = numerals.read(found["hour"]), _minute(found["digits"] or found["words"] or "")
    if hour is None or minute is None or hour > 24 or minute > 59:  # noqa: PLR2004 - a day's hours
        return None
    named = found["before"] or found["after"]
    turned = _HOURS[named].get(int(hour)) if named else int(hour)
    return None if turned is None else (turned * 60 + minute) % DAY


def half_is_open(text: str) -> bool:
    """Say whether a plain text leaves open which half of the day is meant: 5:30 does, 05:30 does not.

    From seven to eleven the morning is meant, as everybody at a counter understands it.
    """
    found = _match(text)
    if not found or found["before"] or found["after"] or found["hour"].startswith("0"):
        return False
    hour = numerals.read(found["hour"])
    return hour is not None and 1 <= hour < 7  # noqa: PLR2004 - hours of both early risers and afternoons


def weekday(text: str, *, bare: bool = False) -> int | None:
    """Return 1 (Monday) to 7 for the day of the week that a plain text writes, None for other texts.

    Where a weekday is asked for, its number `bare` is one too.
    """
    if english := _ENGLISH.fullmatch(text):
        return _ENGLISH_DAYS.index(english[1]) + 1
    found = _WEEKDAY.fullmatch(text) or (_BARE_WEEKDAY.fullmatch(text) if bare else None)
    if not found:
        return None
    return 7 if found[1] in "日天" else int(numerals.read(found[1]) or 0)


def _match(text: str) -> re.Match[str] | None:
    bare = re.fullmatch(r"([0-9]{2})([0-9]{2})", text)
    return _TIME.fullmatch(f"{bare[1]}:{bare[2]}" if bare else text)


def _minute(text: str) -> int | None:
    if not text:
        return 0
    if "刻" in text or text == "半":
        return _QUARTERS[text[0]]
    number = numerals.read(text.removesuffix("分"))
    return None if number is None else int(number)
