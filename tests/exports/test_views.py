"""The page of exports and its files: who may, what is refused with which words, and that it is noted."""

import csv
import io
from urllib.parse import unquote

import openpyxl
import pytest
from sqlalchemy import select

from tests.duty.story import assign, at, hire, sit
from tests.queries import queries
from trainer import clock
from trainer.audit.tables import AuditEvent
from trainer.db import db

DAYS = "start=2027-10-01&end=2027-10-31"
FILES = ("/exports/appraisal.xlsx", "/exports/appraisal.csv")


@pytest.fixture(autouse=True)
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


@pytest.fixture
def some(session, cast):
    task = assign(session, cast.supervisor, cast.front, cast.keeper, due="2027-10-20 18:00")
    sit(session, cast.front, task)


def test_the_page_shows_this_month_and_offers_the_files(browse, some):
    html = browse("supervisor").get("/exports").get_data(as_text=True)
    assert 'value="2027-10-01"' in html
    assert "前台甲" in html
    for path in FILES:
        assert f'href="{path}?' in html
    assert "start=2027-09-01&amp;end=2027-09-30" in html
    assert "start=2027-10-01&amp;end=2027-12-31" in html


def test_a_period_without_tasks_says_what_to_do(browse):
    page = browse("supervisor").get("/exports?start=2027-01-01&end=2027-01-31")
    assert page.status_code == 200
    assert 'class="empty"' in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("start=2027-10-01", "end"),
        ("end=2027-10-31", "start"),
        ("start=gestern&end=2027-10-31", "start"),
        ("start=2027-10-05&end=2027-10-01", "end"),
    ],
)
def test_a_wrong_period_is_answered_with_its_field(browse, query, field):
    browser = browse("supervisor")
    page = browser.get(f"/exports?{query}")
    assert page.status_code == 422
    assert f'href="#{field}"' in page.get_data(as_text=True)
    for path in FILES:
        answer = browser.get(f"{path}?{query}")
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.get_data(as_text=True)


def test_the_files_are_sent_and_noted(session, cast, browse, some):
    browser = browse("supervisor")
    book = browser.get(f"/exports/appraisal.xlsx?{DAYS}")
    assert book.status_code == 200
    assert book.headers["Content-Disposition"].startswith("attachment")
    named = book.headers["Content-Disposition"]
    assert 'filename="appraisal-2027-10-01-2027-10-31.xlsx"' in named
    assert unquote(named).endswith("2027-10-01 至 2027-10-31 绩效考核 客服部.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(book.data)).worksheets[0]["A2"].value == "0101"

    detail = browser.get(f"/exports/appraisal.csv?{DAYS}")
    assert detail.mimetype == "text/csv"
    assert len(list(csv.reader(io.StringIO(detail.data.decode("utf-8-sig"), newline="")))) == 3
    summary = browser.get(f"/exports/appraisal.csv?{DAYS}&sheet=summary")
    assert len(list(csv.reader(io.StringIO(summary.data.decode("utf-8-sig"), newline="")))) == 3
    assert browser.get(f"/exports/appraisal.csv?{DAYS}&sheet=people").status_code == 404

    noted = session.scalars(
        select(AuditEvent).where(AuditEvent.kind == "export_made").order_by(AuditEvent.id)
    )
    assert [(event.actor_id, event.details["what"], event.details["rows"]) for event in noted] == [
        (cast.supervisor.person_id, "xlsx", 1),
        (cast.supervisor.person_id, "csv detail", 1),
        (cast.supervisor.person_id, "csv summary", 1),
    ]


def test_who_may_not(browse, client, some):
    for path in ("/exports", *FILES):
        assert browse("front").get(f"{path}?{DAYS}").status_code == 403
        assert client.get(f"{path}?{DAYS}").location.startswith("/sign-in")
        assert browse("other_supervisor").get(f"{path}?{DAYS}&department=1").status_code == 404
    assert "前台甲" in browse("manager").get(f"/exports?{DAYS}&department=1").get_data(as_text=True)
    assert "前台甲" not in browse("other_supervisor").get(f"/exports?{DAYS}").get_data(as_text=True)


def test_the_page_asks_no_more_for_forty_people_than_for_five(app, session, cast, browse):
    crowd = [hire(session, f"07{n:02}") for n in range(40)]
    for day, who in ((10, crowd[:5]), (20, crowd)):
        task = assign(session, cast.supervisor, *who, due=f"2027-10-{day} 18:00", title=f"{len(who)}")
        for one in who[:20]:
            sit(session, one, task, right=0.2)
    browser, costs = browse("supervisor"), []
    for period in ("start=2027-10-10&end=2027-10-10", "start=2027-10-20&end=2027-10-20"):
        browser.get(f"/exports?{period}")
        with app.app_context(), queries(db.engine) as seen:
            assert browser.get(f"/exports?{period}").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 20


def test_a_file_asked_for_without_a_period_is_answered_with_the_form(browse):
    for path in FILES:
        answer = browse("supervisor").get(path)
        assert answer.status_code == 422
        assert "缺少开始日期" in answer.get_data(as_text=True)


def test_a_demo_says_so_on_the_page_and_in_the_name(app, browse, some):
    app.extensions["trainer.settings"] = app.extensions["trainer.settings"].model_copy(update={"demo": True})
    browser = browse("supervisor")
    assert "演示数据" in browser.get(f"/exports?{DAYS}").get_data(as_text=True)
    for path in FILES:
        named = browser.get(f"{path}?{DAYS}").headers["Content-Disposition"]
        assert "演示数据" in unquote(named)
        assert 'filename="demo-appraisal' in named
