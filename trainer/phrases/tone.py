"""The tone of a sentence: small pieces of speech, each with a weight, added up."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.phrases.model import Tone
from trainer.phrases.normal import Plain, sentences

LONGEST = 3
"""Characters of the longest piece."""
SHOWN = 3
"""How many of the heaviest pieces are pointed at."""
Span = tuple[int, int]


@dataclass(frozen=True)
class Weighed:
    """A sentence with its sum, in tenths; places are those of the text as rules read it."""

    span: Span
    score: int
    heaviest: tuple[Span, ...]


class Card:
    """The card of a phrasebook, ready to add up."""

    def __init__(self, tone: Tone) -> None:
        self.tone = tone
        self._weights = {piece: weight for weight, pieces in tone.weights.items() for piece in pieces}

    def weigh(self, plain: Plain, *, soft: bool) -> list[Weighed]:
        """Return every sentence of a text, without what is quoted in it."""
        own = [
            place
            for place in range(len(plain.text))
            if not any(start <= place < end for start, end in plain.quoted)
        ]
        text = "".join(plain.text[place] for place in own)
        start_with = self.tone.base + (self.tone.soft if soft else 0)
        return [self._sentence(text, own, span, start_with) for span in sentences(text)]

    def _sentence(self, text: str, own: list[int], span: Span, score: int) -> Weighed:
        found: dict[str, Span] = {}
        for start, piece in pieces(text[slice(*span)]):
            if piece in self._weights and piece not in found:
                first = min(max(start - 1, 0), span[1] - span[0] - 1)
                last = max(first + 1, min(start - 1 + len(piece), span[1] - span[0]))
                found[piece] = (span[0] + first, span[0] + last)
        heavy = sorted((piece for piece in found if self._weights[piece] > 0), key=self._weights.__getitem__)
        return Weighed(
            (own[span[0]], own[span[1] - 1] + 1),
            score + sum(self._weights[piece] for piece in found),
            tuple((own[found[one][0]], own[found[one][1] - 1] + 1) for one in heavy[-SHOWN:]),
        )


def pieces(sentence: str) -> Iterable[tuple[int, str]]:
    """Yield every piece of a sentence with its place in `<sentence>`."""
    marked = f"<{sentence}>"
    for length in range(1, LONGEST + 1):
        for start in range(len(marked) - length + 1):
            yield start, marked[start : start + length]
