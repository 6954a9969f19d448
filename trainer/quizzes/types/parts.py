"""What types answered part by part share: a text for each part, its own reason, its share of the points."""

import unicodedata
from collections.abc import Collection, Sequence

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Item, Json, Response
from trainer.quizzes.types.base import Complaint, Fields


def repeats(key: str, texts: Sequence[str], part: str | None = None) -> list[Complaint]:
    """Return a complaint for each text of the list `key` (or of its entries' `part`) that stood before."""
    found = list[Complaint]()
    first = dict[str, int]()
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
    response: Response, parts: Collection[str], texts: Collection[str] | None = None, longest: int = 40
) -> dict[str, str]:
    """Return a response that holds a text for some of the parts, one of `texts` where these are given.

    Raises Invalid for anything else, and for texts of more than `longest` characters.
    """
    if not (isinstance(response, dict) and response.keys() <= set(parts)):
        raise Invalid(_l("The answer is not one of the options of this question."))
    given = {part: typed(response[part], longest) for part in sorted(response)}
    if texts is not None and not set(given.values()) <= set(texts):
        raise Invalid(_l("The answer is not one of the options of this question."))
    return given


def typed(text: Json, longest: int) -> str:
    """Return a typed text in one form: single spaces, composed letters. Raises Invalid when it is none."""
    if not isinstance(text, str) or not text.strip():
        raise Invalid(_l("This answer could not be read."))
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(plain) > longest:
        raise Invalid(_l("At most %(most)s characters can be written here.", most=longest))
    if not plain.isprintable():
        raise Invalid(_l("This answer could not be read."))
    return plain


def share(item: Item, right: int, of: int) -> int:
    """Return the points for so many right parts: the nearest whole thousandth, halves down."""
    return -((of - 2 * item.points * right) // (2 * of))
