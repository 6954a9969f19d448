"""Journey: a watch on the floor with a thumb and a dead spot in the middle, to the signature."""

import io
import json
import re
import shutil

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tests.browser.conftest import DESKTOP, PHONE, check, sign_in
from tests.cast import PASSWORD
from tests.observations.ground import with_forms

__all__ = ["with_forms"]
pytestmark = pytest.mark.browser


@pytest.fixture
def data(with_forms, tmp_path):
    """In place of the suite's own: the real content with two small forms."""
    return shutil.copytree(with_forms, tmp_path / "data")


def held(data) -> dict[str, tuple]:
    """What the database holds of each item: mark, note, whether there is a photo."""
    engine = create_engine(f"sqlite:///{data / 'trainer.sqlite3'}")
    with Session(engine) as session:
        chosen = "SELECT item_id, mark, note, file_id FROM observation_marks ORDER BY item_id, seq"
        rows = session.execute(text(chosen)).all()
    engine.dispose()
    return {row.item_id: (row.mark, row.note, row.file_id is not None) for row in rows}


def begin(page: Page) -> None:
    """Pick person and form by search and tap."""
    page.goto("/observations")
    check(page)
    page.locator("a[href^='/observations/new']").first.click()
    check(page)
    find = page.locator("#find-person")
    if find.count():
        find.fill("0101")
    page.locator("#person-list label", has_text="0101").click()
    page.locator("#form-list label", has_text="前台接待小表").click()
    page.locator("main form[action^='/observations/new'] [type=submit]").click()
    page.wait_for_url(re.compile(r"/observations/\d+"))


def tap(page: Page, item: str, mark: str) -> None:
    page.locator(f"#q-{item} label.{mark}").click()


def state(page: Page, item: str, wanted: str) -> None:
    expect(page.locator(f"#q-{item} .save-state")).to_have_attribute("data-state", wanted)


def photo(colour: str) -> dict[str, object]:
    target = io.BytesIO()
    Image.new("RGB", (2400, 1800), colour).save(target, "JPEG")
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def sign(page: Page, address: str, number: str = "0101") -> None:
    """The observed person reads and signs on their own phone."""
    sign_in(page, number)
    page.goto("/observations/mine")
    check(page)
    page.locator(f"a[href='{address}']").click()
    check(page)
    page.locator("#sign [name=password]").fill(PASSWORD)
    page.locator("#sign [type=submit]").click()
    expect(page.locator("#sign")).to_have_count(0)
    expect(page.locator(".signatures > li")).to_have_count(2)


def test_a_watch_with_a_dropped_connection_in_the_middle(visit, data):
    page = visit(PHONE)
    sign_in(page, "0001")
    begin(page)
    address = page.url.split("#")[0]
    check(page)
    for label in page.locator(".marks label").all():
        box = label.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44
    tap(page, "greets", "met")
    state(page, "greets", "saved")
    assert held(data) == {"greets": ("met", "", False)}

    page.context.set_offline(True)
    tap(page, "stands", "unmet")
    state(page, "stands", "unsent")
    tap(page, "words", "met")
    tap(page, "words", "unmet")
    page.locator("#q-words summary").click()
    page.locator("#q-words textarea").fill("说了“不知道”")
    page.locator("#q-words textarea").blur()
    page.locator("#q-words input[type=file]").set_input_files(photo("red"))
    expect(page.locator("#q-words .photo-state")).to_have_attribute("data-state", "waiting")
    expect(page.locator("[data-count-items]")).to_contain_text("3")
    check(page)
    page.locator("[data-dock] button").click()
    assert page.url.split("#")[0] == address  # nothing is left behind in the dead spot
    assert set(held(data)) == {"greets"}

    page.context.set_offline(False)
    state(page, "stands", "saved")
    expect(page.locator("#q-words .thumb")).to_be_visible(timeout=40_000)
    state(page, "words", "saved")
    assert held(data)["words"] == ("unmet", "说了“不知道”", True)
    assert held(data)["stands"] == ("unmet", "", False)

    page.context.set_offline(True)
    tap(page, "stands", "met")
    state(page, "stands", "unsent")
    page.context.set_offline(False)
    page.reload()  # what could not be sent outlives the page
    state(page, "stands", "saved")
    assert held(data)["stands"][0] == "met"

    page.locator("[data-dock] button").click()
    page.wait_for_url(re.compile("/check"))
    check(page)
    expect(page.locator("a[href$='#q-hands']")).to_be_visible()
    page.locator("form[action$='/finish'] button").click()
    page.wait_for_url(address)
    check(page)
    expect(page.locator("h1")).to_contain_text("不合格")
    expect(page.locator("img.thumb")).to_be_visible()
    other = visit(PHONE)
    sign(other, address[address.index("/observations") :])


def test_two_phones_do_not_overwrite_each_other(visit, data):
    page = visit(PHONE)
    sign_in(page, "0001")
    begin(page)
    second = visit(PHONE)
    sign_in(second, "0001")
    second.goto(page.url)
    tap(page, "greets", "met")
    state(page, "greets", "saved")
    tap(second, "greets", "unmet")
    state(second, "greets", "conflict")
    expect(second.locator("#q-greets .met input")).to_be_checked()
    assert held(data)["greets"][0] == "met"
    page.locator("[data-dock] button").click()
    page.locator("form[action$='/finish'] button").click()
    tap(second, "stands", "met")
    expect(second.locator(".sitting-note")).to_be_visible()
    assert "stands" not in held(data)


def test_the_same_watch_without_script(visit, data):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "0001")
    page.goto("/observations/new")
    page.locator("#person-list label", has_text="0101").click()
    page.locator("#form-list label", has_text="前台接待小表").click()
    page.locator("main form[action^='/observations/new'] [type=submit]").click()
    page.wait_for_url(re.compile(r"/observations/\d+"))
    tap(page, "greets", "met")
    tap(page, "stands", "met")
    page.locator("#q-stands summary").click()
    page.locator("#q-stands textarea").fill("站得直")
    page.locator("#q-stands input[type=file]").set_input_files(photo("blue"))
    page.locator("#q-greets [data-save]").click()
    state(page, "stands", "saved")
    assert held(data) == {"greets": ("met", "", False), "stands": ("met", "站得直", True)}
    tap(page, "hands", "met")
    page.locator("[data-check]").click()
    page.wait_for_url(re.compile("/check"))
    assert held(data)["hands"][0] == "met"
    page.locator("form[action$='/finish'] button").click()
    expect(page.locator("h1")).to_contain_text("合格")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_objection_and_answer_on_a_desktop(visit, data, scheme):
    boss = visit(DESKTOP, color_scheme=scheme)
    sign_in(boss, "0001")
    begin(boss)
    check(boss)
    tap(boss, "greets", "unmet")
    tap(boss, "stands", "met")
    state(boss, "stands", "saved")
    boss.locator("[data-dock] button").click()
    boss.locator("form[action$='/finish'] button").click()
    boss.wait_for_url(re.compile(r"/observations/\d+$"))
    check(boss)
    address = boss.url
    staff = visit(DESKTOP, color_scheme=scheme)
    sign_in(staff, "0101")
    staff.goto(address)
    staff.locator("summary", has_text=re.compile("不同意|not agree")).click()
    staff.locator("form[action$='/object'] textarea").fill("当时柜台没有客户")
    check(staff)
    staff.locator("form[action$='/object'] [type=submit]").click()
    expect(staff.locator(".signatures > li")).to_have_count(2)
    deputy = visit(DESKTOP, color_scheme=scheme)
    sign_in(deputy, "0004")
    deputy.goto(address + "/answer")
    check(deputy)
    deputy.locator("[name=decision][value=changed]").check(force=True)
    deputy.locator("main summary").first.click()
    deputy.locator("#q-greets label.met").click()
    deputy.locator("form[action$='/answer'] textarea").fill("录像里没有客户")
    check(deputy)
    deputy.locator("form[action$='/answer'] [type=submit]").click()
    deputy.wait_for_url(address)
    check(deputy)
    expect(deputy.locator(".seen s")).to_have_count(1)
    for path in ("/observations", "/observations/agreement", "/observations/mine"):
        deputy.goto(path)
        check(deputy)
    stored = deputy.evaluate("JSON.stringify(Object.keys(localStorage))")
    assert not [key for key in json.loads(stored) if "observation" in key]
