"""The figures of item analysis against published examples, and what must hold for any answers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.statistics import model
from trainer.statistics.hints import Hint, hints
from trainer.statistics.model import Choice

# "Item Analysis Worksheet" (studylib.net, document 25270846): ten people, the upper and the lower five; the
# percentages are those of the whole quiz. Published: facility (there p, as a share) and D of each question.
WORKSHEET = {
    "Joe": (100, "1111111111"),
    "Dave": (90, "1111111101"),
    "Sujie": (70, "1101111100"),
    "Darrell": (70, "0111110101"),
    "Eliza": (70, "1110111001"),
    "Zoe": (60, "1110110100"),
    "Grace": (60, "0110110101"),
    "Hannah": (50, "0111001010"),
    "Ricky": (50, "1110100001"),
    "Anita": (30, "0100010010"),
}
PUBLISHED_P = (0.60, 1.0, 0.80, 0.50, 0.80, 0.80, 0.50, 0.60, 0.30, 0.60)
PUBLISHED_D = (0.4, 0, 0, 0.6, 0.4, 0.4, 0.6, 0.4, -0.2, 0.4)

# The data set `attitude` of R (Chatterjee and Price 1977) as psych::alpha reports it in the manual of the
# package psych (Revelle): raw alpha 0.84; `r.drop` correlates each item with the sum of the others.
ATTITUDE = {
    "rating": "43 63 71 61 81 43 58 71 72 67 64 67 69 68 77 81 74 65 65 50 50 64 53 40 63 66 78 48 85 82",
    "complaints": "51 64 70 63 78 55 67 75 82 61 53 60 62 83 77 90 85 60 70 58 40 61 66 37 54 77 75 57 85 82",
    "privileges": "30 51 68 45 56 49 42 50 72 45 53 47 57 83 54 50 64 65 46 68 33 52 52 42 42 66 58 44 71 39",
    "learning": "39 54 69 47 66 44 56 55 67 47 58 39 42 45 72 72 69 75 57 54 34 62 50 58 48 63 74 45 71 59",
    "raises": "61 63 76 54 71 54 66 70 71 62 58 59 55 59 79 60 79 55 75 64 43 66 63 50 66 88 80 51 77 64",
    "critical": "92 73 86 84 83 49 68 66 83 80 67 74 63 77 77 54 79 80 85 78 64 80 80 57 75 76 78 83 74 78",
    "advance": "45 47 48 35 47 34 35 41 31 41 34 41 25 35 46 36 63 60 46 52 33 41 37 49 33 72 49 38 55 39",
}
PUBLISHED_R_DROP = {
    "rating": 0.67,
    "complaints": 0.74,
    "privileges": 0.56,
    "learning": 0.71,
    "raises": 0.79,
    "critical": 0.27,
    "advance": 0.46,
}
scored = st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=2, max_size=40)
"""People by their four questions, in quarters of the points."""


def test_the_worksheets_facility_and_discrimination():
    totals = [total for total, _row in WORKSHEET.values()]
    for question in range(10):
        shares = [float(row[question]) for _total, row in WORKSHEET.values()]
        facility = model.facility_index(shares)
        index = model.discrimination_index(shares, totals, share=0.5)
        assert (facility, index) == (
            pytest.approx(100 * PUBLISHED_P[question]),
            pytest.approx(PUBLISHED_D[question]),
        ), question + 1


def test_alpha_and_item_rest_of_the_attitude_data():
    items = {name: [float(one) for one in row.split()] for name, row in ATTITUDE.items()}
    totals = [sum(column) for column in zip(*items.values(), strict=True)]
    assert model.cronbach_alpha(list(items.values())) == pytest.approx(0.84, abs=0.005)
    for name, row in items.items():
        rests = [total - own for total, own in zip(totals, row, strict=True)]
        assert model.item_rest(row, rests) == pytest.approx(PUBLISHED_R_DROP[name], abs=0.0051), name


def test_standard_error_as_in_textbooks():
    # An intelligence test with SD 15 and reliability .91 has an SEM of 4.5 (Gulliksen's formula).
    assert model.standard_error(15, 0.91) == pytest.approx(4.5)
    assert model.standard_error(15, -0.2) is None
    assert model.standard_error(None, 0.9) is None


def test_people_tied_at_the_cut_share_the_places_that_are_left():
    upper, lower = model.weights([9, 5, 5, 5, 1, 1, 1, 1], share=0.25)
    assert upper == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0, 0, 0, 0])
    assert lower == pytest.approx([0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5])


def test_what_is_not_defined_is_none():
    assert model.facility_index([]) is None
    assert model.discrimination_index([1.0], [1.0]) is None
    assert model.item_rest([1.0, 1.0], [0.2, 0.7]) is None
    assert model.cronbach_alpha([[1.0, 0.0]]) is None
    assert model.cronbach_alpha([[1.0, 0.0], [0.0, 1.0]]) is None, "totals that do not vary"
    assert model.median([]) is None
    assert model.histogram([0, 9.99, 10, 99.9, 100]) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]


@given(scored)
def test_bounds_hold_whatever_was_answered(people):
    totals = [float(sum(row)) for row in people]
    for question in range(4):
        shares = [row[question] / 4 for row in people]
        rests = [total - row[question] for total, row in zip(totals, people, strict=True)]
        assert 0 <= model.facility_index(shares) <= 100
        assert -1 <= model.discrimination_index(shares, totals) <= 1
        correlation = model.item_rest(shares, rests)
        assert correlation is None or -1 <= correlation <= 1
    alpha = model.cronbach_alpha([[float(row[q]) for row in people] for q in range(4)])
    assert alpha is None or alpha <= 1 + 1e-9


@given(scored, st.randoms(use_true_random=False))
def test_the_order_of_people_and_of_questions_does_not_matter(people, rng):
    order, mixed = list(range(len(people))), [0, 1, 2, 3]
    rng.shuffle(order)
    rng.shuffle(mixed)
    again = [people[place] for place in order]

    def figures(rows, question):
        totals = [float(sum(row)) for row in rows]
        shares = [row[question] / 4 for row in rows]
        rests = [total - row[question] for total, row in zip(totals, rows, strict=True)]
        return [
            model.facility_index(shares),
            model.discrimination_index(shares, totals),
            model.item_rest(shares, rests),
        ]

    for question in range(4):
        assert figures(people, question) == pytest.approx(figures(again, question), nan_ok=True)
    first = model.cronbach_alpha([[float(row[q]) for row in people] for q in range(4)])
    second = model.cronbach_alpha([[float(row[q]) for row in again] for q in mixed])
    assert first == pytest.approx(second) if first is not None else second is None


@given(scored, st.integers(2, 50), st.integers(-20, 20))
def test_the_scale_does_not_matter(people, factor, shift):
    columns = [[float(row[q]) for row in people] for q in range(4)]
    scaled = [[factor * one + shift for one in column] for column in columns]
    first, second = model.cronbach_alpha(columns), model.cronbach_alpha(scaled)
    assert (first is None) == (second is None)
    assert first is None or math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-9)
    one, other = model.pearson(columns[0], columns[1]), model.pearson(scaled[0], columns[1])
    assert (one is None) == (other is None)
    assert one is None or math.isclose(one, other, abs_tol=1e-9)


@given(scored)
def test_both_groups_have_their_size(people):
    totals = [float(sum(row)) for row in people]
    upper, lower = model.weights(totals)
    size = max(1, min(math.floor(0.27 * len(people) + 0.5), len(people) // 2))
    assert math.isclose(sum(upper), size) and math.isclose(sum(lower), size)


def choice(*, right=False, count=1, upper=0.0, lower=0.0, offered=True):
    return Choice("", right, offered, count, upper, lower)


def test_hints_are_held_back_under_thirty_and_said_from_there_on():
    wrong = [choice(right=True, upper=0.2), choice(upper=0.8), choice(count=0)]
    assert hints(29, 20, -0.3, -0.2, wrong) == []
    assert hints(30, 20, -0.3, -0.2, wrong) == [Hint.KEY, Hint.HARD, Hint.UNUSED]
    assert hints(30, 99, 0.1, 0.2, []) == [Hint.EASY]
    assert hints(30, 60, 0.4, 0.3, [choice(right=True, upper=0.9), choice(upper=0.1)]) == []
    assert hints(30, 60, 0.4, 0.3, [choice(right=True, upper=0.4), choice(upper=0.6)]) == [Hint.KEY]
    assert hints(30, 60, 0.4, 0.3, [choice(offered=False, count=0)]) == []
