"""A scenario as its author writes it: situations, choices, endings; and what is wrong with it."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from trainer.i18n import _
from trainer.quizzes.types import graph, options
from trainer.quizzes.types.base import Complaint, Where
from trainer.quizzes.types.graph import Edge, Graph
from trainer.sources.model import Strict
from trainer.sources.service import hint

FEWEST_ENDINGS = 2


class Choice(options.Text):
    """What one does or says, what one sees and hears then, and what one hears about it afterwards."""

    to: str
    points: Annotated[int, Field(ge=0, le=5)] = 0
    consequence: str
    red_line: bool = False


class Situation(Strict):
    """A situation with its choices, or an ending."""

    id: Annotated[str, Field(max_length=60)]
    text: str
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=4)] | None = None
    ending: Literal["good", "fair", "bad"] | None = None


class Written(Strict):
    """The author's keys."""

    start: str
    nodes: Annotated[tuple[Situation, ...], Field(min_length=4, max_length=14)]

    def graph(self) -> Graph:
        """Return the situations and where their choices lead."""
        return {
            node.id: [Edge(choice.to, choice.points) for choice in node.choices or ()] for node in self.nodes
        }


def faults(body: Written) -> list[Complaint]:
    """Return what is wrong: names first, then the shape of the graph, then its best path and its texts."""
    found = _names(body) + _ends(body)
    if not found:
        found = _shape(body)
    if not found:
        found = _best(body)
    for place, node in enumerate(body.nodes):
        texts = options.text_faults("choices", node.choices or ())
        found += [Complaint(("nodes", place, *one.where), one.message) for one in texts]
    return found


def red_lines(body: Written) -> list[Where]:
    """Return where choices are marked as red lines."""
    return [
        ("nodes", place, "choices", number, "red_line")
        for place, node in enumerate(body.nodes)
        for number, choice in enumerate(node.choices or ())
        if choice.red_line
    ]


def _names(body: Written) -> list[Complaint]:
    found, known = [], [node.id for node in body.nodes]
    for place, name in enumerate(known):
        if name in known[:place]:
            found.append(Complaint(("nodes", place, "id"), _("“%(value)s” stands here twice.", value=name)))
    if body.start not in known:
        found.append(Complaint(("start",), _no_node(body.start, known)))
    for place, node in enumerate(body.nodes):
        for number, choice in enumerate(node.choices or ()):
            if choice.to not in known:
                where = ("nodes", place, "choices", number, "to")
                found.append(Complaint(where, _no_node(choice.to, known)))
    return found


def _no_node(name: str, known: Iterable[str]) -> str:
    return _("There is no node “%(name)s”.", name=name) + hint(name, list(known))


def _ends(body: Written) -> list[Complaint]:
    """Want either choices or an ending at each node, two endings, a good one among them."""
    found = [
        Complaint(("nodes", place), _("A node has either “choices” or “ending”."))
        for place, node in enumerate(body.nodes)
        if (node.choices is None) == (node.ending is None)
    ]
    endings = [node.ending for node in body.nodes if node.ending]
    if len(endings) < FEWEST_ENDINGS or "good" not in endings:
        found.append(Complaint(("nodes",), _("There must be at least two endings, and one of them good.")))
    return found


def _shape(body: Written) -> list[Complaint]:
    """Want no way back, and a way to every node."""
    written = body.graph()
    loops, reached = graph.on_loops(written), graph.reachable(written, body.start)
    found = []
    for place, node in enumerate(body.nodes):
        if node.id in loops:
            message = _(
                "From “%(name)s” a path leads back to it; every path must come to an end.", name=node.id
            )
            found.append(Complaint(("nodes", place, "id"), message))
        elif node.id not in reached:
            message = _("No path from “%(start)s” leads to “%(name)s”.", start=body.start, name=node.id)
            found.append(Complaint(("nodes", place, "id"), message))
    return found


def _best(body: Written) -> list[Complaint]:
    """Want every path that earns most to cross no red line and to come to a good ending."""
    written = body.graph()
    if not graph.best_sums(written, body.start)[body.start]:
        return [Complaint(("nodes",), _("No choice earns a point, so there is no best path."))]
    found = []
    endings = {node.id: node.ending for node in body.nodes}
    places = {node.id: place for place, node in enumerate(body.nodes)}
    for name, number in sorted(graph.on_best_paths(written, body.start)):
        choice = (body.nodes[places[name]].choices or ())[number]
        where = ("nodes", places[name], "choices", number)
        if choice.red_line:
            message = _("This choice lies on the path that earns most, and cannot cross a red line.")
            found.append(Complaint((*where, "red_line"), message))
        if endings[choice.to] in {"fair", "bad"}:
            message = _(
                "The path that earns most leads to “%(name)s”, which is no good ending.", name=choice.to
            )
            found.append(Complaint((*where, "to"), message))
    return found
