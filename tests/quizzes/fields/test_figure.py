"""A figure of the register: tolerant of the writing, strict about the value, its mistakes foreseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.errors import Invalid
from trainer.quizzes import types

KIND = types.get("figure")


def heard(item, text):
    seen = KIND.review(item, None, text)
    return seen["right"], seen["feedback"], seen["note"]


def test_any_writing_of_the_register_s_value_is_right(figure):
    item = figure("问候距离", "5", "1")
    for text in ("3米", "三米", "３ 米", "3m", "300厘米", "约3米"):
        assert KIND.grade(item, text).points == 1000, text
        assert heard(item, text) == (True, "机密对", None)
    assert heard(item, "五米") == (False, "机密错5", None)
    assert heard(item, "4米") == (False, None, None)
    assert heard(item, "3小时") == (False, None, "unit")
    assert heard(item, "3到5米") == (False, None, "unreadable")
    assert KIND.grade(item, "4米").evidence == {"text": "4米", "right": False}


def test_the_value_is_the_register_s_of_that_edition(figure):
    item = figure("归还", "18:00")
    assert KIND.key(item) == "17:30"
    assert KIND.review(item, None, "下午五点半")["key"] == "当日 17:30 前"
    assert heard(item, "下午六点") == (False, "机密错18:00", None)


def test_the_words_around_a_number_can_make_it_another(figure):
    item = figure("巡查", "3")
    assert KIND.grade(item, "每天2次").points == 1000
    assert KIND.grade(item, "两次").points == 1000
    assert heard(item, "每周2次") == (False, None, "around")
    assert heard(item, "最多2次") == (False, None, "around")


def test_days(figure):
    assert KIND.grade(figure("盘点", "1"), "25号").points == 1000
    assert KIND.grade(figure("开票", "周五"), "周一").points == 1000
    assert heard(figure("开票", "周五"), "星期五") == (False, "机密错周五", None)


def test_what_can_still_be_mended_is_said(figure, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    for name, text, words in (
        ("问候距离", "很近", "No number"),
        ("问候距离", "3", "unit"),
        ("归还", "五点半", "Morning or afternoon"),
        ("归还", "5:30", "Morning or afternoon"),
        ("归还", "下班前", "No number"),
        ("盘点", "9月25日", "Only the day"),
        ("盘点", "9" * 41, "At most 40"),
    ):
        with pytest.raises(Invalid, match=words):
            KIND.parse(figure(name, "18:00" if name == "归还" else "9"), {"": [text]})


def test_with_the_unit_shown_the_number_is_enough(figure):
    item = figure("时限", "60", show_unit=True)
    assert KIND.ask(item, None)["unit"] == "分钟"
    assert KIND.parse(item, {"": [" 三十 "]}) == "三十"
    assert KIND.grade(item, "30").points == KIND.grade(item, "半小时").points == 1000
    assert KIND.review(item, None, "60")["given"] == "60 分钟"
    assert KIND.paper(item, None) == {
        "label": str(KIND.label),
        "lines": [{"mark": "", "text": "________ 分钟"}],
        "key": "不少于 30 分钟",
        "answer": {"kind": "blanks", "marks": ["分钟"]},
    }


@pytest.mark.parametrize("unit", ["小时", "次", "处", "人", "户"])
def test_beside_the_unit_a_counter_names_none(write, unit):
    keys = {"show_unit": True, "feedback": "机密对", "mistakes": [{"value": "7", "feedback": "机密错"}]}
    item = write("figure", answer={"value": "6", "unit": unit}, **keys)
    for text in ("6", "6个", "六个", "6 个整", "约6个", "六个左右", f"6{unit}整", f"整整六{unit}"):
        assert heard(item, text) == (True, "机密对", None), text
    assert KIND.review(item, None, "6个")["given"] == f"6个 {unit}"
    assert heard(item, "7个") == (False, "机密错", None)
    assert not heard(item, "60个")[0]
    assert not heard(item, "六个半")[0]


def test_hours_are_said_in_many_ways(write, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    keys = {"feedback": "机密对", "mistakes": [{"value": "5", "feedback": "机密错"}]}
    item = write("figure", answer={"value": "6", "unit": "小时"}, **keys)
    for text in ("6 个小时整", "六小时整", "6 个钟", "6个钟头", "六个小时", "360分钟"):
        assert heard(item, text) == (True, "机密对", None), text
    for text in ("6个月", "6个人", "6点整", "6个半小时", "5个钟"):
        assert not heard(item, text)[0], text
    for text in ("6个", "6 个整", "6"):
        with pytest.raises(Invalid, match="unit"):
            KIND.parse(item, {"": [text]})


def test_on_the_hour_and_on_the_day(figure):
    for text in ("17:30整", "下午五点半", "17点30分"):
        assert KIND.grade(figure("归还", "18:00"), text).points == 1000, text
    assert heard(figure("归还", "18:00"), "18点整") == (False, "机密错18:00", None)
    for text in ("25号", "25日", "二十五号", "每月25号", "25"):
        assert KIND.grade(figure("盘点", "1"), text).points == 1000, text


def test_a_count_needs_no_unit(figure):
    assert KIND.parse(figure("巡查", "3"), {"": ["2"]}) == "2"
    assert KIND.parse(figure("盘点", "1"), {"": ["25"]}) == "25"


def test_an_author_s_own_value(write):
    item = write(
        "figure",
        answer={"value": "26", "unit": "小时"},
        feedback="机密对",
        mistakes=[{"value": "一天", "feedback": "机密错"}],
    )
    assert KIND.grade(item, "二十六小时").points == 1000
    assert heard(item, "24小时") == (False, "机密错", None)
    assert KIND.key(item) == "26 小时"


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({}, ("figure",)),
        ({"figure": {"clause": "4.1", "name": "归还"}, "answer": {"value": "3", "unit": "米"}}, ("figure",)),
        ({"figure": {"clause": "4.2", "name": "交谈距离"}}, ("figure", "clause")),
        ({"figure": {"clause": "4.1", "name": "问候"}}, ("figure", "name")),
        ({"figure": {"clause": "4.1", "name": "记录"}}, ("figure", "name")),
        ({"answer": {"value": "26"}}, ("answer", "value")),
        ({"answer": {"value": "17:30", "unit": "点"}}, ("answer", "value")),
        ({"answer": {"value": "17:30"}, "show_unit": True, "mistakes": ("18:00",)}, ("show_unit",)),
        ({"answer": {"value": "24", "unit": "小时"}, "mistakes": ("一天",)}, ("mistakes", 0, "value")),
        ({"answer": {"value": "24", "unit": "小时"}, "mistakes": ("1", "快")}, ("mistakes", 1, "value")),
        (
            {"answer": {"value": "24", "unit": "小时"}, "mistakes": ("1", "60分钟")},
            ("mistakes", 1, "value"),
        ),
    ],
)
def test_what_is_wrong_in_the_author_s_text(complaints, keys, where):
    wrong = [{"value": value, "feedback": f"错{value}"} for value in keys.get("mistakes", ("9",))]
    found = complaints("figure", **keys | {"feedback": "对", "mistakes": wrong})
    assert [complaint.where for complaint in found] == [where]


@settings(deadline=None)
@given(text=st.text(max_size=45))
def test_any_text_is_graded_or_refused(figure, text):
    for item in (figure("问候距离"), figure("归还", "18:00"), figure("盘点"), figure("开票", "周五")):
        try:
            stored = KIND.parse(item, {"": [text]})
        except Invalid:
            continue
        assert KIND.parse(item, KIND.fields(item, stored)) == stored
        assert KIND.grade(item, stored).points in {0, 1000}
        KIND.review(item, None, stored)
