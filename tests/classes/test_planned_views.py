"""The pages of planned classes: the sheet with its code, signing in by phone, ticking, results, photos."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.duty.story import at, came, plan, to
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.classes import service as classes
from trainer.db import db

START = "2027-10-06 14:00"
FORM = {
    "held_on": "2027-10-06",
    "begins": "14:00",
    "topic": "电话礼仪",
    "place": "三楼",
    "trainer": "客服主管",
    "minutes": "45",
    "mode": "practical",
    "level": "mastered",
    "quiz": "posture",
    "test_days": "5",
    "pass_mark": "70",
}


@pytest.fixture(autouse=True)
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def text_of(answer) -> str:
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def picture() -> tuple[io.BytesIO, str]:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "JPEG")
    made.seek(0)
    return made, "现场.jpg"


def test_a_class_from_plan_to_results(session, cast, browse, forward):
    browser = browse("supervisor")
    browser.get("/classes/plan")
    answer = browser.submit("/classes/plan", **FORM, attendees=[cast.front.person_id, cast.keeper.person_id])
    assert answer.status_code == 303, answer.get_data(as_text=True)
    path = answer.location
    page = browser.get(path).get_data(as_text=True)
    for word in (
        "电话礼仪",
        "2027-10-06 14:00",
        "前台甲",
        "楼管甲",
        "坐立行走" if "坐立行走" in page else "5",
    ):
        assert word in page
    assert "电话礼仪" in browser.get("/classes").get_data(as_text=True)
    assert browser.get(f"{path}/plan").status_code == 200
    sheet = browser.get(f"{path}/sheet.pdf")
    assert sheet.mimetype == "application/pdf"
    for word in ("电话礼仪", "前台甲", "0101", "签名", "扫码签到"):
        assert word in text_of(sheet)

    id_ = int(path.rsplit("/", 1)[1])
    token = classes.token_of(session, cast.supervisor, id_)
    session.rollback()
    to(forward, "2027-10-06 13:50")
    phone = browse("front")
    address = f"{path}/sign-in?token={token}"
    assert phone.get(address).status_code == 200
    for _ in range(2):
        assert phone.submit(f"{path}/sign-in", token=token).status_code == 303
    assert "notice done" in phone.get(address).get_data(as_text=True)

    browser = browse("supervisor")
    page = browser.get(f"{path}/roll").get_data(as_text=True)
    assert re.search(rf'value="{cast.front.person_id}" checked', page)
    answer = browser.submit(
        f"{path}/roll",
        came=[str(cast.front.person_id)],
        **{f"absence-{cast.keeper.person_id}": "leave", f"note-{cast.keeper.person_id}": "年假"},
    )
    assert answer.status_code == 303
    page = browser.get(path).get_data(as_text=True)
    assert "年假" in page
    held = classes.fetch(session, cast.supervisor, id_)
    task = assignments.by_ids(session, 1, held.tests)[held.tests[0]]
    assert task.due_at == at("2027-10-11 18:00")
    assert [one.person_id for one in assignments.members(session, [task])[task.id]] == [cast.front.person_id]
    session.rollback()

    browser.get(f"{path}/results")
    entry = f"{path}/results/{cast.front.person_id}"
    assert browser.submit(entry, points="68", note="").status_code == 303
    assert "68" in browser.get(f"{path}/results").get_data(as_text=True)
    stale = browser.send(entry, {"points": "75", "note": ""})
    assert (stale.status_code, stale.json["saved"], stale.json["points"]) == (409, False, 68)
    saved = browser.send(entry, {"points": "75", "note": "", "reason": "漏记一项"})
    assert (saved.json["saved"], saved.json["passed"]) == (True, True)
    assert browser.send(entry, {"points": "abc"}).status_code == 422
    assert browser.send(entry, []).status_code == 422
    assert "漏记一项" in browser.get(path).get_data(as_text=True)
    row = browser.get("/duty/2027-10").get_data(as_text=True)
    assert "电话礼仪" in row
    assert "年假" in row


def test_signing_in_by_phone_asks_for_sign_in_first_and_comes_back(session, cast, app, browse, forward):
    id_ = plan(session, cast.supervisor, cast.front, starts=START)
    token = classes.token_of(session, cast.supervisor, id_)
    session.rollback()
    answer = app.test_client().get(f"/classes/{id_}/sign-in?token={token}")
    assert answer.status_code == 303
    assert "next=" in answer.location
    assert f"token%3D{token}" in answer.location
    early = browse("front").get(f"/classes/{id_}/sign-in?token={token}")
    assert early.status_code == 409
    assert browse("stranger").get(f"/classes/{id_}/sign-in?token={token}").status_code == 404
    assert browse("front").get(f"/classes/{id_}/sign-in?token=x").status_code == 404


def test_strangers_and_staff_stay_outside(session, cast, browse, forward):
    id_ = plan(session, cast.supervisor, cast.front, starts=START)
    to(forward, "2027-10-06 15:00")
    came(session, cast.supervisor, id_, cast.front)
    browser = browse("supervisor")
    browser.get(f"/classes/{id_}")
    assert browser.submit(f"/classes/{id_}/files", file=picture()).status_code == 303
    page = browser.get(f"/classes/{id_}").get_data(as_text=True)
    file = re.search(rf"/classes/{id_}/files/\d+", page).group()
    sent = browser.get(file)
    assert (sent.mimetype, sent.headers["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/classes/{id_}/files/999").status_code == 404
    other, front = browse("other_supervisor"), browse("front")
    for path in ("", "/plan", "/sheet.pdf", "/roll", "/results"):
        assert other.get(f"/classes/{id_}{path}").status_code == 404, path
        assert front.get(f"/classes/{id_}{path}").status_code == 403, path
    assert (other.get(file).status_code, front.get(file).status_code) == (404, 403)
    assert "电话礼仪" not in other.get("/classes").get_data(as_text=True)
    for name, status in (("other_supervisor", 404), ("front", 403)):
        browser = browse(name)
        for path in ("roll", f"results/{cast.front.person_id}", "strike-out", "files"):
            assert browser.submit(f"/classes/{id_}/{path}", reason="x").status_code == status


def test_what_is_wrong_with_a_plan_is_named(browse):
    browser = browse("supervisor")
    browser.get("/classes/plan")
    answer = browser.submit("/classes/plan", **{**FORM, "held_on": "2027-10-04", "topic": "", "minutes": "0"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    summary = page[page.index("error-summary") : page.index("page-head")]
    for field in ("held_on", "topic", "minutes", "attendees"):
        assert f'href="#{field}' in summary


def test_lists_ask_no_more_for_many_classes(app, session, cast, browse, forward):
    browser = browse("supervisor")

    def cost():
        with app.app_context(), queries(db.engine) as seen:
            assert browser.get("/classes").status_code == 200
        return len(seen)

    plan(session, cast.supervisor, cast.front, starts=START)
    session.rollback()
    cost()
    few = cost()
    for hour in range(15, 20):
        plan(
            session,
            cast.supervisor,
            cast.front,
            cast.keeper,
            starts=f"2027-10-06 {hour}:00",
            topic=f"课{hour}",
        )
    session.rollback()
    assert cost() == few
