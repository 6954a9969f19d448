"""Journeys (a) and (c): a new hire's first day on a phone, with a dead spot, and without script."""

import json
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tests.browser.conftest import DESKTOP, NEWCOMER, PHONE, check, give, sign_in
from tests.cast import PASSWORD
from trainer import clock
from trainer.app import create_app
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.db import db
from trainer.people import service as people
from trainer.people.model import Role, Viewer

pytestmark = pytest.mark.browser
OWN_PASSWORD = "a phrase of my own"
QUIZ = "gestures"


@pytest.fixture
def assigned(data, site):
    """The newcomer owes one quiz."""
    from tests.conftest import settings  # noqa: PLC0415 - beside the running site

    app = create_app(settings(data))
    with app.app_context():
        session = db.session()
        boss, newcomer = people.find(session, "0001"), people.find(session, NEWCOMER)
        viewer = Viewer(
            boss.id, 0, "0001", boss.name, Role.SUPERVISOR, boss.position, 1, "客服部", False, None
        )
        now = clock.now()
        draft = assignments.Draft(Kind.QUIZ, QUIZ, "指路与让路", now, now + timedelta(days=1), pass_mark=1)
        assignments.make(session, viewer, 1, draft, [newcomer.id])
        db.session.remove()
        db.engine.dispose()


def responses(data) -> dict[int, object]:
    """What the database holds, by slot: the newest answer of each."""
    engine = create_engine(f"sqlite:///{data / 'trainer.sqlite3'}")
    with Session(engine) as session:
        rows = session.execute(
            text("SELECT slot, body FROM responses WHERE late = 0 ORDER BY slot, seq")
        ).all()
    engine.dispose()
    return {slot: json.loads(body) for slot, body in rows}


def arrive(page: Page) -> None:
    """Sign in for the first time and choose a password."""
    sign_in(page, NEWCOMER)
    expect(page).to_have_url(re.compile("/account/password"))
    check(page)
    page.locator("[name=old]").fill(PASSWORD)
    page.locator("[name=password]").fill(OWN_PASSWORD)
    page.locator("[name=again]").fill(OWN_PASSWORD)
    page.locator("main form").first.locator("[type=submit]").click()
    page.wait_for_url(lambda url: "password" not in url)


def read_lesson(page: Page) -> None:
    """Read a lesson to its end and say so."""
    page.goto("/lessons/seeing-off")
    check(page)
    assert page.locator(".pictures img").count()
    page.locator("form[action$='/read'] button").first.click()
    expect(page.locator(".finished")).to_be_visible()


def start(page: Page) -> None:
    """Begin the assigned quiz from the list of tasks."""
    page.goto("/assignments")
    begin = f"form[action='/quizzes/{QUIZ}/attempts'] button"
    page.locator(f"{begin}, a[href*='/quizzes/{QUIZ}'], a[href^='/assignments/']").first.click()
    if "/attempts/" not in page.url:
        page.locator(begin).first.click()
    page.wait_for_url(re.compile(r"/attempts/\d+"))


def tick(section) -> None:
    """Answer a question that need not be the one in view, as a quick thumb does."""
    section.evaluate(
        """section => {
            const fields = [...section.querySelectorAll("select, input[type=text]")];
            const keep = section.querySelector("label.keep input");
            const choice = keep ?? section.querySelector("input[type=radio], input[type=checkbox]");
            for (const field of fields) {
                if (field.options) field.selectedIndex = 1;
                else field.value = "一";
                field.dispatchEvent(new Event("change", {bubbles: true}));
            }
            if (!fields.length) {
                choice.checked = true;
                choice.dispatchEvent(new Event("change", {bubbles: true}));
            }
        }"""
    )


def holds_an_answer(section) -> bool:
    """Say whether the page shows an answer to the question."""
    return section.evaluate(
        """section => Boolean(section.querySelector("input:checked"))
            || [...section.querySelectorAll("select")].some(field => field.selectedIndex > 0)
            || [...section.querySelectorAll("input[type=text]")].some(field => field.value)"""
    )


def saved(section) -> None:
    """Wait until the page says that the answer is saved."""
    expect(section.locator(".save-state")).to_have_attribute("data-state", "saved")


def hand_in(page: Page, total: int) -> None:
    """Check the answers and hand them in, then read the review."""
    expect(page.locator("form[action$='/submit'] button")).to_be_visible()
    check(page)
    page.locator("form[action$='/submit'] button").click()
    page.wait_for_url(re.compile("/review"))
    check(page)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator(".review[id^=q]").count() == total


def test_a_new_hires_first_day_with_a_dead_spot_in_the_middle(visit, assigned, data):
    page = visit(PHONE)
    arrive(page)
    check(page)
    read_lesson(page)
    page.goto("/assignments")
    check(page)
    start(page)
    check(page)
    total = page.locator("section.question").count()
    first, second, third = (page.locator("section.question").nth(n) for n in range(3))

    give(first)
    saved(first)
    page.reload()
    assert holds_an_answer(first)
    assert set(responses(data)) == {int(first.get_attribute("data-slot"))}

    page.context.set_offline(True)
    tick(second)
    expect(second.locator(".save-state")).to_have_attribute("data-state", "unsent")
    assert len(responses(data)) == 1
    page.context.set_offline(False)
    saved(second)
    assert len(responses(data)) == 2

    page.context.set_offline(True)
    tick(third)
    expect(third.locator(".save-state")).to_have_attribute("data-state", "unsent")
    page.context.set_offline(False)
    page.reload()
    saved(third)
    assert len(responses(data)) == 3

    for number in range(3, total):
        section = page.locator("section.question").nth(number)
        tick(section)
        saved(section)
    assert len(responses(data)) == total
    page.goto(page.url.split("#")[0].split("?")[0] + "/check")
    hand_in(page, total)
    page.goto("/")
    check(page)


def test_an_expired_session_keeps_the_answer_and_sends_it_after_sign_in(visit, assigned, data):
    page = visit(PHONE)
    arrive(page)
    start(page)
    sitting = page.url
    cookies = page.context.cookies()
    page.context.clear_cookies()
    section = page.locator("section.question").first
    give(section)
    expect(section.locator(".save-state")).to_have_attribute("data-state", re.compile("signin|unsent"))
    assert responses(data) == {}
    assert cookies
    sign_in(page, NEWCOMER, OWN_PASSWORD)
    page.goto(sitting)
    saved(page.locator("section.question").first)
    assert len(responses(data)) == 1
    page.goto("/account")
    page.locator("form[data-signout] button").last.evaluate("button => button.click()")
    page.wait_for_url(re.compile("/sign-in"))
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('trainer:')).length") == 0


def test_the_same_day_without_script(visit, assigned, data):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, NEWCOMER)
    page.locator("[name=old]").fill(PASSWORD)
    page.locator("[name=password]").fill(OWN_PASSWORD)
    page.locator("[name=again]").fill(OWN_PASSWORD)
    page.locator("main form").first.locator("[type=submit]").click()
    page.wait_for_url(lambda url: "password" not in url)
    page.goto("/lessons/seeing-off")
    page.locator("form[action$='/read'] button").first.click()
    expect(page.locator(".finished")).to_be_visible()
    start(page)
    sections = page.locator("section.question")
    total = sections.count()
    for number in range(total):
        give(sections.nth(number))
    # One button saves every question of the page: nothing typed elsewhere is lost.
    sections.nth(2).locator("[data-save]").click()
    saved(sections.nth(total - 1))
    assert len(responses(data)) == total
    page.goto(page.url.split("#")[0].split("?")[0] + "/check")
    page.locator("form[action$='/submit'] button").click()
    page.wait_for_url(re.compile("/review"))
    assert page.locator(".review[id^=q]").count() == total


def test_the_pages_of_study_on_a_desktop_in_the_dark(visit, assigned):
    page = visit(DESKTOP, color_scheme="dark")
    arrive(page)
    for path in (
        "/",
        "/lessons",
        "/lessons/sitting",
        "/standard",
        "/standard/4.5",
        "/quizzes",
        f"/quizzes/{QUIZ}",
        "/cheatsheets",
        "/account",
        "/help",
    ):
        page.goto(path)
        check(page)
