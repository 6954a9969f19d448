"""The year: its months with state and figures, quarters against the standard, and the paper of it."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from tests.duty.story import ZONE, assign, at, hold, sit, to
from tests.duty.test_closing import close
from trainer import clock
from trainer.duty import service as duty
from trainer.duty.completeness import against
from trainer.duty.model import Form, Line, Month, Outcome
from trainer.duty.year import Stage, figures
from trainer.standard.model import Clause


def clause(id_: str, *positions: str) -> Clause:
    return Clause(
        id=id_,
        section="1",
        source="1",
        title=id_,
        title_en=id_,
        kind="conversation",
        positions=positions or ("all",),
        rule="规定。",
    )


def line(*people: int, clauses=("1.1",), form=Form.CLASS, **outcome) -> Line:
    day = date(2027, 10, 5)
    return Line(form, day, day, "课", clauses, people, 30, Outcome(len(people), **outcome))


CLAUSES = [clause("1.1"), clause("1.2", "front_desk"), clause("1.3", "cashier")]


def test_pairs_of_person_and_clause_are_counted_once():
    found = against(
        [line(1, 2), line(1), line(1, clauses=("1.2", "gone"))],
        CLAUSES,
        {"front_desk": [1, 2], "cashier": [3]},
    )
    assert (found.clauses, found.trained, found.untrained) == (3, 2, ("1.3",))
    cashier, front = found.positions
    assert (cashier.position, cashier.reached, cashier.wanted, cashier.share) == ("cashier", 0, 2, 0)
    assert (front.reached, front.wanted, front.share, front.without) == (3, 4, 75, ())
    assert (cashier.behind, front.behind) == (True, False)
    assert cashier.without == ("1.1", "1.3")


def test_nobody_and_nothing_is_not_behind():
    found = against([], CLAUSES, {"front_desk": [1], "cashier": []})
    assert [(one.position, one.share, one.behind) for one in found.positions] == [("front_desk", 0, False)]
    full = against([line(1, clauses=("1.1", "1.2"))], CLAUSES[:2], {"front_desk": [1]})
    assert (full.positions[0].share, full.untrained) == (100, ())


def test_figures_count_results_only_where_passing_is_told():
    made = figures([line(1, 2, passed=1, red_lines=1), line(2, form=Form.OBSERVATION, passed=1), line(3)])
    assert (made.activities, made.times, made.people) == (3, 4, {1, 2, 3})
    assert (made.tested, made.passed, made.failed, made.share) == (3, 2, 1, 6667)
    assert (made.classes, made.observed, made.red_lines) == (2, 1, 1)
    assert figures([]).share is None


@pytest.fixture
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def test_a_year_of_closed_open_running_and_coming_months(session, cast, browse, forward):
    hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5), topic="钥匙管理", clauses=("7.1",))
    to(forward, "2027-11-02 09:00")
    closing = close(session, cast.supervisor)
    hold(session, cast.supervisor, cast.front, on=date(2027, 10, 6), topic="迟登的课")
    sit(session, cast.front, assign(session, cast.supervisor, cast.front, due="2027-11-20 18:00"))
    made = duty.year(session, 1, 2027, ZONE)
    stages = {one.month.month: one.stage for one in made.months}
    assert (stages[9], stages[10], stages[11], stages[12]) == (
        Stage.EMPTY,
        Stage.CLOSED,
        Stage.RUNNING,
        Stage.AHEAD,
    )
    october, november = made.months[9], made.months[10]
    assert (october.figures.activities, october.closing.number) == (1, closing.number)
    assert {line.topic for line in november.lines} >= {"迟登的课"}
    assert (made.figures.classes, made.figures.tested) == (2, 1)
    assert made.quarters[3].completeness.trained > 1
    assert "7.1" not in made.quarters[3].completeness.untrained
    assert made.open == []
    assert duty.year(session, 1, 2028, ZONE).quarters[0].completeness is None
    session.rollback()

    browser = browse("supervisor")
    page = browser.get("/duty/year?year=2027").get_data(as_text=True)
    assert "/duty/2027-10" in page
    assert "0001" in page
    assert page.count("<caption>") >= 3
    assert browser.get("/duty/year?year=99").status_code == 404
    answer = browser.get("/duty/year.pdf?year=2027")
    text = re.sub(r"\s+", "", "".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.data)).pages))
    for word in ("2027-10", "0001", "全年", "本季度没有培训的条款", "客服前台"):
        assert word in text, word


def test_quarters_are_of_three_months():
    assert [Month(2027, n).quarter for n in (1, 3, 4, 12)] == [1, 1, 2, 4]
