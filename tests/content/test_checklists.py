"""The forms that are delivered: in the register's figures and words, with every red line that shows."""

import re

import pytest

from trainer import config
from trainer.publishing.reading import read
from trainer.standard.model import spoken

FORMS = {
    "counter-reception",
    "telephone",
    "sitting-and-walking",
    "pointing-the-way",
    "seeing-off",
    "patrol-round",
    "key-handover",
    "emergency-entry-drill",
}
NOT_TO_BE_STAGED = {"同事受欺负时视而不见"}
"""Red lines that no form looks at: nobody arranges for a colleague to be bullied."""


@pytest.fixture(scope="module")
def content():
    return read(config.ROOT / "content", config.ROOT / "quizzes").content


@pytest.fixture(scope="module")
def items(content):
    return [item for form in content.checklists.values() for item in form.items]


def test_the_eight_forms_are_there(content):
    assert set(content.checklists) == FORMS
    for form in content.checklists.values():
        assert 10 <= len(form.items) <= 18, form.id
        assert form.lessons, form.id
        assert form.quiz_id, form.id


def test_utterances_and_figures_are_those_of_the_register(content, items):
    for item in items:
        clauses = [content.standard.clause(name) for name in item.clauses]
        known = {spoken(words).rstrip("。") for one in clauses for words in (*one.say, *one.never)}
        for quoted in re.findall("“([^”]+)”", item.text):
            assert quoted.rstrip("。") in known, (item.id, quoted)
        figures = " ".join(figure.text for one in clauses for figure in one.figures)
        for number in re.findall(r"\d+(?::\d+)?(?: ?[^\W\d])?", item.text):
            assert number in figures, (item.id, number)


def test_every_red_line_that_can_be_seen_is_looked_at(content, items):
    drawn = {line for lines in content.site.red_lines.values() for line in lines}
    assert drawn - {item.red_line for item in items} == NOT_TO_BE_STAGED


def test_a_red_line_weighs_most_and_no_item_stands_twice(content):
    for form in content.checklists.values():
        assert all(item.weight == 5 for item in form.items if item.red_line), form.id
        texts = [item.text for item in form.items]
        assert len(set(texts)) == len(texts), form.id


def test_an_item_fits_a_thumb(items):
    for item in items:
        assert len(item.text) <= 40, item.id
        assert len(item.look) <= 60, item.id
