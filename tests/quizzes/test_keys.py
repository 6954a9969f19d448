"""Another key by a form, and what a response chose, for every type that has a key to be stated."""

from random import Random

import pytest

from tests.attempts.ground import options, question
from trainer.errors import Invalid
from trainer.quizzes import service as quizzes
from trainer.quizzes import types
from trainer.quizzes.types.base import fields_of

PAIRS = [{"left": c, "right": f"属{c}", "feedback": f"因{c}"} for c in "甲乙丙"]
ITEMS = {
    "single": question("s", "single", options=options(1, 3)),
    "multiple": question("m", "multiple", options=options(2, 2)),
    "true_false": question("t", "true_false", answer=True, feedback={"true": "对", "false": "错"}),
    "figure": question(
        "f",
        "figure",
        answer={"value": "3", "unit": "米"},
        feedback="对",
        mistakes=[{"value": "5", "unit": "米", "feedback": "错"}],
    ),
    "ordering": question("o", "ordering", items=[{"text": c, "feedback": f"因{c}"} for c in "甲乙丙丁"]),
    "matching": question("p", "matching", pairs=PAIRS, extra=["别的"]),
    "cloze": question("c", "cloze", text="请[[稍等|稍候]]，[[马上]]来。", feedback=["一", "二"]),
    "bank": question(
        "b", "cloze", text="请[[稍等]]，[[马上]]来。", bank=["等着", "快点"], feedback=["一", "二"]
    ),
}
POSTED = {
    "single": lambda i: {"right": [o["id"] for o in i.body["options"]][1:3]},
    "multiple": lambda i: {"right": [o["id"] for o in i.body["options"]][2:]},
    "true_false": lambda _i: {"right": ["false"]},
    "figure": lambda _i: {"value": ["5"], "unit": ["米"]},
    "ordering": lambda i: {f"place-{o['id']}": [str(4 - n)] for n, o in enumerate(i.body["options"])},
    "matching": lambda i: {f"left-{x['id']}": [i.body["rights"][3]["id"]] for x in i.body["lefts"]},
    "cloze": lambda _i: {"gap-1": ["等等|等一下"], "gap-2": ["这就"]},
    "bank": lambda _i: {"gap-1": ["等着", "稍等"], "gap-2": ["快点"]},
}


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_a_new_key_is_read_said_and_graded_by(name):
    item = ITEMS[name]
    kind = types.get(item.type)
    before = kind.key(item)
    posted = {f"key.{field}": values for field, values in POSTED[name](item).items()}
    key = quizzes.read_key(item, fields_of(posted, "key"))
    anew = quizzes.with_key(item, key)
    assert kind.grade(anew, kind.key(anew)).points == 1000
    assert kind.grade(anew, before).points < 1000
    assert kind.grade(item, before).points == 1000, "the question as published stays what it is"
    assert quizzes.key_of(anew) == key
    assert quizzes.key_words(item, key)
    assert kind.review(anew, kind.arrange(anew, Random(1)), before)  # noqa: S311 - any order will do


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_the_form_shows_the_key_there_is_and_an_empty_one_is_refused(name):
    item = ITEMS[name]
    shown = {field.name: list(field.value) for field in quizzes.key_fields(item)}
    assert quizzes.read_key(item, shown) == quizzes.key_of(item)
    with pytest.raises(Invalid):
        quizzes.read_key(item, {})


def test_all_right_is_no_key_and_a_red_line_is_lifted_from_what_is_right():
    item = question("r", "single", options=options(1, 2, red=True))
    every = [option["id"] for option in item.body["options"]]
    with pytest.raises(Invalid):
        quizzes.read_key(item, {"right": every})
    anew = quizzes.with_key(item, every[:2])
    assert not types.get("single").grade(anew, every[1]).red_lines


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_what_was_chosen_is_counted_part_by_part(name):
    item = ITEMS[name]
    known = quizzes.parts(item)
    right = quizzes.picked(item, types.get(item.type).key(item), known)
    assert right and all(part.right for part in right)
    assert quizzes.picked(item, None, known) == []
    anew = quizzes.with_key(item, quizzes.read_key(item, POSTED[name](item)))
    wrong = quizzes.picked(item, types.get(item.type).key(anew), known)
    assert any(not part.right for part in wrong)
    assert all(part.label for part in wrong)


def test_free_answers_have_neither():
    say = ITEMS["single"].__class__(**{**ITEMS["single"].__dict__, "type": "say"})
    assert quizzes.parts(say) is None
    assert not quizzes.can_change(say)
    with pytest.raises(Invalid):
        quizzes.read_key(say, {})
