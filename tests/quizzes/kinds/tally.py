"""A type that lives only in the tests: how many? Part of the points within ten percent."""

from typing_extensions import override

from trainer.errors import Invalid
from trainer.quizzes.model import Grade
from trainer.quizzes.types.base import Complaint, QuestionType
from trainer.sources.model import Strict


class Written(Strict):
    count: int
    unit: str
    low: str
    """What one hears who guessed too low."""
    cruel: bool = False


class Tally(QuestionType[Written]):
    name = "tally"
    label = "How many"
    Body = Written

    @override
    def faults(self, body, known):
        return [Complaint(("count",), "count: nothing to count")] if body.count < 1 else []

    @override
    def red_line_marks(self, body):
        return [("cruel",)] if body.cruel else []

    @override
    def compile(self, body, known):
        return {**body.model_dump(), "low": known.render(body.low)}

    @override
    def show(self, item, arrangement):
        return {"unit": item.body["unit"]}

    @override
    def parse(self, item, fields):
        return self.check(item, "".join(fields.get("tens", ())) + "".join(fields.get("", ())))

    @override
    def accept(self, item, response):
        if isinstance(response, str) and response.isascii() and response.isdigit():
            return response
        raise Invalid("A number, please.")

    @override
    def mark(self, item, response):
        off = abs(int(response) - item.body["count"])
        points = item.points if not off else item.points // 2 if off * 10 <= item.body["count"] else 0
        return Grade(points, item.points, final=not off, evidence={"off": off})

    @override
    def key(self, item):
        return str(item.body["count"])

    @override
    def red_line(self, item):
        return item.body["cruel"]

    @override
    def review(self, item, arrangement, response):
        return {"type": self.name, "given": response, "count": item.body["count"], "low": item.body["low"]}

    @override
    def paper(self, item, arrangement):
        return {"label": self.label, "lines": [], "key": self.key(item)}


TYPE = Tally()
