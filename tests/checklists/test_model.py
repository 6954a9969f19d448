"""What an observation is worth: weights, red lines, and what nobody saw."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.checklists.model import CheckItem, Checklist, Mark, outcome
from trainer.errors import Invalid


def item(key, weight=1, clauses=("4.1",), red_line=None, group="甲"):
    return CheckItem(key, f"做{key}", clauses, weight, "看", group, red_line)


def form(*items, pass_mark=80):
    return Checklist("form", "表", "Form", ("all",), pass_mark, items, ("one",), "asks", "用法")


TWO = form(item("a", 3), item("b", 1, ("4.2",)), item("c", 5, ("4.3",)))


@st.composite
def marked(draw):
    """A form with marks for its items."""
    size = draw(st.integers(1, 12))
    items = tuple(
        item(
            f"i{n}",
            draw(st.integers(1, 5)),
            tuple(
                draw(st.lists(st.sampled_from(("4.1", "4.2", "4.3")), min_size=1, max_size=3, unique=True))
            ),
            draw(st.none() | st.sampled_from(("禁语", "蔑视"))),
        )
        for n in range(size)
    )
    marks = {one.id: draw(st.sampled_from(tuple(Mark))) for one in items}
    return form(*items, pass_mark=draw(st.integers(1, 100))), marks


def test_the_score_is_met_weight_out_of_observed_weight():
    result = outcome(TWO, {"a": "met", "b": "unmet"})
    assert (result.points, result.maximum, result.percent) == (3000, 4000, 7500)
    assert (result.observed, result.not_observed) == (2, 1)
    assert not result.passed
    assert result.clauses_to_train == ("4.2",)


def test_the_pass_mark_itself_passes_and_a_hair_below_does_not():
    thirds = form(item("a"), item("b"), item("c"), pass_mark=67)
    assert outcome(thirds, {"a": "met", "b": "met", "c": "unmet"}).percent == 6666
    assert not outcome(thirds, {"a": "met", "b": "met", "c": "unmet"}).passed
    assert outcome(replace(thirds, pass_mark=66), {"a": "met", "b": "met", "c": "unmet"}).passed


def test_a_red_line_fails_whatever_the_percentage():
    red = form(item("a", 5), item("b", 1, red_line="禁语"), pass_mark=50)
    assert outcome(red, {"a": "met", "b": "unobserved"}).passed
    crossed = outcome(red, {"a": "met", "b": "unmet"})
    assert crossed.percent == 8333
    assert crossed.red_lines == ("禁语",)
    assert not crossed.passed


def test_what_is_trained_first():
    three = form(item("a", 2, ("1",)), item("b", 5, ("2",)), item("c", 1, ("3", "1"), "禁语"))
    assert outcome(three, dict.fromkeys("abc", "unmet")).clauses_to_train == ("3", "1", "2")


def test_what_is_no_mark_and_what_is_no_item():
    with pytest.raises(Invalid):
        outcome(TWO, {"a": "yes"})
    with pytest.raises(Invalid):
        outcome(TWO, {"z": "met"})


def test_an_edition_gives_back_what_it_was_given():
    both = form(item("a", red_line="禁语"), item("b", group="乙"), item("c"))
    assert Checklist.from_json(both.to_json()) == both
    assert {name: [one.id for one in items] for name, items in both.groups.items()} == {
        "甲": ["a", "c"],
        "乙": ["b"],
    }
    assert both.red_lines == 1
    assert both.item("b").group == "乙"
    assert both.item("z") is None


@given(marked())
def test_nothing_observed_is_no_result(pair):
    blank = outcome(pair[0], {})
    assert not blank.gradable
    assert (blank.points, blank.maximum, blank.percent, blank.passed) == (0, 0, 0, False)
    assert blank.not_observed == len(pair[0].items)


@given(marked())
def test_points_lie_between_nothing_and_everything_observed(pair):
    result = outcome(*pair)
    assert 0 <= result.points <= result.maximum
    assert 0 <= result.percent <= 10_000
    assert result.observed + result.not_observed == len(pair[0].items)
    assert result.gradable == (result.maximum > 0)
    assert not (result.passed and result.red_lines)


@given(marked(), st.data())
def test_doing_better_never_costs(pair, data):
    checklist, marks = pair
    unmet = [key for key, mark in marks.items() if mark is Mark.UNMET]
    if not unmet:
        return
    before = outcome(checklist, marks)
    after = outcome(checklist, marks | {data.draw(st.sampled_from(unmet)): Mark.MET})
    assert after.percent > before.percent or before.maximum > 1_000_000
    assert after.passed or not before.passed
    assert set(after.red_lines) <= set(before.red_lines)
    assert set(after.clauses_to_train) <= set(before.clauses_to_train)


@given(marked())
def test_what_was_not_observed_leaves_the_result_alone(pair):
    checklist, marks = pair
    seen = tuple(one for one in checklist.items if marks[one.id] is not Mark.UNOBSERVED)
    shorter = outcome(replace(checklist, items=seen), {one.id: marks[one.id] for one in seen})
    whole = outcome(checklist, marks)
    assert replace(whole, not_observed=0) == shorter
    explicit = {key: mark for key, mark in marks.items() if mark is not Mark.UNOBSERVED}
    assert outcome(checklist, explicit) == whole


@given(marked(), st.integers(2, 5))
def test_only_the_proportion_of_weights_counts(pair, factor):
    checklist, marks = pair
    heavier = tuple(replace(one, weight=one.weight * factor) for one in checklist.items)
    scaled, plain = outcome(replace(checklist, items=heavier), marks), outcome(checklist, marks)
    assert (scaled.percent, scaled.passed) == (plain.percent, plain.passed)


@given(marked())
def test_one_red_line_unmet_is_enough_to_fail(pair):
    checklist, marks = pair
    crossed = [one for one in checklist.items if one.red_line and marks[one.id] is Mark.UNMET]
    result = outcome(checklist, marks)
    assert set(result.red_lines) == {one.red_line for one in crossed}
    assert not (crossed and result.passed)
