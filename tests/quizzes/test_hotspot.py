# ruff: noqa: S311 - seeds of sittings, no secrets
"""Places in a picture: what authors may write, what a choice is worth, what is drawn, what stays hidden."""

import json
import re
from random import Random
from types import SimpleNamespace

import pytest

from tests.quizzes.test_templates import Page
from trainer.errors import Invalid
from trainer.quizzes import types
from trainer.quizzes.types.base import fields_of

HOTSPOT = types.get("hotspot")
PICTURE = SimpleNamespace(source="data:image/svg+xml;base64,AA==", text="楼梯间", width=480, height=380)


def area(number, *, right=False, box=None):
    place = box or [10 + 60 * number, 20, 50, 60]
    return {"label": f"处{number}", "box": place, "feedback": f"机密{number}", "right": right}


def areas(rights, wrongs):
    return [area(n, right=n < rights) for n in range(rights + wrongs)]


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


@pytest.fixture
def one(make_item):
    return make_item("hotspot", areas=areas(1, 3))


@pytest.fixture
def two(make_item):
    return make_item("hotspot", areas=areas(2, 3))


@pytest.fixture
def draw(environment):
    """Draw a question, as asked or as reviewed, with its picture."""

    def drawn(item, response=None, *, review=False, picture=PICTURE):
        arrangement = HOTSPOT.arrange(item, Random(3))
        module = environment.get_template("quizzes/types/hotspot.html").module
        if review:
            return str(module.review(HOTSPOT.review(item, arrangement, response) | {"picture": picture}))
        return str(module.ask(HOTSPOT.ask(item, arrangement) | {"picture": picture}, "s3", response))

    return drawn


def ids(item, *numbers):
    return [item.body["options"][number]["id"] for number in numbers]


def complaints(known, written):
    body = HOTSPOT.Body.model_validate({"areas": written})
    return [complaint.where for complaint in HOTSPOT.faults(body, known)]


@pytest.mark.parametrize("rights", [0, 4])
def test_something_is_to_be_found_and_something_is_innocent(known, rights):
    assert complaints(known, areas(rights, 4 - rights)) == [("areas",)]


def test_areas_may_touch_but_not_hide_each_other(known):
    beside = [*areas(1, 2), area(3, box=[35, 20, 50, 60])]
    assert complaints(known, beside) == []
    inside = [*areas(1, 2), area(3, box=[12, 30, 40, 40])]
    assert complaints(known, inside) == [("areas", 3, "box")]


def test_labels_and_reasons_are_not_repeated(known):
    assert complaints(known, [*areas(1, 2), area(1, box=[300, 200, 50, 50])]) == [
        ("areas", 3, "label"),
        ("areas", 3, "feedback"),
    ]


@pytest.mark.parametrize("box", [[0, 0, 20, 60], [-1, 0, 60, 60], [0, 0, 60], ["a", 0, 60, 60]])
def test_an_area_is_large_enough_for_a_thumb_and_lies_in_the_picture(box):
    with pytest.raises(ValueError, match="box"):
        HOTSPOT.Body.model_validate({"areas": [*areas(1, 2), area(3, box=box)]})


def test_the_key_earns_all_and_wrong_picks_cost(two):
    assert HOTSPOT.grade(two, HOTSPOT.key(two)).points == 1000
    assert HOTSPOT.grade(two, ids(two, 0)).points == 500
    assert HOTSPOT.grade(two, ids(two, 0, 2)).points == 167
    assert HOTSPOT.grade(two, ids(two, 0, 2, 3)).points == 0
    assert HOTSPOT.grade(two, None).points == 0
    assert HOTSPOT.grade(two, None).red_lines == ()


def test_where_one_is_right_one_is_chosen(one, two):
    assert HOTSPOT.accept(two, ids(two, 1, 0)) == sorted(ids(two, 0, 1))
    with pytest.raises(Invalid):
        HOTSPOT.check(one, ids(one, 0, 1))
    assert HOTSPOT.grade(one, ids(one, 2)).points == 0


@pytest.mark.parametrize("sent", ["x", ["x"], [1], {"a": 1}, 3])
def test_what_is_no_area_is_refused(two, sent):
    with pytest.raises(Invalid):
        HOTSPOT.receive(two, sent)


def test_the_form_and_the_script_say_the_same(two):
    chosen = ids(two, 1, 3)
    posted = HOTSPOT.parse(two, fields_of({"s3": chosen, "s33": ["y"]}, "s3"))
    assert posted == HOTSPOT.receive(two, chosen[::-1]) == sorted(chosen)
    assert HOTSPOT.parse(two, HOTSPOT.fields(two, posted)) == posted
    assert HOTSPOT.receive(two, []) is None


def test_asking_gives_away_neither_key_nor_reason(two, draw):
    asked = HOTSPOT.ask(two, HOTSPOT.arrange(two, Random(1)))
    assert "机密" not in json.dumps(asked, ensure_ascii=False)
    assert '"right"' not in json.dumps(asked)
    html = draw(two)
    assert "机密" not in html
    outlines = {g["class"] for g in Page(html.replace("<image", "<br").replace("<rect", "<br")).all("g")}
    assert outlines == {"spot"}


def test_every_area_is_in_the_list_and_in_the_picture(one, two, draw):
    for item, kind in ((one, "radio"), (two, "checkbox")):
        page = Page(draw(item, ids(item, 0)).replace("<image", "<br").replace("<rect", "<br"))
        inputs = page.all("input", type=kind, name="s3")
        assert [i["value"] for i in inputs] == [g["data-value"] for g in page.all("g")]
        assert [i["value"] for i in inputs if "checked" in i] == ids(item, 0)
        assert len(inputs) == len(page.all("label", **{"class": "option"}))
        assert page.all("svg", role="img")[0]["aria-label"] == "楼梯间"
        assert not any(key == "style" or key.startswith("on") for _t, attrs in page.found for key in attrs)
    assert "Places to find: 2" in draw(two)


def test_without_a_picture_the_list_still_asks(two, draw):
    html = draw(two, picture=None)
    assert "<svg" not in html
    assert html.count('type="checkbox"') == 5


def test_the_review_draws_what_was_right_and_what_was_chosen(two, draw):
    html = draw(two, ids(two, 1, 2), review=True)
    assert html.count('class="spot right"') == 2
    assert html.count('class="spot wrong"') == 1
    letters = {
        a["id"]: a["letter"] for a in HOTSPOT.review(two, HOTSPOT.arrange(two, Random(3)), None)["options"]
    }
    assert f"✕ {letters[ids(two, 2)[0]]}<" in html
    assert f"{letters[ids(two, 1)[0]]}. 处1" in html
    assert "机密0" in html
    assert "机密2" in html
    assert "机密3" not in html
    assert "You did not answer this question." in draw(two, review=True)


def test_a_list_says_how_many_are_chosen_and_that_they_are_too_many(one, two, draw):
    assert "Chosen 0 of 2" in draw(two)
    assert ">Chosen 2 of 2</p>" in draw(two, ids(two, 0, 3))
    assert 'class="picked quiet over"' in draw(two, ids(two, 0, 2, 3))
    assert ">Chosen 3 of 2: more" in draw(two, ids(two, 0, 2, 3))
    assert "data-picked" not in draw(one, ids(one, 0))


def test_areas_have_letters_for_a_picture_may_hold_figures(two, draw):
    asked, told = draw(two), draw(two, ids(two, 0), review=True)
    for html in (asked, told):
        marks = re.findall(r">(?:[✓✕] )?(\w)</text>", html)
        assert marks
        assert set(marks) <= set("ABCDE")


def test_paper_has_letters_key_and_places(two):
    arrangement = HOTSPOT.arrange(two, Random(1), shuffle=False)
    paper = HOTSPOT.paper(two, arrangement)
    assert paper["key"] == "A B"
    assert [line["mark"] for line in paper["lines"]] == list("ABCDE")
    assert paper["boxes"][0] == [10, 20, 50, 60]
