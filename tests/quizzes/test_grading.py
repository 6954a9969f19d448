# ruff: noqa: S311 - seeds of sittings, no secrets
"""What holds for every response to every type: nothing crashes, nothing pays too much, the key pays all."""

import json
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import Invalid
from trainer.quizzes import types
from trainer.quizzes.model import NOT_ANSWERED
from trainer.quizzes.types.ordering import moved

NAMES = ("multiple", "ordering", "single", "true_false")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module", params=NAMES)
def kind(request):
    return types.get(request.param)


@pytest.fixture(scope="module")
def item(kind, items):
    return items[kind.name]


def near(item):
    """Return responses that look like answers: ids of the item, alone, in lists, repeated, with strangers."""
    ids = [option["id"] for option in item.body.get("options", [])] or ["true", "false"]
    word = st.sampled_from([*ids, "ffffff", "", "true"])
    return word | st.lists(word, max_size=7) | JSON


@given(data=st.data())
def test_any_response_is_graded_within_bounds_or_refused(kind, item, data):
    response = data.draw(near(item))
    try:
        grade = kind.grade(item, response)
    except Invalid:
        return
    assert 0 <= grade.points <= grade.maximum == item.points
    assert isinstance(grade.points, int)
    json.dumps(grade.to_json(), allow_nan=False)
    stored = kind.check(item, response)
    assert kind.check(item, stored) == stored
    assert kind.grade(item, stored) == grade


@given(fields=st.dictionaries(st.sampled_from(["", "shown", "keep", "x"]), st.lists(st.text(max_size=8))))
def test_any_form_is_parsed_or_refused(kind, item, fields):
    try:
        response = kind.parse(item, fields)
    except Invalid:
        return
    assert kind.check(item, response) == response


def test_the_full_key_pays_everything_exactly_and_crosses_nothing(kind, item):
    grade = kind.grade(item, kind.key(item))
    assert (grade.points, grade.red_lines, grade.final) == (item.points, (), True)


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_an_open_question_pays_nothing_and_crosses_its_red_line(kind, item, nothing):
    grade = kind.grade(item, nothing)
    assert grade.points == 0
    assert grade.red_lines == ((NOT_ANSWERED,) if kind.name != "ordering" else ())
    assert kind.red_line(item) is (kind.name != "ordering")


def test_without_a_mark_an_open_question_crosses_nothing(make_item, options):
    item = make_item("single", options=options(1, 2))
    assert types.get("single").grade(item, None).red_lines == ()
    assert not types.get("single").red_line(item)


def test_picking_everything_never_pays(items):
    every = {name: [o["id"] for o in item.body.get("options", [])] for name, item in items.items()}
    assert types.get("multiple").grade(items["multiple"], every["multiple"]).points == 0
    for name, response in (("single", every["single"]), ("true_false", ["true", "false"])):
        with pytest.raises(Invalid):
            types.get(name).grade(items[name], response)
        with pytest.raises(Invalid):
            types.get(name).parse(items[name], {"": response})


@given(right=st.integers(2, 5), wrong=st.integers(1, 4), points=st.integers(100, 5000), data=st.data())
def test_multiple_pays_the_share_of_right_picks_less_that_of_wrong_ones(
    make_item, options, right, wrong, points, data
):
    if not 4 <= right + wrong <= 6:
        right, wrong = 3, 2
    item = make_item("multiple", points=points, options=options(right, wrong))
    ids = [option["id"] for option in item.body["options"]]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))
    rights = sum(option["right"] for option in item.body["options"] if option["id"] in chosen)
    exact = points * (Fraction(rights, right) - Fraction(len(chosen) - rights, wrong))
    got = types.get("multiple").grade(item, chosen).points
    assert got == 0 or -Fraction(1, 2) < exact - got <= Fraction(1, 2)
    assert got > 0 or exact <= Fraction(1, 2)
    assert got < points or exact == points
    assert types.get("multiple").grade(item, data.draw(st.permutations(chosen))).points == got


@given(seed=st.integers())
def test_the_order_of_options_never_matters(make_item, options, seed):
    written = options(3, 2, red=True)
    mixed = Random(seed).sample(written, len(written))
    one, other = (make_item("multiple", options=o) for o in (written, mixed))
    response = [option["id"] for option in one.body["options"]][1:4]
    multiple = types.get("multiple")
    assert multiple.grade(one, response) == multiple.grade(other, response)


def test_a_red_line_is_named_by_what_was_chosen(items):
    for name in ("single", "multiple"):
        item = items[name]
        red = next(option for option in item.body["options"] if option["red_line"])
        chosen = red["id"] if name == "single" else [*types.get(name).key(item), red["id"]]
        assert types.get(name).grade(item, chosen).red_lines == (red["text"],)
    assert types.get("true_false").grade(items["true_false"], "true").red_lines == ("使用禁语",)
    assert types.get("true_false").grade(items["true_false"], "false").red_lines == ()


def test_ordering_pays_for_right_neighbours_and_fully_only_for_the_right_order(items):
    item, ordering = items["ordering"], types.get("ordering")
    key = ordering.key(item)
    for order in permutations(key):
        points = ordering.grade(item, list(order)).points
        assert points in {0, 333, 667, 1000}
        assert (points == 1000) == (list(order) == key)
    assert ordering.grade(item, key[::-1]).points == 0
    assert ordering.grade(item, [key[1], key[2], key[3], key[0]]).points == 667


@given(seed=st.integers(), count=st.integers(3, 6))
def test_ordering_never_lies_in_the_right_order(make_item, seed, count):
    texts = [{"text": f"步骤{i}", "feedback": f"理由{i}"} for i in range(count)]
    item = make_item("ordering", items=texts)
    for shuffle in (True, False):
        arrangement = types.get("ordering").arrange(item, Random(seed), shuffle=shuffle)
        assert sorted(arrangement) == sorted(types.get("ordering").key(item))
        assert arrangement != types.get("ordering").key(item)


def test_an_untouched_list_is_no_answer_until_it_is_kept_or_moved(items):
    item, ordering = items["ordering"], types.get("ordering")
    shown = ordering.key(item)[::-1]
    fields = {"": shown, "shown": [",".join(shown)]}
    assert ordering.parse(item, fields) is None
    assert ordering.parse(item, {**fields, "keep": ["1"]}) == shown
    other = [shown[1], shown[0], *shown[2:]]
    assert ordering.parse(item, {**fields, "": other}) == other
    assert ordering.press(item, fields, f"{shown[1]}:up") == other
    with pytest.raises(Invalid):
        ordering.press(item, {"": shown[:2]}, "0:down")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("0:down", "bac"),
        ("b:up", "bac"),
        ("s3:2:up", "acb"),
        ("a:up", "abc"),
        ("c:down", "abc"),
        ("s12:c:up", "acb"),
    ],
)
def test_moves(action, expected):
    assert "".join(moved("abc", action)) == expected


@pytest.mark.parametrize("action", ["", "up", ":up", "3:up", "a:left", "-1:up", "²:up", "a:up:", "\x00:down"])
def test_moves_that_are_none(action):
    with pytest.raises(Invalid):
        moved("abc", action)


@pytest.mark.parametrize("name", ["single", "multiple"])
def test_options_are_shuffled_by_the_seed_or_lie_as_written(items, name):
    item, kind = items[name], types.get(name)
    written = [option["id"] for option in item.body["options"]]
    assert kind.arrange(item, Random(1), shuffle=False) == written
    assert kind.arrange(item, Random(7)) == kind.arrange(item, Random(7))
    assert len({tuple(kind.arrange(item, Random(seed))) for seed in range(30)}) > 5


def test_only_right_or_wrong_is_never_shuffled(items):
    kind, item = types.get("true_false"), items["true_false"]
    assert {
        tuple(o["id"] for o in kind.ask(item, kind.arrange(item, Random(seed)))["options"])
        for seed in range(9)
    } == {("true", "false")}


def test_the_base_knows_no_steps_and_refuses_buttons(items):
    kind, item = types.get("single"), items["single"]
    assert not kind.steps
    with pytest.raises(Invalid):
        kind.press(item, {}, "0:up")


def test_the_grader_version_names_every_type():
    version = types.grader_version()
    assert version.startswith("rules:1 ")
    assert [part.partition(":")[0] for part in version.split()[1:]] == types.names()
    assert len(version) <= 200  # what a graded answer has room for
