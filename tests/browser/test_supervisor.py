"""Journey (b): the supervisor assigns, watches a result arrive, reads the duty record, exports and prints."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP, PHONE, check, give, sign_in

pytestmark = pytest.mark.browser
QUIZ = "gas-smell"


def assign(page: Page) -> str:
    """Assign the quiz to two people by the form, and return the task's address."""
    page.goto(f"/assignments/new?quiz={QUIZ}")
    check(page)
    page.locator("[name=whom][value=people]").check(force=True)
    for label in ("0101", "0102"):
        page.locator("#people-list label", has_text=label).first.click()
    page.locator("form.assign [type=submit]").click()
    page.wait_for_url(re.compile(r"/assignments/\d+"))
    check(page)
    return page.url


def sit(page: Page) -> None:
    """Sit the quiz badly: the first option of everything, so that somebody has to sit again."""
    sign_in(page, "0101")
    page.goto(f"/quizzes/{QUIZ}")
    page.goto("/assignments")
    page.locator(f"form[action='/quizzes/{QUIZ}/attempts'] button, a[href^='/assignments/']").first.click()
    if "/attempts/" not in page.url:
        page.locator(f"form[action='/quizzes/{QUIZ}/attempts'] button").first.click()
    page.wait_for_url(re.compile(r"/attempts/\d+"))
    section = page.locator("section.question").first
    give(section)
    expect(section.locator(".save-state")).to_have_attribute("data-state", "saved")
    page.goto(page.url.split("#")[0] + "/check")
    page.locator("form[action$='/submit'] button").click()
    page.wait_for_url(re.compile("/review"))


def fetched(page: Page, path: str) -> bytes:
    """What the browser's own session gets from an address."""
    answer = page.request.get(path)
    assert answer.ok, f"{path}: {answer.status}"
    return answer.body()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_supervisors_month(visit, size):
    page = visit(size)
    sign_in(page, "0001")
    check(page)
    task = assign(page)
    sit(visit(PHONE))

    page.goto(task)
    expect(page.locator("main")).to_contain_text("前台甲")
    page.goto("/duty")
    expect(page.locator("main")).to_contain_text("楼道里的异味")
    check(page)
    record = page.url.split("?")[0]
    page.emulate_media(media="print")
    assert not page.locator("nav.places").is_visible()
    page.emulate_media(media="screen")
    paper = PdfReader(io.BytesIO(fetched(page, record + ".pdf")))
    assert "楼道里的异味" in re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in paper.pages))

    page.goto("/classes/new")
    check(page)
    month = Path(record).name
    query = f"start={month}-01&end={month}-28"
    page.goto(f"/exports?{query}")
    check(page)
    book = openpyxl.load_workbook(
        io.BytesIO(fetched(page, f"/exports/appraisal.xlsx?start={month}-01&end={int(month[:4]) + 1}-12-31"))
    )
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "0101" in cells
    table = fetched(page, f"/exports/appraisal.csv?start={month}-01&end={int(month[:4]) + 1}-12-31").decode(
        "utf-8-sig"
    )
    assert "0101" in table
    assert fetched(page, "/cheatsheets/5.pdf?size=a6").startswith(b"%PDF")

    for path in (
        "/people",
        "/people/new",
        "/people/import",
        "/people/slips",
        "/assignments",
        "/cheatsheets/front_desk",
    ):
        page.goto(path)
        check(page)


def test_the_other_leaders_pages_in_english(visit):
    page = visit(DESKTOP)
    sign_in(page, "0002")
    page.goto("/")
    page.locator("details.menu summary").click()
    page.locator("form[action='/language'] button").last.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for path in ("/", "/duty", "/people", "/assignments", "/standard/6.7.2", "/help"):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        check(page)
