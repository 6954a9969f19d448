from datetime import UTC, date, datetime, timedelta

import pytest

from tests.assignments.acting import LESSON, assign, hire, read, sit, start
from tests.queries import queries
from trainer import clock
from trainer.assignments.model import Kind
from trainer.assignments.service import cancel
from trainer.db import db, writing
from trainer.editions import service as editions
from trainer.lessons import service as lessons
from trainer.people import service as people

MOST = 8


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


def heading(browser, path="/"):
    page = browser.get(path).text
    return page.split("<h1", 1)[1].split("</h1>")[0]


@pytest.mark.parametrize("path", ["/", "/help"])
def test_signed_out_goes_to_sign_in(client, path):
    assert client.get(path).status_code == 303


@pytest.mark.parametrize(
    "who", ["supervisor", "manager", "administrator", "front", "cashier", "other_supervisor"]
)
@pytest.mark.parametrize("path", ["/", "/help"])
@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
def test_everybody_has_a_page_of_today_and_help(browse, who, path, locale):
    browser = browse(who)
    browser.submit("/language", locale=locale)
    assert browser.get(path).status_code == 200


def test_a_fresh_person_is_welcomed_with_the_first_lesson(browse):
    page = browse("front").get("/").text
    assert 'class="button" href="/lessons/sitting"' in page.replace("button ", "button")


def test_what_is_next_changes_with_what_is_done(browse, session, cast, now):
    browser = browse("front")
    id_ = assign(session, cast.supervisor, cast.front, title="忙时测验")
    assert "/lessons/busy-counter" in browser.get("/").text or "忙时测验" in browser.get("/").text
    for lesson in ("glad-to-help", LESSON):
        read(session, cast.front, lesson)
    assert "忙时测验" in heading(browser)
    attempt = start(session, cast.front, id_)
    assert f'href="/attempts/{attempt}"' in browser.get("/").text
    sit(session, cast.front, id_, well=True)
    assert "忙时测验" not in heading(browser)
    assert 'href="/quizzes/busy-counter"' in browser.get("/").text


def test_a_due_list_is_in_order_and_a_cancelled_task_is_gone(browse, session, cast, now):
    later = assign(session, cast.supervisor, cast.front, title="以后", due_at=clock.now() + timedelta(days=6))
    assign(session, cast.supervisor, cast.front, title="马上", due_at=clock.now() + timedelta(days=1))
    browser = browse("front")
    page = browser.get("/").text
    assert page.rindex("马上") < page.rindex("以后")
    session.rollback()
    cancel(session, cast.supervisor, later, "布置错了")
    assert "以后" not in browser.get("/").text


def test_a_lesson_revised_since_is_marked(browse, session, cast, now):
    read(session, cast.front, "sitting")
    edition = editions.current(session)
    items = [
        editions.Item(kind, key, body) for kind in edition._items for key, body in edition.items(kind).items()
    ]
    (place,) = (n for n, item in enumerate(items) if (item.kind, item.key) == ("lesson", "sitting"))
    old = items[place].body
    items[place] = editions.Item("lesson", "sitting", old | {"blocks": [*old["blocks"], "<p>新的一段</p>"]})
    with writing(session):
        editions.store(session, items, edition.grader, {})
    page = browse("front").get("/").text
    assert "↻" in page
    assert 'href="/lessons/sitting"' in page


def test_a_deadline_that_has_passed_is_settled_before_the_page_is_shown(browse, session, cast, now):
    attempt = start(session, cast.front, None, "emergency-entry")
    browser = browse("front")
    now(timedelta(hours=3))
    browser = browse("front")
    page = browser.get("/").text
    assert f'href="/attempts/{attempt}"' not in page


def test_the_supervisor_is_told_who(browse, session, cast, now):
    keeper = assign(session, cast.supervisor, cast.keeper, cast.front, target="gas-smell", title="异味")
    sit(session, cast.keeper, keeper, well=False, quiz_id="gas-smell")
    now(timedelta(days=8))
    session.rollback()
    hire(session, "0199", name="新来的", hired_on=date(2026, 10, 10))
    page = browse("supervisor").get("/").text
    assert "楼管甲" in page
    assert "前台甲" in page
    assert "新来的" in page
    assert f"/assignments/new?again={keeper}" in page
    assert "/duty/2026-10" in page
    assert "二期" not in page
    assert "楼管甲" not in browse("other_supervisor").get("/").text


def test_a_make_up_ends_the_need(browse, session, cast, now):
    assign(session, cast.supervisor, cast.keeper, title="第一次")
    now(timedelta(days=8))
    browser = browse("supervisor")
    assert "楼管甲" in browser.get("/").text
    session.rollback()
    assign(session, cast.supervisor, cast.keeper, title="补考", due_at=clock.now() + timedelta(days=7))
    assert "楼管甲" not in browser.get("/").text


def test_a_make_up_that_was_passed_ends_the_red_line_too(browse, session, cast, now):
    first = assign(session, cast.supervisor, cast.keeper, target="gas-smell", title="异味")
    attempt = sit(session, cast.keeper, first, well=False, quiz_id="gas-smell")
    page = browse("keeper").get("/").text
    assert "您在“异味”中触红线" in page
    assert f'href="/attempts/{attempt}/review"' in page
    assert "1 人触红线" in heading(browse("supervisor"))
    now(timedelta(days=1))
    again = assign(session, cast.supervisor, cast.keeper, target="gas-smell", title="异味")
    sit(session, cast.keeper, again, well=True, quiz_id="gas-smell")
    assert "触红线" not in heading(browse("supervisor"))
    assert "您在“异味”中触红线" not in browse("keeper").get("/").text


def test_a_new_hire_who_was_given_something_is_not_looked_for(browse, session, cast, now):
    new = hire(session, "0199", name="新来的", hired_on=date(2026, 10, 1))
    browser = browse("supervisor")
    assert f"/people/{new.person_id}" in browser.get("/").text
    session.rollback()
    assign(session, cast.supervisor, new, target=LESSON, kind=Kind.LESSON)
    assert f"/people/{new.person_id}" not in browser.get("/").text


def test_a_new_hire_who_has_read_is_left_alone(browse, session, cast, now):
    new = hire(session, "0199", name="新来的", hired_on=date(2026, 10, 1))
    browser = browse("supervisor")
    assert "新来的" in browser.get("/").text
    session.rollback()
    lessons.mark_read(session, new, editions.current(session), "sitting")
    assert "新来的" not in browser.get("/").text


def test_a_supervisors_own_task_is_there_too(browse, session, cast, now):
    id_ = assign(session, cast.manager, cast.supervisor, title="主管也要会")
    page = browse("supervisor").get("/").text
    assert "主管也要会" in page
    assert f"/assignments/{id_}" in page


def test_managers_see_every_department(browse, session, cast, now):
    assign(session, cast.other_supervisor, cast.stranger)
    now(timedelta(days=8))
    page = browse("manager").get("/").text
    assert "二期客服部" in heading(browse("manager"))
    assert "/assignments?department=1" in page
    assert "/assignments?department=2" in page


def test_administrators_are_warned_of_a_department_without_supervisor(browse, session, cast):
    people.add_department(session, "三期客服部")
    hire(session, "0301", department_id=3)
    assert "三期客服部" in browse("administrator").get("/").text.split("<h2>")[0]


def test_before_anything_is_published(browse, session, monkeypatch):
    browser = browse("administrator")
    monkeypatch.setattr(editions, "current_or_none", lambda _session: None)

    def nothing(_session):
        from trainer.errors import NotFound  # noqa: PLC0415 - only here

        raise NotFound("nothing")

    monkeypatch.setattr(editions, "current", nothing)
    page = browser.get("/")
    assert page.status_code == 200
    assert "trainer publish" in page.text


def crowd(session, cast, first, count):
    there = [hire(session, f"{first + n}", hired_on=date(2026, 10, 1)) for n in range(count)]
    quiz = assign(session, cast.supervisor, *there, cast.front, cast.supervisor, title=f"{first}")
    assign(session, cast.supervisor, *there, cast.front, target=LESSON, kind=Kind.LESSON)
    assign(session, cast.supervisor, *there, title="三天内", due_at=clock.now() + timedelta(days=2))
    for one in [*there[:6], cast.front]:
        sit(session, one, quiz, well=one.person_id % 2 == 0)
        read(session, one)


@pytest.mark.parametrize(("who", "most"), [("front", MOST), ("supervisor", MOST + 3), ("manager", MOST + 6)])
def test_queries_stay_for_twelve_and_for_forty_eight(browse, app, session, cast, now, who, most):
    """Leaders ask what observations wait, too; a manager twice more for each department after the first."""
    crowd(session, cast, 1000, 12)
    browser = browse(who)
    browser.get("/")

    def cost():
        with app.app_context(), queries(db.engine) as seen:
            assert browser.get("/").status_code == 200
        return len(seen)

    before = cost()
    session.rollback()
    crowd(session, cast, 2000, 48)
    assert cost() == before <= most
