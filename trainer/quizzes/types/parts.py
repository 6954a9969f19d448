"""What types answered part by part share: a text for each part, its own reason, its share of the points."""

from collections.abc import Collection, Sequence

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Item, Response
from trainer.quizzes.types.base import Complaint, Fields


def repeats(key: str, texts: Sequence[str], part: str | None = None) -> list[Complaint]:
    """Return a complaint for each text of the list `key` (or of its entries' `part`) that stood before."""
    found, first = [], {}
    for index, text in enumerate(texts):
        earlier = first.setdefault(text, index)
        if earlier != index:
            message = _(
                "“%(part)s” repeats that of number %(first)s; each needs its own.",
                part=part or key,
                first=earlier + 1,
            )
            found.append(Complaint((key, index, part) if part else (key, index), message))
    return found


def posted(fields: Fields) -> dict[str, str]:
    """Return the first text of each field that holds more than blanks."""
    firsts = {part: next(iter(values), "").strip() for part, values in fields.items()}
    return {part: text for part, text in firsts.items() if text}


def by_part(
    response: Response, parts: Collection[str], texts: Collection[str] | None = None
) -> dict[str, str]:
    """Return a response that holds a text for some of the parts, one of `texts` where these are given.

    Raises Invalid for anything else.
    """
    if (
        isinstance(response, dict)
        and response.keys() <= set(parts)
        and all(isinstance(text, str) and text.strip() for text in response.values())
        and (texts is None or set(response.values()) <= set(texts))
    ):
        return {part: response[part] for part in sorted(response)}
    raise Invalid(_l("The answer is not one of the options of this question."))


def share(item: Item, right: int, of: int) -> int:
    """Return the points for so many right parts: the nearest whole thousandth, halves down."""
    return -((of - 2 * item.points * right) // (2 * of))
