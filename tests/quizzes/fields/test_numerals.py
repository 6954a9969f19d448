"""Numbers read as people write them: every way of writing a number is that number and no other."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.quizzes.types.numerals import holds_number, plain, read

DIGITS = "零一二三四五六七八九"


def chinese(number):
    """Write a number as the rules have it: 一千零五, 三百三十八, 二十五, 十五."""
    if number == 0:
        return "零"
    text, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + unit
        gap = False
    return text.removeprefix("一") if 10 <= number < 20 else text


def ways(number):
    """Every way a person may write a number from 0 to 9999."""
    words = chinese(number)
    written = {
        str(number),
        f"{number:,}",
        f" {number} ",
        words,
        "".join(chr(ord(c) + 0xFEE0) for c in str(number)),
    }
    written |= {words.replace("二千", "两千").replace("二百", "两百"), f"{number}.0"}
    written.add(words.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")))
    if number >= 100:
        written.add("".join(DIGITS[int(digit)] for digit in str(number)))
    if number >= 100 and number % 100 and not number % 10:
        written.add(words.removesuffix("十") if words[-3] != "零" else words)
    return written


@settings(deadline=None)
@given(number=st.integers(0, 9999))
def test_every_way_of_writing_a_number_reads_as_it(number):
    for text in ways(number):
        assert read(plain(text)) == number, text


@settings(deadline=None)
@given(one=st.integers(0, 9999), other=st.integers(0, 9999))
def test_no_way_of_writing_serves_two_numbers(one, other):
    if one != other:
        assert not ways(one) & ways(other)


@settings(deadline=None)
@given(text=st.text(alphabet="零一二三四五六七八九十百千两点3.,", max_size=8))
def test_any_text_is_a_number_or_none(text):
    number = read(plain(text))
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两", 2),
        ("俩", 2),
        ("廿五", 25),
        ("卅", 30),
        ("〇", 0),
        ("⑤", 5),
        ("三百二", 320),
        ("一千五", 1500),
        ("一百十五", 115),
        ("一〇", 10),
        ("兩百", 200),
        ("三点五", Fraction(7, 2)),
        ("2.5", Fraction(5, 2)),
    ],
)
def test_what_people_write_beside_the_rules(text, number):
    assert read(plain(text)) == number


@pytest.mark.parametrize(
    "text", ["", "三百零", "十十", "百", "一百千", "1,00", "两三", "三五", "多", "3个", "三点"]
)
def test_what_is_no_number(text):
    assert read(plain(text)) is None


@pytest.mark.parametrize(
    ("text", "held"), [("约三米", True), ("半天", True), ("周日", True), ("很快", False)]
)
def test_whether_a_text_holds_a_number(text, held):
    assert holds_number(text) is held
