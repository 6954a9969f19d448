"""Agreement and kappa against published worked examples, and where kappa says nothing."""

import pytest

from trainer.observations.statistics import agreement, cohens_kappa


def table(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[str, str]]:
    return (
        [("met", "met")] * yes_yes
        + [("met", "unmet")] * yes_no
        + [("unmet", "met")] * no_yes
        + [("unmet", "unmet")] * no_no
    )


def test_the_example_of_viera_and_garrett():
    # Family Medicine 37 (2005) 360: two residents on whether lectures were helpful.
    observed, expected, kappa = cohens_kappa(table(15, 5, 10, 70))
    assert observed == pytest.approx(0.85)
    assert expected == pytest.approx(0.65)
    assert kappa == pytest.approx(0.57, abs=0.005)


@pytest.mark.parametrize(
    ("cells", "observed", "kappa"),
    [((20, 5, 10, 15), 0.7, 0.4), ((45, 15, 25, 15), 0.6, 0.1304), ((25, 35, 5, 35), 0.6, 0.2593)],
)
def test_the_textbook_pair_with_equal_agreement_and_unequal_kappa(cells, observed, kappa):
    # The worked examples of the encyclopaedia article on Cohen's kappa.
    found = cohens_kappa(table(*cells))
    assert found[0] == pytest.approx(observed)
    assert found[2] == pytest.approx(kappa, abs=0.00005)


def test_kappa_is_undefined_where_nothing_could_have_differed():
    assert cohens_kappa([]) == (None, None, None)
    assert cohens_kappa(table(9, 0, 0, 0)) == (1.0, 1.0, None)


def test_kappa_is_below_zero_where_observers_contradict_each_other():
    assert cohens_kappa(table(0, 5, 5, 0))[2] == pytest.approx(-1)


def test_what_one_did_not_observe_is_left_out_and_counted():
    one = {"a": "met", "b": "unobserved", "c": "unmet", "d": "unobserved", "gone": "met"}
    other = {"a": "met", "b": "met", "c": "met", "d": "unobserved"}
    found = agreement([(one, other)])
    assert (found.n, found.pairs, found.one_sided) == (2, 1, 1)
    assert found.observed == pytest.approx(0.5)
