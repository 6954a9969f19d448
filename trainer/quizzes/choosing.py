"""What a response chose, in parts that can be counted: options, words of a gap, pairs, values, neighbours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from trainer.i18n import gettext as _
from trainer.quizzes import types
from trainer.quizzes.model import Item, Json, Response
from trainer.quizzes.types.gaps import squeezed


@dataclass(frozen=True)
class Part:
    """One thing that can be chosen; `offered` where it stood there to be chosen."""

    key: str
    label: str
    right: bool
    offered: bool = True


Parts = Mapping[str, Part]


def _options(item: Item) -> list[Part]:
    return [Part(o["id"], o["text"], o["right"]) for o in item.body["options"]]


def _truth(item: Item) -> list[Part]:
    shown = types.get(item.type).show(item, None)["options"]
    return [Part(o["id"], o["text"], o["id"] == item.body["answer"]) for o in shown]


def _neighbours(item: Item) -> list[Part]:
    texts = {o["id"]: o["text"] for o in item.body["options"]}
    return [Part(f"{a}>{b}", f"{texts[a]} → {texts[b]}", True, offered=False) for a, b in pairwise(texts)]


def _pairs(item: Item) -> list[Part]:
    rights = {right["id"]: right["text"] for right in item.body["rights"]}
    return [
        Part(f"{left['id']}>{made}", f"{left['text']} → {text}", made == left["right"], offered=False)
        for left in item.body["lefts"]
        for made, text in rights.items()
    ]


def _gaps(item: Item) -> list[Part]:
    return [
        Part(_gap_key(gap["id"], word), _gap_label(gap["id"], word), word in gap["words"], offered=False)
        for gap in item.body["gaps"]
        for word in item.body["bank"] or gap["words"]
    ]


def _gap_key(number: str, word: str) -> str:
    return f"{number}>{squeezed(word)}"


def _gap_label(number: str, word: str) -> str:
    return _("Gap %(number)s: %(word)s", number=number, word=word)


def _value(item: Item) -> list[Part]:
    return [Part("right", item.body["answer"]["text"], True, offered=False)]


_KNOWN: Final[Mapping[str, Callable[[Item], list[Part]]]] = {
    "single": _options,
    "multiple": _options,
    "hotspot": _options,
    "true_false": _truth,
    "ordering": _neighbours,
    "matching": _pairs,
    "cloze": _gaps,
    "figure": _value,
}


def parts(item: Item) -> Parts | None:
    """Return what can be chosen by key; None for scenarios and free answers, which cannot be counted so."""
    return {part.key: part for part in _KNOWN[item.type](item)} if item.type in _KNOWN else None


def picked(item: Item, response: Response, known: Parts) -> list[Part]:
    """Return the parts a response chose; one that is not among the known was typed or put in order."""
    if response is None:
        return []
    if item.type in {"multiple", "hotspot"}:
        return [known[made] for made in response if made in known]
    if item.type in {"single", "true_false"}:
        return [known[response]] if response in known else []
    if item.type == "figure":
        return [_typed(item, response, known)]
    if item.type == "ordering":
        return _ordered(item, response, known)
    return _by_part(response, known)


def _typed(item: Item, response: Json, known: Parts) -> Part:
    right = types.get(item.type).grade(item, response).points > 0
    return known["right"] if right else Part(f"={squeezed(response)}", response, right=False, offered=False)


def _ordered(item: Item, response: Json, known: Parts) -> list[Part]:
    texts = {o["id"]: o["text"] for o in item.body["options"]}
    return [
        known.get(f"{a}>{b}") or Part(f"{a}>{b}", f"{texts[a]} → {texts[b]}", right=False, offered=False)
        for a, b in pairwise(response)
    ]


def _by_part(response: Json, known: Parts) -> list[Part]:
    """Return pairs of a line and its choice, or of a gap and its words."""
    found = []
    for name, chosen in response.items():
        key = f"{name}>{chosen}" if f"{name}>{chosen}" in known else _gap_key(name, chosen)
        found.append(known.get(key) or Part(key, _gap_label(name, chosen), right=False, offered=False))
    return found
