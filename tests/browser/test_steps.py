"""A scenario on a phone: step by step, through a lost connection and a lost session, by thumb or key."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.attempts.test_steps import AIR, CALL, DOWN, add_scenes
from tests.browser.conftest import PHONE, WCAG, Axe, serve, sign_in
from tests.conftest import settings
from trainer.app import create_app
from trainer.attempts.tables import Response
from trainer.db import db


@pytest.fixture
def held(data):
    """The app, and a function that reads every path it holds."""
    app = create_app(settings(data))
    with app.app_context():
        add_scenes(SimpleNamespace(session=db.session()))
        db.session.remove()

    def paths():
        with app.app_context():
            found = list(db.session().scalars(select(Response.body).order_by(Response.seq)))
            db.session.remove()
        return found

    return SimpleNamespace(app=app, paths=paths)


@pytest.fixture
def site(held):
    """The address of the site with the scenario."""
    yield from serve(held.app)


@pytest.fixture
def scene(visit):
    """A phone in the middle of a sitting, at the scenario."""
    page = visit(PHONE)
    sign_in(page, "0101")
    page.goto("/quizzes/scene")
    page.locator("form[action$=attempts] button").click()
    page.wait_for_url("**/attempts/*")
    page.evaluate("location.hash = document.querySelector('[data-shape=steps]').id")
    expect(page.get_by_role("button", name="开窗通风")).to_be_visible()
    return page


def state(page):
    return page.locator("[data-shape=steps] .save-state")


def test_a_choice_shows_what_comes_next_and_takes_the_reader_there(scene, held):
    button = scene.get_by_role("button", name="开窗通风")
    button.focus()
    scene.keyboard.press("Enter")
    expect(scene.locator("[data-here]")).to_be_focused()
    expect(scene.locator(".now")).to_contain_text("住户探出头来。")
    expect(state(scene)).to_have_attribute("data-state", "saved")
    assert held.paths() == [[AIR]]
    expect(scene.locator("[data-shape=steps]")).to_have_attribute("data-answered", "false")
    assert Axe().run(scene, options=WCAG).response["violations"] == []
    scene.wait_for_timeout(600)
    scene.get_by_role("button", name="一起下楼再打电话").click()
    expect(scene.locator(".now")).to_contain_text("没有人受伤。")
    expect(scene.locator("[data-shape=steps]")).to_have_attribute("data-answered", "true")
    assert held.paths() == [[AIR], [AIR, DOWN]]


TAP_TWICE = """text => new Promise(done => {
  const section = document.querySelector("[data-shape=steps]");
  new MutationObserver((_, watch) => {
    if (!section.querySelector(".story")) return;
    watch.disconnect();
    section.querySelector(".choice").click();
    setTimeout(done, 400);
  }).observe(section, { childList: true, subtree: true });
  const button = [...section.querySelectorAll(".choice")].find(one => one.textContent === text);
  button.click();
  button.click();
})"""


def test_a_double_tap_takes_one_step(scene, held):
    scene.evaluate(TAP_TWICE, "开窗通风")
    expect(scene.locator(".story > li")).to_have_count(1)
    assert held.paths() == [[AIR]]


def test_a_lost_connection_keeps_the_choice_and_sends_it_later(scene, held):
    scene.context.set_offline(True)
    scene.get_by_role("button", name="开窗通风").click()
    expect(state(scene)).to_have_attribute("data-state", "unsent")
    scene.get_by_role("button", name="开灯看看").click(force=True)
    expect(scene.get_by_role("button", name="开窗通风")).to_have_class("choice chosen")
    assert held.paths() == []
    scene.context.set_offline(False)
    expect(scene.locator(".now")).to_contain_text("住户探出头来。", timeout=10_000)
    assert held.paths() == [[AIR]]


def test_a_lost_reply_is_asked_for_again(scene, held):
    def lose(route):
        route.fetch()
        route.abort()

    scene.route("**/answers/*", lose, times=1)
    scene.get_by_role("button", name="开窗通风").click()
    expect(scene.locator(".now")).to_contain_text("住户探出头来。", timeout=10_000)
    assert held.paths() == [[AIR]]


def test_an_ended_session_keeps_the_choice_until_the_reader_is_back(scene, held):
    address = scene.url
    scene.get_by_role("button", name="开窗通风").click()
    expect(scene.locator(".now")).to_contain_text("住户探出头来。")
    cookies = scene.context.cookies()
    scene.context.clear_cookies()
    scene.wait_for_timeout(600)
    scene.get_by_role("button", name="当场打电话").click()
    expect(state(scene)).to_have_attribute("data-state", "signin")
    assert held.paths() == [[AIR]]
    scene.context.add_cookies(cookies)
    scene.goto(address.split("#")[0])
    expect(scene.locator("[data-steps]")).to_have_attribute("data-complete", "true", timeout=10_000)
    assert held.paths() == [[AIR], [AIR, CALL]]


def test_another_device_was_faster(scene, held, site):
    path = scene.url.split("#")[0].removeprefix(site)
    slot = scene.locator("[data-shape=steps]").get_attribute("data-slot")
    token = scene.locator("meta[name=csrf-token]").get_attribute("content")
    reply = scene.request.post(
        f"{path}/answers/{slot}",
        data={"seq": 1, "response": [AIR]},
        headers={"X-CSRFToken": token, "Accept": "application/json"},
    )
    assert reply.ok
    scene.get_by_role("button", name="开灯看看").click()
    expect(scene.locator(".now")).to_contain_text("住户探出头来。")
    expect(scene.locator(".story")).to_contain_text("开窗通风")
    expect(state(scene)).to_have_attribute("data-state", "conflict")
    assert held.paths() == [[AIR]]
