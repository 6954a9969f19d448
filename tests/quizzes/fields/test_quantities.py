"""Values with units, times and days: tolerant of the writing, strict about the value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quizzes.fields.test_numerals import chinese
from trainer.quizzes.types.numerals import plain
from trainer.quizzes.types.quantities import kind_of, read, same
from trainer.quizzes.types.times import half_is_open, minutes

METRES = ("米", "m", " 米", "公尺", "M")
HOURS = ("小时", "个小时", "h", "钟头", " 小时内")


def is_same(wanted, given, kind, unit):
    value = read(given, kind, unit)
    return value is not None and same(read(wanted, kind, unit), value)


@settings(deadline=None)
@given(one=st.integers(1, 999), other=st.integers(1, 999), unit=st.sampled_from(METRES))
def test_lengths(one, other, unit):
    for text in (
        f"{one}{unit}",
        f"{chinese(one)}{unit}",
        f"约{one}{unit}",
        f"{one * 100}厘米",
        f"{one * 100}cm",
    ):
        assert is_same(f"{one}米", text, "amount", "米"), text
        assert is_same(f"{other}米", text, "amount", "米") is (one == other)
        assert not is_same(f"{one}小时", text, "amount", "小时")


@settings(deadline=None)
@given(one=st.integers(1, 99), other=st.integers(1, 99), unit=st.sampled_from(HOURS))
def test_durations(one, other, unit):
    for text in (f"{one}{unit}", f"{chinese(one)}{unit}", f"{one * 60}分钟", f"{one * 3600}秒"):
        assert is_same(f"{one}小时", text, "amount", "小时"), text
        assert is_same(f"{other}小时", text, "amount", "小时") is (one == other)
    assert is_same(f"{one}天", f"{one * 24}小时", "amount", "天")
    assert is_same(f"{one * 24}小时", f"{chinese(one)}天", "amount", "小时")
    assert not is_same(f"{one * 1440}分钟", f"{one}天", "amount", "分钟")


@settings(deadline=None)
@given(minute=st.integers(0, 1439), other=st.integers(0, 1439))
def test_times_of_day(minute, other):
    hour, rest = divmod(minute, 60)
    texts = [
        f"{hour:02}:{rest:02}",
        f"{hour}点{rest:02}分",
        f"{chinese(hour)}点{chinese(rest)}分",
        f"{hour:02}{rest:02}",
    ]
    texts += [f"{hour % 12 or 12}:{rest:02} {'pm' if hour >= 12 else 'am'}", f"{hour:02}:{rest:02}前"]
    texts += [f"下午{hour - 12}点{rest}分", f"下午{hour - 12}:{rest:02}"] if 13 <= hour < 18 else []
    texts += [f"上午{chinese(hour)}点{chinese(rest)}分"] if 6 <= hour < 12 else []
    texts += [f"{hour}点半"] if rest == 30 else [f"{hour}点一刻"] if rest == 15 else []
    for text in texts:
        assert is_same(f"{hour:02}:{rest:02}", text, "time", None), text
        assert is_same(f"{other // 60:02}:{other % 60:02}", text, "time", None) is (minute == other)


@settings(deadline=None)
@given(day=st.integers(1, 31), other=st.integers(1, 31))
def test_days_of_the_month(day, other):
    for text in (f"{day}日", f"{day}号", f"每月{day}日", f"{chinese(day)}号", f"{day}", f"每个月 {day} 號"):
        assert is_same(f"{day}日", text, "day", "日"), text
        assert is_same(f"{other}日", text, "day", "日") is (day == other)


@settings(deadline=None)
@given(day=st.integers(0, 6), other=st.integers(0, 6))
def test_days_of_the_week(day, other):
    names = "一二三四五六日"
    for way in ("星期{}", "周{}", "礼拜{}", "每周{}", "每周星期{}", "{}", "週{}"):
        assert is_same(f"星期{names[day]}", way.format(names[day]), "weekday", None), way
        assert is_same(f"星期{names[other]}", way.format(names[day]), "weekday", None) is (day == other)
    assert is_same(
        f"星期{names[day]}", ["Mon", "tuesday", "Wed", "Thu", "FRI", "sat", "Sunday"][day], "weekday", None
    )


@settings(deadline=None)
@given(one=st.integers(1, 400), other=st.integers(1, 400))
@pytest.mark.parametrize(
    ("unit", "ways"),
    [
        ("次", "次 回 遍"),
        ("户", "户 家"),
        ("人", "人 个人 名 位 个"),
        ("份", "份"),
        ("栋", "栋 幢"),
        ("把", "把 个"),
    ],
)
def test_counts(unit, ways, one, other):
    for way in ways.split():
        for text in (f"{one}{way}", f"{chinese(one)}{way}", f"至少{one}{way}", f"{one}{way}以上"):
            assert is_same(f"{one}{unit}", text, "amount", unit), text
            assert is_same(f"{other}{unit}", text, "amount", unit) is (one == other)
    assert not is_same(f"{one}{unit}", f"{one}米", "amount", unit)


@pytest.mark.parametrize(
    ("wanted", "text", "unit"),
    [
        ("30分钟", "半小时", "分钟"),
        ("30分钟", "半个钟头", "分钟"),
        ("90分钟", "一个半小时", "分钟"),
        ("90分钟", "1小时30分", "分钟"),
        ("36小时", "一天半", "小时"),
        ("15分钟", "一刻钟", "分钟"),
        ("1.5米", "一米五", "米"),
        ("1.5米", "1米50", "米"),
        ("1.5米", "一米半", "米"),
        ("2次", "两次", "次"),
    ],
)
def test_halves_quarters_and_several_units(wanted, text, unit):
    assert is_same(wanted, text, "amount", unit)


@pytest.mark.parametrize(
    ("text", "per"), [("每天2次", "天"), ("一天两次", "天"), ("2次/周", "周"), ("每季度2次", "季")]
)
def test_how_often_is_part_of_the_value(text, per):
    assert read(text, "amount", "次").per == per
    assert is_same(text, "2次", "amount", "次")
    assert not is_same(text, "每年2次", "amount", "次")


def test_at_most_is_not_at_least():
    assert not is_same("至少2次", "最多2次", "amount", "次")
    assert is_same("至少2次", "不少于2次", "amount", "次")


@pytest.mark.parametrize("text", ["3-5米", "两三米", "3米或5米", "3", "三", "以内", "米"])
def test_what_is_no_single_value_or_has_no_unit(text):
    value = read(text, "amount", "米")
    assert value is None or not value.unit


@pytest.mark.parametrize("text", ["25:00", "17:60", "下午25点", "上午17点", "五点五", "明天", "中午九点"])
def test_what_is_no_time(text):
    assert minutes(plain(text)) is None


@pytest.mark.parametrize(
    ("text", "minute"), [("中午", 720), ("中午一点", 780), ("凌晨12点", 0), ("晚上八点", 1200), ("24:00", 0)]
)
def test_parts_of_the_day(text, minute):
    assert minutes(plain(text)) == minute


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("5:30", True),
        ("五点半", True),
        ("05:30", False),
        ("下午五点半", False),
        ("17:30", False),
        ("12:00", False),
        ("10:20", False),
    ],
)
def test_whether_morning_and_afternoon_are_both_meant(text, is_open):
    assert half_is_open(plain(text)) is is_open


@pytest.mark.parametrize(
    ("value", "unit", "kind"),
    [
        ("3", "米", "amount"),
        ("25", "日", "day"),
        ("10", "号", "day"),
        ("17:30", None, "time"),
        ("星期一", None, "weekday"),
        ("每日", None, None),
        ("17:30", "点", None),
        ("二十", "份", "amount"),
    ],
)
def test_what_an_author_asks_for(value, unit, kind):
    assert kind_of(value, unit) == kind


@settings(deadline=None)
@given(text=st.text(max_size=20), kind=st.sampled_from(["amount", "time", "weekday", "day"]))
def test_any_text_is_read_or_not(text, kind):
    value = read(text, kind, "米" if kind == "amount" else None)
    assert value is None or value.kind == kind
