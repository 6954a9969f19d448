"""Reading and judging a sheet: every row is accounted for, once, with its zeros."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from trainer.errors import Invalid
from trainer.people.judging import Fate, Known, judge
from trainer.people.model import PersonCard, Role, Viewer, checked_number
from trainer.people.sheet import Mark, date_of, read_text, role_of
from trainer.people.spreadsheet import answer, read_file

POSITIONS = {"front_desk": ("客服前台", "Front desk"), "manager_a": ("楼宇管理员A", "Building manager A")}
KNOWN_PERSON = PersonCard(7, "0101", "前台甲", "front_desk", Role.STAFF, 1, True, date(2026, 1, 5))
ELSEWHERE = PersonCard(8, "0901", "二期前台", "front_desk", Role.STAFF, 2, True)
GONE = PersonCard(9, "0102", "走了", "front_desk", Role.STAFF, 1, False)
CHIEF = PersonCard(1, "0001", "客服主管", "front_desk", Role.SUPERVISOR, 1, True)


def viewer(role: Role = Role.SUPERVISOR, person_id: int = 1) -> Viewer:
    return Viewer(person_id, 1, "0001", "客服主管", role, "front_desk", 1, "客服部", False, None)


def known(role: Role = Role.SUPERVISOR) -> Known:
    people = {p.staff_number: p for p in (KNOWN_PERSON, ELSEWHERE, GONE, CHIEF)}
    return Known(viewer(role), 1, {1: "客服部", 2: "二期客服部"}, POSITIONS, people)


def judged(text: str, role: Role = Role.SUPERVISOR):
    return judge(read_text(text), known(role))


def one(text: str, role: Role = Role.SUPERVISOR):
    (row,) = judged(text, role).rows
    return row


def workbook(rows, **formats) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                form = book.add_format({"num_format": formats["zeros"]}) if formats and x == 0 else None
                if isinstance(value, datetime):
                    sheet.write_datetime(y, x, value, book.add_format({"num_format": "yyyy-mm-dd"}))
                else:
                    sheet.write(y, x, value, form)
    return file.getvalue()


def test_a_chinese_header_in_any_order_and_titles_in_either_language():
    rows = judged(
        "姓名\t工号\t入职日期\t岗位\n前台乙\t0103\t2026年3月1日\tFront desk\n楼管\t0104\t\t楼宇管理员 A\n"
    ).rows
    assert [r.fate for r in rows] == [Fate.NEW, Fate.NEW]
    assert rows[0].values == {
        "staff_number": "0103", "name": "前台乙", "position": "front_desk", "role": "staff",
        "hired_on": date(2026, 3, 1), "department_id": 1,
    }  # fmt: skip
    assert [r.line for r in rows] == [2, 3]


def test_without_a_header_the_columns_stand_in_their_order():
    row = one("0103,前台乙,front_desk,员工,2026/3/1")
    assert (row.fate, row.values["hired_on"]) == (Fate.NEW, date(2026, 3, 1))


def test_a_known_person_is_changed_only_where_a_filled_cell_differs():
    assert one("0101\t前台甲\t客服前台").fate is Fate.UNCHANGED
    row = one("0101\t前台甲\t楼宇管理员A")
    assert (row.fate, row.values, row.person_id) == (Fate.UPDATE, {"position": "manager_a"}, 7)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\t前台乙\t客服前台", "staff number is missing"),
        ("0103\t\t客服前台", "name is missing"),
        ("0103\t前台乙\t", "position is missing"),
        ("0103\t前台乙\t园丁", "no position"),
        ("0103\t前台乙\t客服前台\t皇帝", "no role"),
        ("0103\t前台乙\t客服前台\t主管", "may not give"),
        ("0103\t前台乙\t客服前台\t\t2026-02-30", "no date"),
        ("0103\t前台乙\t客服前台\t\t\t三期", "no department"),
        ("0103\t前台乙\t客服前台\t\t\t二期客服部", "may not give"),
        ("0901\t二期前台\t客服前台", "another department"),
        ("0102\t走了\t客服前台", "left"),
        ("0001\t新名字\t客服前台", "may not change"),
        ("01 03\t前台乙\t客服前台", "digits and letters"),
        ("0103\t=1+1\t客服前台", "formula"),
        ("0103\t-前台\t客服前台", "cannot be shown"),
        ("0103\t前\u202e台\t客服前台", "cannot be shown"),
        ("0103\t前台乙\t客服前台\t\t\t\t多出", "more cells"),
    ],
)
def test_a_bad_row_says_why(text, reason, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    row = one(text)
    assert row.fate is Fate.BAD
    assert row.values == {}
    assert reason in " ".join(row.reasons)


def test_a_number_twice_is_bad_the_second_time_and_names_the_first_line():
    first, second = judged("0103\t前台乙\t客服前台\n0103\t前台丙\t客服前台").rows
    assert (first.fate, second.fate) == (Fate.NEW, Fate.BAD)
    assert "1" in second.reasons[-1]


def test_every_fault_of_a_row_is_named_at_once():
    assert len(one("\t\t园丁\t皇帝\t昨天\t三期").reasons) == 6


def test_managers_give_supervisors_and_administrators_everything():
    text = "0103\t主管乙\t客服前台\t主管\t\t二期客服部"
    assert one(text, Role.MANAGER).fate is Fate.NEW
    assert one("0103\t管理乙\t客服前台\t管理员", Role.MANAGER).fate is Fate.BAD
    assert one("0103\t管理乙\t客服前台\t管理员", Role.ADMINISTRATOR).fate is Fate.NEW


def test_nobody_changes_the_own_role():
    assert one("0001\t客服主管\t客服前台\t员工", Role.ADMINISTRATOR).fate is Fate.BAD


def test_a_header_that_cannot_serve_is_refused():
    for text in ("姓名\t岗位\n甲\t客服前台", "工号\t姓名\t姓名\n1\t甲\t乙", "", "工号\t姓名\n", "a\0b"):
        with pytest.raises(Invalid):
            judged(text)


def test_columns_nobody_asked_for_are_named():
    assert judged("工号\t姓名\t电话\t岗位\n0103\t甲\t1\t客服前台").unused == ("电话",)


def test_full_width_numbers_and_text_marks_are_the_same_number():
    assert checked_number(" ０１０１ ") == checked_number("'0101") == "0101"
    assert one('="0103"\t前台乙\t客服前台').values["staff_number"] == "0103"


def test_a_zero_format_keeps_its_zeros_and_a_plain_number_warns():
    kept = read_file(workbook([[101, "前台甲", "客服前台"]], zeros="0000"))
    assert kept[0].cells[0].text == "0101"
    lost = read_file(workbook([[103, "前台乙", "客服前台"]]))
    row = judge(lost, known()).rows[0]
    assert (row.values["staff_number"], len(row.warnings), lost[0].cells[0].mark) == ("103", 1, Mark.NUMBER)


def test_dates_blank_lines_formulas_and_errors_of_a_workbook():
    rows = read_file(workbook([["0103", "甲", "客服前台", "", datetime(2026, 3, 1)], [], ["0104", "=1+1"]]))  # noqa: DTZ001
    assert [r.line for r in rows] == [1, 3]
    assert rows[0].cells[4].text == "2026-03-01"
    assert rows[1].cells[1].mark is Mark.FORMULA


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_files_in_the_encodings_of_offices(encoding):
    rows = read_file("工号,姓名,岗位\r\n0103,张前台,客服前台\r\n".encode(encoding))
    assert [c.text for c in rows[1].cells] == ["0103", "张前台", "客服前台"]


def bomb(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0 old",
        b"\xff" * 50,
        bomb("xl/workbook.xml", b" " * 20_000_000),
        bomb("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        bomb("nothing.txt", b""),
        b"x" * (3 * 1024 * 1024),
    ],
)
def test_files_that_are_no_list_are_refused(data):
    with pytest.raises(Invalid):
        read_file(data)


def test_a_sheet_that_is_too_long_or_too_wide_is_refused():
    for text in ("0103\t甲\n" * 2002, "\t".join("x" * 40)):
        with pytest.raises(Invalid):
            read_text(text)


def test_the_sheet_comes_back_with_its_cells_and_a_column_of_reasons():
    rows = read_text("工号\t姓名\t电话\n0101\t前台甲\t=1+1\n\t无号\t2")
    sheet = load_workbook(io.BytesIO(answer(rows, judge(rows, known())))).active
    back = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert back[0][:3] == ["工号", "姓名", "电话"]
    assert back[1][:4] == ["0101", "前台甲", "=1+1", "2"]
    assert back[2][5]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
digits = st.text("0123456789", min_size=1, max_size=8)


@given(st.lists(st.lists(texts, min_size=1, max_size=8), min_size=1, max_size=8))
def test_any_table_is_read_or_refused_and_each_row_is_accounted_for_once(table):
    text = "\n".join("\t".join(row) for row in table)
    try:
        rows = read_text(text)
        result = judge(rows, known())
    except Invalid:
        return
    lines = [row.line for row in result.rows]
    assert len(lines) == len(set(lines)) == len(rows) - bool(result.header)
    assert sum(result.count(fate) for fate in Fate) == len(lines)
    assert all(bool(row.reasons) == (row.fate is Fate.BAD) for row in result.rows)
    numbers = [row.values["staff_number"] for row in result.rows if row.fate is Fate.NEW]
    assert len(numbers) == len(set(numbers))


@given(st.lists(st.lists(texts, min_size=1, max_size=8), min_size=1, max_size=4))
def test_any_table_comes_back_as_a_workbook_that_opens(table):
    try:
        rows = read_text("\n".join("\t".join(row) for row in table))
        data = answer(rows, judge(rows, known()))
    except Invalid:
        return
    assert load_workbook(io.BytesIO(data)).active.max_row == len(rows) + (judge(rows, known()).header is None)


def test_half_a_character_in_a_workbook_does_no_harm():
    rows = read_file(workbook([["0103", "甲_xD800_", "客服前台"]]))
    assert "\ud800" not in rows[0].cells[1].text


@given(st.lists(digits, min_size=1, max_size=20, unique=True))
def test_zeros_in_front_are_kept_through_paste_csv_and_workbook(numbers):
    table = [[number, "甲", "客服前台"] for number in numbers]
    pasted = read_text("\n".join("\t".join(row) for row in table))
    csv = read_file("\n".join(",".join(row) for row in table).encode())
    book = read_file(workbook(table))
    for rows in (pasted, csv, book):
        assert [row.cells[0].text for row in rows] == numbers


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_in_every_way_it_is_written(day):
    ways = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d 00:00:00")
    assert {date_of(day.strftime(way)) for way in ways} == {day}


@given(texts)
def test_a_role_or_a_date_is_known_or_none(text):
    assert role_of(text) is None or isinstance(role_of(text), Role)
    assert date_of(text) is None or isinstance(date_of(text), date)


@given(texts)
def test_the_digest_tells_one_result_from_another(name):
    try:
        row = judged(f"0103\t{name}\t客服前台")
    except Invalid:
        return
    assert row.digest == judged(f"0103\t{name}\t客服前台").digest
    assert row.digest != judged("0104\t别人\t客服前台").digest
