"""A talk: what its author may write, what its reader may see, what marks are worth."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quizzes.types.conftest import TALK
from trainer.errors import Invalid
from trainer.quizzes import types

KIND = types.get("dialogue")
CLAUSES = ("4.1", "4.2", "4.5")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda w: w["lines"][1].pop("feedback"), ("lines", 1)),
        (lambda w: w["lines"][0].update(breach="4.5"), ("lines", 0, "breach")),
        (lambda w: w["lines"][2].update(feedback="为什么"), ("lines", 2, "feedback")),
        (lambda w: w["lines"][1].update(breach="4.2"), ("lines", 1, "breach")),
        (lambda w: w["lines"][3].update(breach="4.5"), ("lines",)),
        (lambda w: [line.pop("breach", None) for line in w["lines"]], ("lines",)),
        (lambda w: w["lines"][3].update(feedback="机密甲"), ("lines", 3, "feedback")),
        (lambda w: w.update(offer=["4.22"]), ("offer", 0)),
        (lambda w: w.update(offer=["4.2", "4.5"]), ("offer", 1)),
        (lambda w: w.update(offer=["4.2", "4.2"]), ("offer", 1)),
    ],
)
def test_faults_stand_where_they_are(cited, change, where):
    written = copy.deepcopy(TALK)
    change(written)
    assert where in [complaint.where for complaint in KIND.faults(KIND.Body.model_validate(written), cited)]


def test_what_is_asked_holds_no_key_and_offers_clauses_in_register_order(talk):
    asked = KIND.ask(talk, None)
    assert [clause["id"] for clause in asked["clauses"]] == list(CLAUSES)
    assert "机密" not in json.dumps(asked, ensure_ascii=False)
    assert '"breach"' not in json.dumps(asked)
    assert all(set(line) == {"id", "who", "text", "staff"} for line in asked["lines"])


@pytest.mark.parametrize(
    ("marked", "points"),
    [
        ({"2": "4.5", "5": "4.1"}, 1000),
        ({"2": "4.5"}, 500),
        ({"2": "4.2"}, 250),
        ({"2": "4.1", "5": "4.5"}, 500),
        ({"2": "4.5", "5": "4.1", "4": "4.2"}, 500),
        ({"2": "4.5", "4": "4.2"}, 0),
        ({"2": "4.5", "5": "4.1", "4": "4.1", "6": "4.1"}, 0),
        ({"4": "4.1"}, 0),
    ],
)
def test_half_a_share_for_finding_half_for_the_clause_and_overmarking_costs(talk, marked, points):
    assert KIND.grade(talk, marked).points == points


@given(st.dictionaries(st.sampled_from(["2", "4", "5", "6"]), st.sampled_from(CLAUSES)), st.integers(1, 5000))
def test_points_stay_in_bounds_and_only_the_key_earns_all(compiled, marked, points):
    item = compiled("dialogue", TALK, points)
    grade = KIND.grade(item, marked)
    assert 0 <= grade.points <= points
    assert (grade.points == points) == (marked == KIND.key(item))
    assert KIND.grade(item, dict(reversed(marked.items()))) == grade


def test_lines_left_alone_are_no_answer(talk):
    assert KIND.parse(talk, {"2": [""], "4": [""], "5": [""], "6": [""]}) is None
    assert KIND.receive(talk, {"2": ["4.5"], "4": [""]}) == {"2": "4.5"}
    assert KIND.sent(talk, {"2": "4.5"}) == {"2": ["4.5"]}
    assert KIND.grade(talk, None).points == 0
    assert KIND.grade(talk, None).red_lines == ()


@pytest.mark.parametrize(
    "forged", ["2", ["2"], {"1": "4.5"}, {"2": "9.9"}, {"2": None}, {"2": ["4.5"]}, {"9": "4.5"}]
)
def test_forged_answers_are_refused(talk, forged):
    with pytest.raises(Invalid):
        KIND.check(talk, forged)


def test_the_page_has_one_choice_a_staff_line_and_keeps_the_answer(talk, environment, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    module = environment.get_template("quizzes/types/dialogue.html").module
    html = str(module.ask(KIND.ask(talk, None), "s3", {"2": "4.5"}))
    assert [f'name="s3.{line}"' in html for line in "123456"] == [False, True, False, True, True, True]
    assert html.count(" selected") == 1
    assert 'value="4.5" selected' in html
    assert "机密" not in html


def test_the_review_says_of_each_line_what_was_right(talk, environment, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    seen = KIND.review(talk, None, {"2": "4.2", "4": "4.1"})
    verdicts = [line["verdict"] for line in seen["lines"]]
    assert verdicts == ["", "misnamed", "", "wrong", "missed", "fine"]
    module = environment.get_template("quizzes/types/dialogue.html").module
    html = str(module.review(seen))
    for text in ("Overlooked", "Found, but another clause", "You chose: 4.2 条款", "机密丁", "/standard/4.5"):
        assert text in html
    none = str(module.review(KIND.review(talk, None, None)))
    assert "You did not answer this question." in none
    assert "Overlooked" not in none


def test_on_paper_lines_are_numbered_and_clauses_lettered(talk):
    paper = KIND.paper(talk, None)
    assert paper["lines"][1] == {"mark": "2", "text": "前台：找工程部去。（　）"}
    assert [choice["mark"] for choice in paper["choices"]] == ["A", "B", "C"]
    assert paper["key"] == "2 C，5 A"
