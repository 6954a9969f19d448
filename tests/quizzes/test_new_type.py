# ruff: noqa: S311 - seeds of sittings, no secrets
"""A new type is one Python file and one template: this one is known to the tests alone."""

import importlib.util
import json
from pathlib import Path
from random import Random

import pytest

from trainer.errors import Invalid
from trainer.quizzes import types
from trainer.quizzes.draw import lay_out
from trainer.quizzes.loader import load
from trainer.quizzes.model import Item, Quiz, combine
from trainer.quizzes.types.base import fields_of

HERE = Path(__file__).parent
QUIZ = """\
id: patrol
title: 巡查
positions: [all]
pass_mark: 50
questions:
  - id: patrol-count
    type: tally
    clauses: ["4.5"]
    difficulty: 2
    stem: 每日巡查几次？
    explanation: 机密解析
    count: {count}
    unit: 次
    low: 机密：少了
    cruel: true
"""


@pytest.fixture
def tally():
    spec = importlib.util.spec_from_file_location("tally", HERE / "kinds" / "tally.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    types.register(module.TYPE)
    yield module.TYPE
    types.forget("tally")


def read(tmp_path, clauses, count):
    folder = tmp_path / "quizzes"
    folder.mkdir()
    (folder / "patrol.yaml").write_text(QUIZ.format(count=count), encoding="utf-8")
    return load(folder, clauses, (), (), ())


def test_from_the_authors_file_to_the_review(tally, tmp_path, clauses, environment):
    quizzes, items, faults = read(tmp_path, clauses, 20)
    assert faults == []
    quiz = Quiz.from_json(json.loads(json.dumps(quizzes["patrol"].to_json())))
    item = Item.from_json(json.loads(json.dumps(items["patrol-count"].to_json())))
    (place,) = lay_out(quiz, {item.id: item}, seed=1)

    asked = tally.ask(item, place.arrangement)
    assert "机密" not in json.dumps(asked, ensure_ascii=False)
    template = environment.get_template("quizzes/types/tally.html").module
    assert '<input name="s3.tens">' in template.ask(asked, "s3", None)

    response = tally.parse(
        item, fields_of({"s3": ["9"], "s3.tens": ["1"], "s33": ["7"], "csrf": ["x"]}, "s3")
    )
    assert response == "19"
    assert tally.receive(item, {"": ["9"], "tens": ["1"]}) == tally.receive(item, "19") == "19"
    grade = tally.grade(item, response)
    assert (grade.points, grade.maximum, grade.final, grade.evidence) == (500, 1000, False, {"off": 1})
    outcome = combine([grade], quiz.pass_mark)
    assert (outcome.passed, outcome.final) == (True, False)
    shown = template.review(tally.review(item, place.arrangement, response))
    assert "19 / 20" in shown
    assert "<p>机密：少了</p>" in shown


def test_everything_else_of_the_contract_holds_for_it(tally, tmp_path, clauses):
    item = read(tmp_path, clauses, 20)[1]["patrol-count"]
    assert tally.grade(item, tally.key(item)).points == item.points
    assert tally.grade(item, None).red_lines == ("Not answered",)
    assert tally.arrange(item, Random(1)) is None
    assert tally.ask(item, None)["shape"] == "form"
    assert "tally:1" in types.grader_version()
    for malformed in ({"a": 1}, {"": [1]}, {"": ["x"]}, 5):
        with pytest.raises(Invalid):
            tally.receive(item, malformed)


def test_its_faults_are_found_on_their_lines(tally, tmp_path, clauses, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    plain = {"4.5": clauses["4.1"]}
    faults = read(tmp_path, plain, 0)[2]
    assert [fault.line for fault in faults] == [12, 15]


def test_it_is_gone_after_the_tests(tmp_path, clauses):
    assert "tally" not in types.names()
    assert [fault.line for fault in read(tmp_path, clauses, 1)[2]] == [7]
