"""Journey: a month planned, trained, observed, closed, signed and exported; signing in by phone."""

import io
import re
import shutil

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import create_engine, text

from tests.browser.conftest import DESKTOP, PHONE, check, sign_in
from tests.browser.test_observation import begin, tap
from tests.cast import PASSWORD
from tests.duty.story import at, to
from tests.observations.ground import with_forms
from trainer import clock

__all__ = ["with_forms"]
pytestmark = pytest.mark.browser
MONTH = "2027-10"


@pytest.fixture
def data(with_forms, tmp_path):
    """In place of the suite's own: the real content with two small forms."""
    return shutil.copytree(with_forms, tmp_path / "data")


@pytest.fixture
def forward():
    """It is the morning of 5 October 2027 on the server."""
    with clock.travel(at("2027-10-05 09:00")) as step:
        yield step


def code(data) -> str:
    """What the code on the sheet carries."""
    engine = create_engine(f"sqlite:///{data / 'trainer.sqlite3'}")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT token FROM classes")).scalar_one()
    engine.dispose()
    return found


def words(page: Page, path: str) -> str:
    answer = page.request.get(path)
    assert answer.ok, f"{path}: {answer.status}"
    sheets = PdfReader(io.BytesIO(answer.body())).pages
    return re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in sheets))


def plan(page: Page) -> str:
    page.goto("/classes")
    check(page)
    page.goto("/classes/plan")
    check(page)
    for name, value in (
        ("topic", "电话礼仪"),
        ("held_on", "2027-10-05"),
        ("begins", "10:00"),
        ("place", "三楼会议室"),
    ):
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=mode]").select_option("oral")
    page.locator("[name=level]").select_option("mastered")
    page.locator("[name=quiz]").select_option("posture")
    page.locator("[name=groups][value=everyone]").check(force=True)
    page.locator("[name=clauses][value='3.10']").check(force=True)
    page.locator("form[action^='/classes/plan'] [type=submit]").click()
    page.wait_for_url(re.compile(r"/classes/\d+"))
    check(page)
    return "/" + page.url.split("/", 3)[3]


def scan(phone: Page, path: str, token: str) -> None:
    """The code leads through sign-in to one button."""
    phone.goto(f"{path}/sign-in?token={token}")
    phone.locator("[name=staff_number]").fill("0101")
    phone.locator("[name=password]").fill(PASSWORD)
    phone.locator("main form [type=submit]").first.click()
    phone.wait_for_url(re.compile(r"/classes/\d+/sign-in"))
    check(phone)
    phone.locator("main form[action$='/sign-in'] button").click()
    expect(phone.locator(".notice.done")).to_be_visible()
    check(phone)


def roll(page: Page, path: str) -> None:
    page.goto(f"{path}/roll")
    check(page)
    expect(page.locator("li.roll", has_text="0101").locator("input[name=came]")).to_be_checked()
    page.locator("li.roll", has_text="0102").locator("label.tick").click()
    for number in ("0103", "0001"):
        page.locator("li.roll", has_text=number).locator("select").select_option("on_shift")
    page.locator("main form[action$='/roll'] [type=submit]").click()
    page.wait_for_url(re.compile(r"/classes/\d+$"))
    check(page)


def results(phone: Page, path: str) -> None:
    phone.goto(f"{path}/results")
    check(phone)
    first, second = phone.locator("li.mark").all()
    first.locator("[name=points]").fill("85")
    first.locator("[name=note]").click()
    expect(first.locator(".saved")).to_have_attribute("data-state", "passed")
    second.locator("[name=points]").fill("185")
    second.locator("[name=note]").click()
    expect(second.locator(".saved")).to_have_attribute("data-state", "refused")
    phone.context.set_offline(True)
    second.locator("[name=points]").fill("40")
    second.locator("[name=note]").click()
    expect(second.locator(".saved")).to_have_attribute("data-state", "unsent")
    phone.context.set_offline(False)
    expect(second.locator(".saved")).to_have_attribute("data-state", "failed")
    phone.reload()
    expect(phone.locator("li.mark").first.locator(".saved")).to_contain_text("85")
    check(phone)


def observe(page: Page) -> None:
    begin(page)
    for question in page.locator("[id^=q-]:has(label.met)").all():
        tap(page, (question.get_attribute("id") or "").removeprefix("q-"), "met")
        expect(question.locator(".save-state")).to_have_attribute("data-state", "saved")
    page.locator("[data-dock] button").click()
    page.wait_for_url(re.compile("/check"))
    page.locator("form[action$='/finish'] button").click()
    page.wait_for_url(re.compile(r"/observations/\d+$"))


def close(page: Page) -> None:
    page.goto(f"/duty/{MONTH}")
    check(page)
    page.locator(f"a[href='/duty/{MONTH}/close']").first.click()
    check(page)
    for answer in page.locator("textarea").all():
        answer.fill("十一月初补上")
    page.locator("main form[action$='/close'] [type=submit]").click()
    page.wait_for_url(re.compile(rf"/duty/{MONTH}$"))
    expect(page.locator("#closed")).to_contain_text("0001")
    check(page)


def signed(page: Page) -> None:
    page.goto(f"/duty/{MONTH}?department=1")
    page.locator("a[href*='/duty/closed/'][href*='/sign']").first.click()
    check(page)
    page.locator("[name=old]").fill(PASSWORD)
    page.locator("main form[action$='/sign'] [type=submit]").click()
    page.wait_for_url(re.compile(rf"/duty/{MONTH}"))
    check(page)
    expect(page.locator("section.closed")).to_contain_text("物业经理")


def test_a_month_from_plan_to_signature(visit, data, forward):
    page = visit(DESKTOP)
    sign_in(page, "0001")
    path = plan(page)
    assert "扫码签到" in words(page, f"{path}/sheet.pdf")
    to(forward, "2027-10-05 09:30")
    scan(visit(PHONE), path, code(data))
    to(forward, "2027-10-05 11:00")
    roll(page, path)
    phone = visit(PHONE)
    sign_in(phone, "0001")
    results(phone, path)
    observe(phone)

    to(forward, "2027-11-01 09:00")
    page = visit(DESKTOP)
    sign_in(page, "0001")
    close(page)
    manager = visit(PHONE)
    sign_in(manager, "0002")
    signed(manager)
    paper = words(page, f"/duty/{MONTH}.pdf")
    for word in ("0001", "电话礼仪", "前台接待小表", "十一月初补上"):
        assert word in paper, word
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for there in (f"/duty/{MONTH}", "/duty/year", "/classes", path, f"/duty/{MONTH}/close"):
            page.goto(there)
            check(page)
    assert "全年" in words(page, "/duty/year.pdf")
    query = f"start={MONTH}-01&end={MONTH}-31"
    assert page.request.get(f"/exports/appraisal.xlsx?{query}").body().startswith(b"PK")
