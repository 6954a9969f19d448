"""Journey: a task is missed, the make-up list builds itself, one click assigns it, the person finds it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.assignments.acting import assign
from tests.browser.conftest import DESKTOP, PHONE, check, serve, sign_in
from tests.cast import CAST
from trainer import clock
from trainer.people import service as people
from trainer.people.model import Role, Viewer

pytestmark = pytest.mark.browser


def viewer(session, name: str) -> Viewer:
    member = CAST[name]
    row = people.find(session, member.number)
    return Viewer(
        row.id,
        0,
        row.staff_number,
        row.name,
        Role(row.role),
        row.position,
        row.department_id,
        "客服部",
        must_change_password=False,
        locale=None,
    )


@pytest.fixture
def site(app: Flask, session):
    """A site where a task was due a minute ago and nobody sat it."""
    cast = [viewer(session, name) for name in ("supervisor", "front", "keeper", "cashier")]
    with clock.travel(clock.now() - timedelta(days=1)):
        assign(session, *cast, due_at=clock.now() + timedelta(hours=23))
    session.rollback()
    yield from serve(app)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_make_up_list_is_assigned_with_one_click(visit, size):
    page = visit(size)
    sign_in(page, "0001")
    page.locator("a[href='/assignments/makeups']").first.click()
    page.wait_for_url(re.compile("/assignments/makeups"))
    ticks = page.locator("form.makeups input[type=checkbox]")
    expect(ticks).to_have_count(3)
    check(page)
    page.locator("form.makeups label", has_text="0103").first.click()
    page.locator("form.makeups [type=submit]").click()
    expect(page.locator(".notice.done")).to_contain_text("2")
    expect(ticks).to_have_count(1)
    check(page)

    learner = visit(size)
    sign_in(learner, "0101")
    expect(learner.locator("nav.places .badge")).to_contain_text("1")
    learner.goto("/assignments")
    expect(learner.locator("ul.tasks > li")).to_have_count(1)
    check(learner)


def test_a_rule_is_looked_at_before_it_is_switched_on(visit):
    page = visit(PHONE)
    sign_in(page, "0001")
    page.goto("/assignments/rules/new")
    check(page)
    page.locator("[name=kind][value=quarterly]").check(force=True)
    page.locator("[name=position]").select_option("front_desk")
    page.locator("[name=what]").select_option("quiz:posture")
    page.locator("[name=days]").fill("1")
    page.locator("[name=begins][value=this]").check(force=True)
    page.locator("form.assign [type=submit]").click()
    page.wait_for_url(re.compile(r"/assignments/rules/\d+$"))
    expect(page.locator("main")).to_contain_text("前台甲")
    check(page)
    page.locator("form[action$='/on'] button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    check(page)
