"""What makes a certificate stale: exactly a change in substance, after its proof, of a clause it rests on."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from trainer.certificates.model import Act, Kind, folded, held, stale

AT = datetime(2026, 3, 1, tzinfo=UTC)


def act(id_, kind=Kind.ISSUED, *, edition=1, clauses=("4.5", "5.1"), of=None, person=1, quiz="final"):
    return Act(
        id=id_,
        department_id=1,
        ledger_number=id_,
        kind=kind,
        person_id=person,
        position="front_desk",
        quiz_id=quiz,
        title="结业考核",
        edition_number=edition,
        attempt_id=id_,
        percent=9000,
        clauses=tuple(clauses),
        of_id=of,
        reason="更正" if kind is Kind.REVOKED else None,
        at=AT,
    )


def test_only_clauses_it_rests_on_changed_later_make_it_stale():
    (one,) = folded([act(1, edition=2)])
    assert one.changed({2: ("4.5",)}, 2) == ()
    assert one.changed({3: ("9.9",)}, 3) == ()
    assert one.changed({3: ("9.9", "5.1")}, 3) == ("5.1",)
    assert one.changed({3: ("5.1",)}, 2) == (), "the edition is not the current one any more"


def test_a_renewal_proves_its_clauses_anew_and_no_others():
    renewed = act(2, Kind.RENEWED, edition=3, clauses=("5.1",), of=1)
    (one,) = folded([act(1), renewed])
    assert one.changed({2: ("4.5", "5.1")}, 3) == ("4.5",)
    assert one.changed({4: ("5.1",)}, 4) == ("5.1",)
    assert one.latest == renewed


def test_a_renewal_that_is_revoked_leaves_the_certificate_stale_and_stays_in_the_history():
    acts = [act(1), act(2, Kind.RENEWED, edition=2, clauses=("5.1",), of=1), act(3, Kind.REVOKED, of=2)]
    (one,) = folded(acts)
    assert one.revoked is None
    assert one.changed({2: ("5.1",)}, 2) == ("5.1",)
    assert [each.kind for each in one.history] == [Kind.ISSUED, Kind.RENEWED, Kind.REVOKED]


def test_who_holds_what_is_the_last_that_was_not_revoked():
    every = folded([act(1), act(2, edition=2), act(3, Kind.REVOKED, of=2), act(4, person=2)])
    assert [one.id for one in held(every)] == [1, 4]
    assert held(folded([act(1), act(2, Kind.REVOKED, of=1)])) == []


def test_people_are_put_together_by_quiz_and_changed_clauses():
    acts = [act(1), act(2, person=2), act(3, person=3, clauses=("5.1",)), act(4, person=4, quiz="other")]
    found = stale(folded(acts), {2: ("4.5", "5.1")}, 2)
    assert [(one.quiz_id, one.clauses, one.person_ids) for one in found] == [
        ("final", ("4.5", "5.1"), (1, 2)),
        ("final", ("5.1",), (3,)),
        ("other", ("4.5", "5.1"), (4,)),
    ]


CLAUSES = st.lists(st.sampled_from(["4.5", "4.6", "5.1", "9.9"]), unique=True)


@given(CLAUSES, st.integers(1, 4), st.dictionaries(st.integers(1, 6), CLAUSES), st.integers(1, 6))
def test_exactly_those(rests, edition, substance, current):
    (one,) = folded([act(1, edition=edition, clauses=rests)])
    later = {c for number, changed in substance.items() if edition < number <= current for c in changed}
    assert set(one.changed(substance, current)) == later & set(rests)
