"""What is really published: whole, covering what it promises, and giving nothing away."""

import re

import pytest

from trainer.config import ROOT
from trainer.publishing.coverage import balance
from trainer.publishing.reading import read

HAN = "\u4e00-\u9fff"


@pytest.fixture(scope="module")
def reading():
    return read(ROOT / "content", ROOT / "quizzes")


@pytest.fixture(scope="module")
def content(reading):
    return reading.content


def test_it_has_no_errors(reading):
    assert [str(fault) for fault in reading.errors] == []


def test_the_register_is_whole(content):
    assert len(content.standard.clauses) == 122
    assert {gap.id for gap in content.standard.missing} == {"1", "2", "2.1", "6.5.3"}
    assert all(clause.title_en for clause in content.standard.clauses)


def test_every_clause_is_taught_and_tested(content):
    holes = {covered.clause.id: covered.holes for covered in content.coverage if covered.holes}
    assert not holes
    assert len(content.lessons) >= 34
    assert len(content.questions) >= 380


@pytest.mark.parametrize(
    ("kind", "least"), [("branching", 16), ("dialogue", 24), ("say", 24), ("hotspot", 20), ("figure", 30)]
)
def test_questions_test_conduct_in_many_ways(content, kind, least):
    assert sum(item.type == kind for item in content.questions.values()) >= least


@pytest.mark.parametrize(
    "clauses",
    [{"6.5.7"}, {"6.7.1", "6.7.2", "6.7.3"}, {"7.3"}, {"11N.2"}, {"4.9"}, {"4.6"}, {"10.2"}],
    ids=min,
)
def test_the_scenarios_that_matter_most_are_there(content, clauses):
    assert any(
        item.type == "branching" and not clauses.isdisjoint(item.clauses)
        for item in content.questions.values()
    )


def test_contradictions_of_the_standard_are_told(content):
    """Where two clauses disagree, a lesson that teaches one names the other openly."""
    text = {key: " ".join(lesson.blocks) for key, lesson in content.lessons.items()}
    for one, other in (
        ("6.1", "11F.1"),
        ("6.1", "11C.1"),
        ("8.1", "11B.6"),
        ("11A.7", "11B.9"),
        ("4.4", "11N.3"),
    ):
        told = [
            key
            for key, lesson in content.lessons.items()
            if {one, other} & set(lesson.clauses) and one in text[key] and other in text[key]
        ]
        assert told, (one, other)


def test_every_position_ends_with_its_own_assessment(content):
    for position, path in content.paths.items():
        last = content.quizzes[path.steps[-1].id]
        assert last.blueprint
        assert last.positions == (position,)
        assert any(rule.critical for rule in last.draw)


def test_supervisors_duties_are_theirs_alone(content):
    for lesson in content.lessons.values():
        if any(clause.startswith("11S.") for clause in lesson.clauses):
            assert lesson.positions == ("supervisor",), lesson.id


def test_right_options_give_nothing_away(content):
    found = balance(content.questions.values())
    assert found.short_enough
    assert found.even


def test_every_drawing_is_shown_somewhere(content):
    shown = "".join(block for lesson in content.lessons.values() for block in lesson.blocks)
    asked = {item.picture for item in content.questions.values()}
    unused = [name for name in content.figures if f"/figures/{name}.svg" not in shown and name not in asked]
    assert len(content.figures) >= 14
    assert not unused


def test_prose_has_chinese_punctuation_and_no_cheering(content):
    for lesson in content.lessons.values():
        for block in lesson.blocks:
            text = re.sub(r"<[^>]+>", " ", block)
            assert not re.search(rf"[{HAN}][,;?!][{HAN}]", text), (lesson.id, text[:80])
    for item in content.questions.values():
        for text in (item.stem_html, item.explanation_html, item.ask or ""):
            assert not re.search(rf"[{HAN}][,;?!][{HAN}]", text), item.id
