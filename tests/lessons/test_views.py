"""Pages of the lessons as their readers meet them, and what they cost."""

import shutil

import pytest

from tests.queries import queries
from trainer import config
from trainer.db import db, writing
from trainer.editions import service as editions
from trainer.lessons import service as lessons
from trainer.lessons.tables import Reading
from trainer.publishing.service import publish

BUDGET = 4 + 3
"""What the page itself asks, and what the menu counts."""
LESSON = "/lessons/busy-counter"


@pytest.fixture
def edition(app):
    """The published edition, read before any request: an open context would lend its `g` to them."""
    with app.app_context():
        return editions.current(db.session())


def text(response):
    assert response.status_code == 200, response.status
    return response.get_data(as_text=True)


def revise(app, folder, old, new):
    """Publish the real content with some words of the lesson replaced."""
    shutil.copytree(config.ROOT / "content", folder / "content")
    path = folder / "content/4/busy-counter.md"
    path.write_text(path.read_text(encoding="utf8").replace(old, new), encoding="utf8")
    with app.app_context():
        publish(db.session(), folder / "content", config.ROOT / "quizzes")


def finish(browser, lesson, wording):
    browser.get(f"/lessons/{lesson}")
    return browser.submit(f"/lessons/{lesson}/read", wording=wording)


@pytest.mark.parametrize("path", ["/lessons", LESSON])
def test_signed_out_readers_are_sent_to_sign_in_and_back(client, path):
    response = client.get(path)
    assert response.status_code == 303
    assert response.location.startswith("/sign-in?next=")


def test_nobody_reads_for_nobody(app, client):
    client.get("/sign-in")
    response = client.submit(f"{LESSON}/read")
    assert (response.status_code, response.location) == (303, "/sign-in")
    with app.app_context():
        assert db.session.query(Reading).count() == 0


def test_each_address_has_its_method(browse):
    browser = browse("front")
    browser.get(LESSON)
    assert browser.submit("/lessons").status_code == 405
    assert browser.submit(LESSON).status_code == 405
    assert browser.get(f"{LESSON}/read").status_code == 405


def test_an_unknown_lesson_is_not_found(browse):
    browser = browse("front")
    assert browser.get("/lessons/no-such").status_code == 404
    browser.get(LESSON)
    assert browser.submit("/lessons/no-such/read").status_code == 404


def test_reading_is_noted_with_its_token_only(app, browse):
    browser = browse("front")
    assert browser.post(f"{LESSON}/read").status_code == 400
    with app.app_context():
        assert db.session.query(Reading).count() == 0


def test_every_lesson_is_shown_as_it_was_published(browse, edition):
    browser = browse("front")
    for lesson in lessons.lessons(edition).values():
        page = text(browser.get(f"/lessons/{lesson.id}"))
        assert all(block in page for block in lesson.blocks)
        assert all(f'href="/standard/{clause}"' in page for clause in lesson.clauses)


def test_a_lesson_leads_on_along_the_path_of_the_position(browse):
    page = text(browse("front").get(LESSON))
    assert 'href="/quizzes/busy-counter"' in page
    assert 'href="/lessons/glad-to-help" rel="prev"' in page
    assert 'href="/lessons/every-question" rel="next"' in page
    page = text(browse("cashier").get(LESSON))
    assert 'href="/lessons/three-metres" rel="next"' in page


def test_reading_is_noted_once_and_shown_with_its_time(app, browse, edition):
    browser, wording = browse("front"), edition.item_hash("lesson", "busy-counter")
    assert 'class="finished"' not in text(browser.get(LESSON))
    response = finish(browser, "busy-counter", wording)
    assert (response.status_code, response.location) == (303, f"{LESSON}#read")
    page = text(browser.get(LESSON))
    assert 'class="finished"' in page
    assert 'class="notice note"' not in page
    again = finish(browser, "busy-counter", wording)
    assert (again.status_code, again.location) == (303, LESSON)
    assert 'class="notice note"' in text(browser.get(LESSON))
    with app.app_context():
        assert db.session.query(Reading).count() == 1


def test_what_changed_since_is_marked_in_the_text(app, browse, edition, tmp_path):
    browser, wording = browse("front"), edition.item_hash("lesson", "busy-counter")
    finish(browser, "busy-counter", wording)
    revise(app, tmp_path, "没人理的半分钟", "没有人理的半分钟")
    page = text(browser.get(LESSON))
    assert page.count('class="changed"') == 1
    assert "没有人理的半分钟" in page.split('class="changed"')[1].split("</aside>")[0]
    assert 'href="#changed-1"' in page
    assert 'class="finished"' not in page
    assert 'href="/lessons/busy-counter"' in text(browser.get("/lessons")).split('class="units"')[0]
    assert 'class="changed"' not in text(browse("keeper").get(LESSON))


def test_a_lesson_revised_under_its_reader_asks_for_another_look(app, browse, edition, tmp_path):
    browser, wording = browse("front"), edition.item_hash("lesson", "busy-counter")
    browser.get(LESSON)
    revise(app, tmp_path, "没人理的半分钟", "没有人理的半分钟")
    assert browser.submit(f"{LESSON}/read", wording=wording).status_code == 303
    page = text(browser.get(LESSON))
    assert 'class="notice warn"' in page
    assert 'class="finished"' not in page


def test_the_path_shows_what_is_done_and_what_is_next(browse, edition):
    browser = browse("front")
    finish(browser, "sitting", edition.item_hash("lesson", "sitting"))
    page = text(browser.get("/lessons"))
    assert page.count('aria-current="step"') == 1
    assert 'href="/lessons/walking"' in page.split('class="units"')[0]
    folders = {"lesson": "lessons", "quiz": "quizzes"}
    for step in edition.item("path", "front_desk")["steps"]:
        assert f'href="/{folders[step["kind"]]}/{step["id"]}"' in page


def test_leaders_choose_a_position_to_look_at(browse):
    page = text(browse("supervisor").get("/lessons?position=cashier"))
    assert '<option value="cashier" selected>' in page
    assert 'href="/lessons/courtesy-words"' in page.split('class="units"')[0]
    page = text(browse("front").get("/lessons?position=cashier"))
    assert "<option" not in page
    assert 'href="/lessons/sitting"' in page.split('class="units"')[0]
    assert text(browse("supervisor").get("/lessons?position=nobody"))


def test_a_lesson_page_asks_the_database_a_few_times_and_no_more_after_many_readings(
    app, browse, edition, tmp_path
):
    browser = browse("front")
    finish(browser, "busy-counter", edition.item_hash("lesson", "busy-counter"))
    revise(app, tmp_path, "没人理的半分钟", "没有人理的半分钟")
    text(browser.get(LESSON))  # the new edition is read once a process
    counts = []
    for number in range(3):
        with app.app_context():
            engine = db.engine
        with queries(engine) as seen:
            page = text(browser.get(LESSON))
        assert 'class="changed"' in page
        counts.append(len(seen))
        add_readings(app, edition, 40 * (number + 1))
    assert counts[0] <= BUDGET, seen
    assert len(set(counts)) == 1


def add_readings(app, edition, count):
    """Add readings of everybody, in the old wording, as months of use would."""
    with app.app_context():
        session = db.session()
        last = session.query(Reading).order_by(Reading.id.desc()).first()
        rows = [
            Reading(
                department_id=last.department_id,
                person_id=last.person_id if number % 2 else 1,
                position=last.position,
                lesson_id="busy-counter" if number % 3 else "sitting",
                item_hash=edition.item_hash("lesson", "busy-counter" if number % 3 else "sitting"),
                edition_number=edition.number,
                read_at=last.read_at,
            )
            for number in range(count)
        ]
        with writing(session):
            session.add_all(rows)
