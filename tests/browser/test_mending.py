"""Journey: a question is voided after it was sat, and what that changes for the one who failed by it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, check, sign_in
from tests.cast import CAST, PASSWORD
from trainer.app import create_app
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.db import db
from trainer.people import service as people
from trainer.people.model import Viewer
from trainer.quizzes import types

pytestmark = pytest.mark.browser
QUIZ = "posture"
REASON = "题干有歧义，两种理解都说得通"


@pytest.fixture
def failed(data):
    """A sitting of the front desk's, wrong in one choice and failed by it; the address of its review."""
    from tests.conftest import settings  # noqa: PLC0415

    app = create_app(settings(data))
    with app.app_context():
        session = db.session()
        row = people.find(session, CAST["front"].number)
        me = Viewer(
            row.id, 0, row.staff_number, row.name, CAST["front"].role, row.position, 1, "", False, None
        )
        attempt_id = attempts.start(session, me, QUIZ, Rules(100))
        sitting = attempts.fetch(session, me, attempt_id)
        asked = attempts.questions(session, sitting)
        missed = next(
            q for q in asked if q.item.type == "single" and not types.get("single").red_line(q.item)
        )
        for question in asked:
            kind = types.get(question.item.type)
            key = kind.key(question.item)
            if question is missed:
                key = next(o["id"] for o in question.item.body["options"] if not o["right"])
            steps = range(1, len(key) + 1) if kind.steps else [None]
            for step in steps:
                body = key if step is None else key[:step]
                attempts.answer(session, me, attempt_id, question.slot, step or 1, body)
        attempts.submit(session, me, attempt_id)
        found = attempt_id, missed.slot
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_voided_question_and_what_it_changed(failed, visit, size):
    attempt_id, slot = failed
    learner, leader = visit(PHONE), visit(size)
    review = f"/attempts/{attempt_id}/review"
    sign_in(learner, CAST["front"].number, PASSWORD)
    learner.goto(review)
    expect(learner.locator("h1")).to_have_text("不合格")
    expect(learner.locator("#corrections")).to_have_count(0)

    sign_in(leader, CAST["supervisor"].number)
    leader.goto("/statistics")
    check(leader)
    leader.locator(f"a[href^='/statistics/{QUIZ}']").click()
    check(leader)
    worst = leader.locator(".question-card").first
    expect(worst).to_contain_text("0")
    worst.locator("a[href*='/mending']").click()
    check(leader)
    leader.locator("[name=act][value=full_marks]").check(force=True)
    leader.locator("[name=reason]").fill(REASON)
    leader.locator("main form [type=submit]").last.click()
    row = leader.locator("table.sheet tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(CAST["front"].name)
    expect(row).to_contain_text("100%")
    check(leader)
    learner.reload()
    expect(learner.locator("h1")).to_have_text("不合格")

    leader.locator("main form [type=submit]").last.click()
    leader.wait_for_url(re.compile(rf"/statistics/{QUIZ}"))
    expect(leader.locator("#mended + ul")).to_contain_text(REASON)
    check(leader)

    learner.reload()
    expect(learner.locator("h1")).to_have_text("合格")
    expect(learner.locator("#corrections li")).to_have_count(2)
    expect(learner.locator("#corrections")).to_contain_text(CAST["supervisor"].name)
    question = learner.locator(f"#q{slot}")
    expect(question).to_contain_text(REASON)
    check(learner)

    leader.goto("/statistics/trends")
    check(leader)
    leader.goto(f"{review.removesuffix('/review')}/override")
    check(leader)
