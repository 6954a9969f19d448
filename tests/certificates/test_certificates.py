"""Certificates follow the ledger on both engines: issued, revoked, stale by exactly what changed, renewed."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.certificates.acting import publish
from tests.mastery.acting import correct, sit
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind as Assigned
from trainer.attempts import service as attempts
from trainer.certificates import service as certificates
from trainer.certificates.model import Kind, held
from trainer.db import writing
from trainer.errors import NotFound
from trainer.quizzes import service as quizzes
from trainer.scores.model import Kind as LedgerKind


@pytest.fixture
def site(ground):
    ground.edition = publish(ground.session)
    return ground


def of_front(site):
    site.session.rollback()
    return certificates.of_person(site.session, site.cast.supervisor, site.cast.front.person_id)


def overview(site):
    site.session.rollback()
    return certificates.overview(site.session, site.cast.supervisor, 1, site.edition)


def sit_assigned(site, who, assignment_id, *, wrong=()):
    viewer = getattr(site.cast, who)
    quiz = quizzes.quiz(site.edition, "final")
    _task, rules = assignments.rules_for(site.session, viewer, assignment_id, quiz, 60)
    return sit(site, who, "final", rules=rules, assignment=assignment_id, wrong=wrong)


def test_a_pass_of_the_final_makes_one_that_names_edition_clauses_and_ledger(site):
    sit(site, quiz="plain")
    attempt = sit(site, quiz="final")
    (one,) = of_front(site)
    assert (one.issued.attempt_id, one.issued.ledger_number) == (attempt, 2)
    assert (one.issued.edition_number, one.issued.position) == (site.edition.number, "front_desk")
    assert one.issued.clauses == ("4.5", "4.6", "5.1")
    assert one.issued.number == "01-000002"


def test_a_failed_final_and_other_quizzes_make_none(site):
    sit(site, quiz="final", wrong=("one", "many", "order"))
    sit(site, quiz="long")
    assert of_front(site) == []


def test_every_row_is_looked_at_once(site):
    sit(site, quiz="final")
    assert certificates.refresh(site.session, 1) == 1
    assert certificates.refresh(site.session, 1) == 0
    with queries(site.session.get_bind()) as asked:
        certificates.refresh(site.session, 1)
    assert len(asked) == 2
    assert len(of_front(site)) == 1


def test_a_result_corrected_to_fail_revokes_it_with_the_reason_and_a_later_one_brings_it_back(site):
    attempt = sit(site, quiz="final")
    certificates.refresh(site.session, 1)
    correct(site, attempt, LedgerKind.OVERRIDE, passed=False, points=0, percent=0)
    (one,) = of_front(site)
    assert (one.revoked.kind, one.revoked.reason) == (Kind.REVOKED, "录入有误")
    assert held([one]) == []
    correct(site, attempt, LedgerKind.REGRADE, passed=True, percent=9000)
    assert [each.revoked is None for each in of_front(site)] == [True, False]


def test_a_correction_that_still_passes_changes_nothing(site):
    attempt = sit(site, quiz="final")
    certificates.refresh(site.session, 1)
    correct(site, attempt, LedgerKind.REGRADE, percent=8000)
    (one,) = of_front(site)
    assert [act.kind for act in one.history] == [Kind.ISSUED]


def test_a_void_revokes_it(site):
    attempt = sit(site, quiz="final")
    correct(site, attempt, LedgerKind.VOID)
    assert of_front(site)[0].revoked is not None


def test_a_provisional_pass_makes_none_until_it_is_confirmed(site):
    attempt = sit(site, quiz="final", wrong=("one", "many", "order"))
    correct(site, attempt, LedgerKind.REGRADE, passed=True, provisional=True)
    assert of_front(site) == []
    correct(site, attempt, LedgerKind.CONFIRM, provisional=False)
    assert [one.issued.ledger_number for one in of_front(site)] == [3]


def test_the_database_refuses_to_change_them(site):
    sit(site, quiz="final")
    certificates.refresh(site.session, 1)
    for act in ("UPDATE certificates SET percent = 1", "DELETE FROM certificates"):
        with pytest.raises(DatabaseError, match="append-only"), writing(site.session):
            site.session.execute(text(act))


def test_strangers_learn_nothing(site):
    sit(site, quiz="final")
    (one,) = of_front(site)
    for who in ("keeper", "stranger", "other_supervisor"):
        viewer = getattr(site.cast, who)
        with pytest.raises(NotFound):
            certificates.fetch(site.session, viewer, one.id)
        with pytest.raises(NotFound):
            certificates.of_person(site.session, viewer, site.cast.front.person_id)
    with pytest.raises(NotFound):
        certificates.of_department(site.session, site.cast.other_supervisor, 1)
    assert certificates.fetch(site.session, site.cast.front, one.id) == one


def test_a_change_in_substance_proposes_a_short_quiz_for_exactly_those_who_rest_on_it(site):
    sit(site, quiz="final")
    sit(site, "keeper", "final", wrong=("one", "many", "order"))  # failed: holds nothing
    site.edition = publish(site.session, 2, substance=["9.9"], editorial=["4.6"])
    assert overview(site).proposals == ()
    site.edition = publish(site.session, 3, substance=["4.6", "9.9"])
    (one,) = overview(site).proposals
    assert (one.quiz_id, one.clauses, one.person_ids) == ("final", ("4.6",), (site.cast.front.person_id,))
    assert overview(site).holdings[0].changed == ("4.6",)


def test_passing_the_short_quiz_renews_the_certificate_and_keeps_the_history(site):
    sit(site, quiz="final")
    site.edition = publish(site.session, 2, substance=["4.6"])
    (one,) = overview(site).proposals
    due = clock.now() + timedelta(days=7)
    args = (site.session, site.cast.supervisor, 1, site.edition, one, due)
    task_id = certificates.assign(*args)
    task = assignments.fetch(site.session, site.cast.supervisor, task_id)
    assert task.clauses == ("4.6",)
    assert overview(site).proposals == ()
    assert overview(site).holdings[0].task.id == task_id

    failed = sit_assigned(site, "front", task_id, wrong=("many", "order", "yes"))
    asked = attempts.questions(site.session, attempts.fetch(site.session, site.cast.front, failed))
    assert {question.item.id for question in asked} == {"many", "order", "yes"}
    assert overview(site).holdings[0].changed == ("4.6",)
    passed = sit_assigned(site, "front", task_id)
    (held_one,) = of_front(site)
    assert overview(site).holdings[0].changed == ()
    assert [(act.kind, act.attempt_id) for act in held_one.history][1:] == [(Kind.RENEWED, passed)]
    assert held_one.renewals[0].edition_number == site.edition.number

    correct(site, passed, LedgerKind.VOID)
    assert overview(site).holdings[0].changed == ("4.6",)


def test_at_least_three_questions_where_the_quiz_itself_has_fewer(site):
    narrow = quizzes.focused(site.edition, quizzes.quiz(site.edition, "final"), ["5.1"])
    assert set(narrow.questions) == {"order", "metres"}
    wide = quizzes.focused(site.edition, quizzes.quiz(site.edition, "final"), ["4.5"])
    assert set(wide.questions) == {"one", "red"}, "the red line of the bank about it comes in too"
    assert quizzes.size(site.edition, wide).questions == 2
    whole = quizzes.quiz(site.edition, "final")
    assert quizzes.focused(site.edition, whole, []) == whole
    assert quizzes.focused(site.edition, whole, ["9.9"]).questions == ()


def test_somebody_who_holds_nothing_renews_nothing(site):
    front = site.cast.front
    draft = assignments.Draft(
        kind=Assigned.QUIZ,
        target_id="final",
        title="变更",
        opens_at=clock.now(),
        due_at=clock.now() + timedelta(days=1),
        clauses=("4.6",),
    )
    task_id = assignments.make(site.session, site.cast.supervisor, 1, draft, [front.person_id])
    sit_assigned(site, "front", task_id)
    assert of_front(site) == []


def test_queries_do_not_grow_with_people(site):
    sit(site, quiz="final")
    publish(site.session, 2, substance=["4.6"])
    overview(site)
    with queries(site.session.get_bind()) as few:
        overview(site)
    for who in ("keeper", "cashier", "supervisor"):
        sit(site, who, "final")
    overview(site)
    with queries(site.session.get_bind()) as more:
        overview(site)
    assert len(more) == len(few)
