"""Several right options; part of the points for part of the key, less for every wrong pick."""

from random import Random
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import options
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType, Where
from trainer.sources.model import Strict


class Written(Strict):
    """The author's keys."""

    options: Annotated[tuple[options.Option, ...], Field(min_length=4, max_length=6)]


class Multiple(QuestionType[Written]):
    """The response is the list of ids of the chosen options, sorted."""

    name = "multiple"
    shape = "many"
    label = _l("Several answers")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Add to the faults of options: two are right and one is wrong at least."""
        complaints = options.option_faults(body.options)
        right = sum(option.right for option in body.options)
        if right < 2 or right == len(body.options):  # noqa: PLR2004 - two of them are several
            rule = _(
                "At least two options must be right and at least one wrong; right are %(count)s.", count=right
            )
            complaints.append(Complaint(("options",), rule))
        return complaints

    @override
    def red_line_marks(self, body: Written) -> list[Where]:
        """Return the options that are marked."""
        return options.marked(body.options)

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return the options with their ids."""
        return {"options": options.compiled(body.options)}

    @override
    def arrange(self, item: Item, rng: Random, *, shuffle: bool = True) -> Arrangement:
        """Return the ids of the options in the order of this sitting."""
        return options.shuffled(item, rng, shuffle=shuffle)

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the options' ids and texts; how many are right stays unsaid."""
        return {"options": options.asked(item, arrangement)}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read the ticked boxes."""
        return self.check(item, options.posted(fields))

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want different ids of options; they are sorted, for the author's order would hint at the key."""
        return sorted(options.some_of(item, response))

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give the share of right options picked, less the share of wrong ones; not under 0, halves down."""
        every = item.body["options"]
        rights = sum(option["right"] for option in every)
        wrongs = len(every) - rights
        right = sum(option["right"] for option in every if option["id"] in response)
        wrong = len(response) - right
        part, whole = right * wrongs - wrong * rights, rights * wrongs
        # The whole number next to points * part / whole; between two of them the lower one.
        points = max(0, -((whole - 2 * item.points * part) // (2 * whole)))
        evidence = {"chosen": response, "right": right, "of": rights, "wrong": wrong}
        return Grade(points, item.points, options.chosen_red_lines(item, response), evidence=evidence)

    @override
    def key(self, item: Item) -> Response:
        """Return the ids of the right options."""
        return [option["id"] for option in item.body["options"] if option["right"]]

    @override
    def red_line(self, item: Item) -> bool:
        """Look for a marked option."""
        return options.has_red_line(item)

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the options with choice, key and reasons."""
        chosen = self.check(item, response)
        laid = options.reviewed(item, arrangement, chosen or [])
        return {"type": self.name, "answered": chosen is not None, "options": laid}

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return lettered options and the letters of the right ones, in the order of the paper."""
        laid = options.laid_out(item, arrangement)
        right = [option["id"] for option in laid if option["right"]]
        return options.printed(self.label, laid, right, "many")


TYPE = Multiple()
