"""Coverage says clause by clause what teaches and tests it, and calls a hole by its name."""

import json
import shutil

import pytest
from click.testing import CliRunner

from trainer import config
from trainer.cli.main import root
from trainer.lessons.model import Lesson
from trainer.paths.model import Path, Step
from trainer.publishing.coverage import balance, coverage
from trainer.quizzes.model import Item, Quiz
from trainer.standard.model import Clause, Section, Standard


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


def clause(clause_id="4.1", title="条款", positions=("all",), red_lines=()):
    return Clause(
        id=clause_id,
        section="4",
        source="4",
        title=title,
        title_en="Clause",
        kind="conversation",
        positions=positions,
        rule="规定。",
        red_lines=red_lines,
    )


def question(key, kind="single", difficulty=2, clauses=("4.1",), body=None):
    return Item(key, kind, clauses, difficulty, (), "", None, None, "", body or {})


def lesson(clauses=("4.1",)):
    return Lesson(
        id="one",
        title="课",
        clauses=clauses,
        positions=("all",),
        minutes=3,
        section="4",
        blocks=(),
        headings=(),
    )


def quiz(*questions, blueprint=False):
    return Quiz("asks", "测验", ("all",), (), 80, tuple(one.id for one in questions), blueprint=blueprint)


ON_PATH = {
    "cashier": Path(position="cashier", steps=(Step(kind="lesson", id="one"), Step(kind="quiz", id="asks")))
}


def only(clause_, lessons, quizzes, questions, paths=ON_PATH):
    standard = Standard(
        title="标准",
        title_en="Standard",
        issued="2015-06-15",
        sections=(Section(id="4", title="四", title_en="Four"),),
        clauses=(clause_,),
    )
    (row,) = coverage(standard, lessons, quizzes, questions, paths)
    return row


def test_a_clause_with_a_lesson_and_two_questions_on_the_path_has_no_hole():
    asked = [question("a"), question("b", "multiple", 4)]
    row = only(clause(), [lesson()], [quiz(*asked)], asked)
    assert row.holes == []
    assert row.types == {"multiple": 1, "single": 1}
    assert row.difficulties == {2: 1, 4: 1}


def test_nothing_at_all_is_two_holes():
    assert only(clause(), [], [], []).holes == ["no lesson", "no question of 2"]


def test_too_few_questions_and_too_few_types_of_a_red_line():
    asked = [question("a"), question("b")]
    row = only(clause(red_lines=("禁语",)), [lesson()], [quiz(*asked)], asked)
    assert row.holes == ["only 2 questions of 5", "only 1 types of question of 3"]


def test_five_questions_of_three_types_close_a_red_line():
    asked = [
        question(key, kind) for key, kind in zip("abcde", ["single"] * 3 + ["say", "cloze"], strict=True)
    ]
    assert only(clause(red_lines=("禁语",)), [lesson()], [quiz(*asked)], asked).holes == []


def test_one_question_tests_a_duty_that_catches_all():
    asked = [question("a")]
    assert only(clause(title="其他任务"), [lesson()], [quiz(*asked)], asked).holes == []


def test_what_is_off_the_path_of_a_position_that_must_know_it_is_a_hole():
    asked = [question("a"), question("b")]
    paths = {**ON_PATH, "supervisor": Path(position="supervisor", steps=())}
    row = only(clause(), [lesson()], [quiz(*asked)], asked, paths)
    assert row.holes == ["no lesson on the path of supervisor", "no question on the path of supervisor"]
    named = row.holes_in({"supervisor": "客服主管"})
    assert named[0] == "no lesson on the path of 客服主管"
    assert only(clause(positions=("cashier",)), [lesson()], [quiz(*asked)], asked, paths).holes == []


def test_an_assessment_of_everything_does_not_count_as_asking_on_the_path():
    asked = [question("a"), question("b")]
    row = only(clause(), [lesson()], [quiz(*asked, blueprint=True)], asked)
    assert row.holes == ["no question on the path of cashier"]


def options(lengths, right):
    return {"options": [{"text": "字" * n, "right": place == right} for place, n in enumerate(lengths)]}


def test_balance_counts_the_longest_right_option_and_its_places():
    found = balance(
        [
            question("a", body=options([5, 4, 4, 4], 0)),
            question("b", body=options([5, 5, 4, 4], 1)),
            question("c", body=options([1, 2, 3, 4], 2)),
            question("d", body=options([1, 2, 9], 2)),
            question("e", "multiple"),
        ]
    )
    assert (found.questions, found.longest) == (4, 2)
    assert found.places == {1: 1, 2: 1, 3: 1, 4: 0}
    assert found.even
    assert not found.short_enough


def test_places_that_chance_would_hardly_make_are_uneven():
    same = [question(str(n), body=options([3, 3, 3, 3], 1)) for n in range(20)]
    assert not balance(same).even


@pytest.fixture
def sources(tmp_path):
    for name in ("content", "quizzes"):
        shutil.copytree(config.ROOT / name, tmp_path / name)
    return tmp_path


NEW_CLAUSE = """

  - id: "11N.9"
    section: "11N"
    source: 新增
    title: 新增一条
    title_en: A new clause
    kind: conduct
    positions: [all]
    rule: 还没有人写过课程和题目。
"""


def check(sources, *options_):
    folders = ["--content", str(sources / "content"), "--quizzes", str(sources / "quizzes")]
    return CliRunner().invoke(root, ["check", *folders, *options_])


def test_the_command_prints_holes_first_as_text_and_as_json(sources):
    register = sources / "content/standard.yaml"
    register.write_text(register.read_text(encoding="utf8").rstrip() + NEW_CLAUSE, encoding="utf8")
    text = check(sources, "--coverage", "--quiet").stdout
    assert text.index("✕ 11N.9") < text.index("✓ 2.2")
    facts = json.loads(check(sources, "--json").stdout)
    found = {row["clause"]: row for row in facts["clauses"]}
    assert len(found) == 123
    assert found["11N.9"]["questions"] == []
    assert any("no question" in hole for hole in found["11N.9"]["holes"])
    assert all(row["cheat_sheet"] for row in found.values())
    assert facts["balance"]["length_gives_nothing_away"]


def test_leaders_see_every_clause_and_staff_do_not(browse):
    assert browse("front").get("/coverage").status_code == 403
    page = browse("supervisor").get("/coverage").get_data(as_text=True)
    assert page.count('<tr id="c-') == 122
    assert "/lessons/sitting" in page
    part = browse("supervisor").get("/coverage?section=5").get_data(as_text=True)
    assert 'id="c-5.2.2"' in part
    assert 'id="c-4.9"' not in part
