import json

from hypothesis import given
from hypothesis import strategies as st

from trainer.quizzes.model import (
    NOT_ANSWERED,
    Draw,
    Feedback,
    Grade,
    Item,
    Quiz,
    Shuffle,
    combine,
    red_line_words,
)

QUIZ = Quiz(
    id="busy",
    title="忙",
    positions=("front_desk",),
    lessons=("busy",),
    pass_mark=80,
    questions=("a", "b"),
    time_limit=15,
    attempts=2,
    draw=(Draw(1, ("greeting",), ("4.1",)), Draw(1)),
    shuffle=Shuffle(options=False),
    feedback=Feedback.AT_ONCE,
)


def stored(value):
    return json.loads(json.dumps(value.to_json()))


def test_everything_comes_back_from_json_as_it_was(items):
    assert Quiz.from_json(stored(QUIZ)) == QUIZ
    for item in items.values():
        assert Item.from_json(stored(item)) == item
    grade = Grade(500, 1000, ("禁语",), final=False, evidence={"spans": [[0, 2]]})
    assert Grade.from_json(stored(grade)) == grade


def test_a_quiz_is_for_its_positions():
    assert QUIZ.for_position("front_desk")
    assert not QUIZ.for_position("cashier")
    everyone = Quiz("q", "t", ("all",), (), 80, ())
    assert everyone.for_position("cashier")


@given(
    grades=st.lists(st.tuples(st.integers(0, 1000), st.integers(1000, 2000)), min_size=1),
    mark=st.integers(1, 100),
)
def test_passing_is_exact_and_the_percent_never_flatters(grades, mark):
    outcome = combine([Grade(points, maximum) for points, maximum in grades], mark)
    assert 0 <= outcome.percent <= 10_000
    assert outcome.passed == (outcome.percent >= mark * 100)
    assert outcome.percent * outcome.maximum <= outcome.points * 10_000


def test_just_under_the_pass_mark_is_under_it():
    outcome = combine([Grade(799_999, 1_000_000)], 80)
    assert (outcome.percent, outcome.passed) == (7999, False)
    assert combine([Grade(800_000, 1_000_000)], 80).passed


def test_a_red_line_fails_whatever_the_percentage_and_is_named():
    outcome = combine([Grade(1000, 1000), Grade(990, 1000, ("禁语",)), Grade(0, 0, (NOT_ANSWERED,))], 50)
    assert not outcome.passed
    assert outcome.red_lines == ("禁语", NOT_ANSWERED)


def test_one_provisional_grade_makes_the_outcome_provisional():
    assert not combine([Grade(1, 1), Grade(1, 1, final=False)], 50).final
    assert combine([Grade(1, 1)], 50).final


def test_nothing_asked_is_nothing_passed():
    outcome = combine([], 1)
    assert (outcome.percent, outcome.passed) == (0, False)


def test_red_lines_are_read_as_words(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    assert red_line_words(NOT_ANSWERED) == "Not answered"
    assert red_line_words("100% 使用禁语") == "100% 使用禁语"
