"""Authors hear every fault at once, on the line where it stands."""

import pytest

from trainer.quizzes.loader import load
from trainer.quizzes.model import Draw, Feedback, Shuffle

HEAD = """\
id: {name}
title: 测验
positions: [all]
lessons: [busy]
pass_mark: 80
"""
QUESTION = """\
  - id: {id}
    type: single
    clauses: ["4.1"]
    difficulty: 2
    stem: 题干
    explanation: 解析
    options:
      - {{text: 一, right: true, feedback: 甲}}
      - {{text: 二, feedback: 乙}}
      - {{text: 三, feedback: 丙}}
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


@pytest.fixture
def read(tmp_path, clauses):
    """Write files and load them; returns quizzes, items and the faults as texts."""

    def run(**files):
        folder = tmp_path / "quizzes"
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        known = {"lessons": {"busy"}, "figures": {"sit-right"}, "positions": ("front_desk",)}
        return load(folder, clauses, **known)

    return run


def one(question=None, **changes):
    """Write a quiz `q` of one question, with lines of it replaced."""
    text = HEAD.format(name="q") + "questions:\n" + (question or QUESTION.format(id="q1"))
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new, 1)
    return text


FULL = """\
id: full
title: 全部写法
positions: [front_desk]
lessons: []
pass_mark: 75
time_limit: 15
attempts: 2
draw:
  - {count: 1, tags: [a]}
  - {count: 1, clauses: ["4.5"]}
shuffle: {questions: false, options: false}
feedback: at_once
questions:
  - id: full-multiple
    type: multiple
    clauses: ["4.1", "4.5"]
    difficulty: 3
    tags: [a]
    stem: 题干
    picture: sit-right
    ask: 哪些？
    explanation: 解析
    options:
      - {text: 一, right: true, feedback: 甲}
      - {text: 二, right: true, feedback: 乙}
      - {text: 三, feedback: 丙, red_line: true}
      - {text: 四, feedback: 丁}
  - id: full-true
    type: true_false
    clauses: ["4.5"]
    difficulty: 1
    stem: 说法
    explanation: 解析
    answer: true
    feedback: {true: 对, false: 不对}
    red_line: 使用禁语
  - id: full-order
    type: ordering
    clauses: ["4.5"]
    difficulty: 5
    stem: 排一排
    explanation: 解析
    items:
      - {text: 一, feedback: 甲}
      - {text: 二, feedback: 乙}
      - {text: 三, feedback: 丙}
"""


def test_everything_an_author_may_write(read):
    quizzes, items, faults = read(full=FULL, q=one())
    assert faults == []
    quiz = quizzes["full"]
    assert quiz.draw == (Draw(1, ("a",)), Draw(1, (), ("4.5",)))
    assert (quiz.time_limit, quiz.attempts, quiz.pass_mark) == (15, 2, 75)
    assert (quiz.feedback, quiz.shuffle) == (Feedback.AT_ONCE, Shuffle(questions=False, options=False))
    assert quiz.questions == ("full-multiple", "full-true", "full-order")
    item = items["full-multiple"]
    assert (item.picture, item.ask, item.stem_html) == ("sit-right", "哪些？", "<p>题干</p>")
    assert [option["red_line"] for option in item.body["options"]] == [False, False, True, False]
    assert items["full-true"].body["answer"] == "true"
    assert (quizzes["q"].time_limit, quizzes["q"].draw) == (None, ())
    assert quizzes["q"].feedback is Feedback.AFTER_SUBMISSION


FAULTS = {
    "unknown key": ("    difficulty: 2", "    difficulty: 2\n    hint: x", 11, "hint"),
    "unknown key of the quiz": ("title: 测验", "title: 测验\ncolour: x", 3, "colour"),
    "unknown type": ("type: single", "type: singel", 8, "singel"),
    "unknown clause": ('["4.1"]', '["9.9"]', 9, "9.9"),
    "four clauses": ('["4.1"]', '["4.1", "4.2", "4.5", "4.6"]', 9, "at most 3"),
    "no clause": ('["4.1"]', "[]", 9, "at least 1"),
    "the same clause twice": ('["4.1"]', '["4.1", "4.1"]', 9, "twice"),
    "difficulty": ("difficulty: 2", "difficulty: 6", 10, "at most 5"),
    "id is not the file's": ("id: q\n", "id: r\n", 1, "“q”"),
    "no right answer": (", right: true", "", 13, "Exactly one"),
    "two right answers": ("二,", "二, right: true,", 13, "Exactly one"),
    "missing feedback": ("二, feedback: 乙", "二", 15, "feedback"),
    "repeated feedback": ("丙", "乙", 16, "number 2"),
    "repeated text": ("三", "一", 16, "number 1"),
    "two options": ("      - {text: 三, feedback: 丙}\n", "", 13, "at least 3"),
    "no such picture": ("    stem:", "    picture: sit-rigth\n    stem:", 11, "sit-right"),
    "red line without one in the register": ("乙}", "乙, red_line: true}", 15, "red line"),
    "red line on a right option": ("甲}", "甲, red_line: true}", 14, "right option"),
    "unknown lesson": ("[busy]", "[bussy]", 4, "busy"),
    "unknown position": ("[all]", "[front_desk, nobody]", 3, "nobody"),
    "pass mark": ("80", "101", 5, "at most 100"),
    "pass mark of nothing": ("80", "0", 5, "at least 1"),
    "all of the above": ("三", "以上都对", 16, "all of the above"),
    "draws more than there are": ("questions:", "draw: [{count: 2}]\nquestions:", 6, "only 1"),
    "draws by an unknown clause": (
        "questions:",
        'draw:\n  - {count: 1, clauses: ["9"]}\nquestions:',
        7,
        "“9”",
    ),
    "no questions": (QUESTION.format(id="q1"), "  []\n", 6, "either"),
    "a question that is a text": (QUESTION.format(id="q1"), "  - text\n", 7, "expected"),
    "an empty stem": ("题干", "", 11, "stem"),
    "an id with capitals": ("id: q1", "id: Q1", 7, "id"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_name_line_and_reason(read, case):
    old, new, line, reason = FAULTS[case]
    faults = read(q=one(change=(old, new)))[2]
    found = [str(fault) for fault in faults if not fault.warning]
    assert any(f.startswith(f"quizzes/q.yaml:{line}: ") and reason in f for f in found), found


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("{text: 二, right: true, feedback: 乙}", "{text: 二, feedback: 乙}", 23, "At least two"),
        ("{text: 四, feedback: 丁}", "{text: 四, feedback: 丁, right: yes}", 0, None),
        ("{true: 对, false: 不对}", "{true: 对, false: 对}", 35, "same feedback"),
        ("{true: 对, false: 不对}", "{true: 对}", 35, "false"),
        ("answer: true", "answer: 是", 34, "true or false"),
        (
            "{text: 二, feedback: 乙}\n      - {text: 三, feedback: 丙}\n",
            "{text: 二, feedback: 乙}\n",
            43,
            "at least 3",
        ),
        ("feedback: at_once", "feedback: later", 12, "at_once"),
        ("time_limit: 15", "time_limit: soon", 6, "whole number"),
        ("attempts: 2", "attempts: 0", 7, "at least 1"),
    ],
)
def test_faults_of_other_types_and_settings(read, old, new, line, reason):
    assert old in FULL
    _quizzes, _items, faults = read(full=FULL.replace(old, new))
    if reason is None:
        assert faults == []
        return
    assert [fault.line for fault in faults if reason in fault.message] == [line], [*map(str, faults)]


def test_three_faults_in_three_reports_out(read):
    text = one(a=('["4.1"]', '["9.9"]'), b=("pass_mark: 80", "pass_mark: x"), c=(", right: true", ""))
    _quizzes, _items, faults = read(q=text, r="id: [")
    assert [(fault.file, fault.line) for fault in faults][:3] == [
        ("quizzes/q.yaml", 5),
        ("quizzes/q.yaml", 9),
        ("quizzes/q.yaml", 13),
    ]
    assert faults[3].file == "quizzes/r.yaml"


def test_question_ids_are_unique_over_the_bank(read):
    other = one().replace("id: q\n", "id: r\n")
    _quizzes, items, faults = read(q=one(), r=other)
    assert [str(fault) for fault in faults] == [
        "quizzes/r.yaml:7: The question id “q1” is taken: see quizzes/q.yaml:7."
    ]
    assert set(items) == {"q1"}


def test_a_question_that_is_never_drawn_is_a_warning(read):
    draw = "draw:\n  - {count: 1, tags: [a]}\nquestions:"
    text = one(a=("questions:", draw)).replace("stem: 题干", "tags: [a]\n    stem: 题干")
    _quizzes, _items, faults = read(q=text + QUESTION.format(id="q2"))
    assert [(fault.line, fault.warning) for fault in faults] == [(20, True)]


@pytest.mark.parametrize("text", ["三人以上都要登记", "以上海为例", "请他看以上的说明"])
def test_words_that_only_look_like_all_of_the_above(read, text):
    assert read(q=one(a=("三", text)))[2] == []


@pytest.mark.parametrize(
    "text", ["以上全部", "以上皆是", "“以上都不对”", "上述各项", "All of the above", "以上均可"]
)
def test_ways_to_say_all_of_the_above(read, text):
    assert len(read(q=one(a=("三", text)))[2]) == 1


def test_files_that_would_be_passed_over_are_named(read, tmp_path, clauses):
    read(q=one())
    (tmp_path / "quizzes" / "late.yml").write_text("", encoding="utf-8")
    (tmp_path / "quizzes" / "README.md").write_text("", encoding="utf-8")
    faults = load(tmp_path / "quizzes", clauses, {"busy"}, (), ())[2]
    assert [fault.file for fault in faults] == ["quizzes/late.yml"]
    missing = load(tmp_path / "none", clauses, (), (), ())
    assert (missing[0], missing[1], len(missing[2])) == ({}, {}, 1)
