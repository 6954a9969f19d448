"""content/phrases.yaml into the phrasebook, with the register's own utterances, and every fault at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from trainer.i18n import _
from trainer.phrases.model import Category, Function, Phrasebook, Spoken, Tone
from trainer.phrases.patterns import PatternError, compiled
from trainer.sources.model import Fault, Node
from trainer.sources.service import build, hint, read_yaml

NAME = "phrases.yaml"
Clauses = Mapping[str, Spoken]
Entry = TypeVar("Entry", Category, Function)
SLOT = re.compile(r"\{[^{}]*\}")
"""Where a name goes in an utterance of the register."""


def load(content: Path, clauses: Clauses) -> tuple[Phrasebook, list[Fault]]:
    """Read the phrasebook; what cannot be used is left out of it, and without the file it is empty."""
    shown = f"{content.name}/{NAME}"
    if not (content / NAME).exists():
        message = _("The file is missing: no reply can be read, and no question of the type “say” asked.")
        return Phrasebook(), [Fault(shown, 1, message, warning=True)]
    node, faults = read_yaml(content / NAME, shown)
    if node is None:
        return Phrasebook(), faults
    book, more = build(Phrasebook, node, shown)
    faults += more
    if book is None:
        return Phrasebook(), faults
    faults += [*_lists(book, node, shown), *_entries(book, node, shown, clauses)]
    faults += _unclaimed(book, clauses, shown)
    return _complete(book, clauses), sorted(set(faults), key=lambda fault: fault.line)


def _lists(book: Phrasebook, node: Node, shown: str) -> Iterator[Fault]:
    """Yield what is wrong with the lists of words and with what turns a wording round."""
    for name, written in book.words.items():
        yield from _pattern(written, book, shown, node.line_of("words", name))
    for key in ("negations", "mentions"):
        for place, written in enumerate(getattr(book, key)):
            yield from _pattern(written, book, shown, node.line_of(key, place))


def _pattern(written: str, book: Phrasebook, shown: str, line: int) -> Iterator[Fault]:
    try:
        compiled(written, book.words)
    except PatternError as error:
        yield Fault(shown, line, f"“{written}”: {error}")


def _entries(book: Phrasebook, node: Node, shown: str, clauses: Clauses) -> Iterator[Fault]:
    """Yield what is wrong with categories and functions, one after the other."""
    for place, category in enumerate(book.categories):
        where = _Where(node, ("categories", place), shown)
        yield from _entry(category, book, where, [one.id for one in book.categories[:place]])
        yield from _cited(category.clauses, clauses, where, "clauses")
        yield from _cited(category.never, clauses, where, "never")
        yield from _red_line(category, clauses, where)
    if book.tone:
        where = _Where(node, ("tone",), shown)
        yield from _entry(book.tone, book, where, [one.id for one in book.categories])
        yield from _cited(book.tone.clauses, clauses, where, "clauses")
        for place, sign in enumerate(book.tone.signs):
            yield from _wordings(
                "patterns", sign.patterns, book, _Where(node, ("tone", "signs", place), shown)
            )
            yield from _wordings("except", sign.excepted, book, _Where(node, ("tone", "signs", place), shown))
    for place, function in enumerate(book.functions):
        where = _Where(node, ("functions", place), shown)
        yield from _entry(function, book, where, [one.id for one in book.functions[:place]])
        yield from _cited(function.clauses, clauses, where, "clauses")
        yield from _cited(function.say, clauses, where, "say")


@dataclass(frozen=True)
class _Where:
    """An entry of the file, to complain about."""

    node: Node
    path: tuple[str | int, ...]
    shown: str

    def line(self, *path: str | int) -> int:
        return self.node.line_of(*self.path, *path)

    def fault(self, message: str, *path: str | int, warning: bool = False) -> Fault:
        return Fault(self.shown, self.line(*path), message, warning)


def _entry(entry: Category | Function, book: Phrasebook, where: _Where, before: list[str]) -> Iterator[Fault]:
    if entry.id in before:
        yield where.fault(_("“%(value)s” stands here twice.", value=entry.id), "id")
    own = "phrases" if isinstance(entry, Category) else "accepted"
    for key, wordings in (
        (own, getattr(entry, own)),
        ("patterns", entry.patterns),
        ("except", entry.excepted),
    ):
        yield from _wordings(key, wordings, book, where)


def _wordings(key: str, wordings: tuple[str, ...], book: Phrasebook, where: _Where) -> Iterator[Fault]:
    for place, written in enumerate(wordings):
        yield from _pattern(written, book, where.shown, where.line(key, place))
        if written in wordings[:place]:
            yield where.fault(_("“%(value)s” stands here twice.", value=written), key, place)


def _cited(names: Iterable[str], clauses: Clauses, where: _Where, key: str) -> Iterator[Fault]:
    for place, name in enumerate(names):
        if name not in clauses:
            message = _("There is no clause “%(name)s” in the register.", name=name)
            yield where.fault(message + hint(name, clauses), key, place)


def _red_line(entry: Category, clauses: Clauses, where: _Where) -> Iterator[Fault]:
    drawn = [line for name in entry.clauses if name in clauses for line in clauses[name].red_lines]
    if entry.red_line and entry.red_line not in drawn:
        message = _(
            "site.yaml draws no red line “%(line)s” in these clauses; nothing is crossed here.",
            line=entry.red_line,
        )
        yield where.fault(message, "red_line", warning=True)


def _unclaimed(book: Phrasebook, clauses: Clauses, shown: str) -> Iterator[Fault]:
    """Yield the clauses whose forbidden utterances no category pulls."""
    claimed = {name for entry in book.categories for name in entry.never}
    for clause in clauses.values():
        if clause.never and clause.id not in claimed:
            message = _(
                "Clause %(id)s forbids utterances, and no category names it under “never”.", id=clause.id
            )
            yield Fault(shown, 1, message)


def _complete(book: Phrasebook, clauses: Clauses) -> Phrasebook:
    """Put the register's utterances where they belong, and leave out what does not compile."""
    return book.model_copy(
        update={
            "words": {name: text for name, text in book.words.items() if _sound((text,), book)},
            "negations": _sound(book.negations, book),
            "mentions": _sound(book.mentions, book),
            "categories": tuple(
                _usable(one, "phrases", _said(one.never, "never", clauses), book) for one in book.categories
            ),
            "tone": book.tone and _usable_tone(book.tone, book),
            "functions": tuple(
                _usable(one, "accepted", _said(one.say, "say", clauses), book) for one in book.functions
            ),
        }
    )


def _usable(entry: Entry, field: str, pulled: Iterable[str], book: Phrasebook) -> Entry:
    own: dict[str, tuple[str, ...]] = {
        key: _sound(getattr(entry, key), book) for key in (field, "patterns", "excepted")
    }
    own[field] = tuple(dict.fromkeys((*map(_utterance, pulled), *own[field])))
    return entry.model_copy(update=own)


def _usable_tone(tone: Tone, book: Phrasebook) -> Tone:
    signs = tuple(
        sign.model_copy(
            update={"patterns": _sound(sign.patterns, book), "excepted": _sound(sign.excepted, book)}
        )
        for sign in tone.signs
    )
    return tone.model_copy(update={"signs": signs})


def _sound(wordings: tuple[str, ...], book: Phrasebook) -> tuple[str, ...]:
    return tuple(written for written in wordings if not list(_pattern(written, book, "", 1)))


def _said(names: Iterable[str], key: str, clauses: Clauses) -> list[str]:
    return [words for name in names if name in clauses for words in getattr(clauses[name], key)]


def _utterance(words: str) -> str:
    """Return an utterance of the register as a pattern: slots are gaps, pauses may be missing."""
    inside = re.sub(r"^[…\W]+|[…\W]+$", "", SLOT.sub("…", words))
    return re.sub(r"[，。、；：？！]", "(，|)", inside)
