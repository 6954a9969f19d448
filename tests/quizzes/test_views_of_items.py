# ruff: noqa: S311 - seeds of sittings, no secrets
"""What leaves the server: nothing of the key before release, everything that teaches after it."""

import json
from random import Random

import pytest

from trainer.quizzes import types
from trainer.quizzes.types.options import ids

NAMES = ("multiple", "ordering", "single", "true_false")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_key_is_in_what_is_asked(items, name):
    kind, item = types.get(name), items[name]
    for seed in range(5):
        asked = kind.ask(item, kind.arrange(item, Random(seed)))
        sent = json.dumps(asked, ensure_ascii=False).encode()
        for secret in ("机密", "right", "feedback", "red_line", "explanation", '"answer"', "clauses"):
            assert secret.encode() not in sent
        assert set(asked) == {"type", "label", "shape", "layout", "options"}
        assert all(set(option) == {"id", "text"} for option in asked["options"])


def test_ids_come_from_the_text_alone():
    texts = [f"做法{i}" for i in range(6)]
    assert ids(texts) == [ids([text])[0] for text in texts]
    assert all(len(made) == 6 for made in ids(texts))


def test_ids_grow_when_six_digits_are_not_enough():
    texts = [str(number) for number in range(12_000)]
    made = ids(texts)
    assert len(set(made)) == len(texts)
    assert len(made[0]) > 6


def test_a_stored_multiple_answer_does_not_show_the_authors_order(items):
    item = items["multiple"]
    every = [option["id"] for option in item.body["options"]]
    assert types.get("multiple").check(item, every) == sorted(every)


@pytest.mark.parametrize("name", ["single", "multiple"])
def test_review_gives_reasons_for_what_was_chosen_and_what_is_right(items, name):
    kind, item = types.get(name), items[name]
    red = next(option["id"] for option in item.body["options"] if option["red_line"])
    arrangement = kind.arrange(item, Random(3))
    seen = kind.review(item, arrangement, red if name == "single" else [red])
    assert [option["id"] for option in seen["options"]] == arrangement
    for option in seen["options"]:
        assert option["chosen"] is (option["id"] == red)
        assert (option["feedback"] is not None) is (option["chosen"] or option["right"])
        assert option["red_line"] is option["chosen"]
    assert seen["answered"]
    assert not kind.review(item, arrangement, None)["answered"]


def test_review_of_a_statement(items):
    seen = types.get("true_false").review(items["true_false"], None, "true")
    yes, no = seen["options"]
    assert (yes["chosen"], yes["right"], yes["feedback"], yes["red_line"]) == (True, False, "机密不对", True)
    assert (no["chosen"], no["right"], no["feedback"], no["red_line"]) == (False, True, "机密对", False)


def test_review_of_an_order(items):
    kind, item = types.get("ordering"), items["ordering"]
    seen = kind.review(item, None, kind.key(item)[::-1])
    assert [step["text"] for step in seen["options"]] == ["步骤甲", "步骤乙", "步骤丙", "步骤丁"]
    assert [step["given"] for step in seen["options"]] == [4, 3, 2, 1]
    assert seen["given"] == ["步骤丁", "步骤丙", "步骤乙", "步骤甲"]
    assert not seen["right"]
    shifted = kind.review(item, None, [kind.key(item)[3], *kind.key(item)[:3]])
    assert [step["follows"] for step in shifted["options"]] == [False, True, True, False]
    assert kind.review(item, None, None)["given"] == []


@pytest.mark.parametrize("name", NAMES)
def test_paper_letters_the_options_as_they_lie_and_names_the_key(items, name):
    kind, item = types.get(name), items[name]
    arrangement = kind.arrange(item, Random(5))
    paper = kind.paper(item, arrangement)
    by_mark = {line["mark"]: line["text"] for line in paper["lines"]}
    key = [by_mark[mark] for mark in paper["key"].split()]
    if name == "ordering":
        assert key == ["步骤甲", "步骤乙", "步骤丙", "步骤丁"]
    elif name == "true_false":
        assert paper["key"] == "✗"
    else:
        assert {text[0] for text in key} == {"对"}
        assert len(key) == (1 if name == "single" else 3)
