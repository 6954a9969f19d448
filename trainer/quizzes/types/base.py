"""What every type of question promises: from the author's words to a graded response and its review."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.phrases.model import Phrasebook
from trainer.quizzes.model import NOT_ANSWERED, Arrangement, Grade, Item, Json, Response
from trainer.sources.model import Strict
from trainer.standard.model import Clause

B = TypeVar("B", bound=Strict)
Where: TypeAlias = tuple[str | int, ...]
"""The way to a value in the author's text: keys and indices, as `("options", 2, "feedback")`."""
Fields: TypeAlias = Mapping[str, Sequence[str]]
"""What a form posted for one question, without the question's own name in the keys (see `fields_of`)."""


@dataclass(frozen=True)
class Complaint:
    """Something wrong in the author's text of a question, and where."""

    where: Where
    message: str


@dataclass(frozen=True)
class Known:
    """What a type may look up while it reads the author's text."""

    clauses: Mapping[str, Clause]
    figures: Collection[str]
    render: Callable[[str], str] = str
    """Markdown to sanitised HTML; what it may not hold is reported on the question's line."""
    cited: tuple[str, ...] = ()
    """The ids of the clauses the question cites, those that the register has."""
    phrasebook: Phrasebook | None = None
    """The rules by which free text is read."""


class QuestionType(ABC, Generic[B]):
    """One way of asking. A type is one module with a `TYPE`, and one template with macros `ask` and `review`.

    It keeps no state. The order of use: `faults` and `compile` when content is published, `arrange` when a
    sitting starts, `ask` whenever the question is shown, `parse` or `check` when an answer arrives, `grade`
    at the end, `review` once the key may be seen.
    """

    name: ClassVar[str]
    """As authors write it; also the name of the module and of the template."""
    label: Any
    """What people call it, a lazy text."""
    Body: type[B]
    """The schema of the keys that only this type has."""
    version: ClassVar[int] = 1
    """Raise it when the same response would get another grade."""
    shape: ClassVar[str] = "form"
    """How the page's script sends a response: `one`, `many`, an `order`, or the fields of its `form`."""
    layout: ClassVar[str] = ""
    """A class for the fieldset around the question: `halves` puts two short answers side by side."""
    steps: ClassVar[bool] = False
    """Whether a response is a list that only grows, a step at a time: buttons (`press`) take the steps."""
    weighs: ClassVar[bool] = False
    """Whether its author may say `points`, for a question that takes longer than others."""

    # From the author's text to an item.

    def faults(self, body: B, known: Known) -> list[Complaint]:  # noqa: ARG002 - for those who need it
        """Return what is wrong in the author's text beyond its schema."""
        return []

    def red_line_marks(self, body: B) -> list[Where]:  # noqa: ARG002 - for those who need it
        """Return where the author marked red lines; each needs a red line among the question's clauses."""
        return []

    @abstractmethod
    def compile(self, body: B, known: Known) -> dict[str, Json]:
        """Return what the edition stores as `item.body`: JSON, complete, independent of later content."""

    # One sitting.

    def arrange(self, item: Item, rng: Random, *, shuffle: bool = True) -> Arrangement:  # noqa: ARG002 - as above
        """Return how the question lies before this person; without `shuffle` as the author wrote it."""
        return None

    def ask(self, item: Item, arrangement: Arrangement, response: Response = None) -> dict[str, Json]:
        """Return what the template shows before release: JSON that holds no key and no feedback."""
        view = {"type": self.name, "label": str(self.label), "shape": self.shape, "layout": self.layout}
        return view | self.show(item, arrangement) | self.so_far(item, arrangement, response)

    @abstractmethod
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return what this type adds to `ask`."""

    def so_far(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:  # noqa: ARG002
        """Return what types with `steps` add to `ask`: what a response has come to, no further."""
        return {}

    @abstractmethod
    def parse(self, item: Item, fields: Fields) -> Response:
        """Return the response a posted form means, None when the question was left open; may be Invalid."""

    def receive(self, item: Item, sent: Json) -> Response:
        """Return the response that the page's script sent as JSON: for the shape `form`, the fields."""
        if self.shape == "form" and isinstance(sent, dict) and all(map(_texts, sent.values())):
            return self.parse(item, sent)
        return self.check(item, sent)

    def fields(self, item: Item, response: Response) -> Fields:  # noqa: ARG002 - as above
        """Return the fields that `parse` reads as this stored response: its inverse.

        As it stands for responses that are a text, a list of texts, or one or more texts by field.
        """
        if response is None:
            return {}
        return {key: _listed(value) for key, value in _by_field(response).items()}

    def sent(self, item: Item, response: Response) -> Json:
        """Return a stored response as the page's script shows it: the inverse of `receive`."""
        return dict(self.fields(item, response)) if self.shape == "form" else response

    def press(self, item: Item, fields: Fields, action: str) -> Response:  # noqa: ARG002 - as above
        """Return the response after a button named `move` inside the question was pressed without script.

        `action` is the button's value. Such buttons serve pages without script; they save the answer too.
        """
        raise Invalid(_l("This question has no such button."))

    # Responses and what they are worth.

    def check(self, item: Item, response: Response) -> Response:
        """Return the response in its one stored form, None when it says nothing; Invalid when malformed."""
        return None if response in (None, "", [], {}) else self.accept(item, response)

    def complete(self, item: Item, response: Response) -> bool:  # noqa: ARG002 - as above
        """Say whether a stored response answers the whole question; what is not counts as open."""
        return response is not None

    def grade(self, item: Item, response: Response) -> Grade:
        """Return what a response is worth; Invalid when malformed. An open red-line question crosses it."""
        checked = self.check(item, response)
        if checked is not None:
            return self.mark(item, checked)
        crossed = (NOT_ANSWERED,) if self.red_line(item) else ()
        return Grade(0, item.points, crossed, evidence={"answered": False})

    @abstractmethod
    def accept(self, item: Item, response: Response) -> Response:
        """Return a response that is not empty in its stored form; Invalid when it is none of this item's."""

    @abstractmethod
    def mark(self, item: Item, response: Response) -> Grade:
        """Return what an accepted response is worth."""

    @abstractmethod
    def key(self, item: Item) -> Response:
        """Return a response that earns every point."""

    def red_line(self, item: Item) -> bool:  # noqa: ARG002 - as above
        """Say whether the item can cross a red line."""
        return False

    # After release, and on paper.

    @abstractmethod
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return what the template shows after release: the response beside the key, with the reasons."""

    @abstractmethod
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return what a printed paper needs: `label`, `lines` of {mark, text} to choose from, the `key`.

        `answer`: the `kind` of space on the answer sheet and its `marks`. Some have `choices` beside the
        lines, the `boxes` of the lines in the picture, `criteria` for the marker, marks that are `red` lines.
        """


def _texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _by_field(response: Response) -> Mapping[str, Json]:
    return response if isinstance(response, dict) else {"": response}


def _listed(value: Json) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


def fields_of(form: Mapping[str, Sequence[str]], name: str) -> Fields:
    """Return the fields of one question out of a form of many: `s3` becomes ``, `s3.keep` becomes `keep`."""
    own = f"{name}."
    return {
        ("" if field == name else field.removeprefix(own)): values
        for field, values in form.items()
        if field == name or field.startswith(own)
    }
