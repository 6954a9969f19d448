"""What can be proved of a graph of choices, against walking every path by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.quizzes.types.graph import (
    Edge,
    best_path,
    best_sums,
    layers,
    on_best_paths,
    on_loops,
    order,
    paths,
    reachable,
)

SMALL = {
    "a": [Edge("b", 2), Edge("c", 0)],
    "b": [Edge("c", 1), Edge("end", 3)],
    "c": [Edge("end", 4)],
    "end": [],
    "alone": [Edge("end")],
}


@st.composite
def graphs(draw):
    """Graphs without loops: edges lead only to higher numbers, the last has none."""
    size = draw(st.integers(2, 9))
    made = {}
    for number in range(size - 1):
        targets = st.lists(
            st.builds(Edge, st.integers(number + 1, size - 1).map(str), st.integers(0, 5)), max_size=4
        )
        made[str(number)] = draw(targets)
    return made | {str(size - 1): []}


def walked(graph, path, start="0"):
    name, points, taken = start, 0, []
    for place in path:
        taken.append((name, place))
        points += graph[name][place].points
        name = graph[name][place].to
    assert not graph[name]
    return points, taken


def test_what_is_reached():
    assert reachable(SMALL, "a") == {"a", "b", "c", "end"}
    assert reachable(SMALL, "nowhere") == set()
    assert reachable({"a": [Edge("b")]}, "a") == {"a"}


def test_loops_are_named_with_everything_on_them():
    assert on_loops(SMALL) == set()
    round_trip = {"a": [Edge("b")], "b": [Edge("c"), Edge("end")], "c": [Edge("a")], "end": []}
    assert on_loops(round_trip) == {"a", "b", "c"}
    assert on_loops({"a": [Edge("a"), Edge("end")], "end": []}) == {"a"}


def test_the_best_path_of_an_example():
    assert best_sums(SMALL, "a") == {"a": 7, "b": 5, "c": 4, "end": 0}
    assert best_path(SMALL, "a") == [0, 0, 0]
    assert on_best_paths(SMALL, "a") == {("a", 0), ("b", 0), ("c", 0)}
    assert layers(SMALL, "a") == {"a": 0, "b": 1, "c": 2, "end": 3}


@given(graphs())
def test_order_and_layers_lead_forward(graph):
    assert on_loops(graph) == set()
    found = order(graph, "0")
    assert sorted(found) == sorted(reachable(graph, "0"))
    depth = layers(graph, "0")
    assert set(depth) == set(found)
    for name in found:
        for edge in graph[name]:
            assert found.index(name) < found.index(edge.to)
            assert depth[name] < depth[edge.to]


@given(graphs())
def test_the_best_sum_is_the_highest_of_all_paths(graph):
    every = [walked(graph, path) for path in paths(graph, "0")]
    highest = max(points for points, _taken in every)
    assert best_sums(graph, "0")["0"] == highest
    assert walked(graph, best_path(graph, "0"))[0] == highest
    assert on_best_paths(graph, "0") == {
        step for points, taken in every if points == highest for step in taken
    }


@given(graphs(), st.data())
def test_an_edge_back_makes_a_loop(graph, data):
    name = data.draw(st.sampled_from(order(graph, "0")))
    graph[name] = [*graph[name], Edge("0")]
    assert {"0", name} <= on_loops(graph)


@pytest.mark.parametrize("graph", [{"0": []}, {"0": [Edge("1")], "1": []}])
def test_the_smallest(graph):
    assert [walked(graph, path)[0] for path in paths(graph, "0")] == [0]
