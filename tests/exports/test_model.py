from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import Invalid
from trainer.exports.model import DANGEROUS, Corrected, DetailRow, PersonRow, Result, hundredths, neutral
from trainer.exports.sheets import DETAIL, PEOPLE
from trainer.period import Period


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("", "2027-10-31", "start"),
        ("2027-10-01", "", "end"),
        ("2027-10-32", "2027-10-31", "start"),
        ("20271001", "2027-10-31", "start"),
        ("2027-W40-1", "2027-10-31", "start"),
        ("２０２７-10-01", "2027-10-31", "start"),
        ("2027-10-01", "2027-09-30", "end"),
        ("2027-10-01", "9999-12-31", "end"),
        ("2001-01-01", "2099-10-31", "end"),
    ],
)
def test_what_is_no_period_names_its_field(start, end, field):
    with pytest.raises(Invalid) as refused:
        Period.parse(start, end)
    assert refused.value.field == field
    said = str(refused.value)
    assert ("开始日期" if field == "start" else "结束日期") in said or "三十年" in said
    assert field not in said


def test_a_period_is_read_with_both_days():
    assert Period.parse(" 2027-10-01", "2027-10-01") == Period(date(2027, 10, 1), date(2027, 10, 1))


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_shortcuts_are_whole_months(day):
    month, last, quarter = Period.month(day), Period.last_month(day), Period.quarter(day)
    assert month.start.day == last.start.day == quarter.start.day == 1
    assert month.start <= day <= month.end
    assert (month.start - last.end).days == 1
    assert quarter.start.month in {1, 4, 7, 10}
    assert quarter.start <= day <= quarter.end
    assert (quarter.end - quarter.start).days in range(89, 92)


@given(st.sampled_from(DANGEROUS), st.text(max_size=5), st.sampled_from(["", " ", "　 "]))
def test_no_text_begins_as_a_formula(sign, rest, before):
    assert neutral(before + sign + rest).startswith("'")


def test_harmless_text_stays_as_it_is():
    for text in ("0101", "前台甲", "", "a=b", "（+1）"):
        assert neutral(text) == text


def test_every_field_of_a_row_has_its_column():
    shown = {field.name for row in (DetailRow, Result, Corrected) for field in fields(row)}
    assert {column.key for column in DETAIL} == shown - {"result", "corrected"} | {"crossings"}
    assert {column.key for column in PEOPLE} == {field.name for field in fields(PersonRow)}


def test_a_percentage_keeps_both_decimals():
    assert [hundredths(value) for value in (None, 0, 805, 10_000)] == ["–", "0.00%", "8.05%", "100.00%"]
