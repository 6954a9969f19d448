"""The page of a month and its paper: what they say, to whom, and that the paper is noted."""

import io
import re
from datetime import date
from urllib.parse import unquote

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.duty.story import QUIZ, RED, assign, at, hire, hold, read, sit, to
from tests.queries import queries
from trainer import clock
from trainer.audit.tables import AuditEvent
from trainer.classes import service as classes
from trainer.db import db


@pytest.fixture
def forward():
    """It is the morning of 5 October 2027."""
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


@pytest.fixture
def busy(session, cast, forward):
    """A month with one of each, on its 25th; returns the assignment that lacks somebody."""
    task = assign(
        session, cast.supervisor, cast.front, cast.keeper, cast.cashier, due="2027-10-20 18:00", target=RED
    )
    sit(session, cast.front, task, quiz_id=RED)
    sit(session, cast.keeper, task, right=0, quiz_id=RED)
    read(session, cast.front)
    hold(session, cast.supervisor, cast.front, cast.keeper, on=date(2027, 10, 5), topic="钥匙管理")
    to(forward, "2027-10-25 09:00")
    return task


def words(answer) -> str:
    """The text of a page without its tags."""
    html = answer.get_data(as_text=True).replace("\u2060", "")  # which keeps days from breaking
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def printed(browser) -> str:
    """The text of October's paper without its spaces."""
    pages = PdfReader(io.BytesIO(browser.get("/duty/2027-10.pdf").data)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def test_the_record_of_today_is_this_month(browse, forward):
    answer = browse("supervisor").get("/duty")
    assert (answer.status_code, answer.location) == (303, "/duty/2027-10")
    to(forward, "2027-11-01 00:01")
    assert browse("supervisor").get("/duty").location == "/duty/2027-11"


def test_the_sheet_names_everything_and_leads_to_it(browse, busy):
    page = browse("supervisor").get("/duty/2027-10")
    text, html = words(page), page.get_data(as_text=True)
    assert "前台甲" in text
    assert "楼管甲" in text
    assert "钥匙管理" in text
    assert f'href="/assignments/{busy}"' in html
    assert re.search(r'href="/classes/\d+"', html)
    assert 'href="/duty/2027-10.pdf"' in html
    assert 'href="/duty/2027-09"' in html
    assert 'href="/duty/2027-11"' not in html
    assert re.search(r"[0-9a-f]{64}", text)
    assert html.count("data-label") > 20


def test_what_is_lacking_stands_above_the_sheet(browse, busy):
    html = browse("supervisor").get("/duty/2027-10").get_data(as_text=True)
    lacking = html[html.index('id="lacking"') : html.index('id="sheet"')]
    assert "收费员甲" in lacking
    assert "楼管甲" in lacking
    assert "前台甲" not in lacking


def test_who_left_is_not_lacking_any_more_but_stays_in_the_sheet(session, cast, browse, busy):
    from trainer.people import service as people  # noqa: PLC0415 - one test only

    people.deactivate(session, cast.administrator, cast.cashier.person_id, "离职")
    html = browse("supervisor").get("/duty/2027-10").get_data(as_text=True)
    assert "收费员甲" not in html[html.index('id="lacking"') : html.index('id="sheet"')]
    assert "收费员甲" in html[html.index('id="sheet"') :]


def test_many_names_are_folded_and_printed_whole(session, cast, browse, forward):
    crowd = [hire(session, f"07{n:02}") for n in range(9)]
    hold(session, cast.supervisor, *crowd, on=date(2027, 10, 5))
    html = browse("supervisor").get("/duty/2027-10").get_data(as_text=True)
    assert '<details class="names no-print">' in html
    assert html.count("前台0708") == 2


def test_an_empty_month_says_what_to_do(browse, forward):
    for month, act in (
        ("2027-03", "/classes/new"),
        ("2027-10", "/assignments/new"),
        ("2027-12", "/assignments/new"),
    ):
        page = browse("supervisor").get(f"/duty/{month}")
        assert page.status_code == 200
        html = page.get_data(as_text=True)
        assert act in html[html.index('class="empty"') :]
    assert browse("supervisor").get("/duty/2027-03.pdf").status_code == 200


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "heute", "2026-10-01", "9999-99"])
def test_what_is_no_month_is_not_there_and_says_how_to_write_one(browse, month, forward):
    for path in (f"/duty/{month}", f"/duty/{month}.pdf"):
        answer = browse("supervisor").get(path)
        assert answer.status_code == 404
        assert "2026-10" in answer.get_data(as_text=True)


def test_each_department_has_its_own_record(browse, busy):
    assert "钥匙管理" not in words(browse("other_supervisor").get("/duty/2027-10"))
    assert browse("other_supervisor").get("/duty/2027-10?department=1").status_code == 404
    assert browse("other_supervisor").get("/duty/2027-10.pdf?department=1").status_code == 404
    manager = browse("manager")
    assert "钥匙管理" in words(manager.get("/duty/2027-10?department=1"))
    assert "钥匙管理" not in words(manager.get("/duty/2027-10?department=2"))
    assert manager.get("/duty/2027-10?department=7").status_code == 404
    assert manager.get("/duty/2027-10?department=x").status_code == 404


def test_staff_and_strangers_stay_outside(browse, client, forward):
    for path in ("/duty", "/duty/2027-10", "/duty/2027-10.pdf"):
        assert browse("front").get(path).status_code == 403
        answer = client.get(path)
        assert (answer.status_code, answer.location[:8]) == (303, "/sign-in")


def test_the_paper_is_chinese_says_the_same_and_is_noted(session, cast, browse, busy):
    browser = browse("supervisor")
    browser.submit("/language", locale="en")
    answer = browser.get("/duty/2027-10.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    shown = answer.headers["Content-Disposition"]
    assert shown.startswith("inline")
    assert "2027-10 培训台账 客服部.pdf" in unquote(shown)
    pages = PdfReader(io.BytesIO(answer.data)).pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    for word in (
        "培训台账",
        "客服部",
        "钥匙管理",
        "前台甲",
        "收费员甲",
        "集中培训",
        "客服主管",
        "物业经理",
        "版本",
    ):
        assert word in text, word
    assert float(pages[0].mediabox.width) > float(pages[0].mediabox.height)
    noted = session.scalars(select(AuditEvent).where(AuditEvent.kind == "duty_printed")).all()
    assert [(event.actor_id, event.department_id, event.details) for event in noted] == [
        (cast.supervisor.person_id, 1, {"month": "2027-10"})
    ]


def test_an_assignment_that_nobody_came_to_is_printed(session, cast, browse, forward):
    assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    assert browse("supervisor").get("/duty/2027-10.pdf").status_code == 200


def test_a_name_that_cannot_be_printed_is_named(session, cast, browse, forward):
    hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5), topic="会🙂")
    browser = browse("supervisor")
    assert browser.get("/duty/2027-10").status_code == 200
    answer = browser.get("/duty/2027-10.pdf")
    assert answer.status_code == 422
    assert "U+1F642" in words(answer)


def test_a_class_that_was_struck_out_is_still_to_be_read(session, cast, browse, forward):
    id_ = hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5), topic="重复的会")
    classes.cancel(session, cast.supervisor, id_, "登记了两次")
    html = browse("supervisor").get("/duty/2027-10").get_data(as_text=True)
    assert "<s>重复的会</s>" in html
    assert "客服主管 于 2027-10-05 09:00 划去：登记了两次" in html
    assert f'href="/classes/{id_}"' in html
    read(session, cast.front)
    assert "登记了两次" in printed(browse("supervisor"))


def test_pages_ask_no_more_for_forty_people_than_for_five(app, session, cast, browse, forward):
    crowd = [hire(session, f"07{n:02}") for n in range(40)]
    task = assign(session, cast.supervisor, *crowd, due="2027-10-05 18:00", target=QUIZ)
    for who in crowd[:5]:
        sit(session, who, task, right=0)
    to(forward, "2027-10-25 09:00")
    browser = browse("supervisor")

    def cost(path):
        browser.get(path)
        with app.app_context(), queries(db.engine) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    few = [cost("/duty/2027-10"), cost("/duty/2027-10.pdf")]
    for who in crowd[5:]:
        sit(session, who, task, right=0.5)
    assert [cost("/duty/2027-10"), cost("/duty/2027-10.pdf")] == few
    assert few[0] <= 34


def test_page_list_and_paper_agree_on_what_followed(session, cast, browse, busy, forward):
    browser = browse("supervisor")
    html = browser.get("/duty/2027-10").get_data(as_text=True)
    assert "需补考 1 人" in html
    assert "逾期 1 人" in html
    paper = printed(browser)
    assert "需补考1" in paper
    assert "逾期1" in paper
    assert "需补考：楼管甲" in paper
    assert "自学与自测（不计入绩效考核）" in paper

    again = assign(session, cast.supervisor, cast.keeper, due="2027-11-10 18:00", target=RED)
    to(forward, "2027-11-01 09:00")
    browser = browse("supervisor")  # the old session has ended
    html = browser.get("/duty/2027-10").get_data(as_text=True).replace("\u2060", "")
    assert "已安排补考" in html
    assert "楼管甲（11-10 截止）" in html
    assert "需补考" not in html
    assert "楼管甲" not in html[html.index('id="lacking"') : html.index('id="sheet"')]
    sit(session, cast.keeper, again, quiz_id=RED)
    page, paper = words(browser.get("/duty/2027-10")), printed(browser)
    assert "楼管甲（11-01）" in page
    assert "已补考合格：楼管甲（11-01）" in paper
    assert "需补考0" in paper
    assert "“后续”为打开或打印本表时的情况" in page
    assert "“后续”为打开或打印本表时的情况" in paper


def test_the_english_page_speaks_english_between_the_names_too(session, cast, browse, busy):
    browser = browse("supervisor")
    browser.submit("/language", locale="en")
    html = browser.get("/duty/2027-10").get_data(as_text=True)
    main = html[html.index("<main") : html.index("</main>")]
    assert "、" not in main
    assert "Was due" in main


def test_both_signatures_of_the_printed_page_have_a_day(browse, busy):
    html = browse("supervisor").get("/duty/2027-10").get_data(as_text=True)
    sign_off = html[html.index("sign-off only-print-grid") :]
    assert sign_off[: sign_off.index("<p")].count("日期") == 2
