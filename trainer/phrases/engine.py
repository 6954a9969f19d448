"""Reading a reply: where wordings stand, what is quoted, denied or harmless, and what is not said at all."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from trainer.phrases.model import Category, Examined, Finding, Function, Hit, Phrasebook, Sign, Tone
from trainer.phrases.normal import Plain, clause, read, sentences
from trainer.phrases.patterns import compiled, joined

Span = tuple[int, int]
Entry = TypeVar("Entry", Category, Function)
REACH = 6
"""Characters that may stand between a negation and the wording it turns round."""
LAST = 2
"""Sentences at the end of a reply in which a closing word closes it."""


@dataclass(frozen=True)
class _Rules:
    """The wordings of a category or a function, ready to search."""

    wordings: tuple[re.Pattern[str], ...]
    excepted: tuple[re.Pattern[str], ...]

    def spans(self, plain: Plain) -> Iterator[Span]:
        """Yield where a wording stands that no exception touches."""
        found = [match.span() for rule in self.wordings for match in rule.finditer(plain.text)]
        harmless = [
            match.span() for rule in self.excepted * bool(found) for match in rule.finditer(plain.text)
        ]
        yield from (span for span in found if span[1] > span[0] and not touches(span, harmless))


@dataclass(frozen=True)
class Weighed:
    """A sentence of a reply and all that was put on the scales for it."""

    start: int
    end: int
    weight: int
    signs: tuple[tuple[Span, Sign], ...]
    """What sounds unfriendly in it, with its places."""


class Reader:
    """A phrasebook compiled once; reading changes nothing in it."""

    def __init__(self, book: Phrasebook) -> None:
        def found_by(wordings: Iterable[str]) -> tuple[re.Pattern[str], ...]:
            return tuple(compiled(written, book.words) for written in joined(wordings))

        def rules(one: Category | Function | Sign) -> _Rules:
            return _Rules(found_by(one.wordings), found_by(one.excepted))

        self.book = book
        self._categories = [(one, rules(one)) for one in book.categories]
        self._functions = [(one, rules(one)) for one in book.functions]
        self._signs = [(sign, rules(sign)) for sign in book.tone.signs] if book.tone else []
        self._negations, self._mentions = found_by(book.negations), found_by(book.mentions)

    def examine(self, text: str) -> Examined:
        """Return what a reply holds that hurts, what it does well, and what it does not do."""
        plain = read(text)
        innocent = self._innocent(plain)
        there = [
            (category, span)
            for category, rules in self._categories
            for span in _places(rules, plain, innocent)
        ]
        if self.book.tone:
            there = self._weighed(plain, self.book.tone, there)
        known = [span for category, span in there if category.severity == "breach"]
        last = [span[0] for span in sentences(plain.text)[-LAST:]] or [0]
        done = [
            (function, span)
            for function, rules in self._functions
            for span in _places(rules, plain, lambda span: touches(span, plain.quoted))
            if not touches(span, known) and (function.id != "close" or span[0] >= last[0])
        ]
        found = [Finding(one, *place, text[slice(*place)]) for one, place in _shown(_outermost(there), plain)]
        hits = [Hit(one, *place, text[slice(*place)]) for one, place in _shown(done, plain, known)]
        seen = {function.id for function, _span in done}
        return Examined(
            text,
            tuple(sorted(found, key=lambda one: (one.start, one.end))),
            tuple(sorted(hits, key=lambda one: (one.start, one.end))),
            tuple(one for one in self.book.functions if one.id not in seen),
        )

    def _weighed(
        self, plain: Plain, tone: Tone, there: list[tuple[Category, Span]]
    ) -> list[tuple[Category, Span]]:
        """Return what stands in sentences that weigh too much; courtesy can outweigh a doubtful wording."""
        heavy = [one for one in self.scales(plain, there) if one.weight >= tone.limit]
        kept = [
            (category, span)
            for category, span in there
            if category.severity != "breach" or touches(span, [(one.start, one.end) for one in heavy])
        ]
        breached = [span for category, span in kept if category.severity == "breach"]
        for one in heavy:
            if one.signs and not touches((one.start, one.end), breached):
                named = dict.fromkeys(sign.title for _span, sign in sorted(one.signs, key=_heaviest))
                spoken = tone.model_copy(update={"why": f"{tone.why}（{'、'.join(named)}）"})
                places = [span for span, _sign in one.signs]
                kept.append((spoken, (min(places)[0], max(end for _start, end in places))))
        return kept

    def scales(self, plain: Plain, there: Iterable[tuple[Category, Span]]) -> Iterator[Weighed]:
        """Yield each sentence with its weight: wordings found in it, its signs, and want of any courtesy."""
        tone = self.book.tone
        if tone is None:
            return
        signs = [
            (span, sign)
            for sign, rules in self._signs
            for span in rules.spans(plain)
            if not touches(span, plain.quoted)
        ]
        bare = tone.bare * all(sign.weight > 0 for _span, sign in signs)
        for start, end in sentences(plain.text):
            here = [one for one in signs if start <= one[0][0] < end]
            known = {
                one.id: one.weight
                for one, span in there
                if one.severity == "breach" and touches(span, [(start, end)])
            }
            weight = sum({sign.title: sign.weight for _span, sign in here}.values())
            unkind = tuple((span, sign) for span, sign in here if sign.weight > 0)
            yield Weighed(start, end, weight + sum(known.values()) + bare, unkind)

    def _innocent(self, plain: Plain) -> Callable[[Span], bool]:
        """Return what says of a wording that it is quoted, denied or only spoken of."""
        denied = [match.span() for rule in self._negations for match in rule.finditer(plain.text)]
        spoken_of = [match.span() for rule in self._mentions for match in rule.finditer(plain.text)]

        def innocent(span: Span) -> bool:
            return (
                touches(span, plain.quoted)
                or any(start < span[0] and _near(plain, end, span[0]) for start, end in denied)
                or any(_near(plain, span[1], start) for start, end in spoken_of if end > span[1])
            )

        return innocent


def finder(written: str, words: Mapping[str, str]) -> Callable[[str], list[Span]]:
    """Return what finds one pattern in a text, as places in the original; raises PatternError."""
    rule = compiled(written, words)

    def find(text: str) -> list[Span]:
        plain = read(text)
        return [plain.origin(*match.span()) for match in rule.finditer(plain.text)]

    return find


def _near(plain: Plain, end: int, start: int) -> bool:
    """Say whether `start` follows `end` closely, in the same part of the sentence."""
    return start - end <= REACH and not re.search("[，。！？]", plain.text[end:start])


def touches(span: Span, others: Iterable[Span]) -> bool:
    """Say whether a span shares a character with one of others."""
    return any(start < span[1] and span[0] < end for start, end in others)


def _places(rules: _Rules, plain: Plain, innocent: Callable[[Span], bool]) -> list[Span]:
    """Return where the wordings stand; those that overlap are one."""
    joined: list[Span] = []
    for start, end in sorted(span for span in rules.spans(plain) if not innocent(span)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _heaviest(one: tuple[Span, Sign]) -> tuple[int, Span]:
    return -one[1].weight, one[0]


def _outermost(findings: Iterable[tuple[Category, Span]]) -> list[tuple[Category, Span]]:
    """Leave out what lies inside a finding of another category that weighs as much or more."""
    ranked = sorted(findings, key=lambda one: (one[0].severity != "breach", one[1][0] - one[1][1]))
    kept: list[tuple[Category, Span]] = []
    for category, (start, end) in ranked:
        if not any(first <= start and end <= last for _other, (first, last) in kept):
            kept.append((category, (start, end)))
    return kept


def _shown(
    found: Iterable[tuple[Entry, Span]], plain: Plain, others: Iterable[Span] = ()
) -> list[tuple[Entry, Span]]:
    """Return each place in the original, no word cut in half, and none running into another."""
    ranked: list[tuple[Entry, Span]] = sorted(found, key=lambda one: one[1])
    taken = [*others, *(span for _entry, span in ranked)]
    wide: list[tuple[Entry, Span]] = []
    for entry, span in ranked:
        least = max((end for _start, end in taken if end <= span[0]), default=0)
        most = min((start for start, _end in taken if start >= span[1]), default=len(plain.text))
        place = clause(plain.text, span, least, most)
        taken.append(place)
        wide.append((entry, plain.origin(*place)))
    return wide
