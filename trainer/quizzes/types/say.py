"""An answer to the customer in one's own words, read by the phrasebook's rules until a person confirms."""

import unicodedata
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.phrases.model import Courtesy, Phrasebook
from trainer.phrases.service import PatternError, finder, pack
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import parts, spoken
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType
from trainer.quizzes.types.speech import Weighed, points, weigh
from trainer.sources.model import Strict

LONGEST = 300
"""Characters of an answer."""


class Wanted(Strict):
    """Something this answer must hold, by any of the wordings accepted."""

    text: str
    accept: str
    feedback: str


class Written(Strict):
    """The author's keys."""

    functions: Annotated[tuple[Courtesy, ...], Field(min_length=1, max_length=5)]
    wanted: Annotated[tuple[Wanted, ...], Field(max_length=3)] = ()
    sample: Annotated[str, Field(max_length=LONGEST)]
    """A model answer; it earns every point."""
    poor: Annotated[str, Field(max_length=LONGEST)]
    """What people really say; it earns less than half."""


class Say(QuestionType[Written]):
    """The response is the text. The points are provisional: rules read words, a supervisor reads sense."""

    name = "say"
    label = _l("Answer in your own words")
    weighs = True
    version = 2
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Want functions of the phrasebook, patterns that can be read, a model answer that is one."""
        found = parts.repeats("functions", body.functions)
        found += parts.repeats("wanted", [one.feedback for one in body.wanted], "feedback")
        book = known.phrasebook or Phrasebook()
        there = [one.id for one in book.functions]
        for place, name in enumerate(body.functions):
            if name not in there:
                message = _("The phrasebook has no function “%(name)s”.", name=name)
                found.append(Complaint(("functions", place), message))
        for place, wanted in enumerate(body.wanted):
            try:
                finder(wanted.accept, book.words)
            except PatternError as error:
                found.append(Complaint(("wanted", place, "accept"), f"“{wanted.accept}”: {error}"))
        return found or _tried(body, known)

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return what is wanted, the rules to find it by, and which categories cross a red line here."""
        book = known.phrasebook or Phrasebook()
        lines = {line for clause in known.cited for line in known.clauses[clause].red_lines}
        return {
            "functions": list(body.functions),
            "wanted": [one.model_dump() for one in body.wanted],
            "sample": body.sample,
            "rules": pack(book),
            "red": {
                one.id: one.red_line
                for one in book.categories
                if one.red_line in lines and set(one.clauses) & set(known.cited)
            },
        }

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return how much may be written; what is looked for stays untold."""
        return {"longest": LONGEST}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read one text field."""
        return self.check(item, next(iter(fields.get("", ())), ""))

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want a text that is not too long; blanks alone leave the question open."""
        if not isinstance(response, str):
            raise Invalid(_l("This answer could not be read."))
        text = unicodedata.normalize("NFC", response.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(text) > LONGEST:
            raise Invalid(_l("At most %(most)s characters can be written here.", most=LONGEST))
        if any(unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t" for one in text):
            raise Invalid(_l("This answer could not be read."))
        return text or None

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give each function and each thing wanted its share; each breach costs one, tone only a hint."""
        weighed = weigh(item.body, response)
        red = tuple(dict.fromkeys(line for _finding, line in weighed.red))
        return Grade(points(item, weighed), item.points, red, final=False, evidence=weighed.evidence())

    @override
    def key(self, item: Item) -> Response:
        """Return the model answer."""
        return item.body["sample"]

    @override
    def red_line(self, item: Item) -> bool:
        """Say whether words can cross a red line of a clause that the question cites."""
        return bool(item.body["red"])

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the learner's own text with what was found in it, what is missing, and the model answer."""
        text = self.check(item, response)
        shown = {"type": self.name, "answered": text is not None, "sample": item.body["sample"]}
        return shown | spoken.reviewed(item.body, weigh(item.body, text or ""), text or "")

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return lines to write on, and the model answer."""
        lines = [{"mark": "", "text": "____________________________"} for _line in range(4)]
        return {
            "label": str(self.label),
            "lines": lines,
            "key": item.body["sample"],
            "answer": {"kind": "lines", "marks": [""] * len(lines)},
            "criteria": spoken.lacking(item.body, weigh(item.body, "")),
        }


def _tried(body: Written, known: Known) -> list[Complaint]:
    """Return why the model answer does not earn every point, or the poor one too many."""
    compiled = TYPE.compile(body, known)
    found = []
    sample = weigh(compiled, body.sample)
    if lacking := spoken.lacking(compiled, sample):
        message = _("By the rules the model answer lacks: %(names)s.", names=_("; ").join(lacking))
        found.append(Complaint(("sample",), message))
    if sample.examined.breaches:
        message = _("By the rules the model answer breaches: %(names)s.", names=_breached(sample))
        found.append(Complaint(("sample",), message))
    poor = weigh(compiled, body.poor)
    if poor.earned * 2 >= poor.shares:
        message = _(
            "The poor answer earns %(earned)s of %(shares)s shares; it may not reach half.",
            earned=poor.earned,
            shares=poor.shares,
        )
        found.append(Complaint(("poor",), message))
    return found


def _breached(weighed: Weighed) -> str:
    return _("; ").join(f"“{one.text}” {one.category.title}" for one in weighed.examined.breaches)


TYPE = Say()
