# ruff: noqa: S311 - seeds of sittings, no secrets
"""The questions as people meet them: real inputs without script, words and signs beside colour."""

import re
from html.parser import HTMLParser
from random import Random

import pytest

from trainer.quizzes import types

NAMES = ("multiple", "ordering", "single", "true_false")
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

    def all(self, tag, **attrs):
        return [a for t, a in self.found if t == tag and attrs.items() <= a.items()]


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


@pytest.fixture
def drawn(environment, items):
    """Draw the question of a type, as asked or as reviewed."""

    def draw(name, macro, response=None, **more):
        kind, item = types.get(name), items[name]
        arrangement = kind.arrange(item, Random(2))
        module = environment.get_template(f"quizzes/types/{name}.html").module
        if macro == "ask":
            return str(module.ask(kind.ask(item, arrangement) | more, "s3", response))
        return str(module.review(kind.review(item, arrangement, response)))

    return draw


@pytest.mark.parametrize("name", NAMES)
def test_asking_shows_no_secret_and_needs_no_script(drawn, name):
    html = drawn(name, "ask")
    assert "机密" not in html
    page = Page(html)
    assert not any(key.startswith("on") or key == "style" for _tag, attrs in page.found for key in attrs)
    assert {a["name"].split(".")[0] for a in page.all("input")} == {"s3"}


@pytest.mark.parametrize(
    ("name", "kind"), [("single", "radio"), ("true_false", "radio"), ("multiple", "checkbox")]
)
def test_options_are_real_inputs_in_labels_and_keep_the_answer(drawn, items, name, kind):
    key = types.get(name).key(items[name])
    page = Page(drawn(name, "ask", key))
    inputs = page.all("input", type=kind, name="s3")
    assert len(inputs) == len(page.all("label", **{"class": "option"}))
    checked = [a["value"] for a in inputs if "checked" in a]
    assert sorted(checked) == sorted(key if isinstance(key, list) else [key])
    assert not [a for a in Page(drawn(name, "ask")).all("input") if "checked" in a]


def test_an_order_is_posted_as_it_lies_and_every_step_has_two_named_buttons(drawn, items):
    ordering, item = types.get("ordering"), items["ordering"]
    page = Page(drawn("ordering", "ask", answer_url="/attempts/1/answers/3"))
    order = [a["value"] for a in page.all("input", type="hidden", name="s3")]
    assert sorted(order) == sorted(ordering.key(item))
    (shown,) = page.all("input", name="s3.shown")
    fields = {"": order, "shown": [shown["value"]]}
    assert ordering.parse(item, fields) is None
    buttons = page.all("button", name="move", formaction="/attempts/1/answers/3")
    assert len(buttons) == 8
    assert len({(button["aria-label"], button["aria-describedby"]) for button in buttons}) == 8
    moved = ordering.press(item, fields, buttons[2]["value"])
    assert moved == [order[1], order[0], *order[2:]]
    again = Page(drawn("ordering", "ask", moved))
    assert [a["value"] for a in again.all("input", name="s3")] == moved
    assert ordering.parse(item, {**fields, "": moved}) == moved


def test_an_order_kept_as_shown_stays_kept(drawn, items):
    arrangement = types.get("ordering").arrange(items["ordering"], Random(2))
    assert "checked" in Page(drawn("ordering", "ask", arrangement)).all("input", name="s3.keep")[0]
    assert "checked" not in Page(drawn("ordering", "ask")).all("input", name="s3.keep")[0]


def said(html):
    return re.sub(r"<[^>]+>", " ", html)


@pytest.mark.parametrize("name", NAMES)
def test_an_open_question_says_so(drawn, name):
    html = drawn(name, "review")
    assert "You did not answer this question." in html
    assert "Your choice" not in html
    Page(html)


def test_a_wrong_choice_is_told_in_words_with_both_reasons(drawn, items):
    red = next(option for option in items["single"].body["options"] if option["red_line"])
    html = drawn("single", "review", red["id"])
    Page(html)
    text = " ".join(said(html).split())
    assert "Your choice · Not right 错的做法0 Red line 机密理由错0" in text
    assert text.index("Your choice") < text.index("Right answer 对的做法0 机密理由对0")
    assert "机密理由错1" not in text
    assert "verdict wrong" in html
    assert html.count("<svg") == 3  # cross, shield, check


def test_a_right_choice_is_told_once(drawn, items):
    html = drawn("true_false", "review", types.get("true_false").key(items["true_false"]))
    assert "Your choice · Right answer" in html
    assert "Red line" not in html
    assert "Not right" not in html


def test_an_order_is_reviewed_beside_the_right_one(drawn, items):
    key = types.get("ordering").key(items["ordering"])
    html = drawn("ordering", "review", [key[3], *key[:3]])
    Page(html)
    text = said(html)
    assert text.index("Your order") < text.index("Right order")
    assert "you put it at 2" in text
    # No step stands at its place; two follow rightly, which earns part and is no tick.
    assert html.count("verdict right") == 0
    assert html.count("verdict part") == 2
    assert html.count("verdict wrong") == 2
    assert "of 3 pairs that follow each other, 2 stand so in your order" in text
    assert "0.67 of 1 points" in text


def test_what_authors_write_is_escaped(environment, make_item, options):
    written = options(1, 2)
    written[0]["text"] = "<b>粗</b>"
    item = make_item("single", options=written)
    kind = types.get("single")
    module = environment.get_template("quizzes/types/single.html").module
    html = str(module.ask(kind.ask(item, kind.arrange(item, Random(1))), "s1", None))
    assert "&lt;b&gt;粗" in html
