# ruff: noqa: S311 - seeds of sittings, no secrets
"""A scenario: what its author may write, what its reader sees on the way, what a path is worth."""

import copy
import json
import re
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quizzes.types.conftest import GAS
from trainer.errors import Invalid
from trainer.quizzes import types
from trainer.quizzes.model import NOT_ANSWERED
from trainer.quizzes.types.graph import paths
from trainer.quizzes.types.story import graph_of, nodes_of

KIND = types.get("branching")


def every_path(item):
    """All ways to an ending, as ids of choices."""
    nodes, start = nodes_of(item), item.body["start"]
    for places in paths(graph_of(item), start):
        name, path = start, []
        for place in places:
            choice = nodes[name]["choices"][place]
            path.append(choice["id"])
            name = choice["to"]
        yield path


def way(item, *texts):
    """The path that chooses these texts."""
    by_text = {choice["text"]: choice["id"] for node in item.body["nodes"] for choice in node["choices"]}
    return [by_text[text] for text in texts]


def faults(cited, change):
    written = copy.deepcopy(GAS)
    change(written)
    found = KIND.faults(KIND.Body.model_validate(written), cited)
    return [(complaint.where, complaint.message) for complaint in found]


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        (lambda w: w.update(start="smel"), ("start",), "smell"),
        (
            lambda w: w["nodes"][0]["choices"][2].update(to="end-bat"),
            ("nodes", 0, "choices", 2, "to"),
            "end-bad",
        ),
        (lambda w: w["nodes"][4].update(id="end-fair"), ("nodes", 4, "id"), "end-fair"),
        (lambda w: w["nodes"][1].update(ending="good"), ("nodes", 1), "ending"),
        (lambda w: w["nodes"][4].pop("ending"), ("nodes", 4), "ending"),
        (lambda w: w["nodes"][2].update(ending="fair"), ("nodes",), ""),
        (lambda w: w["nodes"][1]["choices"][1].update(to="smell"), ("nodes", 0, "id"), "smell"),
        (lambda w: w["nodes"][0]["choices"][2].update(to="end-fair"), ("nodes", 4, "id"), "end-bad"),
        (
            lambda w: w["nodes"][0]["choices"][0].update(points="0"),
            ("nodes", 0, "choices", 1, "red_line"),
            "",
        ),
        (
            lambda w: w["nodes"][1]["choices"][0].update(red_line="true"),
            ("nodes", 1, "choices", 0, "red_line"),
            "",
        ),
        (
            lambda w: w["nodes"][1]["choices"][1].update(points="4"),
            ("nodes", 1, "choices", 1, "to"),
            "end-fair",
        ),
        (
            lambda w: w["nodes"][1]["choices"][1].update(text="一起下楼再打电话"),
            ("nodes", 1, "choices", 1, "text"),
            "",
        ),
    ],
)
def test_faults_stand_where_they_are(cited, change, where, says, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    found = faults(cited, change)
    assert where in [place for place, _message in found]
    assert any(says in message for place, message in found if place == where)


def test_a_scenario_without_points_has_no_best_path(cited):
    def change(written):
        for node in written["nodes"]:
            for choice in node.get("choices", ()):
                choice["points"] = "0"

    assert [where for where, _message in faults(cited, change)] == [("nodes",)]


def test_every_mark_is_reported_with_its_place():
    body = KIND.Body.model_validate(GAS)
    assert KIND.red_line_marks(body) == [("nodes", 0, "choices", 1, "red_line")]


def test_what_a_path_is_worth(gas):
    assert KIND.grade(gas, KIND.key(gas)).points == 1000
    grade = KIND.grade(gas, way(gas, "开灯看看", "当场打电话"))
    assert (grade.points, grade.red_lines, grade.final) == (200, ("开灯看看",), True)
    assert grade.evidence["ending"] == "fair"
    assert KIND.grade(gas, way(gas, "先走开")).points == 0
    assert KIND.grade(gas, way(gas, "先走开")).red_lines == ()


def test_a_path_that_stops_keeps_its_points_and_counts_as_not_answered(gas, compiled):
    half = KIND.grade(gas, way(gas, "开窗通风"))
    assert (half.points, half.red_lines) == (400, (NOT_ANSWERED,))
    assert KIND.grade(gas, way(gas, "开灯看看")).red_lines == ("开灯看看", NOT_ANSWERED)
    assert KIND.grade(gas, None).red_lines == (NOT_ANSWERED,)
    assert not KIND.complete(gas, way(gas, "开窗通风"))
    assert not KIND.complete(gas, None)
    assert KIND.complete(gas, way(gas, "先走开"))
    mild = copy.deepcopy(GAS)
    mild["nodes"][0]["choices"][1].pop("red_line")
    item = compiled("branching", mild)
    assert KIND.grade(item, way(item, "开窗通风")).red_lines == ()
    assert not KIND.red_line(item)


def test_points_are_the_share_of_the_best_rounded_down(compiled):
    for points in (1000, 2000, 999, 7):
        item = compiled("branching", GAS, points)
        for path in every_path(item):
            grade = KIND.grade(item, path)
            exact = Fraction(points * grade.evidence["sum"], grade.evidence["best"])
            assert 0 <= exact - grade.points < 1
            assert (grade.points == points) == (grade.evidence["sum"] == 5)


@pytest.mark.parametrize("forged", ["x", 5, {"a": 1}, ["x"], [None], [["a"]], True, [1, 2]])
def test_forged_paths_are_refused(gas, forged):
    with pytest.raises(Invalid):
        KIND.check(gas, forged)


def test_a_path_cannot_leave_its_graph(gas):
    first, second = way(gas, "开窗通风", "当场打电话")
    for path in ([second], [first, first], [first, second, second], [*way(gas, "先走开"), second]):
        with pytest.raises(Invalid):
            KIND.check(gas, path)
    with pytest.raises(Invalid):
        KIND.press(gas, {}, f"s3:{second}")
    assert KIND.press(gas, {}, f"s3:{first},{second}") == [first, second]
    assert KIND.parse(gas, {"": [f"{first},{second}"]}) == [first, second]
    assert KIND.parse(gas, {}) is None


@given(seed=st.integers(0, 99), data=st.data())
def test_on_the_way_nothing_is_seen_but_what_was_reached(gas, seed, data):
    arrangement = KIND.arrange(gas, Random(seed))
    path = data.draw(st.sampled_from([path[:cut] for path in every_path(gas) for cut in range(3)]))
    sent = json.dumps(KIND.ask(gas, arrangement, path), ensure_ascii=False).encode()
    assert not re.search(
        rb"points|feedback|red_line|ending|good|fair|bad|smell|door|best|\xe6\x9c\xba\xe5\xaf\x86", sent
    )
    nodes, here, seen = nodes_of(gas), gas.body["start"], set()
    for step in path:
        chosen = next(choice for choice in nodes[here]["choices"] if choice["id"] == step)
        seen |= {nodes[here]["text"], chosen["text"], chosen["consequence"]}
        here = chosen["to"]
    seen |= {nodes[here]["text"], *(choice["text"] for choice in nodes[here]["choices"])}
    for node in nodes.values():
        for text in (node["text"], *(c[key] for c in node["choices"] for key in ("text", "consequence"))):
            assert (text.encode() in sent) == (text in seen)
        for choice in node["choices"]:
            assert (choice["id"].encode() in sent) == (choice["id"] in path or node is nodes[here])


def test_the_choices_lie_in_another_order_for_every_sitting(gas):
    orders = {tuple(KIND.arrange(gas, Random(seed))["smell"]) for seed in range(30)}
    assert len(orders) == 6
    written = [choice["id"] for choice in nodes_of(gas)["smell"]["choices"]]
    assert KIND.arrange(gas, Random(1), shuffle=False)["smell"] == written


def test_the_page_has_a_button_for_each_choice_and_needs_no_script(gas, environment, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    environment.globals["ngettext"] = lambda one, many, num: (one if num == 1 else many) % {"num": num}
    module = environment.get_template("quizzes/types/branching.html").module
    arrangement = KIND.arrange(gas, Random(1))
    first = way(gas, "开窗通风")
    html = str(module.ask(KIND.ask(gas, arrangement, first) | {"answer_url": "/a/3"}, "s3", first))
    buttons = re.findall(r'<button[^>]*name="move" value="s3:([^"]*)" formaction="/a/3"', html)
    assert sorted(buttons) == sorted(
        ",".join([*first, key]) for key in way(gas, "一起下楼再打电话", "当场打电话")
    )
    assert "气味淡了。" in html
    assert "style=" not in html
    done = KIND.key(gas)
    html = str(module.ask(KIND.ask(gas, arrangement, done) | {"answer_url": "/a/3"}, "s3", done))
    assert "<button" not in html
    assert 'data-complete="true"' in html


def test_the_review_tells_the_way_its_reasons_and_the_best_one(gas, environment, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    environment.globals["ngettext"] = lambda one, many, num: (one if num == 1 else many) % {"num": num}
    module = environment.get_template("quizzes/types/branching.html").module
    arrangement = KIND.arrange(gas, Random(1))
    seen = KIND.review(gas, arrangement, way(gas, "开灯看看", "当场打电话"))
    assert [step["right"] for step in seen["story"]] == [False, False]
    assert (seen["sum"], seen["best"], seen["end"]["kind"]) == (1, 5, "fair")
    html = str(module.review(seen))
    for text in ("机密乙", "机密戊", "机密甲", "Red line", "Fair ending", "The best way", "没有人受伤。"):
        assert text in html
    best = str(module.review(KIND.review(gas, arrangement, KIND.key(gas))))
    assert "The best way" not in best
    assert "Good ending" in best
    stopped = str(module.review(KIND.review(gas, arrangement, way(gas, "开窗通风"))))
    assert "Here you stopped" in stopped
    none = str(module.review(KIND.review(gas, arrangement, None)))
    assert "You did not answer this question." in none
    assert "没有人受伤。" in none


def test_on_paper_situations_are_numbered_and_choices_lead_on(gas):
    paper = KIND.paper(gas, KIND.arrange(gas, Random(1), shuffle=False))
    lines = {line["mark"]: line["text"] for line in paper["lines"]}
    assert lines["1"] == "楼道里有煤气味。"
    door = next(mark for mark, text in lines.items() if text == "住户探出头来。")
    good = next(mark for mark, text in lines.items() if text == "没有人受伤。")
    assert lines["1A"] == f"开窗通风 → {door}"
    assert paper["key"] == f"1A → {door}A → {good}"
    assert "机密" not in json.dumps(paper, ensure_ascii=False)
