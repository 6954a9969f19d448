"""An assessment is drawn from the whole bank: so many questions a section, so many of them critical."""

from random import Random

import pytest

from trainer.quizzes import types
from trainer.quizzes.draw import choose
from trainer.quizzes.loader import load
from trainer.standard.model import Clause

SINGLE = """\
  - id: {id}
    type: single
    clauses: ["{clause}"]
    difficulty: 2
    stem: 题干
    explanation: 解析
    options:
      - {{text: 一, right: true, feedback: 甲}}
      - {{text: 二, feedback: 乙}}
      - {{text: 三, feedback: 丙{red}}}
"""
RED = ", red_line: true"
FINAL = """\
id: final
title: 结业考核
positions: [front_desk]
pass_mark: 85
blueprint:
  - {count: 2, sections: ["4"]}
  - {count: 1, sections: ["7"]}
  - {count: 2, critical: true}
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


def clause(clause_id, section, positions=("all",), red_lines=()):
    return Clause(
        id=clause_id,
        section=section,
        source=section,
        title="条款",
        title_en="Clause",
        kind="conversation",
        positions=positions,
        rule="规定。",
        red_lines=red_lines,
    )


CLAUSES = {
    "4.1": clause("4.1", "4"),
    "4.5": clause("4.5", "4", red_lines=("使用禁语",)),
    "7.1": clause("7.1", "7"),
    "7.3": clause("7.3", "7", red_lines=("借出钥匙",)),
    "10.3": clause("10.3", "10", ("cashier",)),
}


def quiz(name, questions, positions="all"):
    head = f"id: {name}\ntitle: 测验\npositions: [{positions}]\npass_mark: 80\nquestions:\n"
    return head + "".join(
        SINGLE.format(id=key, clause=clause_id, red=RED if red else "") for key, clause_id, red in questions
    )


BANK = {
    "words": quiz("words", [(f"w{n}", "4.1", False) for n in range(5)] + [("w-red", "4.5", True)]),
    "keys": quiz("keys", [("k1", "7.1", False), ("k2", "7.1", False), ("k-red", "7.3", True)]),
    "window": quiz("window", [("c1", "4.1", False)], "cashier"),
    "fees": quiz("fees", [("f1", "10.3", False)]),
}


@pytest.fixture
def read(tmp_path):
    def run(**files):
        folder = tmp_path / "quizzes"
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load(folder, CLAUSES, lessons=(), figures=(), positions=("front_desk", "cashier"))

    return run


def test_the_pool_is_what_the_position_must_know_from_quizzes_meant_for_it(read):
    quizzes, items, faults = read(final=FINAL, **BANK)
    assert faults == []
    final = quizzes["final"]
    assert final.blueprint
    assert set(final.questions) == {f"w{n}" for n in range(5)} | {"w-red", "k1", "k2", "k-red"}
    assert set(final.questions) < set(items)


def test_a_draw_keeps_the_counts_of_sections_and_of_critical_questions(read):
    quizzes, items, _faults = read(final=FINAL, **BANK)
    seen = set()
    for seed in range(40):
        drawn = choose(quizzes["final"], items, Random(seed))  # noqa: S311 - repeatable
        red = [key for key in drawn if types.get(items[key].type).red_line(items[key])]
        assert sorted(red) == ["k-red", "w-red"]
        assert sum(items[key].clauses == ("4.1",) for key in drawn) == 2
        assert sum(items[key].clauses == ("7.1",) for key in drawn) == 1
        assert len(drawn) == 5
        seen |= set(drawn)
    assert seen == set(quizzes["final"].questions)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('{count: 1, sections: ["7"]}', '{count: 3, sections: ["7"]}', 7, "only 2"),
        ("{count: 2, critical: true}", "{count: 3, critical: true}", 8, "only 2"),
        ('sections: ["7"]', 'sections: ["77"]', 7, "77"),
        ('sections: ["7"]', 'clauses: ["7.9"]', 7, "7.9"),
    ],
)
def test_what_cannot_be_drawn_is_said_on_its_line(read, old, new, line, reason):
    assert old in FINAL
    faults = [str(fault) for fault in read(final=FINAL.replace(old, new), **BANK)[2]]
    assert any(f.startswith(f"quizzes/final.yaml:{line}: ") and reason in f for f in faults), faults


def test_questions_and_blueprint_exclude_each_other(read):
    both = FINAL + "questions:\n" + SINGLE.format(id="x", clause="4.1", red="")
    assert any("either" in str(fault) for fault in read(final=both, **BANK)[2])
