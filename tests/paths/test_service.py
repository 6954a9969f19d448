"""Where somebody stands on a path, from what they have read and passed."""

import pytest

from trainer.editions import service as editions
from trainer.paths import service as paths
from trainer.paths.model import Path, Step

LESSON = [Step(kind="lesson", id=name) for name in ("a", "b", "c")]
QUIZ = Step(kind="quiz", id="a")
PATH = Path(position="front_desk", steps=(LESSON[0], QUIZ, LESSON[1], LESSON[2]))


def test_the_next_step_is_the_first_that_is_not_done():
    assert paths.next_step(PATH, set(), set()) == LESSON[0]
    assert paths.next_step(PATH, {"a"}, set()) == QUIZ
    assert paths.next_step(PATH, {"a", "c"}, {"a"}) == LESSON[1]
    assert paths.next_step(PATH, {"a", "b", "c"}, {"a"}) is None


def test_a_lesson_and_a_quiz_of_one_name_are_two_steps():
    assert paths.standing(PATH, {"a"}, set()) == (1, 4)
    assert paths.standing(PATH, set(), {"a"}) == (1, 4)
    assert paths.place_of(PATH, "lesson", "b") == 2
    assert paths.place_of(PATH, "quiz", "a") == 1
    assert paths.place_of(PATH, "quiz", "b") is None


@pytest.mark.parametrize("position", ["front_desk", "manager_a", "manager_b", "cashier", "supervisor"])
def test_a_walk_says_where_one_stands_on_the_real_paths(session, position):
    edition = editions.current(session)
    path = paths.path_of(edition, position)
    first = path.steps[0]
    stops = paths.walk(edition, path, {first.id} if first.kind == "lesson" else set(), set())
    assert [stop.state for stop in stops[:3]] == ["done", "now", "todo"]
    assert [stop.number for stop in stops] == list(range(1, len(stops) + 1))
    units = paths.units(stops)
    assert [stop for unit in units for stop in unit.stops] == list(stops)
    assert all(unit.stops[-1].kind == "quiz" for unit in units)
    assert units[0].title == units[0].stops[-1].title
    assert [unit.state for unit in units].count("now") == 1


def test_units_end_with_their_quiz_and_the_rest_is_one_more(session):
    edition = editions.current(session)
    chosen = (("lesson", "sitting"), ("quiz", "posture"), ("lesson", "walking"))
    path = Path(position="x", steps=tuple(Step(kind=kind, id=name) for kind, name in chosen))
    stops = paths.walk(edition, path, {"sitting"}, {"posture"})
    first, rest = paths.units(stops)
    assert (first.state, first.done, rest.state, len(rest.stops)) == ("done", 2, "now", 1)
    assert rest.title == rest.stops[0].title


def test_a_position_without_a_path_has_no_steps(session):
    path = paths.path_of(editions.current(session), "nobody")
    assert path.steps == ()
    assert paths.next_step(path, set(), set()) is None
    assert paths.standing(path, set(), set()) == (0, 0)
