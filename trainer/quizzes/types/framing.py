"""The words around a value: “at least”, “within”, “about”, “every week”; taken off and understood."""

import re
from dataclasses import dataclass

from trainer.quizzes.types import numerals

_AT_LEAST = "不得少于 不少于 不低于 不小于 不早于 至少 最少 起码 最早 >= ≥ 从 自"
_AT_MOST = "不得超过 不超过 不多于 不高于 不大于 不晚于 不迟于 至多 最多 最晚 最迟 最长 <= ≤"
_NEITHER = "大约 大概 差不多 约 整整 原则上 借用 一共 共 是 应当 应该 应 要 在 于 当日 当天 ~ ≈ ="
_FROM_ON = "及以上 或以上 以上 以后 之后 开始 起 后"
_UP_TO = "及以下 或以下 以下 以内 之内 以前 之前 为止 内 前"
_ABOUT = "左右 上下 前后 整 。 . , ! ;"


def _longest_first(words: dict[int, str]) -> dict[str, int]:
    """Return the direction of each word, 不少于 before 于."""
    directions = {word: direction for direction, several in words.items() for word in several.split()}
    return dict(sorted(directions.items(), key=lambda entry: -len(entry[0])))


_BEFORE = _longest_first({1: _AT_LEAST, -1: _AT_MOST, 0: _NEITHER})
_AFTER = _longest_first({1: _FROM_ON, -1: _UP_TO, 0: _ABOUT})

_PERIOD_WAYS = ("季度末月 季末月", "季度 季", "年", "月", "星期 礼拜 周", "日 天")
"""How a period is written; the last of each stands for all."""

_PERIODS = {way: ways.split()[-1] for ways in _PERIOD_WAYS for way in ways.split()}
_PERIOD = "|".join(_PERIODS)
_NUMBER = rf"[0-9{numerals.CHINESE}]"
_EVERY = re.compile(rf"每一?个?({_PERIOD})|(?:一|1)个?({_PERIOD})(?={_NUMBER}|至少|最少|不少于)")
_EACH = re.compile(rf"(?:/|每)个?({_PERIOD})$")


@dataclass(frozen=True)
class Framed:
    """A text without the words around its value."""

    core: str
    direction: int = 0
    """1 for “at least”, -1 for “at most”, 0 for neither, or for both at once."""
    per: str = ""
    """The period of “every day” and the like, in one wording; empty without."""


def strip(text: str, *, periods: bool = True) -> Framed:
    """Take the words off a plain text; `periods` too, where the value is not a day itself."""
    core, directions, per = text, set[int](), ""
    while True:
        found = (_EVERY.match(core) or _EACH.search(core)) if periods and not per else None
        if found:
            per = _PERIODS[next(filter(None, found.groups()))]
            core = core[: found.start()] + core[found.end() :]
            continue
        before = next((word for word in _BEFORE if core.startswith(word)), None)
        after = next((word for word in _AFTER if core.endswith(word)), None)
        if before:
            directions.add(_BEFORE[before])
            core = core.removeprefix(before)
        elif after:
            directions.add(_AFTER[after])
            core = core.removesuffix(after)
        else:
            return Framed(core, sum(directions), per)


def period(text: str | None) -> str:
    """Return the one wording of a period as the register writes it (每日); empty for other texts."""
    found = re.fullmatch(rf"(?:原则上)?每个?({_PERIOD})", text or "")
    return _PERIODS[found[1]] if found else ""
