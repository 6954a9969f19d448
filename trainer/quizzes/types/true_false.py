"""A statement that is right or wrong; never shuffled."""

from typing import Any

from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import options
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType, Where
from trainer.sources.model import Strict
from trainer.sources.service import hint

_ANSWERS = ("true", "false")
_WORDS = {"true": _l("True"), "false": _l("False")}


class Heard(Strict):
    """What the reader who chose an answer hears."""

    true: str
    false: str


class Written(Strict):
    """The author's keys."""

    answer: bool
    feedback: Heard
    red_line: str | None = None
    """The red line, in the words of site.yaml, that the wrong answer crosses."""


class TrueFalse(QuestionType[Written]):
    """The response is `true` or `false`, as text."""

    name = "true_false"
    shape = "one"
    layout = "halves"
    label = _l("True or false")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Want two different reasons, and a red line that the site draws."""
        found = []
        if body.feedback.true == body.feedback.false:
            message = _("Both answers give the same feedback; each needs its own.")
            found.append(Complaint(("feedback", "false"), message))
        drawn = {line for clause in known.clauses.values() for line in clause.red_lines}
        if body.red_line is not None and body.red_line not in drawn:
            message = _("No red line of site.yaml is called “%(text)s”.", text=body.red_line)
            found.append(Complaint(("red_line",), message + hint(body.red_line, drawn)))
        return found

    @override
    def red_line_marks(self, body: Written) -> list[Where]:
        """Return the one mark there may be."""
        return [("red_line",)] if body.red_line else []

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return the answer and the reasons."""
        return {
            "answer": "true" if body.answer else "false",
            "feedback": {"true": body.feedback.true, "false": body.feedback.false},
            "red_line": body.red_line,
        }

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the two answers in words."""
        both = [{"id": answer, "text": str(_WORDS[answer])} for answer in _ANSWERS]
        return {"options": both}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read one radio button."""
        values = options.posted(fields)
        if len(values) > 1:
            raise Invalid(_l("Only one option can be chosen here."))
        return self.check(item, values[0] if values else None)

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want `true` or `false`."""
        if isinstance(response, str) and response in _ANSWERS:
            return response
        raise Invalid(_l("The answer is not one of the options of this question."))

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give all or nothing; a red line crossed is named as the site names it."""
        right = response == item.body["answer"]
        line = item.body["red_line"]
        crossed = (line,) if line and not right else ()
        evidence = {"chosen": [response], "right": right}
        return Grade(item.points if right else 0, item.points, crossed, evidence=evidence)

    @override
    def key(self, item: Item) -> Response:
        """Return the answer."""
        return item.body["answer"]

    @override
    def red_line(self, item: Item) -> bool:
        """Look at the mark."""
        return bool(item.body["red_line"])

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return both answers; the reason stands with those chosen or right."""
        chosen = self.check(item, response)
        return {
            "type": self.name,
            "answered": chosen is not None,
            "options": [self._reviewed(item, answer, chosen) for answer in _ANSWERS],
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the two signs to tick and the right one."""
        signs = {"true": "✓", "false": "✗"}
        lines = [{"mark": signs[answer], "text": str(_WORDS[answer])} for answer in _ANSWERS]
        key = self.key(item)
        wrong = [sign for answer, sign in signs.items() if answer != key]
        return {
            "label": str(self.label),
            "lines": lines,
            "key": signs[key],
            "answer": {"kind": "one", "marks": list(signs.values())},
            "red": wrong if item.body["red_line"] else [],
        }

    def _reviewed(self, item: Item, answer: str, chosen: Any) -> dict[str, Json]:
        right = answer == item.body["answer"]
        return {
            "id": answer,
            "text": str(_WORDS[answer]),
            "chosen": answer == chosen,
            "right": right,
            "feedback": item.body["feedback"][answer] if right or answer == chosen else None,
            "red_line": bool(item.body["red_line"]) and answer == chosen and not right,
        }


TYPE = TrueFalse()
