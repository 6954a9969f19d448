"""What types with options to choose from share: the author's schema, its faults, short ids, their order."""

import hashlib
import re
from collections.abc import Sequence
from random import Random

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types.base import Complaint, Fields, Where
from trainer.sources.model import Strict

# “以上” counts only where a phrase begins: 三人以上都要登记 is an honest option.
_ALL_ABOVE = re.compile(
    r"(?:^|[，。：；、“（\s])(?:以上|上述)(?:全部|都|皆|均|各项|所有)|\ball of the above\b", re.IGNORECASE
)


class Text(Strict):
    """Something to choose or to put in order, and what its reader hears about it."""

    text: str
    feedback: str


class Option(Text):
    """An option as the author writes it."""

    right: bool = False
    red_line: bool = False


def text_faults(key: str, texts: Sequence[Text]) -> list[Complaint]:
    """Return repeated texts, repeated feedback and options that lean on the others."""
    complaints = []
    for part in ("text", "feedback"):
        seen: dict[str, int] = {}
        for index, entry in enumerate(texts):
            first = seen.setdefault(getattr(entry, part), index)
            if first != index:
                message = _(
                    "“%(part)s” repeats that of number %(first)s; each needs its own.",
                    part=part,
                    first=first + 1,
                )
                complaints.append(Complaint((key, index, part), message))
    complaints += [
        Complaint((key, index, "text"), _("An option may not say “all of the above”; write what is meant."))
        for index, entry in enumerate(texts)
        if _ALL_ABOVE.search(entry.text)
    ]
    return complaints


def option_faults(options: Sequence[Option]) -> list[Complaint]:
    """Return what is wrong with options: as `text_faults`, and a right one that is a red line too."""
    return text_faults("options", options) + [
        Complaint(("options", index, "red_line"), _("A right option cannot cross a red line."))
        for index, option in enumerate(options)
        if option.right and option.red_line
    ]


def marked(options: Sequence[Option]) -> list[Where]:
    """Return where options are marked as red lines."""
    return [("options", index, "red_line") for index, option in enumerate(options) if option.red_line]


def ids(texts: Sequence[str]) -> list[str]:
    """Return a short id for each text, made from the text alone: it says nothing of order or key."""
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    length = next(n for n in range(6, 65) if len({digest[:n] for digest in digests}) == len(set(texts)))
    return [digest[:length] for digest in digests]


def compiled(texts: Sequence[Text]) -> list[dict[str, Json]]:
    """Return options as an edition stores them: the author's keys and an id."""
    made = ids([entry.text for entry in texts])
    return [{"id": made_id, **entry.model_dump()} for made_id, entry in zip(made, texts, strict=True)]


def order_of(item: Item) -> list[str]:
    """Return the ids of an item's options as the author ordered them."""
    return [option["id"] for option in item.body["options"]]


def shuffled(item: Item, rng: Random, *, shuffle: bool) -> list[str]:
    """Return the ids in the order of this sitting."""
    order = order_of(item)
    if shuffle:
        rng.shuffle(order)
    return order


def laid_out(item: Item, arrangement: Arrangement) -> list[dict[str, Json]]:
    """Return an item's options in the order of the arrangement."""
    by_id = {option["id"]: option for option in item.body["options"]}
    return [by_id[option_id] for option_id in arrangement]


def asked(item: Item, arrangement: Arrangement) -> list[dict[str, Json]]:
    """Return the options with only what may be seen before release."""
    return [{"id": option["id"], "text": option["text"]} for option in laid_out(item, arrangement)]


def posted(fields: Fields) -> list[str]:
    """Return the values posted under the question's own name."""
    return [value for value in fields.get("", ()) if value]


def one_of(item: Item, response: Response) -> str:
    """Return a response that is the id of one option."""
    if isinstance(response, str) and response in order_of(item):
        return response
    raise Invalid(_l("The answer is not one of the options of this question."))


def some_of(item: Item, response: Response) -> list[str]:
    """Return a response that is a list of different ids of options."""
    known = set(order_of(item))
    if (
        isinstance(response, list)
        and all(isinstance(entry, str) and entry in known for entry in response)
        and len(set(response)) == len(response)
    ):
        return response
    raise Invalid(_l("The answer is not one of the options of this question."))


def has_red_line(item: Item) -> bool:
    """Say whether an option of the item is a red line."""
    return any(option["red_line"] for option in item.body["options"])


def chosen_red_lines(item: Item, chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of the chosen options that are red lines."""
    return tuple(o["text"] for o in item.body["options"] if o["red_line"] and o["id"] in chosen)


def all_or_nothing(item: Item, chosen: str) -> Grade:
    """Return the grade of one chosen option: every point when it is right, else none."""
    right = any(option["right"] and option["id"] == chosen for option in item.body["options"])
    crossed = chosen_red_lines(item, [chosen])
    evidence = {"chosen": [chosen], "right": right}
    return Grade(item.points if right else 0, item.points, crossed, evidence=evidence)


def reviewed(item: Item, arrangement: Arrangement, chosen: Sequence[str]) -> list[dict[str, Json]]:
    """Return the options after release; feedback with those that were chosen and those that are right."""
    return [
        {
            "id": option["id"],
            "text": option["text"],
            "chosen": option["id"] in chosen,
            "right": option["right"],
            "feedback": option["feedback"] if option["right"] or option["id"] in chosen else None,
            "red_line": option["red_line"] and option["id"] in chosen,
        }
        for option in laid_out(item, arrangement)
    ]


def printed(
    label: object, options: Sequence[dict[str, Json]], right: Sequence[str], answer: str
) -> dict[str, Json]:
    """Return options lettered for a paper, and the letters of the key in the order of `right`."""
    letters = {option["id"]: chr(ord("A") + index) for index, option in enumerate(options)}
    return {
        "label": str(label),
        "lines": [{"mark": letters[option["id"]], "text": option["text"]} for option in options],
        "key": " ".join(letters[option_id] for option_id in right),
        "answer": {"kind": answer, "marks": list(letters.values())},
        "red": [letters[option["id"]] for option in options if option.get("red_line")],
    }
