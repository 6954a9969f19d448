"""What is really published: whole, covering what it promises, and giving nothing away."""

import re
from collections import Counter

import pytest

from trainer.config import ROOT
from trainer.publishing.reading import read

TAUGHT = re.compile(r"^(2\.|3\.|4\.|5\.|6\.5\.7$|6\.7\.)")
HAN = "\u4e00-\u9fff"


@pytest.fixture(scope="module")
def reading():
    return read(ROOT / "content", ROOT / "quizzes")


@pytest.fixture(scope="module")
def content(reading):
    return reading.content


@pytest.fixture(scope="module")
def singles(content):
    return [item for item in content.questions.values() if item.type == "single"]


def test_it_has_no_errors(reading):
    assert [str(fault) for fault in reading.errors] == []


def test_the_register_is_whole(content):
    assert len(content.standard.clauses) == 122
    assert {gap.id for gap in content.standard.missing} == {"1", "2", "2.1", "6.5.3"}
    assert all(clause.title_en for clause in content.standard.clauses)


def test_what_is_promised_is_taught_and_tested(content):
    holes = [
        covered.clause.id
        for covered in content.coverage
        if TAUGHT.match(covered.clause.id) and (not covered.lessons or len(covered.questions) < 2)
    ]
    assert not holes
    assert len(content.lessons) >= 16
    assert len(content.questions) >= 90
    assert len(content.quizzes) >= 8


def test_every_drawing_is_shown_somewhere(content):
    shown = "".join(block for lesson in content.lessons.values() for block in lesson.blocks)
    asked = {item.picture for item in content.questions.values()}
    unused = [name for name in content.figures if f"/figures/{name}.svg" not in shown and name not in asked]
    assert len(content.figures) >= 14
    assert not unused


def test_red_lines_of_emergency_entry_are_asked_in_three_ways(content):
    for clause in ("6.7.1", "6.7.2", "6.7.3"):
        types = {item.type for item in content.questions.values() if clause in item.clauses}
        assert len(types) >= 3, clause


def test_the_right_option_is_not_the_longest(singles):
    longest = 0
    for item in singles:
        lengths = [(len(option["text"]), option["right"]) for option in item.body["options"]]
        right = next(length for length, is_right in lengths if is_right)
        longest += all(right > length for length, is_right in lengths if not is_right)
    assert longest <= 0.3 * len(singles)


def test_the_right_option_stands_anywhere(singles):
    places = Counter(
        next(n for n, option in enumerate(item.body["options"]) if option["right"]) for item in singles
    )
    expected = len(singles) / 4
    # Three standard deviations of a fair die with four sides.
    spread = 3 * (len(singles) * 0.25 * 0.75) ** 0.5
    assert all(abs(places[n] - expected) <= spread for n in range(4)), places


def test_prose_has_chinese_punctuation_and_no_cheering(content):
    for lesson in content.lessons.values():
        for block in lesson.blocks:
            text = re.sub(r"<[^>]+>", " ", block)
            assert not re.search(rf"[{HAN}][,;?!][{HAN}]", text), (lesson.id, text[:80])
    for item in content.questions.values():
        for text in (item.stem_html, item.explanation_html, item.ask or ""):
            assert not re.search(rf"[{HAN}][,;?!][{HAN}]", text), item.id
