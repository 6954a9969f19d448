"""The picture of a scenario: nothing overlaps, choices lead right, a text that is cut says so."""

import copy
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.quizzes.types.conftest import GAS, cited, compiled, gas  # noqa: F401 - fixtures
from trainer.quizzes import drawing, layout
from trainer.quizzes.drawing import GUTTER, WIDTH, draw
from trainer.quizzes.layout import Edge
from trainer.quizzes.traffic import count
from trainer.quizzes.wrapping import wide, wrapped


def way(item, *texts):
    by_text = {choice["text"]: choice["id"] for node in item.body["nodes"] for choice in node["choices"]}
    return [by_text[text] for text in texts]


def test_ways_are_counted(gas):  # noqa: F811 - the fixture
    traffic = count(
        gas, [way(gas, "开窗通风", "当场打电话"), way(gas, "开窗通风"), way(gas, "先走开"), [], []]
    )
    assert (traffic.sittings, traffic.begun) == (5, 3)
    assert traffic.reached == {"smell": 3, "door": 2, "end-fair": 1, "end-bad": 1}
    assert traffic.stopped == {"door": 1}
    assert traffic.taken["smell", way(gas, "开窗通风")[0]] == 2


def test_each_card_says_what_the_scenario_says(gas):  # noqa: F811 - the fixture
    made = draw(gas, count(gas, [way(gas, "开灯看看", "当场打电话")]))
    by_text = {card.text: card for card in made.cards}
    assert [card.number for card in made.cards] == [1, 2, 3, 4, 5]
    first, door = by_text["楼道里有煤气味。"], by_text["住户探出头来。"]
    assert [(row.letter, row.to == door.number, row.taken, row.red_line) for row in first.rows] == [
        ("A", True, 0, False),
        ("B", True, 1, True),
        ("C", False, 0, False),
    ]
    assert by_text["窗户碎了。"].ending == "bad"
    assert by_text["他有些头晕。"].reached == 1
    assert [line.red_line for line in made.lines] == [False, True, False, False, False]
    assert made.lines[1].width == drawing.THICKEST
    assert made.lines[0].width == drawing.THINNEST


def test_nothing_overlaps_and_lines_lead_from_card_to_card(gas, compiled):  # noqa: F811 - the fixtures
    far = copy.deepcopy(GAS)
    far["nodes"][0]["choices"][2]["to"] = "end-fair"
    far["nodes"][1]["choices"].append(
        {"text": "走开", "to": "end-bad", "consequence": "静", "feedback": "机密己"}
    )
    for item in (gas, compiled("branching", far)):
        made = draw(item, count(item, []))
        boxes = [(card.x, card.y, card.x + made.card, card.y + card.height) for card in made.cards]
        for place, (left, top, right, bottom) in enumerate(boxes):
            assert right <= made.width
            assert bottom <= made.height
            for other in boxes[:place]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
        for line in made.lines:
            start, end = line.path.split("C")[0], line.path.rsplit(" ", 2)[1:]
            x, y = map(int, start.removeprefix("M").split())
            assert any(x == box[2] and box[1] < y < box[3] for box in boxes)
            assert any(int(end[0]) == box[0] and box[1] < int(end[1]) < box[3] for box in boxes)


@st.composite
def layered(draw_from):
    """Cards in columns, and edges that lead to the right."""
    depth = {"0": 0} | {str(n): draw_from(st.integers(1, 4)) for n in range(1, draw_from(st.integers(2, 10)))}
    names = st.sampled_from(sorted(depth))
    pairs = draw_from(st.lists(st.tuples(names, names), max_size=14))
    return depth, [Edge(a, b) for a, b in pairs if depth[a] < depth[b]]


@given(layered())
def test_every_column_holds_its_cards_and_the_lines_that_pass(found):
    depth, edges = found
    made = layout.columns(depth, edges)
    assert {key: column for column, keys in enumerate(made) for key in keys if isinstance(key, str)} == depth
    for edge, way_of in zip(edges, layout.chains(depth, edges), strict=True):
        assert len(way_of) == depth[edge.target] - depth[edge.source] + 1
        for step, key in enumerate(way_of):
            assert key in made[depth[edge.source] + step]
    heights = dict.fromkeys([key for keys in made for key in keys], 30)
    tops = layout.tops(made, heights, 7)
    for keys in made:
        assert all(tops[low] - tops[high] == 37 for high, low in pairwise(keys))
    assert min(tops.values()) == 0


def test_lines_do_not_cross_where_they_need_not():
    depth = {"a": 0, "b": 1, "c": 1, "d": 2, "e": 2}
    edges = [Edge("a", "c", 0.2), Edge("a", "b", 0.8), Edge("b", "d"), Edge("c", "e")]
    made = layout.columns(depth, edges)
    assert [list(keys) for keys in made] == [["a"], ["c", "b"], ["e", "d"]]


@given(st.text(alphabet="客户来了，。！“”（）abc 123", max_size=80), st.integers(4, 20))
def test_wrapping_loses_nothing_and_begins_no_line_with_a_comma(text, ems):
    lines = wrapped(text, ems)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines[1:]:
        assert not line.startswith(tuple("，。！）”"))
    assert all(wrapped(line, ems) == (line,) for line in lines)
    assert all(wide(line) <= ems for line in wrapped("客户来了" * 20, ems))


def test_what_is_too_long_ends_in_an_ellipsis():
    assert wrapped("一二三四五六七八九十", 3, 2) == ("一二三", "四五…")
    assert wrapped("在302室门口，等", 5) == ("在302室门", "口，等")
    assert wrapped("", 5) == ("",)


def test_three_columns_fit_a_desktop():
    assert 3 * WIDTH + 2 * GUTTER <= 960
