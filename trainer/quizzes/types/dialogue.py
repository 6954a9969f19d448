"""A talk between staff and customer: mark the lines that breach the standard, and say which clause."""

from collections.abc import Mapping

from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import transcript
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType


class Dialogue(QuestionType[transcript.Written]):
    """The response is {number of the line: id of the clause} of the marked lines; numbers are texts, from 1.

    A line left at “nothing wrong” is not in it, so a page on which nothing was marked is an open question.
    """

    name = "dialogue"
    label = _l("Mark what breaches the standard")
    weighs = True
    Body = transcript.Written

    @override
    def faults(self, body: transcript.Written, known: Known) -> list[Complaint]:
        """Want staff lines with reasons, breaches of cited clauses, innocent lines and other clauses."""
        return transcript.faults(body, known)

    @override
    def compile(self, body: transcript.Written, known: Known) -> dict[str, Json]:
        """Return the lines with their numbers, and the clauses to choose from in register order."""
        wanted = {*body.offer, *(line.breach for line in body.lines)}
        return {
            "lines": [
                {"id": str(place), **line.model_dump()} for place, line in enumerate(body.lines, start=1)
            ],
            "clauses": [
                {"id": clause.id, "title": clause.title}
                for clause in known.clauses.values()
                if clause.id in wanted
            ],
        }

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the talk and the clauses, without saying which line breaches which."""
        shown = ("id", "who", "text", "staff")
        lines = [{key: line[key] for key in shown} for line in item.body["lines"]]
        return {"lines": lines, "clauses": item.body["clauses"]}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read one choice a line; an empty one says that nothing is wrong."""
        return self.check(item, {number: chosen[-1] for number, chosen in fields.items() if any(chosen)})

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want clauses of the list at lines of staff; kept in the order of the talk."""
        clauses = {clause["id"] for clause in item.body["clauses"]}
        markable = [line["id"] for line in item.body["lines"] if line["staff"]]
        if (
            isinstance(response, dict)
            and set(response) <= set(markable)
            and all(isinstance(chosen, str) and chosen in clauses for chosen in response.values())
        ):
            return {number: response[number] for number in markable if number in response}
        raise Invalid(_l("The answer is not one of the options of this question."))

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give half a share for a breach found and half for its clause; an innocent line marked costs one."""
        key = self.key(item)
        found = sum(number in key for number in response)
        named = sum(key.get(number) == clause for number, clause in response.items())
        wrong = len(response) - found
        halves = max(0, found + named - 2 * wrong)
        evidence = {"marked": response, "found": found, "named": named, "of": len(key), "wrong": wrong}
        return Grade(item.points * halves // (2 * len(key)), item.points, evidence=evidence)

    @override
    def key(self, item: Item) -> Response:
        """Return the breaches."""
        return {line["id"]: line["breach"] for line in item.body["lines"] if line["breach"]}

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return every line with what was marked, what it breaches, the verdict on it and the reason."""
        given = self.check(item, response)
        titles = {clause["id"]: clause["title"] for clause in item.body["clauses"]}
        return {
            "type": self.name,
            "answered": given is not None,
            "lines": [_reviewed(line, given or {}, titles) for line in item.body["lines"]],
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the numbered talk, in `choices` the lettered clauses, and the letters of the breaches."""
        letters = {clause["id"]: chr(ord("A") + n) for n, clause in enumerate(item.body["clauses"])}
        return {
            "label": str(self.label),
            "lines": [
                {
                    "mark": line["id"],
                    "text": f"{line['who']}：{line['text']}{'（　）' if line['staff'] else ''}",
                }
                for line in item.body["lines"]
            ],
            "choices": [
                {"mark": letters[clause["id"]], "text": f"{clause['id']} {clause['title']}"}
                for clause in item.body["clauses"]
            ],
            "key": "，".join(f"{number} {letters[clause]}" for number, clause in self.key(item).items()),
            "answer": {"kind": "rows", "marks": [line["id"] for line in item.body["lines"] if line["staff"]]},
        }


def _reviewed(
    line: Mapping[str, Json], given: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, Json]:
    """Return a line after release; `verdict`: found, misnamed, missed, wrong (marked, innocent), fine."""
    marked, breach = given.get(line["id"]), line["breach"]
    if breach:
        verdict = "missed" if marked is None else "found" if marked == breach else "misnamed"
    else:
        verdict = "fine" if marked is None else "wrong"
    return {
        **{key: line[key] for key in ("id", "who", "text", "staff", "feedback")},
        "verdict": verdict if line["staff"] else "",
        "marked": {"id": marked, "title": titles[marked]} if marked else None,
        "breach": {"id": breach, "title": titles[breach]} if breach else None,
    }


TYPE = Dialogue()
