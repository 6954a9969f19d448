"""A text as rules read it: one width, simplified characters, few kinds of punctuation, its places kept."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

COMMA, STOP, CALL, ASK = "，。！？"
"""The four marks that are left: between parts of a sentence, and three at its end."""
MARKS = {
    **dict.fromkeys(",，:：;；—~～·|/\\()（）[]【】<>{}→-_*", COMMA),
    **dict.fromkeys(".。…\n\r｡", STOP),
    "!": CALL,
    "?": ASK,
}
QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "＂": "＂", "〝": "〞", "﹁": "﹂"}
"""Opening marks of quotation and what closes each."""
EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff"
ENDS = f"{COMMA}{STOP}{CALL}{ASK}{EMOJI}"
"""What stands between two parts of a sentence, as the inside of a class of `re`."""
LEFT = 4
"""Characters of a part of a sentence that are shown with a wording rather than left over."""
VARIANTS = {"妳": "你", "您們": "您们", "咁": "这么", "恁": "恁", "麽": "么", "甚": "甚", "嚐": "尝"}
"""Characters that opencc leaves as they are, for each has a life of its own in simplified writing."""
_HAN = "\u3400-\u9fff"
_SPREAD = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[\s.．·*_~、!！…-]{{1,3}}[{_HAN}](?![{_HAN}])){{2,}}")
_GAPS = re.compile(r"[\s.．·*_~、!！…-]")


@dataclass(frozen=True)
class Plain:
    """The text as rules read it; `places` has, for each of its characters, its place in the original."""

    text: str
    places: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]
    """Where somebody else's words are quoted, in places of `text`."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original text of what stands from `start` to `end` here."""
        return self.places[start][0], self.places[end - 1][1]


@lru_cache(maxsize=20_000)
def plain_character(character: str) -> str:
    """Return one character of any text as rules read it; nothing for what is not seen."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(_one(part) for part in folded)


def _one(part: str) -> str:
    if part in MARKS:
        return MARKS[part]
    if part.isspace() or unicodedata.category(part) in {"Mn", "Me", "Cf", "Cc", "Cn", "Co", "Cs"}:
        return ""
    return VARIANTS.get(part) or _converter().convert(part)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def plain_words(written: str) -> str:
    """Return words of a rule in the form in which texts are read."""
    return "".join(map(plain_character, written))


def read(original: str) -> Plain:
    """Return a text in the form in which rules read it."""
    spread = {
        match.start() + gap.start()
        for match in _SPREAD.finditer(original)
        for gap in _GAPS.finditer(match.group())
    }
    built: list[str] = []
    places: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    quoted: list[tuple[int, int]] = []
    for place, character in enumerate(original):
        if waiting and character == waiting[-1][0]:
            quoted.append((waiting.pop()[1], len(built)))
            continue
        if character in QUOTES:
            waiting.append((QUOTES[character], len(built)))
            continue
        if place in spread:
            continue
        for part in _shown(original, place):
            built.append(part)
            places.append((place, place + 1))
    text = "".join(built)
    return Plain(text, tuple(places), _spoken_by_others(text, quoted))


def _shown(original: str, place: int) -> str:
    """Return what stands for one character: a point in a number stays, a space between words parts them."""
    character = original[place]
    before, after = original[:place].rstrip()[-1:], original[place + 1 :].lstrip()[:1]
    if character in ".．" and before.isdigit() and after.isdigit():
        return "."
    if character in {" ", "\u3000"}:
        return COMMA if _is_han(before) and _is_han(after) else ""
    return plain_character(character)


def _is_han(character: str) -> bool:
    return bool(character) and re.match(rf"[{_HAN}]", character) is not None


def _spoken_by_others(text: str, quoted: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Leave out a quotation that is the whole text: a reply pasted with its marks is still a reply."""
    whole = len(re.sub(f"[{ENDS}]", "", text))
    return tuple(
        (start, end) for start, end in sorted(quoted) if len(re.sub(f"[{ENDS}]", "", text[start:end])) < whole
    )


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text as rules read it stand, each with the marks at its end."""
    return [match.span() for match in re.finditer(f"[^{STOP}{CALL}{ASK}]+[{STOP}{CALL}{ASK}]*", text)]


def clause(text: str, span: tuple[int, int], least: int, most: int) -> tuple[int, int]:
    """Return a place widened to the part of the sentence around it where only a few characters are left.

    It stays between `least` and `most`, where its neighbours stand.
    """
    start, end = span
    before = re.search(f"[^{ENDS}]*$", text[least:start])
    after = re.match(f"[^{ENDS}]*", text[end:most])
    left = len(before.group()) if before else 0
    right = len(after.group()) if after else 0
    return start - left * (left <= LEFT), end + right * (right <= LEFT)
