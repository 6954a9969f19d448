# ruff: noqa: S311 - seeds of sittings, no secrets
"""Matching and cloze: each part its share, no key before release, each part's own reason after it."""

import json
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.errors import Invalid
from trainer.quizzes import types

MATCHING, CLOZE = types.get("matching"), types.get("cloze")


def pairs(*rights, **more):
    written = [{"left": f"左{n}", "right": right, "feedback": f"由{n}"} for n, right in enumerate(rights)]
    return {"pairs": written, **more}


def test_each_right_pair_is_worth_its_share(matched):
    key = MATCHING.key(matched)
    lines = list(key)
    extra = next(right["id"] for right in matched.body["rights"] if right["text"] == "请稍候")
    assert MATCHING.grade(matched, key).points == 1000
    assert MATCHING.grade(matched, {lines[0]: key[lines[0]]}).points == 333
    assert MATCHING.grade(matched, key | {lines[0]: extra}).points == 667
    assert MATCHING.grade(matched, dict.fromkeys(lines, extra)).points == 0


def test_one_choice_may_belong_to_several_lines(matched):
    assert len(matched.body["rights"]) == 3
    key = MATCHING.key(matched)
    assert len(set(key.values())) == 2


def test_both_sides_lie_in_another_order_in_each_sitting(matched):
    laid = [MATCHING.arrange(matched, Random(seed)) for seed in range(20)]
    assert len({tuple(one["lefts"]) for one in laid}) > 1
    assert len({tuple(one["rights"]) for one in laid}) > 1
    unshuffled = [MATCHING.arrange(matched, Random(seed), shuffle=False) for seed in range(20)]
    assert len({tuple(one["lefts"]) for one in unshuffled}) == 1
    assert len({tuple(one["rights"]) for one in unshuffled}) > 1


def test_a_match_is_reviewed_line_by_line(matched):
    key, laid = MATCHING.key(matched), MATCHING.arrange(matched, Random(1))
    first = laid["lefts"][0]
    wrong = next(right["id"] for right in matched.body["rights"] if right["id"] != key[first])
    seen = MATCHING.review(matched, laid, {first: wrong})["pairs"]
    assert (seen[0]["right"], seen[1]["right"], seen[1]["given"]) == (False, False, None)
    assert seen[0]["given"] != seen[0]["key"]
    assert all(pair["feedback"].startswith("机密") for pair in seen)
    paper = MATCHING.paper(matched, laid)
    assert [line["mark"] for line in paper["lines"]] == ["1", "2", "3", "A", "B", "C"]
    assert len(paper["key"].split()) == 3


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        (pairs("甲", "甲", "甲"), ("pairs",)),
        (pairs("甲", "乙", "乙", extra=["甲"]), ("extra", 0)),
        (pairs("甲", "乙", "乙", extra=["丙", "丙"]), ("extra", 1)),
    ],
)
def test_what_is_wrong_in_a_match(complaints, keys, where):
    assert [complaint.where for complaint in complaints("matching", **keys)] == [where]


def test_lines_and_reasons_of_a_match_are_different(complaints):
    keys = pairs("甲", "乙", "丙")
    keys["pairs"][2] |= {"left": "左0", "feedback": "由1"}
    where = [complaint.where for complaint in complaints("matching", **keys)]
    assert where == [("pairs", 2, "left"), ("pairs", 2, "feedback")]


@pytest.mark.parametrize("text", ["对不起", "抱歉", "对 不 起，", "对不起。"])
def test_space_width_and_punctuation_of_a_gap_do_not_matter(typed_gaps, text):
    assert CLOZE.grade(typed_gaps, {"1": text, "2": "久等"}).points == 1000


def test_each_right_gap_is_worth_its_share(typed_gaps):
    assert CLOZE.grade(typed_gaps, {"1": "抱歉"}).points == 500
    assert CLOZE.grade(typed_gaps, {"1": "不好意思", "2": "等"}).points == 0
    assert not CLOZE.complete(typed_gaps, {"1": "抱歉"})
    assert CLOZE.complete(typed_gaps, {"1": "抱歉", "2": "等"})


def test_a_bank_holds_right_and_wrong_words_and_nothing_else_is_taken(chosen_gaps):
    laid = CLOZE.arrange(chosen_gaps, Random(1))
    assert sorted(laid) == sorted(["久等", "慢走", "费心"])
    assert len({tuple(CLOZE.arrange(chosen_gaps, Random(seed))) for seed in range(20)}) > 1
    assert CLOZE.parse(chosen_gaps, {"1": ["慢走"]}) == {"1": "慢走"}
    with pytest.raises(Invalid):
        CLOZE.parse(chosen_gaps, {"1": ["久候"]})
    paper = CLOZE.paper(chosen_gaps, laid)
    assert paper["lines"][0]["text"] == "对不起，让您（1）____了"
    assert paper["lines"][1 + laid.index("久等")]["mark"] == paper["key"].split()[1]


def test_a_sentence_is_reviewed_gap_by_gap(typed_gaps):
    one, two = CLOZE.review(typed_gaps, [], {"1": "抱歉"})["gaps"]
    assert (one["given"], one["right"], one["key"], one["feedback"]) == ("抱歉", True, "对不起", "机密一")
    assert (two["given"], two["right"], two["key"]) == (None, False, "久等")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("对不起，让您久等了", {"feedback": []}),
        ("对不起，让您[[久等]]啦", {}),
        ("保持[[约一米]]距离", {}),
        ("对不起，让您[[久等|久 等]]了", {}),
        ("对不起，让您[[]]了", {}),
        ("对不起，让您[[久等]]]]了", {}),
        ("对不起，让您[[久等]]了", {"feedback": ["一", "二"]}),
        ("对不起，让您[[久等]]了", {"bank": ["久 等", "慢走"]}),
        ("对不起，让您[[久等]]了", {"bank": ["慢走", "慢走。"]}),
        ("[[对不起]]，[[让]][[您]][[久等]][[了]]", {"feedback": list("一二三四五")}),
    ],
)
def test_what_is_wrong_in_a_sentence(complaints, text, more):
    assert len(complaints("cloze", **{"text": text, "feedback": ["一"]} | more)) == 1


@pytest.mark.parametrize(
    "text", ["您好，物业[[为您服务]]。", "您好物业{name}为您[[服务]]", "客户走到[[三米]]处", "[[不知道]]"]
)
def test_a_sentence_of_a_cited_clause_is_found(complaints, text):
    assert complaints("cloze", text=text, feedback=["一"]) == []


def test_nothing_of_the_key_is_in_what_is_asked(form_items):
    for item in form_items:
        kind = types.get(item.type)
        for seed in range(5):
            asked = kind.ask(item, kind.arrange(item, Random(seed)))
            sent = json.dumps(asked, ensure_ascii=False)
            assert "机密" not in sent
            assert '"right"' not in sent
            if item.type == "figure":
                assert item.body["answer"]["value"] not in json.dumps(
                    {**asked, "pattern": ""}, ensure_ascii=False
                )


@settings(deadline=None)
@given(data=st.data())
def test_any_fields_are_graded_within_bounds_or_refused(form_items, data):
    item = data.draw(st.sampled_from(form_items))
    kind = types.get(item.type)
    key = kind.fields(item, kind.key(item))
    words = st.sampled_from(["", "x", *(value for values in key.values() for value in values)]) | st.text(
        max_size=9
    )
    fields = data.draw(
        st.dictionaries(st.sampled_from([*key, "", "9"]), st.lists(words, max_size=2), max_size=4)
    )
    try:
        stored = kind.parse(item, fields)
    except Invalid:
        return
    assert kind.check(item, stored) == stored
    assert kind.parse(item, kind.fields(item, stored)) == stored
    assert kind.receive(item, kind.sent(item, stored)) == stored
    grade = kind.grade(item, stored)
    assert 0 <= grade.points <= grade.maximum
    json.dumps(grade.to_json(), allow_nan=False)
    json.dumps(kind.review(item, kind.arrange(item, Random(1)), stored))
    if stored is not None and item.type in {"matching", "cloze"}:
        right = Fraction(grade.evidence["right"], grade.evidence["of"]) * 1000
        assert abs(grade.points - right) <= Fraction(1, 2)


def test_the_key_pays_everything(form_items):
    for item in form_items:
        kind = types.get(item.type)
        assert kind.grade(item, kind.key(item)).points == item.points
        assert kind.complete(item, kind.key(item))
        assert not kind.complete(item, None)
