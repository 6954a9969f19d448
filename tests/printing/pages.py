"""Reading a printed page back: each run of text with its place, for proof-reading without a person."""

import io
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from pypdf import PdfReader

WIDE = re.compile(r"[\u2e80-\u2fff\u3040-\u9fff]")
"""Characters that are always a full square; punctuation may be set closer."""


@dataclass(frozen=True)
class Run:
    """Text set in one go: page (from 0), left and base line in points from the lower left, least width."""

    page: int
    x: float
    y: float
    width: float
    text: str


def read(body):
    return PdfReader(io.BytesIO(body))


def squeezed(words):
    return re.sub(r"\s", "", words)


@lru_cache(maxsize=200)
def text(body):
    return squeezed("".join(page.extract_text() for page in read(body).pages))


class Runs(list):
    """Runs in reading order; `joined` is all they say, `owner` the run of each of its letters."""

    def __init__(self, found):
        super().__init__(found)
        letters = [squeezed(run.text) for run in found]
        self.joined = "".join(letters)
        self.owner = [index for index, words in enumerate(letters) for _letter in words]


@lru_cache(maxsize=200)
def runs(body):
    """All runs of a file in reading order; widths are those of full and half width characters."""
    found = []
    for number, page in enumerate(read(body).pages):

        def seen(words, cm, tm, _font, size, number=number):
            if words.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                em = abs(size * tm[0] * cm[0])
                ems = sum(
                    1 if WIDE.match(letter) else 0.2 if letter == " " else 0.5 for letter in words.strip()
                )
                found.append(Run(number, x, y, ems * em, words.strip()))

        page.extract_text(visitor_text=seen)
    return Runs(found)


def place(some, words, after=0):
    """The indexes of the runs in which words begin and end, from the run `after` on."""
    wanted = squeezed(words)
    at = some.joined.find(wanted, bisect_left(some.owner, after))
    assert at >= 0, f"not on the paper: {words}"
    return some.owner[at], some.owner[at + len(wanted) - 1]


def heads(some, heading, after=0):
    """Whether a heading stands above what follows it, in the same column of the same page; and where."""
    start, end = place(some, heading, after)
    first, below = some[start], some[end + 1]
    together = below.page == first.page and below.y < first.y
    return together and abs(below.x - first.x) < 100, start
