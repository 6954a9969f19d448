"""Reading a reply: where wordings stand, what is quoted, denied or harmless, and what is not said at all."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from trainer.phrases.model import Category, Examined, Finding, Function, Hit, Phrasebook
from trainer.phrases.normal import Plain, read
from trainer.phrases.patterns import compiled, joined
from trainer.phrases.tone import Card, Weighed

Span = tuple[int, int]
REACH = 6
"""Characters that may stand between a negation and the wording it turns round."""


@dataclass(frozen=True)
class _Rules:
    """Wordings ready to search, and what makes a hit harmless where the two overlap."""

    wordings: tuple[re.Pattern[str], ...]
    excepted: tuple[re.Pattern[str], ...]

    def spans(self, plain: Plain) -> Iterator[Span]:
        """Yield where a wording stands that no exception touches."""
        harmless = [match.span() for rule in self.excepted for match in rule.finditer(plain.text)]
        for rule in self.wordings:
            for match in rule.finditer(plain.text):
                if match.end() > match.start() and not touches(match.span(), harmless):
                    yield match.span()


class Reader:
    """A phrasebook compiled once; reading changes nothing in it."""

    def __init__(self, book: Phrasebook) -> None:
        def found_by(wordings: Iterable[str]) -> tuple[re.Pattern[str], ...]:
            return tuple(compiled(written, book.words) for written in joined(wordings))

        def rules(one: Category | Function) -> _Rules:
            return _Rules(found_by(one.wordings), found_by(one.excepted))

        self.book = book
        self._categories = [(one, rules(one)) for one in book.categories]
        self._functions = [(one, rules(one)) for one in book.functions]
        self._negations, self._mentions = found_by(book.negations), found_by(book.mentions)
        self._card = Card(book.tone) if book.tone else None
        self._softeners = found_by(book.tone.softeners) if book.tone else ()
        self._forbidden = found_by(words for one in book.categories for words in one.forbidden)

    def examine(self, text: str) -> Examined:
        """Return what a reply holds that hurts, what it does well, and what it does not do."""
        plain = read(text)
        innocent, weighed = self._innocent(plain), self._weighed(plain)
        findings = [
            Finding(
                category,
                *plain.origin(*span),
                text[slice(*plain.origin(*span))],
                self._mild(plain, span, weighed),
            )
            for category, rules in self._categories
            for span in merged(span for span in rules.spans(plain) if not innocent(span))
        ]
        known = [(one.start, one.end) for one in findings if one.category.severity == "breach"]
        findings += self._toned(text, plain, weighed, known)
        hits = [
            Hit(function, *place, text[slice(*place)])
            for function, rules in self._functions
            for span in merged(span for span in rules.spans(plain) if not touches(span, plain.quoted))
            if not touches(place := plain.origin(*span), known)
        ]
        done = {hit.function.id for hit in hits}
        return Examined(
            text,
            tuple(sorted(_outermost(findings), key=lambda one: (one.start, one.end))),
            tuple(sorted(hits, key=lambda one: (one.start, one.end))),
            tuple(one for one in self.book.functions if one.id not in done),
        )

    def _weighed(self, plain: Plain) -> list[Weighed]:
        """Return the sentences with their tone, nothing where the phrasebook has no card."""
        if self._card is None:
            return []
        found = (match.span() for rule in self._softeners for match in rule.finditer(plain.text))
        return self._card.weigh(plain, soft=any(not touches(span, plain.quoted) for span in found))

    def _mild(self, plain: Plain, span: Span, weighed: Iterable[Weighed]) -> bool:
        """Say whether a wording stands in so courteous a sentence that it is only risky."""
        tone = self.book.tone
        if tone is None or any(rule.search(plain.text, *span) for rule in self._forbidden):
            return False
        around = [one for one in weighed if one.span[0] <= span[0] < one.span[1]]
        return any(one.score < tone.kind for one in around)

    def _toned(
        self, text: str, plain: Plain, weighed: Iterable[Weighed], known: list[Span]
    ) -> Iterator[Finding]:
        """Yield the sentences whose small signs together are too many, where nothing plainer was found."""
        for one in weighed:
            if self.book.tone is None or one.score <= self.book.tone.limit or not one.heaviest:
                continue
            if not touches(plain.origin(*one.span), known):
                place = plain.origin(
                    min(start for start, _ in one.heaviest), max(end for _, end in one.heaviest)
                )
                yield Finding(self.book.tone, *place, text[slice(*place)])

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
    """Say whether a place shares a character with one of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the places in order; those that overlap are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _outermost(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what lies inside a finding of another category that weighs as much or more."""
    ranked = sorted(findings, key=lambda one: (not one.breach, one.start - one.end))
    kept: list[Finding] = []
    for one in ranked:
        if not any(other.start <= one.start and one.end <= other.end for other in kept):
            kept.append(one)
    return kept
