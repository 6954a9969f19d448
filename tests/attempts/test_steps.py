"""A scenario in a sitting: one step at a time, durable, with no way back; on every engine."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.attempts.ground import SECRET, question, stored
from tests.cast import CAST, PASSWORD
from tests.client import InspectingClient
from tests.quizzes.types.conftest import GAS
from trainer import clock
from trainer.attempts import service as attempts
from trainer.attempts.model import Held, Rules, grows
from trainer.attempts.tables import GradeRow, Response
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Item as Stored
from trainer.errors import Gone, Invalid, Stale
from trainer.quizzes import types
from trainer.quizzes.model import Feedback, Quiz

KIND = types.get("branching")
SCENE = question("scene", "branching", **GAS)
ONE = question(
    "single", "true_false", answer="true", feedback={"true": f"{SECRET}对", "false": f"{SECRET}错"}
)
QUIZZES = (
    Quiz("scene", "情景", ("all",), (), 50, ("scene", "single"), time_limit=15),
    Quiz("scene-once", "情景讲评", ("all",), (), 50, ("scene",), feedback=Feedback.AT_ONCE),
)
BY_TEXT = {choice["text"]: choice["id"] for node in SCENE.body["nodes"] for choice in node["choices"]}
AIR, LIGHT, AWAY = (BY_TEXT[text] for text in ("开窗通风", "开灯看看", "先走开"))
DOWN, CALL = BY_TEXT["一起下楼再打电话"], BY_TEXT["当场打电话"]


def add_scenes(site):
    """Publish the scenario beside what the ground holds."""
    more = [
        *(Stored("quiz", quiz.id, quiz.to_json()) for quiz in QUIZZES),
        *(Stored("question", item.id, item.to_json()) for item in (SCENE, ONE)),
    ]
    editions.store(site.session, [*stored(), *more], types.grader_version(), {})
    site.session.rollback()


@pytest.fixture
def scene(ground):
    """A site with the scenario, and one sitting of it: `id`, `slot`, `save(path)`."""
    add_scenes(ground)
    rules = Rules.of_quiz(QUIZZES[0])
    ground.id = attempts.start(ground.session, ground.cast.front, "scene", rules)
    sitting = attempts.fetch(ground.session, ground.cast.front, ground.id)
    found = attempts.questions(ground.session, sitting)
    ground.slot = next(one.slot for one in found if one.item.id == "scene")
    ground.session.rollback()
    ground.save = lambda path, seq=None: attempts.answer(
        ground.session, ground.cast.front, ground.id, ground.slot, seq or len(path) or 1, path
    )
    return ground


def rows(site):
    site.session.rollback()
    chosen = select(Response.seq, Response.body).where(Response.slot == site.slot).order_by(Response.seq)
    found = [tuple(row) for row in site.session.execute(chosen)]
    site.session.rollback()
    return found


@pytest.mark.parametrize(
    ("have", "path", "new"),
    [(None, ["a"], True), (["a"], ["a", "b"], True), (["a"], ["a"], False), (["a", "b"], ["a"], False)],
)
def test_a_path_grows_by_one_step_or_is_held_already(have, path, new):
    held = Held(len(have), have, clock.now()) if have else None
    assert grows(held, path) is new


@pytest.mark.parametrize(
    ("have", "path"), [(["a"], ["b"]), (["a"], ["a", "b", "c"]), (None, ["a", "b"]), (["a", "b"], ["a", "c"])]
)
def test_any_other_path_is_answered_with_what_is_held(have, path):
    held = Held(len(have), have, clock.now()) if have else None
    with pytest.raises(Stale) as stale:
        grows(held, path)
    assert stale.value.details["response"] == have
    assert stale.value.details["seq"] == len(have or [])


def test_no_step_is_no_answer():
    for path in (None, []):
        with pytest.raises(Invalid):
            grows(None, path)


def test_each_step_is_a_row_and_says_what_comes_next(scene):
    first = scene.save([AIR])
    assert (first.seq, first.shown["now"]) == (1, "住户探出头来。")
    assert first.shown["story"] == [{"before": None, "text": "楼道里有煤气味。", "choice": "开窗通风"}]
    second = scene.save([AIR, DOWN])
    assert (second.seq, second.shown["complete"]) == (2, True)
    assert rows(scene) == [(1, [AIR]), (2, [AIR, DOWN])]


def test_a_repeated_or_late_copy_changes_nothing_and_another_choice_is_refused(scene):
    scene.save([AIR])
    again = scene.save([AIR], seq=9)
    assert (again.seq, again.shown["number"]) == (1, 2)
    with pytest.raises(Stale) as stale:
        scene.save([LIGHT], seq=2)
    assert stale.value.details["response"] == [AIR]
    assert stale.value.details["shown"]["now"] == "住户探出头来。"
    scene.save([AIR, CALL])
    assert scene.save([AIR]).seq == 2
    for path in ([AIR, DOWN], [AWAY], [LIGHT, CALL]):
        with pytest.raises(Stale):
            scene.save(path, seq=9)
    assert rows(scene) == [(1, [AIR]), (2, [AIR, CALL])]


@pytest.mark.parametrize("forged", [["x"], [DOWN], "x", {"": [AIR]}, [[AIR]], None, [], [AIR, DOWN, CALL]])
def test_forged_steps_are_refused_and_nothing_is_held(scene, forged):
    with pytest.raises(Invalid):
        attempts.answer(scene.session, scene.cast.front, scene.id, scene.slot, 1, forged)
    assert rows(scene) == []


def test_two_steps_at_once_are_one_too_many(scene):
    with pytest.raises(Stale) as stale:
        scene.save([AIR, DOWN])
    assert stale.value.details["response"] is None
    assert rows(scene) == []


def test_an_unfinished_path_is_open_keeps_its_points_and_crosses_the_red_line(scene):
    scene.save([AIR])
    sitting = attempts.fetch(scene.session, scene.cast.front, scene.id)
    found = {one.item.id: one for one in attempts.questions(scene.session, sitting)}
    assert not found["scene"].answered
    attempts.submit(scene.session, scene.cast.front, scene.id)
    chosen = select(GradeRow).where(GradeRow.slot == scene.slot)
    (grade,) = scene.session.scalars(chosen).all()
    assert (grade.points, grade.red_lines) == (400, ["Not answered"])
    assert attempts.paths_taken(scene.session, [1], grade.item_hash) == [[AIR]]
    assert attempts.paths_taken(scene.session, [2], grade.item_hash) == []


def test_a_step_after_the_deadline_is_late_and_after_the_grace_refused(scene):
    scene.save([AIR])
    with clock.travel(clock.now() + timedelta(minutes=15, seconds=20)):
        assert scene.save([AIR, DOWN]).late
    with clock.travel(clock.now() + timedelta(minutes=40)), pytest.raises(Gone):
        scene.save([AIR, DOWN])
    (grade,) = scene.session.scalars(select(GradeRow).where(GradeRow.slot == scene.slot)).all()
    assert grade.points == 400


# The pages.


@pytest.fixture
def front(small):
    add_scenes(small)
    small.app.test_client_class = InspectingClient
    made = small.app.test_client()
    made.sign_in(CAST["front"].number, PASSWORD)
    return made


def start(front, quiz):
    front.get(f"/quizzes/{quiz}")
    return front.submit(f"/quizzes/{quiz}/attempts").location


def slot_of(page):
    before = page[: page.index("data-steps")]
    return int(before.rsplit('id="q', 1)[1].split('"')[0])


def test_with_script_the_reply_brings_what_comes_next(front):
    address = start(front, "scene")
    slot = slot_of(front.get(address).text)
    url = f"{address}/answers/{slot}"
    reply = front.send(url, {"seq": 1, "response": [AIR]})
    assert reply.status_code == 200
    assert "住户探出头来。" in reply.json["html"]
    assert f'value="s{slot}:{AIR},{DOWN}"' in reply.json["html"]
    again = front.send(url, {"seq": 1, "response": [AIR]})
    assert again.json["html"] == reply.json["html"]
    other = front.send(url, {"seq": 2, "response": [LIGHT]})
    assert other.status_code == 409
    assert (other.json["seq"], other.json["response"]) == (1, [AIR])
    assert other.json["html"] == reply.json["html"]
    forged = front.send(url, {"seq": 2, "response": [AIR, AIR]})
    assert forged.status_code == 422


def test_no_reply_on_the_way_holds_key_feedback_or_what_was_not_reached(front):
    address = start(front, "scene")
    page = front.get(address).get_data()
    slot = slot_of(page.decode())
    url = f"{address}/answers/{slot}"
    replies = [
        page,
        front.send(url, {"seq": 1, "response": [LIGHT]}).get_data(),
        front.send(url, {"seq": 2, "response": [AIR]}).get_data(),
        front.get(address).get_data(),
        front.get(f"{address}/check").get_data(),
    ]
    unseen = [SECRET, "没有人受伤。", "他有些头晕。", "窗户碎了。", "气味淡了。", "有人在喊。", "电话通了。"]
    unseen += ["end-good", "end-bad", "red_line", "points&#34;", '"points"', "smell"]
    for reply in replies:
        for text in unseen:
            for written in (text, json.dumps(text)[1:-1]):
                assert written.encode() not in reply, text


def test_without_script_each_choice_is_a_button_that_saves_the_rest_too(small, front):
    address = start(front, "scene")
    page = front.get(address).text
    slot = slot_of(page)
    other = 3 - slot
    form = {f"seq-{slot}": "0", f"seq-{other}": "0", f"s{other}": "true"}
    url = f"{address}/answers/{slot}"
    reply = front.submit(url, **{**form, "move": f"s{slot}:{AIR}"})
    assert (reply.status_code, reply.location) == (303, f"{address}#q{slot}")
    page = front.get(address).text
    assert "住户探出头来。" in page
    assert 'value="true" checked' in page
    reply = front.submit(f"{address}/answers/{other}", **{**form, f"seq-{slot}": "1", f"seq-{other}": "1"})
    assert "住户探出头来。" in front.get(address).text  # saving another question leaves the path alone
    front.submit(url, **{**form, f"seq-{other}": "1", "move": f"s{slot}:{LIGHT}"})
    assert "住户探出头来。" in front.get(address).text  # another choice there is refused
    check = front.get(f"{address}/check").text
    assert f'href="{address}#q{slot}"' in check.split("</ul>")[0]
    front.submit(url, **{f"seq-{slot}": "1", "move": f"s{slot}:{AIR},{DOWN}"})
    assert 'data-complete="true"' in front.get(address).text


def test_explained_at_once_only_when_the_story_has_ended(front):
    address = start(front, "scene-once")
    url = f"{address}/answers/1"
    front.submit(url, **{"seq-1": "0", "move": f"s1:{LIGHT}"})
    page = front.get(address).text
    assert "住户探出头来。" in page
    assert SECRET not in page
    front.submit(url, **{"seq-1": "1", "move": f"s1:{LIGHT},{CALL}"})
    page = front.get(address).text
    assert f"{SECRET}乙" in page
    assert f"{SECRET}解析" in page
    assert 'name="move"' not in page
    front.submit(f"{address}/submit")
    review = front.get(f"{address}/review").text
    assert "开灯看看" in review


def test_a_step_is_committed_before_it_is_acknowledged(small, front):
    address = start(front, "scene")
    slot = slot_of(front.get(address).text)
    front.send(f"{address}/answers/{slot}", {"seq": 1, "response": [AIR]})
    with small.session.begin():
        assert small.session.scalars(select(Response.body)).all() == [[AIR]]
    with writing(small.session):
        pass  # nobody else holds the write lock
