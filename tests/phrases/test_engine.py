"""Reading replies: breaches, quotations, denials, harmless hits, courtesies and what is missing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from trainer.phrases.normal import plain_words

FORBIDDEN = {
    "不知道。": "4.4",
    "我不清楚。": "4.4",
    "这不归我管。": "11N.1",
    "您去找别人吧。": "11N.1",
    "没看见我正忙着吗？": "4.5",
    "急什么急！": "4.7",
}
TRADITIONAL = OpenCC("s2t")
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
PIECES = st.sampled_from(
    [
        *FORBIDDEN,
        "客户说",
        "“",
        "”",
        "「",
        "」",
        "不能说",
        "这三个字",
        "您好，",
        "対",
        "😡",
        " ",
        "　",
        "…",
        "\n",
        "\u200b",
        "ﷺ",
        "ǆ",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=8).map("".join)


def categories(reader, text):
    return {one.category.id for one in reader.examine(text).breaches}


def clauses(reader, text):
    return {clause for one in reader.examine(text).breaches for clause in one.category.clauses}


def done(reader, text):
    return {hit.function.id for hit in reader.examine(text).hits}


@pytest.mark.parametrize(("text", "clause"), FORBIDDEN.items())
def test_what_the_standard_forbids_is_found_with_its_clause(reader, text, clause):
    assert clause in clauses(reader, text)
    assert clause in clauses(reader, f"您好，谢谢您来电。{text}请您慢走。")


@pytest.mark.parametrize(
    "text",
    [
        "我们不能说不知道，我替您问清楚。",
        "我不会跟您说不清楚的，我现在就查。",
        "同事那句“不归我管”说得不对，我替他向您道歉。",
        "昨天有人答您「不知道」，对不起，这事我来办。",
        "“不知道”这三个字，我们前台不说。",
        "给您添了这么大麻烦，实在对不起。",
        "照片有点看不清楚，请您再拍一张好吗？",
        "您不知道怎么填也没关系，我陪您填。",
        "🙏您好，我马上替您查。🙏",
        "麻煩您稍等，我現在就替您問。",
    ],
)
def test_negated_quoted_and_harmless_words_are_no_breach(reader, text):
    assert categories(reader, text) == set()


def test_a_reply_that_is_quoted_as_a_whole_is_still_a_reply(reader):
    assert "4.4" in clauses(reader, "“不知道。”")


@pytest.mark.parametrize(
    "text",
    [
        "這不歸我管！",
        "这 不 归 我 管",
        "这不归我管!!!",
        "😡这不归我管😡",
        "这不归\u200b我管",
        "（这不归我管）",
        "这件事，不归我管，真的",
    ],
)
def test_script_width_spaces_and_emoji_hide_nothing(reader, text):
    found = [one for one in reader.examine(text).breaches if "11N.1" in one.category.clauses]
    assert found
    assert text[found[0].start : found[0].end] == found[0].text


def test_a_place_is_one_of_the_original_text(reader):
    text = "😡\u200b  你好Ａ，　不　知　道　！"
    (found,) = [one for one in reader.examine(text).breaches if "4.4" in one.category.clauses]
    assert found.text == text[found.start : found.end] == "不　知　道"


def test_functions_done_and_missing(reader):
    good = "您好，对不起，让您久等了。因为停电，系统还没恢复，我马上替您联系师傅。谢谢您，请慢走。"
    assert done(reader, good) == {"greet", "apologise", "explain", "offer", "thank", "close"}
    assert reader.examine(good).missing == ()
    assert reader.examine(good).findings == ()
    assert [one.id for one in reader.examine("对不起，谢谢您。").missing] == [
        "greet",
        "explain",
        "offer",
        "close",
    ]
    assert done(reader, "") == set()


def test_courtesy_that_is_quoted_or_denied_does_not_count(reader):
    assert "apologise" not in done(reader, "他跟您说了“对不起”没有？")
    assert "apologise" not in done(reader, "凭什么道歉！")


def test_the_answer_as_json_names_everything_but_the_text(reader):
    text = "我也不知道，别的您问。"
    answer = reader.examine(text).to_json()
    assert answer["breach"] is True
    assert {"start", "end", "text", "category", "severity", "clauses", "why", "better"} <= set(
        answer["findings"][0]
    )
    assert text not in str(answer)


@given(TEXTS)
@settings(deadline=None)
def test_any_text_is_read_and_every_place_is_its_own(reader, text):
    examined = reader.examine(text)
    for one in (*examined.findings, *examined.hits, *examined.breaches):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
    ends = [0, *(edge for one in examined.breaches for edge in (one.start, one.end))]
    assert ends == sorted(ends)
    assert {hit.function.id for hit in examined.hits}.isdisjoint(one.id for one in examined.missing)


@given(
    st.sampled_from([*FORBIDDEN, "您好！对不起，让您久等了，我马上替您问。", "OK,我这就来:A座302室。"]),
    st.data(),
)
@settings(deadline=None)
def test_width_and_script_change_nothing(reader, text, data):
    def vary(character):
        same = [character, WIDE.get(character, character), TRADITIONAL.convert(character)]
        same.append(narrow := {"，": ",", "。": "｡", "！": "!", "？": "?"}.get(character, character))
        return data.draw(st.sampled_from([one for one in same if plain_words(one) == plain_words(narrow)]))

    varied = "".join(map(vary, text))
    assert categories(reader, varied) == categories(reader, text)
    assert done(reader, varied) == done(reader, text)
