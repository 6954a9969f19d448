"""The register as an edition holds it, with its gaps in place and what cites a clause."""

import pytest

from trainer.editions import service as editions
from trainer.errors import NotFound
from trainer.standard import service as standard
from trainer.standard.model import Clause


@pytest.fixture
def edition(session):
    return editions.current(session)


def test_the_register_is_parsed_once_for_an_edition(edition):
    assert standard.register(edition) is standard.register(edition)
    assert len(standard.register(edition).clauses) == 122
    assert standard.site(edition).organisation


def test_only_a_few_editions_stay_in_the_process(edition):
    made = []

    @standard.once_per_edition
    def number(one):
        made.append(one)
        return len(made)

    class Fake:
        def __init__(self, name):
            self.hash = name

    many = [Fake(str(n)) for n in range(standard.KEPT + 1)]
    assert [number(one) for one in many] == list(range(1, standard.KEPT + 2))
    assert number(many[-1]) == standard.KEPT + 1
    assert number(many[0]) == standard.KEPT + 2


def test_every_clause_and_every_gap_stands_in_the_outline_once(edition):
    register = standard.register(edition)
    chapters = standard.outline(register)
    entries = [entry for chapter in chapters for entry in chapter.entries]
    clauses = [entry.id for entry in entries if isinstance(entry, Clause)]
    gaps = [entry.id for entry in entries if not isinstance(entry, Clause)]
    gaps += [chapter.gap.id for chapter in chapters if chapter.gap]
    assert clauses == [clause.id for clause in register.clauses]
    assert sorted(gaps) == sorted(gap.id for gap in register.missing)


def test_gaps_stand_where_the_source_lacks_something(edition):
    first, second, *_rest = standard.outline(standard.register(edition))
    assert (first.section, first.gap.id) == (None, "1")
    assert (second.section.id, second.gap.id) == ("2", "2")
    assert [entry.id for entry in second.entries][:2] == ["2.1", "2.2"]
    entries = [e.id for c in standard.outline(standard.register(edition)) for e in c.entries]
    place = entries.index("6.5.3")
    assert entries[place - 1 : place + 2] == ["6.5.2", "6.5.3", "6.5.4"]


def test_the_first_and_the_last_clause_have_one_neighbour(edition):
    register = standard.register(edition)
    assert standard.neighbours(register, "2.2")[0] is None
    assert standard.neighbours(register, register.clauses[-1].id)[1] is None
    before, after = standard.neighbours(register, "4.5")
    assert (before.id, after.id) == ("4.4", "4.6")
    with pytest.raises(NotFound):
        standard.neighbours(register, "99.9")


def test_what_cites_a_clause_is_named_and_questions_are_only_counted(edition):
    cited = standard.cited(edition, "4.9")
    assert "busy-counter" in [one.id for one in cited.lessons]
    assert "busy-counter" in [one.id for one in cited.quizzes]
    asked = [body for body in edition.items("question").values() if "4.9" in body["clauses"]]
    assert cited.questions == len(asked) == sum(one.count for one in cited.quizzes)
    assert standard.cited(edition, "99.9") == standard.Cited()
