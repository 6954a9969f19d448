"""One right option among a few; all the points or none."""

from random import Random
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import options
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType, Where
from trainer.sources.model import Strict


class Written(Strict):
    """The author's keys."""

    options: Annotated[tuple[options.Option, ...], Field(min_length=3, max_length=5)]


class Single(QuestionType[Written]):
    """The response is the id of the chosen option."""

    name = "single"
    shape = "one"
    label = _l("One answer")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Add to the faults of options: exactly one is right."""
        complaints = options.option_faults(body.options)
        right = sum(option.right for option in body.options)
        if right != 1:
            message = _("Exactly one option must have “right: true”; here %(count)s have.", count=right)
            complaints.append(Complaint(("options",), message))
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
        """Return the options' ids and texts."""
        return {"options": options.asked(item, arrangement)}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read one radio button."""
        values = options.posted(fields)
        if len(values) > 1:
            raise Invalid(_l("Only one option can be chosen here."))
        return self.check(item, values[0] if values else None)

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want the id of an option."""
        return options.one_of(item, response)

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give all or nothing."""
        return options.all_or_nothing(item, response)

    @override
    def key(self, item: Item) -> Response:
        """Return the id of the right option."""
        return next(option["id"] for option in item.body["options"] if option["right"])

    @override
    def red_line(self, item: Item) -> bool:
        """Look for a marked option."""
        return options.has_red_line(item)

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the options with choice, key and reasons."""
        chosen = self.check(item, response)
        laid = options.reviewed(item, arrangement, [chosen] if chosen else [])
        return {"type": self.name, "answered": chosen is not None, "options": laid}

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return lettered options and the letter of the right one."""
        return options.printed(self.label, options.laid_out(item, arrangement), [self.key(item)], "one")


TYPE = Single()
