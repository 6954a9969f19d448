"""The sign-in sheet of a class as a paper: who is to come, a line for each to sign, and the code to scan."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from trainer.classes.model import Held
from trainer.i18n import gettext as _
from trainer.paper import service as paper
from trainer.people.model import PersonCard

SPARE = 6
"""Empty rows at the end, for people who come unasked."""


class Head(NamedTuple):
    """What stands above the rows, in the words of the paper."""

    organisation: str
    department: str
    facts: list[tuple[str, str]]


def sheet(
    held: Held,
    cards: Mapping[int, PersonCard],
    positions: Mapping[str, str],
    head: Head,
    code: Iterable[Iterable[int]],
) -> tuple[str, bytes]:
    """Return the file's name and the PDF, A4; `code` is the matrix of the code to scan, row by row.

    Raises PaperError where a name holds what no font can draw.
    """
    people = sorted((cards[id_] for id_ in held.expected), key=lambda card: card.staff_number)
    data = {
        "organisation": head.organisation,
        "department": head.department,
        "topic": held.topic,
        "facts": [list(pair) for pair in head.facts],
        "code": ["".join("1" if dark else "0" for dark in row) for row in code],
        "rows": [
            {
                "name": card.name,
                "number": card.staff_number,
                "position": positions.get(held.expected[card.id].position, held.expected[card.id].position),
            }
            for card in people
        ]
        + [{"name": "", "number": "", "position": ""}] * SPARE,
    }
    title = _("Sign-in sheet %(topic)s", topic=held.topic)
    name = _("%(day)s sign-in sheet %(number)s", day=held.held_on, number=held.id) + ".pdf"
    return name, paper.pdf("signin", data, title=title)
