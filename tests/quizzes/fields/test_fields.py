"""A stored response and the fields of its page are two forms of one thing: the way back loses nothing."""

import json

import pytest

from trainer.errors import Invalid
from trainer.quizzes import types
from trainer.quizzes.types.base import QuestionType


@pytest.fixture
def known_items(items):
    return [item for item in items.values() if item.type in types.names()]


def test_the_fields_of_every_key_are_read_as_the_key(known_items):
    for item in known_items:
        kind = types.get(item.type)
        key = kind.check(item, kind.key(item))
        assert kind.parse(item, kind.fields(item, key)) == key, item.type
        assert kind.receive(item, json.loads(json.dumps(kind.sent(item, key)))) == key, item.type


def test_an_open_question_has_no_fields(known_items):
    for item in known_items:
        kind = types.get(item.type)
        assert kind.fields(item, None) == {}
        assert kind.receive(item, kind.sent(item, None)) is None


def test_only_forms_are_sent_as_fields(known_items):
    for item in known_items:
        kind = types.get(item.type)
        key = kind.key(item)
        assert kind.sent(item, key) == (kind.fields(item, key) if kind.shape == "form" else key)


@pytest.mark.parametrize(
    ("response", "fields"),
    [
        ("文字", {"": ["文字"]}),
        (["a", "b"], {"": ["a", "b"]}),
        ({"1": "久等", "2": ["x", "y"]}, {"1": ["久等"], "2": ["x", "y"]}),
    ],
)
def test_texts_lists_and_texts_by_field_need_no_way_back_of_their_own(response, fields):
    assert QuestionType.fields(None, None, response) == fields


def test_what_is_no_field_is_refused(known_items):
    for item in known_items:
        kind = types.get(item.type)
        for malformed in ({"x": 5}, {"": [1]}, 7, {"": {"a": "b"}}):
            with pytest.raises(Invalid):
                kind.receive(item, malformed)
