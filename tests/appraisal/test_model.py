"""The appraisal's arithmetic, by example and by property."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.appraisal.model import (
    Component,
    Joining,
    Presence,
    Scheme,
    Share,
    Unmarked,
    mark_of,
    presence_of,
    weights_used,
)
from trainer.errors import Invalid

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
HERE = Presence(*OCTOBER, whole=True)
QUIZ, SEEN, PART = Component


def share(points, maximum=100):
    return Share(Fraction(points), Fraction(maximum))


@st.composite
def schemes(draw):
    quizzes = draw(st.integers(0, 100))
    observations = draw(st.integers(0, 100 - quizzes))
    caps = sorted(draw(st.lists(st.integers(0, 100), max_size=3)), reverse=True)
    return Scheme(
        quizzes=quizzes,
        observations=observations,
        participation=100 - quizzes - observations,
        caps=tuple(caps),
        decimals=draw(st.integers(0, 2)),
    )


shares = st.builds(
    lambda maximum, part: Share(part * maximum, Fraction(maximum)),
    st.integers(1, 20_000),
    st.fractions(0, 1, max_denominator=1000),
)
facts = st.fixed_dictionaries({component: st.lists(shares, max_size=6) for component in Component})


def test_a_mark_is_the_weighted_mean_of_its_components():
    found = mark_of(
        Scheme(60, 30, 10),
        {QUIZ: [share(80), share(90)], SEEN: [share(70)], PART: [share(1, 1), share(0, 1)]},
        0,
        HERE,
    )
    assert found.mark == 60 * 85 + 30 * 70 + 10 * 50
    assert [(part.component, part.count, part.adds) for part in found.parts] == [
        (QUIZ, 2, 51),
        (SEEN, 1, 21),
        (PART, 2, 5),
    ]
    assert not found.reweighted


def test_a_component_without_data_leaves_its_weight_to_the_others():
    found = mark_of(Scheme(60, 30, 10), {QUIZ: [share(80)], PART: [share(100)]}, 0, HERE)
    assert [part.weight for part in found.parts] == [Fraction(6, 7), 0, Fraction(1, 7)]
    assert found.mark == 8290
    assert found.reweighted


@pytest.mark.parametrize(("crossings", "mark"), [(0, 9000), (1, 5900), (2, 4000), (9, 4000)])
def test_red_lines_cap_the_mark(crossings, mark):
    found = mark_of(Scheme(100, 0, 0, caps=(59, 40)), {QUIZ: [share(90)]}, crossings, HERE)
    assert (found.mark, found.uncapped) == (mark, 9000)


@pytest.mark.parametrize(("decimals", "mark"), [(0, 6700), (1, 6670), (2, 6667)])
def test_it_is_rounded_once_half_up(decimals, mark):
    assert mark_of(Scheme(100, 0, 0, decimals=decimals), {QUIZ: [share(2, 3)]}, 0, HERE).mark == mark
    assert (
        mark_of(
            Scheme(100, 0, 0, decimals=1), {QUIZ: [Share(Fraction(8445), Fraction(10_000))]}, 0, HERE
        ).mark
        == 8450
    )


def test_who_was_there_too_short_has_no_mark_and_the_reason():
    short = Presence(date(2026, 10, 20), date(2026, 10, 31), whole=False)
    data = {QUIZ: [share(90)]}
    assert mark_of(Scheme(), data, 0, short).unmarked is Unmarked.TOO_SHORT
    assert mark_of(Scheme(fewest_days=12), data, 0, short).mark == 9000
    left_out = Scheme(fewest_days=12, joining=Joining.LEFT_OUT)
    assert mark_of(left_out, data, 0, short).unmarked is Unmarked.NOT_WHOLE
    assert mark_of(Scheme(), {}, 0, HERE).unmarked is Unmarked.NO_DATA


@pytest.mark.parametrize(
    ("joined", "left", "days"),
    [
        (None, None, 31),
        (date(2026, 10, 17), None, 15),
        (None, date(2026, 10, 2), 2),
        (date(2026, 11, 1), None, None),
    ],
)
def test_the_days_of_who_joined_or_left(joined, left, days):
    found = presence_of(*OCTOBER, joined, left)
    assert (found and found.days) == days
    assert found is None or found.whole == (days == 31)


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"quizzes": 61}, "quizzes"),
        ({"quizzes": -1, "participation": 71}, "quizzes"),
        ({"caps": (40, 59)}, "caps"),
        ({"caps": (101,)}, "caps"),
        ({"decimals": 3}, "decimals"),
        ({"late_worth": 101}, "late_worth"),
        ({"fewest_days": 0}, "fewest_days"),
    ],
)
def test_what_is_no_scheme_is_refused_by_field(named, field):
    with pytest.raises(Invalid) as refused:
        Scheme(**named)
    assert refused.value.field == field


@given(schemes())
def test_a_scheme_is_read_as_it_was_stored(scheme):
    assert Scheme.from_json(scheme.to_json()) == scheme


@given(schemes(), facts, st.integers(0, 4))
def test_a_mark_lies_within_nought_and_a_hundred(scheme, data, crossings):
    found = mark_of(scheme, data, crossings, HERE)
    if any(data.values()):
        assert 0 <= found.mark <= found.uncapped <= 10_000
    else:
        assert found.mark is None


@given(schemes(), st.fixed_dictionaries({component: st.booleans() for component in Component}))
def test_weights_always_make_one(scheme, there):
    used = weights_used(scheme, there)
    assert sum(used.values()) == (1 if any(there.values()) else 0)
    assert set(used) == {component for component in Component if there[component]}


@given(schemes(), facts, st.integers(0, 4), st.data())
def test_a_mark_rises_with_every_fact(scheme, data, crossings, chosen):
    filled = [component for component in Component if data[component]]
    if not filled:
        return
    component = chosen.draw(st.sampled_from(filled))
    place = chosen.draw(st.integers(0, len(data[component]) - 1))
    old = data[component][place]
    better = replace(old, points=chosen.draw(st.fractions(old.points, old.maximum, max_denominator=1000)))
    more = {**data, component: [*data[component][:place], better, *data[component][place + 1 :]]}
    assert mark_of(scheme, more, crossings, HERE).mark >= mark_of(scheme, data, crossings, HERE).mark
    assert mark_of(scheme, data, crossings + 1, HERE).mark <= mark_of(scheme, data, crossings, HERE).mark
