# ruff: noqa: S311 - seeds of sittings, no secrets
"""Properties of the questions a sitting asks."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.quizzes.draw import Place, choose, fits, lay_out, shortfalls
from trainer.quizzes.model import Draw, Quiz, Shuffle

TAGS = st.sampled_from(["甲", "乙", "丙"])
RULES = st.lists(
    st.builds(
        Draw,
        st.integers(1, 4),
        st.lists(TAGS, max_size=2).map(tuple),
        st.lists(st.sampled_from(["4.1", "4.2"]), max_size=1).map(tuple),
    ),
    max_size=3,
).map(tuple)
POOLS = st.lists(
    st.tuples(st.booleans(), st.sets(TAGS), st.sets(st.sampled_from(["4.1", "4.2"]), min_size=1)),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="session")
def bank(items):
    """Make a pool of questions: red line or not, tags, clauses."""

    def make(written):
        plain = replace(items["ordering"], id="plain")
        return {
            f"q{i:02}": replace(
                items["single"] if red else plain, id=f"q{i:02}", tags=tuple(tags), clauses=tuple(clauses)
            )
            for i, (red, tags, clauses) in enumerate(written)
        }

    return make


def quiz(bank, rules=(), **shuffle):
    return Quiz("q", "t", ("all",), (), 80, tuple(bank), draw=rules, shuffle=Shuffle(**shuffle))


@given(written=POOLS, rules=RULES, seed=st.integers())
def test_what_every_sitting_holds(bank, written, rules, seed):
    pool = bank(written)
    chosen = choose(quiz(pool, rules), pool, Random(seed))
    assert chosen == choose(quiz(pool, rules), pool, Random(seed))
    assert len(set(chosen)) == len(chosen)
    red = {key for key, item in pool.items() if item.type == "single"}
    assert red <= set(chosen)
    if not rules:
        assert set(chosen) == set(pool)
        return
    for key in set(chosen) - red:
        assert any(fits(rule, pool[key]) for rule in rules)
    wanted = sum(rule.count for rule in rules)
    if not shortfalls(rules, list(pool.values())):
        on_top = sum(not any(fits(rule, pool[key]) for rule in rules) for key in red)
        assert wanted + on_top <= len(chosen) <= wanted + len(red)
        for rule in rules:
            assert sum(fits(rule, pool[key]) for key in chosen) >= rule.count


@given(seed=st.integers())
def test_a_wide_rule_leaves_what_a_narrow_one_needs(bank, seed):
    pool = bank([(False, {"甲"}, {"4.1"})] * 2 + [(False, set(), {"4.1"})] * 3)
    rules = (Draw(3), Draw(2, ("甲",)))
    assert shortfalls(rules, list(pool.values())) == []
    assert set(choose(quiz(pool, rules), pool, Random(seed))) == set(pool)


@given(seed=st.integers())
def test_red_lines_count_towards_a_rule_they_fit_and_else_come_on_top(bank, seed):
    pool = bank([(True, {"甲"}, {"4.1"}), (True, {"乙"}, {"4.2"})] + [(False, {"甲"}, {"4.1"})] * 5)
    chosen = choose(quiz(pool, (Draw(3, ("甲",)),)), pool, Random(seed))
    assert {"q00", "q01"} <= set(chosen)
    assert len(chosen) == 4


def test_every_question_of_a_pool_has_its_chance(bank):
    pool = bank([(False, {"甲"}, {"4.1"})] * 6)
    rules = (Draw(2),)
    counts = dict.fromkeys(pool, 0)
    for seed in range(600):
        for key in choose(quiz(pool, rules), pool, Random(seed)):
            counts[key] += 1
    assert all(140 < count < 260 for count in counts.values())


def test_the_authors_order_stays_unless_questions_are_shuffled(bank):
    pool = bank([(False, set(), {"4.1"})] * 8)
    still = quiz(pool, (Draw(5),), questions=False)
    assert all((c := choose(still, pool, Random(seed))) == sorted(c) for seed in range(20))
    assert any(choose(quiz(pool), pool, Random(seed)) != sorted(pool) for seed in range(5))


def test_a_sitting_is_laid_out_whole_and_again_alike(items):
    whole = Quiz("q", "t", ("all",), (), 80, tuple(items))
    one = lay_out(whole, items, 42)
    assert one == lay_out(whole, items, 42)
    assert any(one != lay_out(whole, items, seed) for seed in range(5))
    assert {place.item_id for place in one} == set(items)
    as_written = lay_out(replace(whole, shuffle=Shuffle(questions=False, options=False)), items, 42)
    ids = [option["id"] for option in items["single"].body["options"]]
    assert as_written[0] == Place("single", ids)


def test_shortfalls_name_the_rule_and_what_is_there(bank):
    pool = list(bank([(False, {"甲"}, {"4.1"})] * 3).values())
    assert [(s.rule, s.asked, s.available) for s in shortfalls([Draw(2), Draw(4, ("甲",))], pool)] == [
        (1, 4, 3)
    ]
    together = shortfalls([Draw(2), Draw(2, ("甲",))], pool)
    assert [(s.asked, s.available) for s in together] == [(2, 1)]
