"""Reading a reply: where wordings stand, what is quoted, denied or harmless, and what is not said at all."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from trainer.phrases.model import Category, Examined, Finding, Function, Hit, Phrasebook, Sign
from trainer.phrases.normal import Plain, read, sentences
from trainer.phrases.patterns import compiled, joined

Span = tuple[int, int]
REACH = 6
"""Characters that may stand between a negation and the wording it turns round."""
BARE, SOFT = 2, 2
"""What the signs of a sentence weigh more in a reply without any softener, and less beside one."""


@dataclass(frozen=True)
class _Rules:
    """The wordings of a category or a function, ready to search."""

    wordings: tuple[re.Pattern[str], ...]
    excepted: tuple[re.Pattern[str], ...]

    def spans(self, plain: Plain) -> Iterator[Span]:
        """Yield where a wording stands that no exception touches."""
        harmless = [match.span() for rule in self.excepted for match in rule.finditer(plain.text)]
        for rule in self.wordings:
            for match in rule.finditer(plain.text):
                if match.end() > match.start() and not _touches(match.span(), harmless):
                    yield match.span()


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
        self._softeners = found_by(book.tone.softeners) if book.tone else ()
        self._negations, self._mentions = found_by(book.negations), found_by(book.mentions)

    def examine(self, text: str) -> Examined:
        """Return what a reply holds that hurts, what it does well, and what it does not do."""
        plain = read(text)
        innocent = self._innocent(plain)
        findings = [
            Finding(category, *place, text[slice(*place)])
            for category, rules in self._categories
            for place in _places(rules, plain, innocent)
        ]
        known = [(one.start, one.end) for one in findings if one.breach]
        findings += self._toned(text, plain, known)
        hits = [
            Hit(function, *place, text[slice(*place)])
            for function, rules in self._functions
            for place in _places(rules, plain, lambda span: _touches(span, plain.quoted))
            if not _touches(place, known)
        ]
        done = {hit.function.id for hit in hits}
        return Examined(
            text,
            tuple(sorted(_outermost(findings), key=lambda one: (one.start, one.end))),
            tuple(sorted(hits, key=lambda one: (one.start, one.end))),
            tuple(one for one in self.book.functions if one.id not in done),
        )

    def _toned(self, text: str, plain: Plain, known: list[Span]) -> Iterator[Finding]:
        """Yield the sentences whose small signs together are too many, where nothing plainer was found."""
        tone = self.book.tone
        if tone is None:
            return
        soft = [match.span() for rule in self._softeners for match in rule.finditer(plain.text)]
        soft = [span for span in soft if not _touches(span, plain.quoted)]
        signs = [
            (span, sign.weight, number)
            for number, (sign, rules) in enumerate(self._signs)
            for span in rules.spans(plain)
            if not _touches(span, plain.quoted)
        ]
        for start, end in sentences(plain.text):
            here = [one for one in signs if start <= one[0][0] and one[0][1] <= end]
            weight = sum({number: weight for _span, weight, number in here}.values())
            weight += 0 if soft else BARE
            weight -= SOFT * any(start <= one[0] and one[1] <= end for one in soft)
            if here and weight >= tone.limit and not _touches(plain.origin(start, end), known):
                span = plain.origin(min(one[0][0] for one in here), max(one[0][1] for one in here))
                yield Finding(tone, *span, text[slice(*span)])

    def _innocent(self, plain: Plain) -> Callable[[Span], bool]:
        """Return what says of a wording that it is quoted, denied or only spoken of."""
        denied = [match.span() for rule in self._negations for match in rule.finditer(plain.text)]
        spoken_of = [match.span() for rule in self._mentions for match in rule.finditer(plain.text)]

        def innocent(span: Span) -> bool:
            return (
                _touches(span, plain.quoted)
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


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _places(rules: _Rules, plain: Plain, innocent: Callable[[Span], bool]) -> list[Span]:
    """Return where the wordings stand in the original; those that overlap are one."""
    joined: list[Span] = []
    for start, end in sorted(span for span in rules.spans(plain) if not innocent(span)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [plain.origin(*span) for span in joined]


def _outermost(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what lies inside a finding of another category that weighs as much or more."""
    ranked = sorted(findings, key=lambda one: (not one.breach, one.start - one.end))
    kept: list[Finding] = []
    for one in ranked:
        if not any(other.start <= one.start and one.end <= other.end for other in kept):
            kept.append(one)
    return kept
