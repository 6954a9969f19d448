from datetime import date

import pytest

from trainer.duty.model import Form, Line, Month, Outcome, mean, ordered, spans
from trainer.errors import Invalid


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-1", "26-10", "2026/10", "１０２６-10", "1999-12", "", "-"]
)
def test_what_is_no_month_is_refused_with_what_was_expected(text):
    with pytest.raises(Invalid, match="2026-10") as refused:
        Month.parse(text)
    assert refused.value.field == "month"


def test_months_follow_each_other_over_the_year():
    month = Month.parse("2026-12")
    assert (str(month.before), str(month.after), str(month)) == ("2026-11", "2027-01", "2026-12")
    assert (month.after.before, month.last) == (month, date(2026, 12, 31))
    assert Month.parse("2028-02").last == date(2028, 2, 29)


def test_runs_of_clauses_are_drawn_together_within_one_parent():
    register = ["2.2", "2.3", "2.4", "3.1", "5.1.1", "5.1.2", "5.2.1", "5.2.2", "6.0"]
    assert spans(["2.2", "2.3", "2.4", "3.1", "5.1.2", "5.2.1", "5.2.2"], register) == [
        ("2.2", "2.4"), ("3.1", "3.1"), ("5.1.2", "5.1.2"), ("5.2.1", "5.2.2"),
    ]  # fmt: skip
    assert spans(["2.2", "2.4"], register) == [("2.2", "2.2"), ("2.4", "2.4")]
    assert spans(["9.9", "2.2"], register) == [("9.9", "9.9"), ("2.2", "2.2")]
    assert spans([], register) == []


def test_the_mean_of_nothing_is_nothing():
    assert mean([]) is None


def test_the_mean_is_exact_and_rounded_once_half_up():
    assert mean([(1, 3), (1, 3), (1, 3)]) == 3333
    assert mean([(2, 3), (2, 3), (2, 3)]) == 6667
    assert mean([(80_000, 100_000), (90_010, 100_000)]) == 8501  # 85.005
    assert mean([(0, 0)]) == 0


def line(form, day, topic="题"):
    return Line(form, date(2027, 10, day), date(2027, 10, day), topic, (), (), None, Outcome(1))


def test_what_was_asked_stands_before_what_people_did_by_themselves():
    lines = [
        line(Form.SELF_STUDY, 1),
        line(Form.CLASS, 9),
        line(Form.ASSIGNED_QUIZ, 3),
        line(Form.SELF_TEST, 1),
    ]
    assert [(one.form, one.first.day) for one in ordered(lines)] == [
        (Form.ASSIGNED_QUIZ, 3), (Form.CLASS, 9), (Form.SELF_STUDY, 1), (Form.SELF_TEST, 1),
    ]  # fmt: skip
