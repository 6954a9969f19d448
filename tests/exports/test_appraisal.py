"""The numbers of the appraisal by example, and the files made of them."""

import csv
import io
import math
from datetime import date, timedelta
from fractions import Fraction

import openpyxl
import pytest

from tests.cast import CAST
from tests.duty.story import LESSON, QUIZ, RED, TIMED, ZONE, assign, at, hire, read, sit, start, to
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Counting, Kind
from trainer.attempts import service as attempts
from trainer.attempts.service import Given
from trainer.db import writing
from trainer.errors import NotFound
from trainer.exports import service as exports
from trainer.exports import sheets
from trainer.exports.model import Appraisal, Status, hundredths
from trainer.people import service as people
from trainer.people.tables import Department, Person
from trainer.period import Period
from trainer.scores import service as scores

OCTOBER = Period(date(2027, 10, 1), date(2027, 10, 31))


@pytest.fixture
def forward():
    """It is the morning of 5 October 2027."""
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def appraisal(session, viewer, period=OCTOBER, department=1) -> Appraisal:
    return exports.appraisal(session, viewer, department, period, ZONE)


def of(made: Appraisal, viewer):
    return next(row for row in made.people if row.staff_number == viewer.staff_number)


def test_a_corrected_result_stands_beside_what_it_was_first(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    sit(session, cast.front, task, right=0.5)
    row = appraisal(session, cast.supervisor).rows[0]
    assert row.result.corrected is None
    attempt = scores.of_assignments(session, 1, [task])[0].attempt_id
    given = Given(row.result.maximum)
    attempts.override(session, cast.manager, attempt, given, "考试中断电", row.result.ledger_number)
    made = appraisal(session, cast.supervisor)
    after = made.rows[0].result
    assert (after.percent, after.corrected.before) == (10_000, row.result.percent)
    assert "考试中断电" in after.corrected.reason
    line = list(csv.reader(io.StringIO(sheets.as_csv(made).decode("utf-8-sig"))))[1]
    assert line[-2].endswith("考试中断电") and CAST["manager"].name in line[-1]


def test_numbers_by_example(session, cast, forward):
    due = "2027-10-20 18:00"
    both = cast.front, cast.keeper
    first = assign(session, cast.supervisor, *both, due=due, attempts=2)
    red = assign(session, cast.supervisor, *both, due=due, target=RED)
    assign(session, cast.supervisor, *both, due=due, target=TIMED)
    assign(session, cast.supervisor, *both, due=due, target=LESSON, kind=Kind.LESSON)
    sit(session, cast.front, first, right=0.5)
    sit(session, cast.front, first)
    sit(session, cast.front, red, right=0, quiz_id=RED)
    read(session, cast.front)
    sit(session, cast.front, None, quiz_id=TIMED)  # self-study pays nothing
    to(forward, "2027-10-25 09:00")
    sit(session, cast.keeper, first, right=1)
    made = appraisal(session, cast.supervisor)

    front, keeper = of(made, cast.front), of(made, cast.keeper)
    assert (front.assigned, front.sat, front.passed, front.overdue, front.late) == (3, 2, 1, 1, 0)
    assert front.average == 5000  # 100 % and 0 %
    assert front.red_lines > 0
    assert (front.lessons_assigned, front.lessons_read) == (1, 1)
    assert (keeper.assigned, keeper.sat, keeper.passed, keeper.average) == (3, 1, 1, 10_000)
    assert (keeper.overdue, keeper.late, keeper.red_lines) == (3, 1, 0)
    assert (made.assignments, len(made.people), len(made.results)) == (4, 2, 3)

    row = next(r for r in made.results if r.target_id == QUIZ and r.staff_number == "0101")
    assert (row.result.attempt_number, row.result.percent, row.status, row.late) == (
        2,
        10_000,
        Status.PASSED,
        False,
    )
    assert row.finished_at.strftime("%Y-%m-%d %H:%M %z") == "2027-10-05 09:00 +0800"
    assert next(r for r in made.results if r.staff_number == "0102").late


def test_what_is_due_on_both_days_is_in_it_and_nothing_else(session, cast, forward):
    for due in ("2027-10-31 23:59", "2027-11-01 00:00"):
        assign(session, cast.supervisor, cast.front, due=due, title=due)
    gone = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", title="取消")
    sit(session, cast.front, gone)
    assignments.cancel(session, cast.supervisor, gone, "布置错了")
    made = appraisal(session, cast.supervisor)
    assert (made.assignments, of(made, cast.front).assigned, made.results) == (1, 1, ())
    assert [(row.status, row.overdue) for row in made.rows] == [(Status.UNSAT, False)]
    assert made.running
    assert of(made, cast.front).overdue == 0  # not due yet


@pytest.mark.parametrize(
    ("counting", "number"), [(Counting.FIRST, 1), (Counting.LAST, 3), (Counting.BEST, 2)]
)
def test_the_attempt_counts_that_the_task_names(session, cast, forward, counting, number):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", counting=counting)
    for right in (0.5, 1, 0.3):
        sit(session, cast.front, task, right=right)
    made = appraisal(session, cast.supervisor)
    assert [row.result.attempt_number for row in made.results] == [number]
    assert of(made, cast.front).average == made.results[0].result.percent


def test_a_pass_in_time_is_not_late_when_it_is_sat_better_later(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    sit(session, cast.front, task, right=0.9)
    to(forward, "2027-10-25 09:00")
    sit(session, cast.front, task)
    made = appraisal(session, cast.supervisor)
    row = made.results[0]
    assert (of(made, cast.front).late, row.result.attempt_number, row.late) == (0, 2, False)


def test_positions_are_of_the_day_in_detail_and_of_today_in_summary(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    people.update_person(session, cast.administrator, cast.front.person_id, position="manager_a")
    mover = people.find(session, "0101")
    sit(session, cast.front.__class__(**{**cast.front.__dict__, "position": mover.position}), task)
    people.update_person(
        session, cast.administrator, cast.front.person_id, position="cashier", department_id=2
    )
    made = appraisal(session, cast.supervisor)
    assert (made.results[0].position, of(made, cast.front).position) == ("楼宇管理员A", "收费员")
    assert appraisal(session, cast.manager, department=2).people == ()


def test_who_sat_nothing_has_no_average(session, cast, forward):
    assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    made = appraisal(session, cast.supervisor)
    assert of(made, cast.front).average is None
    assert sheets.as_csv(made, "summary")
    assert sheets.as_xlsx(made)


def test_another_department_is_not_there(session, cast, forward):
    for viewer, department in ((cast.supervisor, 2), (cast.manager, 7), (cast.front, 1)):
        with pytest.raises(NotFound):
            appraisal(session, viewer, department=department)
    assert appraisal(session, None, department=2).department == "二期客服部"


def test_queries_do_not_grow_with_people(session, cast, forward):
    crowd = [hire(session, f"07{n:02}") for n in range(40)]

    def cost():
        session.expire_all()
        with queries(session.get_bind().engine) as seen:
            appraisal(session, cast.supervisor)
        return len(seen)

    task = assign(session, cast.supervisor, *crowd[:5], due="2027-10-20 18:00")
    for who in crowd[:5]:
        sit(session, who, task, right=0.5)
    few = cost()
    more = assign(session, cast.supervisor, *crowd, due="2027-10-21 18:00", title="再来")
    for who in crowd:
        sit(session, who, more, right=0.2)
    assert cost() == few
    assert few <= 14


@pytest.fixture
def hostile(session, cast, forward) -> Appraisal:
    """An appraisal whose every name a spreadsheet would love to run."""
    task = assign(
        session,
        cast.supervisor,
        cast.front,
        cast.keeper,
        due="2027-10-20 18:00",
        title='=HYPERLINK("http://x")',
    )
    sit(session, cast.front, task, right=0.6)
    sit(session, cast.keeper, task)
    with writing(session):  # stored before names were checked, or by another hand
        session.get(Person, cast.front.person_id).name = "=1+1"
        session.get(Person, cast.keeper.person_id).name = "@x"
        session.get(Department, 1).name = "+部门&D"
    return appraisal(session, cast.supervisor)


def test_the_workbook_has_numbers_as_numbers_and_text_as_text(hostile):
    name, data = sheets.xlsx(hostile)
    assert name.endswith(".xlsx")
    assert name == "2027-10-01 至 2027-10-31 绩效考核 +部门&D.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == 3
    summary, detail, notes = book.worksheets
    head = [cell.value for cell in summary[1]]
    assert len(head) == len(set(head)) == len(sheets.PEOPLE)
    row = summary[2]
    assert [(cell.value, cell.data_type) for cell in row[:2]] == [("0101", "s"), ("=1+1", "s")]
    assert row[0].quotePrefix
    assert row[0].number_format == "@"
    keys = [column.key for column in sheets.PEOPLE]
    average = row[keys.index("average")]
    assert (average.data_type, average.number_format) == ("n", "0.00%")
    assert average.value == pytest.approx(hostile.people[0].average / 10_000)
    assert [cell.value for cell in summary[3]][:2] == ["0102", "@x"]
    for sheet in (summary, detail):
        assert sheet.freeze_panes == "C2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type in "fe"]
    first = {column.key: cell for column, cell in zip(sheets.DETAIL, detail[2], strict=True)}
    assert first["title"].value == '=HYPERLINK("http://x")'
    assert first["finished_at"].value.isoformat(" ") == "2027-10-05 09:00:00"
    assert first["points"].data_type == first["ledger_number"].data_type == "n"
    said = {line[0].value: line[1].value for line in notes.iter_rows()}
    text = " ".join(str(value) for value in said.values())
    for word in (
        hostile.head_hash,
        "2027-10-01 – 2027-10-31",
        hostile.edition,
        "0001 客服主管",
        "2027-10-05 09:00",
    ):
        assert word in text, word
    assert len(said) >= 20
    assert all(cell.data_type == "s" for line in notes.iter_rows() for cell in line)


def test_csv_is_exact_and_neutral(hostile):
    name, data = sheets.csv_file(hostile)
    assert name.endswith(".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") == 3
    head, first, second = csv.reader(io.StringIO(text, newline=""))
    assert len(head) == len(sheets.DETAIL)
    row = dict(zip([column.key for column in sheets.DETAIL], first, strict=True))
    result = hostile.results[0]
    assert (row["staff_number"], row["name"], row["title"]) == ("0101", "'=1+1", '\'=HYPERLINK("http://x")')
    assert row["percent"] == f"{result.result.percent // 100}.{result.result.percent % 100:02}"
    assert row["points"] == f"{result.result.points / 1000:.3f}"
    assert row["finished_at"] == "2027-10-05 09:00:00+08:00"
    assert (row["status"], row["late"], row["overdue"], row["ledger_number"]) == ("不合格", "0", "0", "1")
    assert second[1] == "'@x"


def test_csv_of_people(hostile):
    head, *rows = csv.reader(io.StringIO(sheets.as_csv(hostile, "summary").decode("utf-8-sig"), newline=""))
    assert len(head) == len(sheets.PEOPLE)
    assert [row[0] for row in rows] == ["0101", "0102"]


def test_an_open_sitting_whose_time_is_up_counts(session, cast, forward):
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", target=TIMED)
    start(session, cast.front, TIMED, task)
    to(forward, "2027-10-21 09:00")
    made = appraisal(session, cast.supervisor)
    assert (of(made, cast.front).sat, of(made, cast.front).late, of(made, cast.front).overdue) == (1, 0, 0)


def test_the_detail_proves_the_summary(session, cast, forward):
    due = "2027-10-20 18:00"
    both = cast.front, cast.keeper
    quiz = assign(session, cast.supervisor, *both, due=due)
    red = assign(session, cast.supervisor, *both, due=due, target=RED)
    assign(session, cast.supervisor, *both, due=due, target=TIMED)
    assign(session, cast.supervisor, *both, due=due, target=LESSON, kind=Kind.LESSON)
    sit(session, cast.front, quiz)
    sit(session, cast.front, red, right=0, quiz_id=RED)
    read(session, cast.front)
    to(forward, "2027-10-25 09:00")
    sit(session, cast.keeper, quiz, right=0.7)
    made = appraisal(session, cast.supervisor)
    assert len(made.rows) == 8
    for person in made.people:
        mine = [row for row in made.rows if row.staff_number == person.staff_number]
        stand = [row.status for row in mine]
        quizzes = [row for row in mine if row.kind is Kind.QUIZ]
        assert person.assigned == len(quizzes)
        assert person.sat == sum(row.status in {Status.PASSED, Status.FAILED} for row in mine)
        assert person.passed == stand.count(Status.PASSED)
        assert person.red_lines == sum(len(row.result.red_lines) for row in mine if row.result)
        assert (person.overdue, person.late) == (
            sum(row.overdue for row in mine),
            sum(row.late for row in mine),
        )
        assert person.lessons_assigned == len(mine) - len(quizzes)
        assert person.lessons_read == stand.count(Status.READ)
    _head, *lines = csv.reader(io.StringIO(sheets.as_csv(made).decode("utf-8-sig"), newline=""))
    keys = [column.key for column in sheets.DETAIL]
    shown = [dict(zip(keys, line, strict=True)) for line in lines]
    assert {row["status"] for row in shown} == {"合格", "不合格", "未作答", "已学", "未学"}
    unsat = next(row for row in shown if row["status"] == "未作答")
    assert (unsat["points"], unsat["finished_at"], unsat["overdue"], unsat["ledger_number"]) == (
        "",
        "",
        "1",
        "",
    )
    detail = openpyxl.load_workbook(io.BytesIO(sheets.as_xlsx(made))).worksheets[1]
    assert detail.max_row == 9


def test_the_average_is_exact_and_the_same_everywhere(session, cast, forward):
    for right in (0.2, 0.5, 0.9):
        task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00", title=f"{right}")
        sit(session, cast.front, task, right=right)
        forward(timedelta(minutes=5))  # the same at once would be a double click
    made = appraisal(session, cast.supervisor)
    assert len(made.results) == 3
    share = sum(Fraction(row.result.points, row.result.maximum) for row in made.results) / 3
    average = math.floor(share * 10_000 + Fraction(1, 2))
    assert of(made, cast.front).average == average
    place = [column.key for column in sheets.PEOPLE].index("average")
    rows = list(csv.reader(io.StringIO(sheets.as_csv(made, "summary").decode("utf-8-sig"), newline="")))
    assert f"{rows[1][place]}%" == hundredths(average)
    cell = openpyxl.load_workbook(io.BytesIO(sheets.as_xlsx(made))).worksheets[0][2][place]
    assert cell.value == pytest.approx(average / 10_000)


def test_files_of_a_demo_say_so(session, cast, forward):
    assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    made = exports.appraisal(session, cast.supervisor, 1, OCTOBER, ZONE, demo=True)
    for name in (sheets.xlsx(made)[0], sheets.csv_file(made)[0], sheets.csv_file(made, "summary")[0]):
        assert name.startswith("演示数据 ")
    book = openpyxl.load_workbook(io.BytesIO(sheets.as_xlsx(made)))
    for sheet in book.worksheets:
        assert sheet.oddHeader.center.text == "演示数据"
        assert "演示" in sheet.title
    assert book.worksheets[2]["A1"].value == "演示数据"
    assert "演示" not in sheets.xlsx(appraisal(session, cast.supervisor))[0]
