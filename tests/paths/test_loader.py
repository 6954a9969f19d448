"""Paths: known steps, in an order that can be walked, for every position and for no stranger."""

import pytest

from trainer.paths.loader import Known, load
from trainer.paths.model import Step
from trainer.standard.model import Position, Site

SITE = Site(
    organisation="甲物业",
    department="客服部",
    title="客服培训",
    time_zone="Asia/Shanghai",
    positions=(
        Position(id="front_desk", title="前台", title_en="Front desk"),
        Position(id="cashier", title="收费员", title_en="Cashier"),
    ),
)
LESSONS = {"sitting": Known(("all",)), "fees": Known(("cashier",))}
QUIZZES = {"posture": Known(("all",), ("sitting",)), "money": Known(("cashier",), ("fees",))}
PATHS = """\
paths:
  front_desk:
    - {lesson: sitting}
    - {quiz: posture}
  cashier:
    - {lesson: fees}
    - {quiz: money}
"""


@pytest.fixture
def read(tmp_path):
    def written(text=PATHS):
        (tmp_path / "paths.yaml").write_text(text, encoding="utf-8")
        paths, faults = load(tmp_path, SITE, LESSONS, QUIZZES)
        return paths, [str(fault).partition("paths.yaml:")[2] for fault in faults]

    return written


def test_a_sound_path_loads_in_its_order(read):
    paths, faults = read()
    assert faults == []
    path = paths["front_desk"]
    assert list(path.of_kind("lesson")) == ["sitting"]
    assert path.after("lesson", "sitting") == Step(kind="quiz", id="posture")
    assert path.after("quiz", "posture") is None
    assert path.after("lesson", "fees") is None
    assert type(path).model_validate_json(path.model_dump_json()) == path


def test_three_faults_three_reports(read):
    text = (
        PATHS.replace("lesson: sitting", "lesson: siting")
        .replace("cashier:", "cahsier:")
        .replace("quiz: money", "quizz: money")
    )
    assert read(text)[1] == [
        "1: The position “cashier” has no path.",
        "3: There is no lesson “siting”. Did you mean “sitting”?",
        "4: The quiz “posture” comes before its lesson “sitting”.",
        "5: There is no position “cahsier”. Did you mean “cashier”?",
        "6: “fees” is not meant for the position “cahsier”.",
        "7: Unknown key “quizz”. Did you mean “quiz”?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{quiz: posture}", "{quiz: postures}", "4: There is no quiz “postures”. Did you mean “posture”?"),
        ("{quiz: posture}", "{lesson: sitting}", "4: “sitting” stands here twice."),
        (
            "{quiz: posture}",
            "{lesson: sitting, quiz: posture}",
            "4: A step is either {lesson: id} or {quiz: id}.",
        ),
        ("{quiz: posture}", "{}", "4: A step is either {lesson: id} or {quiz: id}."),
        ("{quiz: posture}", "{lesson: fees}", "4: “fees” is not meant for the position “front_desk”."),
        ("{lesson: sitting}", "{quiz: money}", "3: The quiz “money” comes before its lesson “fees”."),
    ],
)
def test_each_fault_has_its_line(read, old, new, expected):
    assert expected in read(PATHS.replace(old, new, 1))[1]


@pytest.mark.parametrize("text", ["paths: none\n", "paths:\n", "other: {}\n", "- a\n"])
def test_another_shape_is_a_fault_and_no_crash(read, text):
    paths, faults = read(text)
    assert paths == {}
    assert faults
