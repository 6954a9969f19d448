# ruff: noqa: S311 - seeds of sittings, no secrets
"""The questions answered in fields, as pages: named fields, kept answers, verdicts in words."""

import re
from html.parser import HTMLParser
from random import Random

import pytest

from trainer.quizzes import types

VOID = {"input", "path", "br"}


class Page(HTMLParser):
    """The elements of a fragment, and a check that they nest."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def all(self, *tags):
        return [attrs for tag, attrs in self.found if tag in tags]


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


@pytest.fixture
def drawn(environment):
    def draw(item, macro, response=None):
        kind = types.get(item.type)
        laid = kind.arrange(item, Random(2))
        module = environment.get_template(f"quizzes/types/{item.type}.html").module
        if macro == "ask":
            return str(module.ask(kind.ask(item, laid), "s3", response))
        return str(module.review(kind.review(item, laid, response)))

    return draw


def said(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_asking_is_real_fields_with_names_and_no_secret(drawn, form_items):
    for item in form_items:
        html = drawn(item, "ask")
        assert "机密" not in html
        page = Page(html)
        assert not any(key.startswith("on") or key == "style" for _tag, attrs in page.found for key in attrs)
        fields = page.all("input", "select")
        labelled = {attrs["for"] for attrs in page.all("label")}
        for field in fields:
            assert field["name"].split(".")[0] == "s3"
            assert field.get("aria-label") or field["id"] in labelled


def test_a_stored_answer_is_kept(drawn, form_items):
    for item in form_items:
        kind = types.get(item.type)
        key = kind.key(item)
        page = Page(drawn(item, "ask", key))
        chosen = [a.get("value") for a in page.all("option") if "selected" in a]
        texts = [a.get("value") for a in page.all("input")]
        wanted = list(key.values()) if isinstance(key, dict) else [key]
        if item.type == "cloze" and item.body["bank"]:
            assert len(chosen) == len(wanted)
        else:
            assert sorted(chosen + texts) == sorted(wanted)
        assert not [a for a in Page(drawn(item, "ask")).all("option") if "selected" in a]


def test_every_gap_has_its_number_and_one_width(drawn, typed_gaps):
    inputs = Page(drawn(typed_gaps, "ask")).all("input")
    assert [field["aria-label"] for field in inputs] == ["Gap 1", "Gap 2"]
    assert len({field["size"] for field in inputs}) == 1


def test_long_choices_are_listed_and_lettered(drawn, matched, write):
    assert "lettered" not in drawn(matched, "ask")
    long = write(
        "matching",
        pairs=[
            {"left": f"左{n}", "right": f"第{n}种说法写得很长很长很长很长", "feedback": f"由{n}"}
            for n in range(3)
        ],
    )
    html = drawn(long, "ask")
    assert 'aria-describedby="s3-choices"' in html
    assert all(letter in said(html) for letter in "ABC")


def test_an_open_question_says_so_and_shows_what_is_right(drawn, form_items):
    for item in form_items:
        html = drawn(item, "review")
        Page(html)
        assert "You did not answer this question." in html
        assert "Right answer" in html or "Gap 1" in html
        assert "Not right" not in html


def test_a_right_answer_is_told_in_words(drawn, form_items):
    for item in form_items:
        html = drawn(item, "review", types.get(item.type).key(item))
        Page(html)
        assert "Not right" not in html
        assert "Right" in html
        assert "机密" in html


def test_a_wrong_answer_stands_beside_the_right_one(drawn, matched, typed_gaps, figure):
    rights = {right["text"]: right["id"] for right in matched.body["rights"]}
    birthday = next(left["id"] for left in matched.body["lefts"] if left["text"] == "生日")
    html = drawn(matched, "review", {birthday: rights["请稍候"]})
    assert "生日 Your choice · Not right 请稍候 Right answer 生日快乐 机密0" in said(html)
    assert "left open" in html
    html = drawn(typed_gaps, "review", {"1": "喂", "2": "久等"})
    assert "<del>喂</del>" in html
    assert "Gap 1 · Not right 喂 Right answer 对不起 机密一" in said(html)
    html = drawn(figure("问候距离"), "review", "9米")
    assert "Your answer · Not right 9米 机密错9 Right answer 3 米" in said(html)
    assert "The unit is another one." in drawn(figure("问候距离"), "review", "3小时")


def test_what_people_write_is_escaped(drawn, typed_gaps):
    for macro in ("ask", "review"):
        assert "<b>" not in drawn(typed_gaps, macro, {"1": "<b>粗"}).replace("<b>生日", "")
