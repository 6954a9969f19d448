"""The pages of closed months: missing things, closing by the form, signing, reopening, strangers."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from tests.cast import PASSWORD
from tests.duty.story import assign, at, hold, plan, sit, to
from tests.queries import queries
from trainer import clock
from trainer.db import db


@pytest.fixture
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


@pytest.fixture
def over(session, cast, forward):
    """October with a class, somebody overdue, and a class that nobody decided about; it is over."""
    assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5), topic="钥匙管理")
    plan(session, cast.supervisor, cast.front, starts="2027-10-06 14:00", topic="没人管的课")
    to(forward, "2027-11-01 09:00")
    session.rollback()


ANSWERS = {"answer-attendance": "课没有开", "answer-overdue": "十一月补考"}


def close(browser):
    browser.get("/duty/2027-10/close")
    return browser.submit("/duty/2027-10/close", **ANSWERS)


def closing_id(browser) -> int:
    page = browser.get("/duty/2027-10").get_data(as_text=True)
    return int(re.search(r"/duty/closed/(\d+)/sign", page).group(1))


def text_of(answer) -> str:
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def test_a_month_is_closed_signed_and_reopened_by_its_pages(browse, over):
    browser = browse("supervisor")
    page = browser.get("/duty/2027-10").get_data(as_text=True)
    assert "/duty/2027-10/close#attendance" in page
    page = browser.get("/duty/2027-10/close").get_data(as_text=True)
    for word in ("没人管的课", "前台甲", 'name="answer-attendance"', 'name="answer-overdue"'):
        assert word in page
    refused = browser.submit("/duty/2027-10/close", **{**ANSWERS, "answer-overdue": " "})
    assert refused.status_code == 422
    assert 'href="#answer-overdue"' in refused.get_data(as_text=True)
    assert close(browser).status_code == 303
    again = close(browser)
    assert (again.status_code, again.location) == (303, "/duty/2027-10")
    page = browser.get("/duty/2027-10").get_data(as_text=True)
    assert "十一月补考" in page
    assert "/duty/2027-10/close" not in page
    first = browser.get("/duty/2027-10.pdf")
    for word in ("0001", "课没有开", "钥匙管理", "关账时的说明"):
        assert word in text_of(first)

    id_ = closing_id(browser)
    manager = browse("manager")
    page = manager.get(f"/duty/closed/{id_}/sign").get_data(as_text=True)
    shown = re.search(r'name="shown"[^>]*value="([0-9a-f]{64})"', page).group(1)
    wrong = manager.submit(f"/duty/closed/{id_}/sign", shown=shown, old="falsch")
    assert wrong.status_code == 422
    stale = manager.submit(f"/duty/closed/{id_}/sign", shown="0" * 64, old=PASSWORD)
    assert stale.status_code == 422
    assert manager.submit(f"/duty/closed/{id_}/sign", shown=shown, old=PASSWORD).status_code == 303
    page = manager.get("/duty/2027-10?department=1").get_data(as_text=True)
    assert page.count("物业经理") > 1

    browser.get("/duty/2027-10")
    assert browser.submit(f"/duty/closed/{id_}/reopen", reason="要改").status_code == 303
    assert "/reopen" in browser.get("/duty/2027-10").get_data(as_text=True)  # a signed month is not theirs
    assert manager.submit(f"/duty/closed/{id_}/reopen", reason="").status_code == 422
    assert manager.submit(f"/duty/closed/{id_}/reopen", reason="漏登一次课").status_code == 303
    assert close(browser).status_code == 303
    page = browser.get("/duty/2027-10").get_data(as_text=True)
    assert "漏登一次课" in page
    assert page.count("/duty/closed/") > 3
    assert browser.get(f"/duty/closed/{id_}.pdf").data == first.data
    assert "漏登一次课" in browser.get(f"/duty/closed/{id_}").get_data(as_text=True)
    assert "0002" in text_of(browser.get("/duty/2027-10.pdf"))


def test_the_day_of_a_signature_on_paper(browse, over):
    browser = browse("supervisor")
    close(browser)
    id_ = closing_id(browser)
    assert 'name="old"' not in browser.get(f"/duty/closed/{id_}/sign").get_data(as_text=True)
    assert browser.submit(f"/duty/closed/{id_}/signed-on-paper", signed_on="2027-10-01").status_code == 422
    assert browser.submit(f"/duty/closed/{id_}/signed-on-paper", signed_on="2027-11-01").status_code == 303
    assert "2027-11-01" in browser.get("/duty/2027-10").get_data(as_text=True)


def test_strangers_and_the_wrong_roles_stay_outside(browse, over):
    browser = browse("supervisor")
    close(browser)
    id_ = closing_id(browser)
    paths = (
        f"/duty/closed/{id_}",
        f"/duty/closed/{id_}.pdf",
        f"/duty/closed/{id_}/sign",
        f"/duty/closed/{id_}/reopen",
    )
    other, front, manager = browse("other_supervisor"), browse("front"), browse("manager")
    for path in paths:
        assert other.get(path).status_code == 404, path
        assert front.get(path).status_code == 403, path
        assert manager.get(path).status_code == 200, path
    assert other.get("/duty/2027-10/close?department=1").status_code == 404
    assert manager.get("/duty/2027-10/close?department=1").status_code == 403
    for path in ("/duty/year?department=1", "/duty/year.pdf?department=1"):
        assert other.get(path).status_code == 404
        assert front.get(path).status_code == 403


def test_a_month_that_is_not_over_cannot_be_closed(browse, over):
    browser = browse("supervisor")
    browser.get("/duty/2027-11/close")
    assert browser.submit("/duty/2027-11/close").status_code == 303
    assert "/duty/closed/" not in browser.get("/duty/2027-11").get_data(as_text=True)


def test_a_closed_month_and_its_checklist_cost_the_same_for_many(app, session, cast, browse, forward):
    from tests.duty.story import hire  # noqa: PLC0415 - one test only

    crowd = [hire(session, f"07{n:02}") for n in range(12)]
    task = assign(session, cast.supervisor, *crowd, due="2027-10-20 18:00")
    to(forward, "2027-11-01 09:00")
    browser = browse("supervisor")

    def cost(path):
        browser.get(path)
        with app.app_context(), queries(db.engine) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    sit(session, crowd[0], task)
    paths = ("/duty/2027-10/close", "/duty/year?year=2027")
    few = [cost(path) for path in paths]
    for who in crowd[1:]:
        sit(session, who, task, right=0.5)
    assert [cost(path) for path in paths] == few
