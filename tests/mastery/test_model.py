"""What mastery is: a share between 0 and 100, weighted by recency, the same in whatever order it is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.mastery.model import (
    EVERYTHING,
    HALF_LIFE,
    Cell,
    Evidence,
    From,
    Row,
    Sort,
    added,
    differences,
    fold,
    ordered,
    together,
)

START = datetime(2026, 1, 1, tzinfo=UTC)


def piece(days, share, person=1, clauses=("4.5",), **more):
    at = START + timedelta(days=days)
    return Evidence(From.ATTEMPT, 1, "quiz", "one", person, clauses, at, share, **more)


some_evidence = st.lists(
    st.builds(
        piece,
        days=st.floats(0, 5000),
        share=st.floats(0, 1),
        person=st.integers(1, 3),
        clauses=st.sampled_from([("4.5",), ("4.5", "5.1"), ("5.1",)]),
        red_line=st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


@given(some_evidence)
def test_it_lies_between_0_and_100(evidence):
    for cell in fold(evidence).values():
        assert 0 <= cell.percent <= 100
        assert 0 <= cell.shade <= 4
        assert cell.n > 0


@given(some_evidence, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(evidence, rng):
    mixed = list(evidence)
    rng.shuffle(mixed)
    assert differences(fold(evidence), fold(mixed)) == []


@given(some_evidence, st.integers(0, 25))
def test_it_can_be_folded_in_parts(evidence, cut):
    assert differences(fold(evidence), added(fold(evidence[:cut]), fold(evidence[cut:]))) == []


@given(st.lists(st.builds(piece, days=st.floats(0, 3000), share=st.floats(0, 1)), min_size=3, max_size=3))
def test_adding_is_associative_and_commutative(evidence):
    a, b, c = (one.cell for one in evidence)
    assert ((a + b) + c).like(a + (b + c))
    assert (a + b).like(b + a)


@given(some_evidence, st.data())
def test_a_better_grade_never_lowers_it(evidence, data):
    place = data.draw(st.integers(0, len(evidence) - 1))
    better = list(evidence)
    better[place] = replace(better[place], share=data.draw(st.floats(better[place].share, 1)))
    before, after = fold(evidence), fold(better)
    assert all(after[key].share >= before[key].share - 1e-9 for key in before)


def test_what_was_shown_a_half_life_ago_weighs_half():
    old, new = piece(0, 0.0), piece(HALF_LIFE.days, 1.0)
    assert (old.cell + new.cell).share == pytest.approx(2 / 3)
    assert (piece(0, 1.0).cell + piece(HALF_LIFE.days, 0.0).cell).share == pytest.approx(1 / 3)


def test_everything_counts_each_piece_once_and_a_clause_once_for_each_piece():
    cells = fold(
        [piece(0, 1.0, clauses=("4.5", "5.1", "4.5")), piece(1, 0.0, clauses=("5.1",), red_line=True)]
    )
    assert {key[1]: cell.n for key, cell in cells.items()} == {"4.5": 1, "5.1": 2, EVERYTHING: 2}
    assert cells[1, EVERYTHING].red_lines == 1
    assert together([]) is None
    assert together(cells[1, key] for key in ("4.5", "5.1")).n == 3


def test_ninety_nine_point_nine_is_not_all_and_noise_takes_nothing():
    assert Cell(0.999, 1, 1, 0, START).percent == 99
    assert Cell(sum([0.1] * 7), 1, 1, 0, START).percent == 70


def test_a_difference_is_named():
    cells = fold([piece(0, 1.0), piece(1, 0.5, person=2)])
    changed = {**cells, (1, "4.5"): replace(cells[1, "4.5"], points=0.25)}
    assert differences(cells, changed) == [(1, "4.5")]
    assert differences({}, {(1, "4.5"): cells[1, "4.5"]}) == [(1, "4.5")]


def test_people_stand_in_the_order_of_need_and_who_showed_nothing_last():
    def row(number, share, red=0):
        whole = None if share is None else Cell(share, 1, 1, red, START)
        return Row(int(number), f"人{number}", number, whole)

    rows = [row("1", 0.9, 3), row("2", None), row("3", 0.4), row("4", 0.9, 1), row("5", 0.4)]
    assert [one.number for one in ordered(rows, Sort.NEED)] == ["3", "5", "1", "4", "2"]
    assert [one.number for one in ordered(rows, Sort.RED_LINES)] == ["1", "4", "3", "5", "2"]
    assert [one.number for one in ordered(rows, Sort.NAME)] == ["1", "2", "3", "4", "5"]
