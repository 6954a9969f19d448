"""A real Chromium against a real server: the site in a thread, at phone and desktop size, with axe."""

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.cast import PASSWORD
from tests.conftest import settings
from trainer.app import create_app
from trainer.db import db
from trainer.people import service as people

NEWCOMER = "0199"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# axe-core's tags for WCAG 2.2 AA.
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, *_args: object) -> None:
        """Say nothing."""


def chromium() -> str | None:
    """The machine's Chromium."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The machine's Chromium, else Playwright's own, else a loud skip."""
    path = chromium()
    try:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-quic"])
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting is the reason shown
        pytest.skip(f"NO BROWSER TESTS RAN: Chromium does not start here ({str(error).splitlines()[0]})")
    yield browser
    browser.close()


@pytest.fixture
def site(data: Path) -> Iterator[str]:
    """The address of a served site with the cast and a newcomer who has never signed in."""
    app = create_app(settings(data))
    with app.app_context():
        people.add_person(
            db.session(),
            None,
            department_id=1,
            staff_number=NEWCOMER,
            name="前台 0199",
            position="front_desk",
            hired_on=date(2026, 11, 20),
            password=PASSWORD,
            cost="test",
        )
        db.session.remove()
    yield from serve(app)


def serve(app: Flask) -> Iterator[str]:
    """Serve in a thread on a free port and yield the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visit(browser: Browser, site: str):
    """A function that opens a window on the site; policy violations and script errors fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_window(size: dict[str, int], **options: object) -> Page:
        context = browser.new_context(viewport=size, base_url=site, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        page.set_default_timeout(15_000)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not complaints, complaints


def sign_in(page: Page, number: str, password: str = PASSWORD) -> None:
    """Sign in through the form."""
    page.goto("/sign-in")
    page.locator("[name=staff_number]").fill(number)
    page.locator("[name=password]").fill(password)
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def check(page: Page) -> None:
    """Fail on anything axe finds against WCAG 2.2 AA, and on a page wider than the window."""
    found = Axe().run(page, options=WCAG)
    assert not found.response["violations"], f"{page.url}\n{found.generate_report()}"
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px wider than the window"


def give(section) -> None:
    """Answer one question, whatever its type."""
    if section.get_attribute("data-shape") == "steps":
        section.locator("button[name=move]").first.click()
        return
    selects, texts = section.locator("select"), section.locator("input[type=text], textarea")
    if selects.count() or texts.count():
        for select in selects.all():
            select.select_option(index=1)
        for field in texts.all():
            field.fill("一")
            field.blur()
        return
    choice = section.locator("input[type=radio], input[type=checkbox]").first
    if section.get_attribute("data-shape") == "order":
        choice = section.locator("label.keep input")
    choice.check(force=True)
