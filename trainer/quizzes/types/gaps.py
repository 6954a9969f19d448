"""A prescribed sentence with gaps, as authors write it: `[[让您久等|久等]]` is a gap with two wordings."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.i18n import _
from trainer.standard.model import SLOT, SLOT_WORDS, Clause

MOST_GAPS = 4
LONGEST = 40
"""Characters that can be typed into a gap."""
_GAP = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class Sentence:
    """The text around the gaps, one piece more than gaps; for each gap its wordings, the usual one first."""

    around: tuple[str, ...]
    gaps: tuple[tuple[str, ...], ...]

    def filled(self) -> str:
        """Return the sentence with the first words of each gap."""
        firsts = [words[0] for words in self.gaps]
        return "".join(piece for pair in zip(self.around, [*firsts, ""], strict=True) for piece in pair)


def read(text: str) -> Sentence:
    """Return the pieces of an author's text; faults are told by `faults`."""
    pieces = _GAP.split(text)
    gaps = [tuple(spaced(word) for word in gap.split("|")) for gap in pieces[1::2]]
    return Sentence(tuple(pieces[::2]), tuple(gaps))


def spaced(words: str) -> str:
    """Return words with single spaces between and none around, as they are stored when typed."""
    return " ".join(words.split())


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with the gaps of an author's text."""
    sentence = read(text)
    if not 1 <= len(sentence.gaps) <= MOST_GAPS:
        yield _(
            "A text has one to four gaps, written as [[words]]; here are %(count)s.", count=len(sentence.gaps)
        )
    if any(bracket in piece for piece in sentence.around for bracket in ("[[", "]]")):
        yield _("A gap is opened and not closed, or closed and not opened: [[words]].")
    for words in sentence.gaps:
        alike = [squeezed(word) for word in words]
        if "" in alike or len(set(alike)) < len(alike):
            yield _("Each gap holds words, and each wording of a gap once: [[these|or these]].")
        if any(len(word) > LONGEST for word in words):
            yield _("The words of a gap are longer than can be typed (%(most)s characters).", most=LONGEST)


def squeezed(text: str) -> str:
    """Return a text as it is compared: without width, case, space, punctuation and the slot for a name."""
    for slot in (SLOT, SLOT_WORDS):
        text = text.replace(slot, "")
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] not in "ZPCS")


def prescribed(text: str, clauses: Sequence[Clause]) -> bool:
    """Say whether a text stands in what one of the clauses says, forbids or rules."""
    wanted = squeezed(text)
    return any(
        wanted in squeezed(source)
        for clause in clauses
        for source in (*clause.say, *clause.never, clause.rule)
    )
