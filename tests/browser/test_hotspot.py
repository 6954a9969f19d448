"""Pointing at a picture: a tap answers, the list keeps in step, and neither needs the other."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, check, sign_in
from tests.cast import CAST

pytestmark = pytest.mark.browser
QUIZ = "/quizzes/look-closely"
MIDDLE = """spot => {
  const box = spot.querySelector("rect").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def start(page: Page, *, script: bool = True) -> Locator:
    """Start a sitting; the question that is before the reader."""
    sign_in(page, CAST["front"].number)
    page.goto(QUIZ)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/attempts/"))
    if script:
        expect(page.locator(".enhanced").first).to_be_visible()
        expect(page.locator(".scene-picture.live").first).to_be_attached()
    return page.locator(".question:visible").first


def tap(page: Page, question: Locator, number: int) -> None:
    """Tap the middle of an area of the question's picture."""
    question.locator("svg.scene-picture").scroll_into_view_if_needed()
    page.mouse.click(*question.locator(".spot").nth(number).evaluate(MIDDLE))


def test_a_tap_in_the_picture_is_an_answer_and_the_list_follows(visit):
    page = visit(PHONE)
    question = start(page)
    name = question.get_attribute("id")
    expect(question.locator("input:checked")).to_have_count(0)
    tap(page, question, 0)
    value = question.locator(".spot").nth(0).get_attribute("data-value")
    expect(question.locator(f'input[value="{value}"]')).to_be_checked()
    expect(question.locator(".spot").nth(0)).to_have_css("visibility", "visible")
    expect(question.locator(".spot").nth(1)).to_have_css("visibility", "hidden")
    expect(question.locator(".save-state")).to_have_attribute("data-state", "saved")
    check(page)
    page.reload()
    expect(page.locator(f'#{name} input[value="{value}"]')).to_be_checked()


def test_a_second_tap_takes_it_back_where_several_are_to_be_found(visit):
    page = visit(DESKTOP)
    question = start(page)
    while not question.locator("[type=checkbox]").count():
        page.get_by_role("button", name="下一题").click()
    tap(page, question, 1)
    expect(question.locator("input:checked")).to_have_count(1)
    tap(page, question, 1)
    expect(question.locator("input:checked")).to_have_count(0)


def test_the_list_alone_answers_without_script(visit):
    page = visit(DESKTOP, java_script_enabled=False)
    question = start(page, script=False)
    question.locator(".option").nth(2).click()
    expect(question.locator(".spot").nth(2)).to_have_css("visibility", "visible")
    question.locator("[data-save]").click()
    expect(page.locator(".question").first.locator("input").nth(2)).to_be_checked()
