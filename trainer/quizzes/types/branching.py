"""A scenario lived through choice by choice, with no way back; the whole path is the answer."""

from random import Random

from typing_extensions import override

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.quizzes.model import NOT_ANSWERED, Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import options, scenario
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType, Where
from trainer.quizzes.types.story import best_choices, best_of, nodes_of, printed, told, walk


class Branching(QuestionType[scenario.Written]):
    """The response is the list of the ids of the choices made, from the start on.

    Before release the page gets only what was reached: texts and consequences of the path so far, and the
    choices that lie before the reader. Names of situations, points and kinds of endings stay on the server.
    """

    name = "branching"
    shape = "steps"
    steps = True
    weighs = True
    label = _l("One step after another; a choice cannot be taken back")
    Body = scenario.Written

    @override
    def faults(self, body: scenario.Written, known: Known) -> list[Complaint]:
        """Want a graph in which every path ends and the best one is good."""
        return scenario.faults(body)

    @override
    def red_line_marks(self, body: scenario.Written) -> list[Where]:
        """Return the choices that are marked."""
        return scenario.red_lines(body)

    @override
    def compile(self, body: scenario.Written, known: Known) -> dict[str, Json]:
        """Return the situations in the author's order, the choices with their ids."""
        nodes = [
            {
                "id": node.id,
                "text": node.text,
                "ending": node.ending,
                "choices": options.compiled(node.choices or ()),
            }
            for node in body.nodes
        ]
        return {"start": body.start, "nodes": nodes}

    @override
    def arrange(self, item: Item, rng: Random, *, shuffle: bool = True) -> Arrangement:
        """Return the order of the choices of each situation."""
        made = {}
        for name, node in nodes_of(item).items():
            made[name] = [choice["id"] for choice in node["choices"]]
            if shuffle:
                rng.shuffle(made[name])
        return made

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return nothing beside the way so far."""
        return {}

    @override
    def so_far(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the story up to where the reader stands, and the choices that lie there."""
        path = self.check(item, response) or []
        taken, here = walk(item, path)
        consequences = [None, *(choice["consequence"] for _node, choice in taken)]
        choices = {choice["id"]: choice["text"] for choice in here["choices"]}
        return {
            "story": [
                {"before": before, "text": node["text"], "choice": choice["text"]}
                for before, (node, choice) in zip(consequences, taken, strict=False)
            ],
            "before": consequences[-1],
            "now": here["text"],
            "number": len(taken) + 1,
            "choices": [
                {"path": ",".join([*path, choice]), "text": choices[choice]}
                for choice in arrangement[here["id"]]
            ],
            "path": ",".join(path),
            "complete": not choices,
        }

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read the path as a button holds it."""
        return self.check(item, _split(next(iter(options.posted(fields)), "")))

    @override
    def press(self, item: Item, fields: Fields, action: str) -> Response:
        """Return the path a choice's button stands for; it holds the whole of it (`s3:path`)."""
        return self.check(item, _split(action.rpartition(":")[2]))

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want ids of choices, each one of the situation the one before led to."""
        if isinstance(response, list):
            walk(item, response)
            return response
        raise Invalid(_l("The answer is not one of the options of this question."))

    @override
    def complete(self, item: Item, response: Response) -> bool:
        """Say whether the path has come to an ending."""
        return response is not None and not walk(item, response)[1]["choices"]

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give the share of the best path's points, rounded down; a path that stops crosses its red line."""
        taken, here = walk(item, response)
        earned = sum(choice["points"] for _node, choice in taken)
        best = best_of(item)
        crossed = tuple(choice["text"] for _node, choice in taken if choice["red_line"])
        if here["choices"] and self.red_line(item):
            crossed += (NOT_ANSWERED,)
        evidence = {"path": response, "sum": earned, "best": best, "ending": here["ending"]}
        return Grade(item.points * earned // best, item.points, crossed, evidence=evidence)

    @override
    def key(self, item: Item) -> Response:
        """Return the path that earns most, the first as written."""
        return best_choices(item)

    @override
    def red_line(self, item: Item) -> bool:
        """Look for a marked choice."""
        return any(choice["red_line"] for node in item.body["nodes"] for choice in node["choices"])

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the path taken with its reasons, the other choices passed by, and the best path."""
        path = self.check(item, response)
        taken, here = walk(item, path or [])
        best, end = walk(item, self.key(item))
        return {
            "type": self.name,
            "answered": path is not None,
            "story": told(item, arrangement, taken),
            "stopped": here["text"] if here["choices"] else None,
            "end": None if here["choices"] else {"text": here["text"], "kind": here["ending"]},
            "sum": sum(choice["points"] for _node, choice in taken),
            "best": best_of(item),
            "points": self.grade(item, path).points,
            "worth": item.points,
            "best_path": [{"text": node["text"], "choice": choice["text"]} for node, choice in best],
            "best_end": end["text"],
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return numbered situations, the first first, each choice with the number it leads to."""
        return {"label": str(self.label), **printed(item, arrangement, self.key(item))}


def _split(path: str) -> list[str]:
    return path.split(",") if path else []


TYPE = Branching()
