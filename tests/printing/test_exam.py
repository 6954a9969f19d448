"""A quiz on paper, proof-read: every question whole, the key apart, the same paper for the same number."""

import json

import pytest

from tests.printing.pages import place, read, runs, squeezed, text
from trainer.config import ROOT
from trainer.errors import Invalid
from trainer.printing import exam as exams
from trainer.printing.prose import paragraphs
from trainer.quizzes import service as quizzes
from trainer.quizzes import types

QUIZZES = sorted(path.stem for path in (ROOT / "quizzes").glob("*.yaml") if path.stem != "reviews")
MM = 72 / 25.4


def ready(real, quiz_id):
    """The whole quiz on paper, or a draw where it draws from the whole bank."""
    if quiz_id not in real.items("quiz"):
        pytest.skip(f"{quiz_id} is not in the content that is published here")
    return exams.exam(real, quiz_id, 7 if quizzes.quiz(real, quiz_id).blueprint else None)


def data(real, made, part="questions"):
    return json.loads(json.dumps(exams._data(real, made, part)))


@pytest.mark.parametrize("quiz_id", QUIZZES)
def test_every_question_is_printed_whole_and_in_order(real, quiz_id):
    made = ready(real, quiz_id)
    body = exams.printed(real, made, "questions").body
    some = runs(body)
    before = 0
    for one in data(real, made)["questions"]:
        stem = "".join(run["text"] for paragraph in one["stem"] for run in paragraph)
        start, end = place(some, one["number"] + "." + stem, before)
        for line in one["lines"]:
            if "____" not in line["text"] and line["mark"] not in "✓✗":
                _first, end = place(some, line["mark"] + line["text"], start)
        assert one["type"] == "branching" or some[start].page == some[end].page, f"torn: {stem}"
        before = start
    assert [run for run in some if run.x < 18 * MM - 1 or run.x + run.width > 192 * MM + 6] == []


@pytest.mark.parametrize("quiz_id", QUIZZES)
def test_the_key_names_answer_reason_and_clause_of_every_question(real, quiz_id):
    made = ready(real, quiz_id)
    words = text(exams.printed(real, made, "key").body)
    for one in data(real, made, "key")["questions"]:
        assert squeezed(one["key"].strip("✓✗")) in words
        for paragraph in one["explanation"]:
            assert squeezed("".join(run["text"] for run in paragraph)) in words
        for clause in one["clauses"]:
            assert squeezed(clause["id"] + clause["title"]) in words


@pytest.mark.parametrize("quiz_id", QUIZZES)
def test_there_is_a_space_for_every_answer(real, quiz_id):
    made = ready(real, quiz_id)
    body = exams.printed(real, made, "sheet").body
    words = text(body)
    assert len(read(body).pages) <= 2
    for one in data(real, made)["questions"]:
        assert f"{one['number']}." in words
        assert one["answer"]["kind"] in {"one", "many", "order", "rows", "blanks", "lines", "path"}


def test_the_question_paper_tells_no_answer(real):
    made = ready(real, "gas-smell")
    for part in ("questions", "sheet"):
        words = text(exams.printed(real, made, part).body)
        for item in made.items.values():
            for paragraph in paragraphs(item.explanation_html):
                assert squeezed("".join(run["text"] for run in paragraph)) not in words


def test_a_file_holds_nothing_that_its_part_does_not_show(real):
    for part in ("questions", "sheet"):
        for one in data(real, ready(real, "gas-smell"), part)["questions"]:
            assert not {"key", "explanation", "criteria", "red", "clauses"} & set(one)


def test_the_same_number_prints_the_same_paper(real):
    first = exams.printed(real, exams.exam(real, "gas-smell", 4711), "pack").body
    exams._pdf.cache_clear()
    assert exams.printed(real, exams.exam(real, "gas-smell", 4711), "pack").body == first
    assert exams.exam(real, "gas-smell", 4711) == exams.exam(real, "gas-smell", 4711)
    assert exams.exam(real, "gas-smell", 4712).places != exams.exam(real, "gas-smell", 4711).places
    assert "卷号4711" in text(first)


def test_a_pack_begins_each_part_on_a_new_leaf(real):
    pages = read(exams.printed(real, ready(real, "gas-smell"), "pack").body).pages
    words = [squeezed(page.extract_text()) for page in pages]
    starts = [number for number, page in enumerate(words) if "共11题" in page]
    assert len(starts) == 3
    assert all(number % 2 == 0 for number in starts)
    assert "答案与评分" in words[starts[2]]


def test_red_lines_are_named_to_the_marker_alone(real):
    made = ready(real, "gas-smell")
    crossing = [one for one in data(real, made, "key")["questions"] if one["red"]]
    assert crossing
    assert all(types.get(made.items[made.keys[int(one["number"]) - 1]].type).red_line for one in crossing)
    told = text(exams.printed(real, made, "key").body).count("红线：")
    assert told >= len(crossing)
    assert text(exams.printed(real, made, "questions").body).count("红线：") == 1  # what the rule is


def test_the_whole_bank_is_never_printed_at_once(real):
    with pytest.raises(Invalid):
        exams.exam(real, next(key for key, one in real.items("quiz").items() if one["blueprint"]), None)


@pytest.mark.parametrize("wrong", ["0", "x", "-1", "1000000", "1.5", "٣"])
def test_the_number_of_a_paper_is_a_number(wrong):
    with pytest.raises(Invalid):
        exams.wanted_seed(wrong)
    assert exams.wanted_seed("") is None
    assert exams.wanted_seed("000042") == 42


def test_points_are_written_as_people_write_them():
    assert (exams.points(1000), exams.points(2500), exams.points(12000)) == ("1", "2.5", "12")


def test_prose_keeps_words_and_emphasis():
    made = paragraphs("<p>甲 <strong>乙</strong></p>\n<ul><li>丙 &amp; 丁</li><li> </li></ul><p></p>")
    assert made == [
        [{"text": "甲 ", "strong": False}, {"text": "乙", "strong": True}],
        [{"text": "· ", "strong": False}, {"text": "丙 & 丁", "strong": False}],
    ]
