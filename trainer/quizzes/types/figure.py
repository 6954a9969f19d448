"""A number of the standard, written by hand: tolerant of how it is written, strict about what it says."""

from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import figures, numerals, parts, quantities, times
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType
from trainer.quizzes.types.quantities import Quantity
from trainer.sources.model import Strict

LONGEST = 40
"""Characters that can be typed."""


class Mistake(figures.Value):
    """A value that people really write, and what they hear."""

    feedback: str


class Written(Strict):
    """The author's keys: a figure of the register, or an answer that the situation makes of one."""

    figure: figures.Named | None = None
    answer: figures.Value | None = None
    show_unit: bool = False
    """Whether the unit stands behind the box, so that only the number is asked."""
    feedback: str
    """What one hears who is right."""
    mistakes: Annotated[tuple[Mistake, ...], Field(min_length=1, max_length=4)]


class Figure(QuestionType[Written]):
    """The response is the text as it was typed."""

    name = "figure"
    version = 2
    label = _l("Write the figure")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Want one answer that can be read, from a cited clause, and mistakes that are none of them right."""
        found = figures.target_faults(body.figure, body.answer, known)
        if found:
            return found
        target = figures.target(body.figure, body.answer, known)
        if body.show_unit and not target["unit"]:
            found.append(Complaint(("show_unit",), _("A time or weekday has no unit to be shown.")))
        found += parts.repeats("mistakes", [mistake.feedback for mistake in body.mistakes], "feedback")
        return found + figures.mistake_faults(target, body.mistakes)

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return the value as the register says it today, and what is heard for which value."""
        return {
            "answer": figures.target(body.figure, body.answer, known),
            "show_unit": body.show_unit,
            "feedback": body.feedback,
            "mistakes": [mistake.model_dump() for mistake in body.mistakes],
        }

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the unit, where it is shown, and a hint at what is to be written."""
        answer = item.body["answer"]
        unit = answer["unit"] if item.body["show_unit"] else None
        hint = str(_HINTS["number" if unit else answer["kind"]])
        pattern = numerals.HTML_PATTERN if answer["kind"] in {"amount", "day"} else None
        return {"unit": unit, "hint": hint, "longest": LONGEST, "pattern": pattern}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read one text field."""
        return self.check(item, parts.posted(fields).get(""))

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want a number in the text, and what else keeps it from two readings: a unit, a half of the day."""
        text = parts.typed(response, LONGEST)
        given, answer = _read(item, text), item.body["answer"]
        if given is None and not numerals.holds_number(text):
            raise Invalid(_l("No number can be read in “%(text)s”; write one, as 12 or 十二.", text=text))
        if answer["kind"] == "time" and times.half_is_open(quantities.core(text)):
            raise Invalid(
                _l("Morning or afternoon? Write 上午 or 下午 with it, or use 24 hours with two digits.")
            )
        if answer["kind"] == "day" and "月" in quantities.core(text):
            raise Invalid(_l("Only the day is asked; please leave the month out."))
        wanting = quantities.wants_unit(answer["kind"], answer["unit"]) and not item.body["show_unit"]
        if wanting and given and not given.unit:
            raise Invalid(_l("Please write the unit too: the number alone can mean different things."))
        return text

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give all or nothing."""
        right = _right(item, _read(item, response))
        return Grade(item.points if right else 0, item.points, evidence={"text": response, "right": right})

    @override
    def key(self, item: Item) -> Response:
        """Return the value in figures."""
        return figures.written(item.body["answer"])

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return what was written beside the answer, with the reason that belongs to that value."""
        text = self.check(item, response)
        given = _read(item, text) if text else None
        right = _right(item, given)
        bare = given is not None and not given.unit and item.body["show_unit"]
        return {
            "type": self.name,
            "answered": text is not None,
            "given": f"{text} {item.body['answer']['unit']}" if bare else text,
            "right": right,
            "key": item.body["answer"]["text"],
            "feedback": item.body["feedback"] if right else _heard(item, given),
            "note": figures.difference(item.body["answer"], given) if text and not right else None,
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return one line to write on, the unit where it is shown, and the answer as the register has it."""
        unit = item.body["answer"]["unit"] if item.body["show_unit"] else ""
        line = {"mark": "", "text": f"________ {unit}".strip()}
        return {
            "label": str(self.label),
            "lines": [line],
            "key": item.body["answer"]["text"],
            "answer": {"kind": "blanks", "marks": [unit]},
        }


_HINTS = {
    "number": _l("In figures or in words."),
    "amount": _l("The number with its unit, in figures or in words."),
    "time": _l("A time with 上午 or 下午, or in 24 hours."),
    "weekday": _l("A day of the week."),
    "day": _l("A day of the month."),
}


def _read(item: Item, text: str) -> Quantity | None:
    return figures.reading(item.body["answer"], text)


def _right(item: Item, given: Quantity | None) -> bool:
    return given is not None and quantities.same(figures.wanted(item.body["answer"]), given)


def _heard(item: Item, given: Quantity | None) -> str | None:
    """Return what was written for just this mistake, None for one that nobody foresaw."""
    for mistake in item.body["mistakes"]:
        value = figures.mistaken(item.body["answer"], mistake["value"], mistake["unit"])
        if given is not None and value is not None and quantities.same(value, given):
            return str(mistake["feedback"])
    return None


TYPE = Figure()
