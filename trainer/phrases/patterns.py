"""The small language in which authors write wordings, and what it means to `re`.

| written  | means                                                                                    |
|----------|------------------------------------------------------------------------------------------|
| 不归我管 | these words, whatever their width and whether simplified or traditional                  |
| 甲|乙    | either                                                                                   |
| (甲|乙)丙 | either, then the rest; (甲|) may be there or not                                        |
| 甲…乙    | up to eight characters between, within one part of a sentence (no comma, no full stop)   |
| 甲……乙   | up to 24 characters between, within one sentence (commas allowed)                        |
| 【您】   | one of the wordings of a list under `words:`                                             |
| <甲      | at the beginning of a part of a sentence                                                 |
| 甲>      | at its end; particles like 吧 啊 呀 呢 嘛 啦 了 may stand before it                      |
| ， 。 ？ ！ | these marks, in any width; ， also stands for ： ； 、 and brackets                     |

Spaces mean nothing, and a sign in full width is the same sign.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from trainer.i18n import _
from trainer.phrases.normal import ASK, CALL, COMMA, ENDS, STOP, plain_character

NARROW = f"[^{COMMA}{STOP}{CALL}{ASK}]{{0,8}}?"
WIDE = f"[^{STOP}{CALL}{ASK}]{{0,24}}?"
BEGIN = f"(?<![^{ENDS}])"
END = f"(?=[吧啊呀呢嘛啦了哦噢哈呗喽呐咯喔哟哪]{{0,2}}(?:[{ENDS}]|$))"
SIGNS = {"|": "|", "(": "(?:", ")": ")", "<": BEGIN, ">": END}
FULL_WIDTH = str.maketrans("｜（）＜＞〈〉", "|()<><>")
DEEPEST = 3
KEPT = 20_000
"""Compiled patterns kept: those of a few phrasebooks."""
_SIGN = re.compile(r"[|()<>…【]")
_TOKEN = re.compile(r"…{2,}|…|【[^】]*】|.", re.DOTALL)


class PatternError(ValueError):
    """What is wrong with a pattern, in its author's words."""


def compiled(written: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Return what finds a pattern in a text as rules read it; raises PatternError."""
    source = _source(written, words, 0)
    try:
        found = _regex(source)
    except re.error as error:
        raise PatternError(_("This is no pattern: the brackets are not closed.")) from error
    if found.fullmatch("") or not re.sub(r"[|()<>…\s]", "", written.translate(FULL_WIDTH)):
        raise PatternError(_("This pattern has nothing that must stand in the text."))
    return found


@lru_cache(maxsize=KEPT)
def _regex(source: str) -> re.Pattern[str]:
    """Compile once a process: the same rules stand in the file, in the edition and in every question."""
    return re.compile(source)


def joined(wordings: Iterable[str]) -> list[str]:
    """Return the wordings with all plain ones in one pattern, longest first, which is faster to compile."""
    every = [written.translate(FULL_WIDTH) for written in wordings]
    plain = sorted((one for one in every if not _SIGN.search(one)), key=len, reverse=True)
    return ["|".join(plain)] * bool(plain) + [one for one in every if _SIGN.search(one)]


def _source(written: str, words: Mapping[str, str], depth: int) -> str:
    tokens = [token for token in _TOKEN.findall(written.translate(FULL_WIDTH)) if not token.isspace()]
    if any(tokens[end][:1] == "…" for end in (0, -1) if tokens):
        raise PatternError(_("“…” stands between words, not at the beginning or end."))
    return "(?:" + "".join(_piece(token, words, depth) for token in tokens) + ")"


def _piece(token: str, words: Mapping[str, str], depth: int) -> str:
    if token[0] == "…":
        return NARROW if len(token) == 1 else WIDE
    if token[0] == "【" and len(token) > 1:
        return _listed(token[1:-1], words, depth)
    if token in SIGNS:
        return SIGNS[token]
    return re.escape(plain_character(token))


def _listed(name: str, words: Mapping[str, str], depth: int) -> str:
    if name not in words:
        known = "、".join(words)
        raise PatternError(
            _("There is no list of words “%(name)s”; there are: %(known)s.", name=name, known=known)
        )
    if depth >= DEEPEST:
        raise PatternError(_("The list of words “%(name)s” leads back to itself.", name=name))
    return _source(words[name], words, depth + 1)
