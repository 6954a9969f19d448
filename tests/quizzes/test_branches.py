"""The picture of a scenario: who may see it, what it counts, and that it says the same as its table."""

import re

import pytest
from sqlalchemy import event

from tests.attempts.ground import small, sqlite_ground  # noqa: F401 - fixtures
from tests.attempts.test_steps import AIR, AWAY, CALL, DOWN, QUIZZES, add_scenes
from tests.cast import CAST, PASSWORD
from tests.client import InspectingClient
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.db import db

URL = "/quizzes/scene/questions/scene/branches"


@pytest.fixture
def browse(small):  # noqa: F811 - the fixture
    add_scenes(small)
    small.app.test_client_class = InspectingClient

    def signed_in(name):
        browser = small.app.test_client()
        browser.sign_in(CAST[name].number, PASSWORD)
        return browser

    return signed_in


def sit(site, who, path, *, hand_in=True):
    person = getattr(site.cast, who)
    attempt_id = attempts.start(site.session, person, "scene", Rules.of_quiz(QUIZZES[0]))
    sitting = attempts.fetch(site.session, person, attempt_id)
    found = attempts.questions(site.session, sitting)
    slot = next(one.slot for one in found if one.item.id == "scene")
    site.session.rollback()
    for steps in range(1, len(path) + 1):
        attempts.answer(site.session, person, attempt_id, slot, steps, path[:steps])
    if hand_in:
        attempts.submit(site.session, person, attempt_id)


def table(page):
    """The rows of the table: what is chosen or ends, and how often."""
    body = page[page.index("<tbody>") :]
    cells = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    texts = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
    return {text.split()[0]: text for text in texts}


def test_staff_and_strangers_are_refused(browse):
    assert browse("front").get(URL).status_code == 403
    leader = browse("supervisor")
    for address in (
        "/quizzes/scene/questions/single/branches",
        "/quizzes/plain/questions/scene/branches",
        "/quizzes/none/questions/scene/branches",
    ):
        assert leader.get(address).status_code == 404


def test_leaders_find_it_from_the_quiz_and_staff_do_not(browse):
    for name in ("supervisor", "manager", "administrator"):
        assert f'href="{URL}"' in browse(name).get("/quizzes/scene").text
    assert URL not in browse("front").get("/quizzes/scene").text
    assert "branches" not in browse("supervisor").get("/quizzes/plain").text


def test_it_counts_ended_sittings_of_ones_own_department(small, browse):  # noqa: F811 - the fixture
    sit(small, "front", [AIR, DOWN])
    sit(small, "keeper", [AIR])
    sit(small, "cashier", [])
    sit(small, "cashier", [AWAY], hand_in=False)
    sit(small, "stranger", [AIR, CALL])
    page = browse("supervisor").get(URL).text
    rows = table(page)
    numbers = {key: int(re.findall(r"(\d+)\D+\d+%$", row)[0]) for key, row in rows.items()}
    assert (numbers["1A"], numbers["1B"], numbers["1C"]) == (2, 0, 0)
    door = re.search(r"^1A.*? (\d) \d", rows["1A"]).group(1)
    assert (numbers[f"{door}A"], numbers[f"{door}B"]) == (1, 0)
    everybody = table(browse("manager").get(URL).text)
    assert int(re.findall(r"(\d+)\D+\d+%$", everybody["1A"])[0]) == 3
    assert int(re.findall(r"(\d+)\D+\d+%$", everybody[f"{door}B"])[0]) == 1
    other = table(browse("other_supervisor").get(URL).text)
    assert int(re.findall(r"(\d+)\D+\d+%$", other["1A"])[0]) == 1


def test_the_picture_is_drawn_without_style_and_the_table_says_the_same(browse):
    page = browse("supervisor").get(URL).text
    picture = page[page.index("<svg width") : page.index("</svg></div>")]
    assert "style=" not in picture
    assert picture.count('class="node') == 5
    assert picture.count('class="way') == 5
    assert 'class="way red' in picture
    for text in ("开窗通风", "开灯看看", "没有人受伤。"):
        assert text in picture
        assert text in page[page.index("<tbody>") :]
    assert "机密" not in page


def test_it_stays_closed_while_one_sits_the_question_oneself(small, browse):  # noqa: F811 - the fixture
    leader = browse("supervisor")
    sit(small, "supervisor", [AIR], hand_in=False)
    assert leader.get(URL).status_code == 409
    assert leader.get("/quizzes/scene-once/questions/scene/branches").status_code == 409


def test_more_sittings_need_no_more_queries(small, browse):  # noqa: F811 - the fixture
    leader, counts = browse("supervisor"), []
    with small.app.app_context():
        engine = db.engine
    for who in ("front", "keeper"):
        sit(small, who, [AIR, DOWN])
        seen = []
        event.listen(engine, "before_cursor_execute", lambda *given, into=seen: into.append(given[2]))
        leader.get(URL)
        counts.append(len(seen))
        assert sum("FROM grades" in statement for statement in seen) == 1
        assert all("department_id" in statement for statement in seen if "FROM grades" in statement)
    assert counts[1] <= counts[0]
