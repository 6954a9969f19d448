"""Questions answered in fields, in a real browser: saved, shown again on two devices, and without script."""

import re

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Page, expect

from tests.attempts.ground import stored
from tests.browser.conftest import DESKTOP, PHONE, check, serve, sign_in
from tests.cast import CAST, move_in
from tests.conftest import settings
from trainer.app import create_app
from trainer.db import db
from trainer.editions import service as editions
from trainer.editions.model import Item as Stored
from trainer.quizzes import types
from trainer.quizzes.model import Item, Quiz, Shuffle
from trainer.quizzes.types.base import Known

pytestmark = pytest.mark.browser
PAIRS = [("生日", "生日快乐"), ("要走", "再见"), ("叫错了", "失礼了")]
WRITTEN = {
    "matching": {"pairs": [{"left": left, "right": right, "feedback": left} for left, right in PAIRS]},
    "cloze": {"text": "[[对不起]]，让您[[久等]]了", "feedback": ["一", "二"]},
    "figure": {
        "answer": {"value": "3", "unit": "米"},
        "feedback": "对",
        "mistakes": [{"value": "5", "feedback": "错"}],
    },
}


def item(name):
    kind = types.get(name)
    body = kind.compile(kind.Body.model_validate(WRITTEN[name]), Known({}, ()))
    return Item(name, name, ("4.5",), 2, (), f"<p>题干 {name}</p>", None, "怎么办：", "<p>解析</p>", body)


@pytest.fixture
def site(tmp_path):
    """A served site with one quiz: a match, a sentence with gaps, a figure, in this order."""
    quiz = Quiz("fields", "填写", ("all",), (), 60, tuple(WRITTEN), shuffle=Shuffle(questions=False))
    everything = [
        *stored(),
        *(Stored("question", name, item(name).to_json()) for name in WRITTEN),
        Stored("quiz", quiz.id, quiz.to_json()),
    ]
    app = create_app(settings(tmp_path))
    with app.app_context():
        upgrade()
        editions.store(db.session(), everything, types.grader_version(), {})
        move_in(db.session())
        db.session.remove()
    yield from serve(app)


def begin(page: Page) -> str:
    """Sign in, start the quiz, and return the address of the sitting."""
    sign_in(page, CAST["front"].number)
    page.goto("/quizzes/fields")
    page.locator("form[action$='/attempts'] button").click()
    page.wait_for_url(re.compile(r"/attempts/\d+"))
    return page.url.partition("#")[0]


def leaf_to(page: Page, slot: int) -> None:
    page.locator(f".chip[data-slot='{slot}']").evaluate("chip => chip.click()")


def saved(page: Page, slot: int) -> None:
    expect(page.locator(f"#q{slot} .save-state")).to_have_attribute("data-state", "saved")


def test_answers_in_fields_are_saved_shown_again_and_graded(visit):
    page = visit(PHONE)
    address = begin(page)
    for left, right in PAIRS[:2]:
        page.get_by_label(left).select_option(right)
    expect(page.locator("#q1")).to_have_attribute("data-answered", "false")
    page.get_by_label(PAIRS[2][0]).select_option(PAIRS[2][1])
    expect(page.locator("#q1")).to_have_attribute("data-answered", "true")
    check(page)
    leaf_to(page, 2)
    page.locator("#q2 input").nth(0).fill("对不起。")
    page.locator("#q2 input").nth(1).fill("久 等")
    leaf_to(page, 3)
    page.locator("#q3 [name=s3]").fill("不远")
    page.keyboard.press("Enter")
    expect(page.locator("#q3 .save-state")).to_have_attribute("data-state", "refused")
    expect(page.locator("#q3 [name=s3]")).to_have_value("不远")
    page.locator("#q3 [name=s3]").fill("三米")
    page.keyboard.press("Enter")
    for slot in (1, 2, 3):
        saved(page, slot)
    page.goto(address)
    expect(page.locator("#q3 [name=s3]")).to_have_value("三米")
    expect(page.locator(".chip[data-state='answered']")).to_have_count(3)
    page.goto(f"{address}/check")
    page.locator("form[action$='/submit'] button").click()
    page.wait_for_url("**/review")
    expect(page.locator(".result strong")).to_have_text("100%")
    check(page)


def test_the_other_device_s_answer_is_put_into_the_fields(visit):
    first, second = visit(PHONE), visit(DESKTOP)
    address = begin(first)
    sign_in(second, CAST["front"].number)
    second.goto(f"{address}#q2")
    for word in ("抱歉", "对不起"):
        second.locator("#q2 input").nth(0).fill(word)
        second.keyboard.press("Tab")
        saved(second, 2)
    leaf_to(first, 2)
    first.locator("#q2 input").nth(1).fill("等候")
    first.keyboard.press("Tab")
    expect(first.locator("#q2 .save-state")).to_have_attribute("data-state", "conflict")
    expect(first.locator("#q2 input").nth(0)).to_have_value("对不起")
    expect(first.locator("#q2 input").nth(1)).to_have_value("")


def test_without_script_a_text_without_a_number_stays_in_its_field(visit):
    page = visit(PHONE, java_script_enabled=False)
    begin(page)
    page.get_by_label(PAIRS[0][0]).select_option(PAIRS[0][1])
    page.locator("[name=s3]").fill("不远")
    page.locator("#q3 [data-save]").click()
    expect(page.locator("[name=s3]")).to_have_value("不远")
    page.locator("[name=s3]").fill("３ 米")
    page.locator("#q3 [data-save]").click()
    page.wait_for_url("**#q3")
    expect(page.locator("[name=s3]")).to_have_value("３ 米")
    expect(page.get_by_label(PAIRS[0][0])).to_have_value(re.compile(".+"))
