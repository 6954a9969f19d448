"""Importing through the pages: a preview that stores nothing, then all or nothing."""

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from trainer.errors import Invalid, Stale
from trainer.people import importing
from trainer.people import service as people
from trainer.people.sheet import read_text
from trainer.people.tables import Person

TABLE = "工号\t姓名\t岗位\n0201\t前台乙\t客服前台\n0202\t前台丙\t园丁\n0101\t前台甲\t收费员\n"
POSITIONS = {"front_desk": ("客服前台", "Front desk"), "cashier": ("收费员", "Cashier")}


def text(response) -> str:
    return response.get_data(as_text=True)


def preview(browser, table=TABLE, **fields):
    browser.get("/people/import")
    return browser.submit("/people/import", text=table, **fields)


def state(page) -> str:
    return re.search(r'name="state" value="([^"]+)"', text(page))[1]


def count(session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Person))


def test_the_preview_stores_nothing_and_names_what_would_happen(browse, session):
    before, browser = count(session), browse("supervisor")
    page = preview(browser)
    assert page.status_code == 200
    assert "园丁" in text(page)
    assert 'name="skip_bad"' in text(page)
    assert count(session) == before


def test_the_preview_shows_what_would_be_overwritten_and_marks_another_name(browse):
    rows = (
        "0102 楼管甲 收费员  2026-02-01",
        "0201 前台乙 客服前台",
        "0101 张三 客服前台",
        "0103 收费员甲 园丁",
    )
    page = text(preview(browse("supervisor"), "\n".join(rows).replace(" ", "\t")))
    assert "<del>前台甲</del> → <strong>张三</strong>" in page
    assert "<del>楼宇管理员A</del> → <strong>收费员</strong>" in page
    assert "<del>2026-01-05</del> → <strong>2026-02-01</strong>" in page
    assert page.count("<del>") == 3
    assert page.count("改了姓名") == 1
    assert "前台甲将改名为张三，是同一个人吗？" in page
    assert "将改姓名：1 人" in page
    lines = re.findall(r'<th scope="row"[^>]*>(\d+)</th>', page)
    assert lines == ["4", "3", "1", "2"]


def test_an_empty_date_of_hire_is_shown_as_empty(browse, session):
    people.add_person(session, None, department_id=1, staff_number="0201", name="乙", position="cashier")
    page = text(preview(browse("supervisor"), "0201\t乙\t收费员\t\t2026-02-01"))
    assert "<del>–</del> → <strong>2026-02-01</strong>" in page
    assert "改了姓名" not in page


def test_who_was_renamed_since_the_preview_is_shown_again(browse, session, cast):
    browser = browse("supervisor")
    token = state(preview(browser, "0101\t张三\t客服前台"))
    people.update_person(session, None, cast.front.person_id, name="李四")
    answer = browser.submit("/people/import/confirm", state=token)
    assert answer.status_code == 409
    assert "<del>李四</del> → <strong>张三</strong>" in text(answer)


def test_confirming_stores_the_good_rows_only_when_the_button_said_so(browse, session):
    before, browser = count(session), browse("supervisor")
    token = state(preview(browser))
    assert browser.submit("/people/import/confirm", state=token).status_code == 422
    assert count(session) == before
    answer = browser.submit("/people/import/confirm", state=token, skip_bad="yes")
    assert answer.location == "/people/slips?department=1"
    assert count(session) == before + 1
    assert people.find(session, "0101").position == "cashier"
    assert people.find(session, "0201").password_hash is None
    again = browser.submit("/people/import/confirm", state=token, skip_bad="yes")
    assert again.status_code == 409
    assert count(session) == before + 1


def test_what_changed_since_the_preview_is_shown_again(browse, session, cast):
    browser = browse("supervisor")
    token = state(preview(browser, "0201\t前台乙\t客服前台"))
    people.add_person(session, None, department_id=1, staff_number="0201", name="别人", position="cashier")
    answer = browser.submit("/people/import/confirm", state=token)
    assert answer.status_code == 409
    assert people.find(session, "0201").name == "别人"


def test_a_state_of_somebody_else_or_a_forged_one_is_refused(browse):
    token = state(preview(browse("supervisor")))
    other = browse("manager")
    other.get("/people/import")
    for forged in (token, "", "x" * 100):
        assert other.submit("/people/import/confirm", state=forged).status_code == 422
        assert other.submit("/people/import/sheet", state=forged).status_code == 422


def test_the_sheet_comes_back_with_reasons(browse):
    browser = browse("supervisor")
    answer = browser.submit("/people/import/sheet", state=state(preview(browser)))
    rows = [[c.value for c in row] for row in load_workbook(io.BytesIO(answer.data)).active.iter_rows()]
    assert rows[1][:3] == ["0201", "前台乙", "客服前台"]
    assert "园丁" in rows[2][5]


def test_a_file_is_read_like_a_paste(browse):
    browser = browse("supervisor")
    page = preview(browser, "", file=(io.BytesIO(TABLE.encode("gb18030")), "名单.csv"))
    assert "前台乙" in text(page)


def test_a_bad_form_keeps_what_was_typed(browse):
    browser = browse("supervisor")
    page = preview(browser, "姓名\t岗位\n甲\t乙")
    assert page.status_code == 422
    assert "甲\t乙" in text(page)
    assert preview(browser, "").status_code == 422
    broken = preview(browser, "", file=(io.BytesIO(b"PK\x03\x04broken"), "a.xlsx"))
    assert (broken.status_code, "field-error" in text(broken)) == (422, True)


def test_a_supervisor_imports_into_the_own_department_only(browse, session):
    browser = browse("supervisor")
    assert preview(browser, department_id="2").status_code == 422
    page = preview(browser, "0201\t甲\t客服前台\t客服主管\t\n0202\t乙\t客服前台\t\t\t二期客服部")
    assert 'name="skip_bad"' not in text(page)


def test_a_large_table_fits_into_the_form(browse, session):
    browser = browse("administrator")
    table = "\n".join(
        f"{n:05}\t员工{n * 7919 % 99991}\t客服前台\t\t2026-01-{n % 28 + 1:02}" for n in range(1500)
    )
    token = state(preview(browser, table))
    assert browser.submit("/people/import/confirm", state=token).status_code == 303
    assert people.find(session, "01499").name


def test_the_command_line_imports_without_an_actor(session):
    rows = read_text("0301\t管理乙\t客服前台\t管理员\n0302\t丙\t园丁")
    given = {"department_id": 1, "positions": POSITIONS}
    with pytest.raises(Invalid):
        people.import_people(session, None, rows, **given)
    with pytest.raises(Stale):
        people.import_people(session, None, rows, **given, digest="other", skip_bad=True)
    done = people.import_people(session, None, rows, **given, skip_bad=True)
    assert (len(done.added), done.updated) == (1, ())


def test_a_row_that_fails_while_storing_undoes_the_whole_import(session, cast, monkeypatch):
    real, calls = importing.add_person, []

    def failing(*args, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            raise RuntimeError("power cut")
        return real(*args, **kwargs)

    monkeypatch.setattr(importing, "add_person", failing)
    before = count(session)
    rows = read_text("".join(f"040{n}\t甲\t客服前台\n" for n in range(5)))
    with pytest.raises(RuntimeError):
        people.import_people(session, cast.supervisor, rows, department_id=1, positions=POSITIONS)
    assert count(session) == before
