"""Schemas: three faults in, three reports out, each with line and expectation."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from trainer.sources.model import Strict
from trainer.sources.service import build, parse_yaml


class Option(Strict):
    text: str
    right: bool = False


class Question(Strict):
    id: str
    difficulty: Annotated[int, Field(ge=1, le=5)]
    kind: Literal["single", "multiple"] = "single"
    options: tuple[Option, ...] = ()
    by_name: dict[str, tuple[Option, ...]] = Field(default_factory=dict)

    @field_validator("id")
    @classmethod
    def lower(cls, value: str) -> str:
        if not value.islower():
            raise ValueError("write it in small letters")
        return value


def faults_of(text, model=Question):
    node, faults = parse_yaml(text, "q.yaml")
    assert faults == []
    return [str(fault) for fault in build(model, node, "q.yaml")[1]]


def test_good_values_are_coerced_from_text():
    node, _faults = parse_yaml("id: a\ndifficulty: 3\noptions: [{text: b, right: true}]\n", "q.yaml")
    question, faults = build(Question, node, "q.yaml")
    assert faults == []
    assert question == Question(id="a", difficulty=3, options=(Option(text="b", right=True),))


def test_three_faults_three_reports():
    text = "id: a\ndificulty: 3\noptions:\n  - text: b\n    rihgt: true\n"
    assert faults_of(text) == [
        "q.yaml:1: The key “difficulty” is missing.",
        "q.yaml:2: Unknown key “dificulty”. Did you mean “difficulty”?",
        "q.yaml:5: Unknown key “rihgt”. Did you mean “right”?",
    ]


def test_an_unknown_key_far_from_any_is_told_what_is_known():
    assert faults_of("id: a\ndifficulty: 1\nzzz: 1\n") == [
        "q.yaml:3: Unknown key “zzz”; known here: by_name, difficulty, id, kind, options."
    ]


def test_wrong_types_say_what_was_expected():
    text = "id:\ndifficulty: zwei\nkind: choice\noptions: none\n"
    assert faults_of(text) == [
        "q.yaml:1: id: a text was expected, but nothing is written",
        "q.yaml:2: difficulty: a whole number was expected, not “zwei”",
        "q.yaml:3: kind: must be one of: 'single', 'multiple'",
        "q.yaml:4: options: a list was expected, not “none”",
    ]


def test_limits_and_own_rules_are_reported():
    assert faults_of("id: A\ndifficulty: 9\noptions: [{text: '', right: maybe}]\n") == [
        "q.yaml:1: id: write it in small letters",
        "q.yaml:2: difficulty: must be at most 5",
        "q.yaml:3: text: must not be empty",
        "q.yaml:3: right: true or false was expected, not “maybe”",
    ]


def test_lines_are_found_inside_mappings_of_lists():
    text = "id: a\ndifficulty: 1\nby_name:\n  x:\n    - text: y\n    - txet: z\n      text: z\n"
    assert faults_of(text) == ["q.yaml:6: Unknown key “txet”. Did you mean “text”?"]


def test_a_list_where_a_mapping_belongs():
    assert faults_of("- a\n") == ["q.yaml:1: keys with values was expected"]
