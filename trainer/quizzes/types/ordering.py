"""Steps to be put in the order that the standard fixes; points for every pair that follows rightly."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import options
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType
from trainer.sources.model import Strict


class Written(Strict):
    """The author's keys."""

    items: Annotated[tuple[options.Text, ...], Field(min_length=3, max_length=6)]
    """In the right order."""


class Ordering(QuestionType[Written]):
    """The response is the list of all ids in the order given.

    A page posts its list whether or not somebody touched it. An order that is still the one first shown
    (field `shown`) counts as an answer only when `keep` is ticked: an untouched question stays open.
    """

    name = "ordering"
    shape = "order"
    label = _l("Put in order")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Want different texts and different reasons."""
        return options.text_faults("items", body.items)

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return the steps with their ids, in the right order."""
        return {"options": options.compiled(body.items)}

    @override
    def arrange(self, item: Item, rng: Random, *, shuffle: bool = True) -> Arrangement:
        """Return the ids in another order than the right one: shuffled whatever the quiz says."""
        right = options.order_of(item)
        order = options.shuffled(item, rng, shuffle=True)
        while order == right:
            rng.shuffle(order)
        return order

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the steps' ids and texts as they lie."""
        return {"options": options.asked(item, arrangement)}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read the posted list; None while it lies untouched and unconfirmed."""
        order = options.posted(fields)
        shown = next(iter(fields.get("shown", ())), "")
        if shown and ",".join(order) == shown and not fields.get("keep"):
            return None
        return self.check(item, order)

    @override
    def press(self, item: Item, fields: Fields, action: str) -> Response:
        """Apply a button of the list (`2:up`) to the posted order."""
        order = self.accept(item, options.posted(fields))
        return moved(order, action)

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want every id once."""
        order = options.some_of(item, response)
        if len(order) != len(options.order_of(item)):
            raise Invalid(_l("Every step must stand in the order once."))
        return order

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give the share of neighbours that follow each other rightly; halves of a thousandth go down."""
        right = options.order_of(item)
        followed = set(pairwise(right))
        kept = sum(pair in followed for pair in pairwise(response))
        points = -((len(followed) - 2 * item.points * kept) // (2 * len(followed)))
        evidence = {"order": response, "pairs": kept, "of": len(followed)}
        return Grade(points, item.points, evidence=evidence)

    @override
    def key(self, item: Item) -> Response:
        """Return the right order."""
        return options.order_of(item)

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the right order with reasons; at each step its given place and whether it `follows` rightly.

        To follow is to stand right behind the step before it, or first; that is what points are given for.
        """
        given = self.check(item, response)
        grade = self.grade(item, given)
        steps = item.body["options"]
        by_id = {step["id"]: step for step in steps}
        places = [given.index(step["id"]) + 1 if given else 0 for step in steps]
        return {
            "type": self.name,
            "answered": given is not None,
            "options": [
                {
                    "text": step["text"],
                    "feedback": step["feedback"],
                    "place": place + 1,
                    "given": places[place],
                    "follows": given is not None and places[place] == (places[place - 1] + 1 if place else 1),
                }
                for place, step in enumerate(steps)
            ],
            "given": [by_id[step_id]["text"] for step_id in given or []],
            "right": given == self.key(item),
            "kept": grade.evidence["pairs"] if given else 0,
            "pairs": len(steps) - 1,
            "points": grade.points,
            "worth": item.points,
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return lettered steps as they lie and the letters in the right order."""
        return options.printed(self.label, options.laid_out(item, arrangement), self.key(item), "order")


def moved(order: Sequence[str], action: str) -> list[str]:
    """Return the order after `<id>:up` or `<id>:down` (or an index from 0 in place of the id).

    What stands before, as in `s3:2:up`, is passed over. At an end nothing moves. Raises Invalid.
    """
    which, _colon, direction = action.rpartition(":")
    which = which.rpartition(":")[2]
    places = {str(index): index for index in range(len(order))} | {key: i for i, key in enumerate(order)}
    if which not in places or direction not in {"up", "down"}:
        raise Invalid(_l("This question has no such button."))
    here = places[which]
    there = min(max(here + (-1 if direction == "up" else 1), 0), len(order) - 1)
    result = list(order)
    result[here], result[there] = result[there], result[here]
    return result


TYPE = Ordering()
