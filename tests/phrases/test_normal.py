"""Texts as rules read them: one form for all widths and both scripts, and every place known."""

import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.phrases.normal import read, sentences

CHINESE = "您你好请不归我管这事没办法，。！？“”「」 \n.…清楚见麻烦谢绝Ａa１1🙄👍🏽說這"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("不归我管", "不归我管"),
        ("不歸我管", "不归我管"),
        ("等.着.吧.", "等着吧。"),
        ("要 么 滚 ！", "要么滚！"),
        ("快！点！交！费！", "快点交费！"),
        ("您好 请坐", "您好，请坐"),
        ("ＮＯ！", "no！"),
        ("３.５元", "3.5元"),
        ("“不知道”三个字", "不知道三个字"),
        ("他\u200b说", "他说"),
        ("", ""),
    ],
)
def test_one_form(text, plain):
    assert read(text).text == plain


def test_quotations_are_known_but_not_a_whole_reply_in_quotation_marks():
    plain = read("不说“不知道”，说“我去问”。")
    assert [plain.text[slice(*span)] for span in plain.quoted] == ["不知道", "我去问"]
    assert read("“不知道。”").quoted == ()
    assert read("“没有关上").quoted == ()


@given(st.text(alphabet=CHINESE) | st.text())
def test_every_character_knows_where_it_stood(text):
    plain = read(text)
    assert len(plain.places) == len(plain.text)
    assert all(0 <= start < end <= len(text) for start, end in plain.places)
    assert list(plain.places) == sorted(plain.places)
    assert all(0 <= start <= end <= len(plain.text) for start, end in plain.quoted)
    for start, end in sentences(plain.text):
        assert plain.text[start:end].strip("。！？")


@given(st.text(alphabet="您好请不归我管这事没办法，。！？ａb1"))
def test_width_and_script_make_no_difference(text):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    narrow = unicodedata.normalize("NFKC", text)
    traditional = opencc.OpenCC("s2t").convert(text)
    assert read(wide).text == read(text).text == read(narrow).text
    assert read(traditional).text == read(text).text
