"""The list of quizzes and the page of one, before anything is sat."""

from datetime import timedelta

import pytest

from tests.attempts.ground import small, sqlite_ground  # noqa: F401 - fixtures
from tests.cast import CAST, PASSWORD
from tests.client import InspectingClient
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind


@pytest.fixture
def browse(small):  # noqa: F811 - the fixture
    small.app.test_client_class = InspectingClient

    def signed_in(name):
        browser = small.app.test_client()
        browser.sign_in(CAST[name].number, PASSWORD)
        return browser

    return signed_in


def assign(site, *names, attempts=1, hours=5):
    now = clock.now()
    draft = assignments.Draft(Kind.QUIZ, "plain", "本周任务", now, now + timedelta(hours=hours), 70, attempts)
    people = [getattr(site.cast, name).person_id for name in names]
    return assignments.make(site.session, site.cast.supervisor, 1, draft, people)


def test_the_list_parts_what_is_mine_from_the_rest(browse):
    page = browse("cashier").get("/quizzes").text
    mine, others = page.rsplit("<details", 1)
    assert "普通测验" in mine
    assert "红线测验" in others
    assert "红线测验" in browse("front").get("/quizzes").text.rsplit("</h2>", 1)[1]


def test_the_list_shows_the_open_sitting_and_the_best_result(browse):
    front = browse("front")
    front.get("/quizzes/plain")
    address = front.submit("/quizzes/plain/attempts").location
    assert f'href="{address}"' in front.get("/quizzes").text
    front.submit(f"{address}/submit")
    page = front.get("/quizzes").text
    assert f'href="{address}"' not in page
    assert "0%" in page


def test_a_task_stands_first_and_is_sat_by_its_own_rules(small, browse):  # noqa: F811 - the fixture
    task = assign(small, "front")
    front = browse("front")
    page = front.get("/quizzes").text
    assert f'href="/quizzes/plain?assignment={task}"' in page
    assert "本周任务" in page
    detail = front.get(f"/quizzes/plain?assignment={task}").text
    assert "70%" in detail
    assert f'name="assignment" value="{task}"' in detail
    address = front.submit("/quizzes/plain/attempts", assignment=str(task)).location
    assert front.submit("/quizzes/plain/attempts").location == "/quizzes/plain"
    front.get(address)
    front.submit(f"{address}/submit")
    used_up = front.get(f"/quizzes/plain?assignment={task}").text
    assert 'action="/quizzes/plain/attempts"' not in used_up
    assert front.submit("/quizzes/plain/attempts", assignment=str(task)).location.endswith(
        f"assignment={task}"
    )
    assert f"assignment={task}" in front.get("/quizzes/plain").text


def test_a_task_of_others_is_not_there(small, browse):  # noqa: F811 - the fixture
    task = assign(small, "front")
    keeper = browse("keeper")
    keeper.get("/quizzes")
    assert keeper.get(f"/quizzes/plain?assignment={task}").status_code == 404
    assert keeper.submit("/quizzes/plain/attempts", assignment=str(task)).status_code == 404
    for number in ("999", "9" * 20, "x"):
        assert keeper.get(f"/quizzes/plain?assignment={number}").status_code == 404


def test_a_task_that_is_cancelled_says_so(small, browse):  # noqa: F811 - the fixture
    task = assign(small, "front")
    assignments.cancel(small.session, small.cast.supervisor, task, "改期")
    page = browse("front").get(f"/quizzes/plain?assignment={task}").text
    assert "notice warn" in page
    assert 'action="/quizzes/plain/attempts"' not in page


def test_red_lines_are_announced(browse):
    front = browse("front")
    assert "M12 3l7 3v5.5" in front.get("/quizzes/red").text
    assert "notice warn" not in front.get("/quizzes/plain").text


@pytest.mark.parametrize("name", ["front", "supervisor", "manager", "administrator"])
def test_everybody_may_look_and_sit(browse, name):
    browser = browse(name)
    assert browser.get("/quizzes").status_code == 200
    assert browser.get("/quizzes/long").status_code == 200
    assert browser.submit("/quizzes/long/attempts").status_code == 303


def test_a_quiz_that_is_not_there(browse):
    front = browse("front")
    front.get("/quizzes")
    assert front.get("/quizzes/nothing").status_code == 404
    assert front.submit("/quizzes/nothing/attempts").status_code == 404
    assert front.submit("/quizzes").status_code == 405
