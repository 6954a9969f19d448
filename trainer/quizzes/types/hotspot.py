"""The places of a picture that a walk round would have to report; pointed at, or chosen from a list."""

from collections.abc import Sequence
from itertools import combinations
from random import Random
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import multiple, options
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType
from trainer.sources.model import Strict

Start = Annotated[float, Field(ge=0)]
Side = Annotated[float, Field(ge=32)]
"""A picture of 520 units is 340 pixels wide on a phone: less than 32 units no thumb hits."""


class Area(Strict):
    """A part of the picture; the label says what is to be seen there, not whether it is wrong."""

    label: str
    box: tuple[Start, Start, Side, Side]
    """Left, top, width and height in the units of the picture's viewBox."""
    feedback: str
    right: bool = False


class Written(Strict):
    """The author's keys."""

    areas: Annotated[tuple[Area, ...], Field(min_length=3, max_length=7)]


class Hotspot(QuestionType[Written]):
    """The response is the list of ids of the chosen areas, sorted; where one is right only one can be chosen.

    The page gets the picture beside the view (`picture`) and draws it with the areas, for the overlay and the
    picture must lie on each other.
    """

    name = "hotspot"
    shape = "many"
    label = _l("Find it in the picture")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Want something to find and something innocent, own words for each, and areas that lie apart."""
        found = _repeated(body.areas)
        right = sum(area.right for area in body.areas)
        if right in {0, len(body.areas)}:
            message = _(
                "At least one area must be right and at least one not; right are %(count)s.", count=right
            )
            found.append(Complaint(("areas",), message))
        for (first, one), (second, other) in combinations(enumerate(body.areas), 2):
            if _common(one.box, other.box) > 0.5 * min(_size(one.box), _size(other.box)):
                message = _(
                    "This area covers more than half of area %(number)s, or lies in it.", number=first + 1
                )
                found.append(Complaint(("areas", second, "box"), message))
        return found

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return the areas with ids made from their labels, in the form of options."""
        made = options.ids([area.label for area in body.areas])
        return {
            "options": [
                {
                    "id": made_id,
                    "text": area.label,
                    "box": list(area.box),
                    "right": area.right,
                    "feedback": area.feedback,
                    "red_line": False,
                }
                for made_id, area in zip(made, body.areas, strict=True)
            ]
        }

    @override
    def arrange(self, item: Item, rng: Random, *, shuffle: bool = True) -> Arrangement:
        """Return the ids of the areas in the order of this sitting's list."""
        return options.shuffled(item, rng, shuffle=shuffle)

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return labels and places of all areas, and how many are to be found."""
        laid = options.laid_out(item, arrangement)
        asked = [{"id": area["id"], "text": area["text"], "box": area["box"]} for area in laid]
        return {"draws_picture": True, "options": asked, "find": len(self.key(item))}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read the ticked boxes of the list."""
        return self.check(item, options.posted(fields))

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want different ids of areas, one where one is right; they are sorted."""
        chosen = options.some_of(item, response)
        if len(chosen) > 1 and len(self.key(item)) == 1:
            raise Invalid(_l("Only one option can be chosen here."))
        return sorted(chosen)

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give the share of right areas found, less the share of innocent ones; not under 0."""
        return multiple.TYPE.mark(item, response)

    @override
    def key(self, item: Item) -> Response:
        """Return the ids of the right areas."""
        return [area["id"] for area in item.body["options"] if area["right"]]

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the areas with choice, key and reasons, lettered as they were listed.

        Letters, never figures: a picture may hold figures of its own.
        """
        chosen = self.check(item, response)
        laid = options.laid_out(item, arrangement)
        told = options.reviewed(item, arrangement, chosen or [])
        areas = [
            {**words, "text": f"{letter}. {words['text']}", "letter": letter, "box": area["box"]}
            for letter, words, area in zip("ABCDEFG", told, laid, strict=False)
        ]
        return {
            "type": self.name,
            "draws_picture": True,
            "answered": chosen is not None,
            "options": areas,
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the lettered labels, and in `boxes` where each lies, for whoever prints the picture."""
        laid = options.laid_out(item, arrangement)
        right = [area["id"] for area in laid if area["right"]]
        words = options.printed(self.label, laid, right, "one" if len(right) == 1 else "many")
        return words | {"boxes": [area["box"] for area in laid]}


Box = tuple[float, float, float, float]


def _size(box: Box) -> float:
    return box[2] * box[3]


def _common(one: Box, other: Box) -> float:
    """Return the size of what two areas share."""
    wide, high = (
        min(one[axis] + one[axis + 2], other[axis] + other[axis + 2]) - max(one[axis], other[axis])
        for axis in (0, 1)
    )
    return max(0.0, wide) * max(0.0, high)


def _repeated(areas: Sequence[Area]) -> list[Complaint]:
    complaints = []
    for part in ("label", "feedback"):
        seen: dict[str, int] = {}
        for index, area in enumerate(areas):
            first = seen.setdefault(getattr(area, part), index)
            if first != index:
                message = _(
                    "“%(part)s” repeats that of number %(first)s; each needs its own.",
                    part=part,
                    first=first + 1,
                )
                complaints.append(Complaint(("areas", index, part), message))
    return complaints


TYPE = Hotspot()
