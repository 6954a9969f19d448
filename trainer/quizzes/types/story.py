"""A compiled scenario walked along: where a path leads, what it earned, and how it is told or printed."""

from collections.abc import Sequence
from typing import TypeAlias

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Item, Json
from trainer.quizzes.types.graph import Edge, Graph, best_path, best_sums, on_best_paths, order

Taken: TypeAlias = list[tuple[dict[str, Json], dict[str, Json]]]
"""Situations passed, each with the choice made there."""


def nodes_of(item: Item) -> dict[str, dict[str, Json]]:
    """Return the situations and endings by their names."""
    return {node["id"]: node for node in item.body["nodes"]}


def graph_of(item: Item) -> Graph:
    """Return where each choice leads and what it earns."""
    return {
        node["id"]: [Edge(choice["to"], choice["points"]) for choice in node["choices"]]
        for node in item.body["nodes"]
    }


def walk(item: Item, path: Sequence[Json]) -> tuple[Taken, dict[str, Json]]:
    """Return the choices of a path with their situations, and where it leads; Invalid where it cannot go."""
    nodes = nodes_of(item)
    here, taken = nodes[item.body["start"]], []
    for step in path:
        chosen = [choice for choice in here["choices"] if choice["id"] == step]
        if not chosen:
            raise Invalid(_l("The answer is not one of the options of this question."))
        taken.append((here, chosen[0]))
        here = nodes[chosen[0]["to"]]
    return taken, here


def best_of(item: Item) -> int:
    """Return the sum of points of the best path."""
    return best_sums(graph_of(item), item.body["start"])[item.body["start"]]


def best_choices(item: Item) -> list[str]:
    """Return the ids of the choices of the best path, the first as written where several earn as much."""
    nodes, name, path = nodes_of(item), item.body["start"], []
    for place in best_path(graph_of(item), name):
        choice = nodes[name]["choices"][place]
        path.append(choice["id"])
        name = choice["to"]
    return path


def told(item: Item, arrangement: Arrangement, taken: Taken) -> list[dict[str, Json]]:
    """Return the steps of a path after release: what was chosen, and what else could have been."""
    best = on_best_paths(graph_of(item), item.body["start"])
    steps = []
    for node, chosen in taken:
        by_id = {choice["id"]: choice for choice in node["choices"]}
        highest = max(choice["points"] for choice in node["choices"])
        steps.append(
            {
                "text": node["text"],
                "highest": highest,
                "choice": _judged(chosen),
                "right": not chosen["red_line"] and (node["id"], node["choices"].index(chosen)) in best,
                "others": [_judged(by_id[key]) for key in arrangement[node["id"]] if key != chosen["id"]],
            }
        )
    return steps


def _judged(choice: dict[str, Json]) -> dict[str, Json]:
    return {key: choice[key] for key in ("text", "points", "consequence", "feedback", "red_line")}


def printed(item: Item, arrangement: Arrangement, key: Sequence[str]) -> dict[str, Json]:
    """Return the scenario for paper: numbered situations, lettered choices with the number they lead to."""
    nodes = nodes_of(item)
    names = order(graph_of(item), item.body["start"])
    numbers = {name: number for number, name in enumerate(names, start=1)}
    lines, letters = [], {}
    for name in names:
        lines.append({"mark": str(numbers[name]), "text": nodes[name]["text"]})
        by_id = {choice["id"]: choice for choice in nodes[name]["choices"]}
        for place, choice in enumerate(arrangement[name]):
            letters[name, choice] = f"{numbers[name]}{chr(ord('A') + place)}"
            text = f"{by_id[choice]['text']} → {numbers[by_id[choice]['to']]}"
            lines.append({"mark": letters[name, choice], "text": text})
    taken, end = walk(item, key)
    way = [letters[node["id"], choice["id"]] for node, choice in taken]
    red = [
        letters[name, choice["id"]]
        for name in names
        for choice in nodes[name]["choices"]
        if choice["red_line"]
    ]
    return {
        "lines": lines,
        "key": " → ".join([*way, str(numbers[end["id"]])]),
        "answer": {"kind": "path", "marks": []},
        "red": red,
    }
