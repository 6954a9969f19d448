"""Another key for a question published with a wrong one: the form that states it, the question with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Item, Json
from trainer.quizzes.types import gaps, quantities
from trainer.quizzes.types.base import Fields

Body = Mapping[str, Json]
BAR = "|"
"""What stands between wordings that are equally right, as authors write it."""


@dataclass(frozen=True)
class KeyField:
    """One field of the form: `many` are ticks, `one` is a choice, `text` is typed; `value` is the key now."""

    name: str
    label: object
    kind: Literal["many", "one", "text"]
    value: tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    hint: object = None


@dataclass(frozen=True)
class _Keyed:
    """How the key of a type is asked for, read, put into the question, and said."""

    fields: Callable[[Item], list[KeyField]]
    read: Callable[[Item, Fields], Json]
    put: Callable[[Item, Json], Body]
    words: Callable[[Item, Json], str]
    now: Callable[[Item], Json]


def _texts(item: Item) -> dict[str, str]:
    return {option["id"]: option["text"] for option in item.body["options"]}


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "").strip()


# Options: one, several, areas of a picture.


def _rights(item: Item) -> list[str]:
    return [option["id"] for option in item.body["options"] if option["right"]]


def _ask_options(item: Item) -> list[KeyField]:
    choices = tuple(_texts(item).items())
    hint = _l("Several may be right: each then earns every point.") if item.type == "single" else None
    return [KeyField("right", _l("What is right"), "many", tuple(_rights(item)), choices, hint)]


def _read_options(item: Item, fields: Fields) -> Json:
    chosen = [made for made in _texts(item) if made in fields.get("right", ())]
    if not chosen:
        raise Invalid(_l("Tick what is right."), "key")
    if len(chosen) == len(item.body["options"]):
        raise Invalid(_l("If everything is right, give full marks to all instead."), "key")
    if item.type == "hotspot" and (len(chosen) == 1) != (len(_rights(item)) == 1):
        raise Invalid(
            _l("People could choose one place or several; the new key must be of that kind."), "key"
        )
    return chosen


def _put_options(item: Item, key: Json) -> Body:
    return {
        **item.body,
        "options": [
            {**o, "right": o["id"] in key, "red_line": bool(o.get("red_line")) and o["id"] not in key}
            for o in item.body["options"]
        ],
    }


def _say_options(item: Item, key: Json) -> str:
    return "；".join(text for made, text in _texts(item).items() if made in key)


# True or false.

_WORDS: Final = {"true": _l("True"), "false": _l("False")}


def _ask_truth(item: Item) -> list[KeyField]:
    choices = tuple((answer, str(word)) for answer, word in _WORDS.items())
    return [KeyField("right", _l("What is right"), "one", (item.body["answer"],), choices)]


def _read_truth(_item: Item, fields: Fields) -> Json:
    answer = _first(fields, "right")
    if answer not in _WORDS:
        raise Invalid(_l("Say whether the statement is right or wrong."), "key")
    return answer


def _put_truth(item: Item, key: Json) -> Body:
    same = key == item.body["answer"]
    return {**item.body, "answer": key, "red_line": item.body["red_line"] if same else None}


# A figure.


def _ask_figure(item: Item) -> list[KeyField]:
    answer = item.body["answer"]
    value = KeyField("value", _l("The right value"), "text", (answer["value"],))
    unit = KeyField("unit", _l("Its unit"), "text", (answer["unit"],))
    return [value, unit] if answer["unit"] else [value]


def _read_figure(item: Item, fields: Fields) -> Json:
    answer = item.body["answer"]
    value, unit = _first(fields, "value"), _first(fields, "unit") if answer["unit"] else ""
    if not value or quantities.kind_of(value, unit or None) != answer["kind"]:
        raise Invalid(
            _l("“%(text)s” cannot be read as what is asked for here.", text=f"{value}{unit}"), "key"
        )
    return {"value": value, "unit": unit}


def _put_figure(item: Item, key: Json) -> Body:
    text = f"{key['value']} {key['unit']}".strip()
    return {**item.body, "answer": {**item.body["answer"], **key, "text": text, "direction": 0, "per": ""}}


# Steps in order.


def _ask_order(item: Item) -> list[KeyField]:
    places = tuple((str(n), str(n)) for n in range(1, len(item.body["options"]) + 1))
    return [
        KeyField(f"place-{option['id']}", option["text"], "one", (str(n),), places)
        for n, option in enumerate(item.body["options"], start=1)
    ]


def _read_order(item: Item, fields: Fields) -> Json:
    places = {made: _first(fields, f"place-{made}") for made in _texts(item)}
    if sorted(places.values()) != sorted(str(n) for n in range(1, len(places) + 1)):
        raise Invalid(_l("Give each step a place of its own."), "key")
    return sorted(places, key=lambda made: int(places[made]))


def _put_order(item: Item, key: Json) -> Body:
    by_id = {option["id"]: option for option in item.body["options"]}
    return {**item.body, "options": [by_id[made] for made in key]}


# Pairs.


def _ask_pairs(item: Item) -> list[KeyField]:
    choices = tuple((right["id"], right["text"]) for right in item.body["rights"])
    return [
        KeyField(f"left-{left['id']}", left["text"], "one", (left["right"],), choices)
        for left in item.body["lefts"]
    ]


def _read_pairs(item: Item, fields: Fields) -> Json:
    known = {right["id"] for right in item.body["rights"]}
    chosen = {left["id"]: _first(fields, f"left-{left['id']}") for left in item.body["lefts"]}
    if not set(chosen.values()) <= known:
        raise Invalid(_l("Choose what belongs to each line."), "key")
    return chosen


def _put_pairs(item: Item, key: Json) -> Body:
    return {**item.body, "lefts": [{**left, "right": key[left["id"]]} for left in item.body["lefts"]]}


def _say_pairs(item: Item, key: Json) -> str:
    texts = {right["id"]: right["text"] for right in item.body["rights"]}
    return "；".join(f"{left['text']} → {texts[key[left['id']]]}" for left in item.body["lefts"])


# Gaps.


def _ask_gaps(item: Item) -> list[KeyField]:
    bank = tuple((word, word) for word in item.body["bank"] or ())
    return [
        KeyField(
            f"gap-{gap['id']}",
            _("Gap %(number)s", number=gap["id"]),
            "many" if bank else "text",
            tuple(gap["words"]) if bank else (BAR.join(gap["words"]),),
            bank,
            None if bank else _l("Wordings that are equally right are separated by |."),
        )
        for gap in item.body["gaps"]
    ]


def _read_gaps(item: Item, fields: Fields) -> Json:
    found = {}
    for gap in item.body["gaps"]:
        given = fields.get(f"gap-{gap['id']}", ())
        if item.body["bank"]:
            words = [word for word in item.body["bank"] if word in given]
        else:
            words = [gaps.spaced(word) for word in "".join(given).split(BAR) if gaps.squeezed(word)]
        if not words or any(len(word) > gaps.LONGEST for word in words):
            raise Invalid(
                _l(
                    "Gap %(number)s needs its words, %(most)s characters at most.",
                    number=gap["id"],
                    most=gaps.LONGEST,
                ),
                "key",
            )
        found[gap["id"]] = words
    return found


def _put_gaps(item: Item, key: Json) -> Body:
    return {**item.body, "gaps": [{**gap, "words": key[gap["id"]]} for gap in item.body["gaps"]]}


_OPTIONS = _Keyed(_ask_options, _read_options, _put_options, _say_options, _rights)
_KEYED: Final[Mapping[str, _Keyed]] = {
    "single": _OPTIONS,
    "multiple": _OPTIONS,
    "hotspot": _OPTIONS,
    "true_false": _Keyed(
        _ask_truth, _read_truth, _put_truth, lambda _i, key: str(_WORDS[key]), lambda i: i.body["answer"]
    ),
    "figure": _Keyed(
        _ask_figure,
        _read_figure,
        _put_figure,
        lambda _i, key: f"{key['value']} {key['unit']}".strip(),
        lambda i: {part: i.body["answer"][part] for part in ("value", "unit")},
    ),
    "ordering": _Keyed(
        _ask_order,
        _read_order,
        _put_order,
        lambda i, key: " → ".join(_texts(i)[made] for made in key),
        lambda i: list(_texts(i)),
    ),
    "matching": _Keyed(
        _ask_pairs,
        _read_pairs,
        _put_pairs,
        _say_pairs,
        lambda i: {left["id"]: left["right"] for left in i.body["lefts"]},
    ),
    "cloze": _Keyed(
        _ask_gaps,
        _read_gaps,
        _put_gaps,
        lambda _i, key: "；".join(f"（{gap}）{BAR.join(words)}" for gap, words in sorted(key.items())),
        lambda i: {gap["id"]: list(gap["words"]) for gap in i.body["gaps"]},
    ),
}


def can_change(item: Item) -> bool:
    """Say whether another key can be stated for a question: it cannot for scenarios and free answers."""
    return item.type in _KEYED


def key_fields(item: Item) -> list[KeyField]:
    """Return the fields of the form that states a key, with the key there is."""
    return _KEYED[item.type].fields(item)


def read_key(item: Item, fields: Fields) -> Json:
    """Return the key a posted form states; raises Invalid where it states none."""
    if not can_change(item):
        raise Invalid(_l("The key of a question of this kind cannot be changed by a form."), "key")
    return _KEYED[item.type].read(item, fields)


def key_of(item: Item) -> Json:
    """Return the key of a question, in the form that `read_key` returns."""
    return _KEYED[item.type].now(item)


def key_words(item: Item, key: Json) -> str:
    """Return a key as people read it."""
    return _KEYED[item.type].words(item, key)


def with_key(item: Item, key: Json) -> Item:
    """Return the question as it would be with another key; what is right now crosses no red line."""
    return replace(item, body=_KEYED[item.type].put(item, key))
