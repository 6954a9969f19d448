"""The cells keep in step with the ledger on both engines, and can be made anew and compared."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.mastery.acting import correct, sit
from tests.queries import queries
from trainer import clock
from trainer.attempts.model import Rules
from trainer.db import writing
from trainer.errors import NotFound
from trainer.mastery import service as mastery
from trainer.mastery.model import EVERYTHING
from trainer.mastery.tables import MasteryCell
from trainer.quizzes.model import Feedback
from trainer.scores.model import Kind


def cell(ground, who="front", clause=EVERYTHING):
    ground.session.rollback()
    person = getattr(ground.cast, who)
    return mastery.of_person(ground.session, ground.cast.supervisor, person.person_id).get(clause)


def test_results_are_folded_as_they_come_and_only_once(ground):
    sit(ground)
    assert mastery.refresh(ground.session, 1) == 1
    assert (cell(ground).percent, cell(ground).n) == (100, 4)
    sit(ground, wrong=("one", "yes"))
    sit(ground, "keeper", wrong=("one",))
    assert mastery.refresh(ground.session, 1) == 2
    assert mastery.refresh(ground.session, 1) == 0
    assert (cell(ground).percent, cell(ground).n) == (75, 8)
    assert cell(ground, "keeper", "4.5").percent == 75
    assert mastery.compare(ground.session, 1) == []


def test_nothing_new_costs_two_queries(ground):
    sit(ground)
    mastery.refresh(ground.session, 1)
    with queries(ground.session.get_bind()) as asked:
        mastery.refresh(ground.session, 1)
    assert len(asked) == 2


def test_a_void_takes_the_evidence_of_that_person_away_again(ground):
    kept, voided = sit(ground), sit(ground, wrong=("one", "many", "order"))
    sit(ground, "keeper", wrong=("one",))
    mastery.refresh(ground.session, 1)
    correct(ground, voided)
    assert (cell(ground).percent, cell(ground).n) == (100, 4)
    assert cell(ground, "keeper").n == 4
    evidence = mastery.evidence(ground.session, ground.cast.supervisor, ground.cast.front.person_id, "4.5")
    assert {one.source_id for one in evidence} == {kept}
    assert mastery.compare(ground.session, 1) == []


def test_result_and_void_in_one_go_leave_nothing(ground):
    correct(ground, sit(ground))
    assert cell(ground) is None
    assert mastery.compare(ground.session, 1) == []


def test_a_confirmation_counts_the_answers_once(ground):
    attempt = sit(ground)
    mastery.refresh(ground.session, 1)
    correct(ground, attempt, Kind.CONFIRM)
    assert cell(ground).n == 4
    assert mastery.compare(ground.session, 1) == []


def test_a_cell_that_was_tampered_with_is_named_and_made_anew(ground):
    sit(ground)
    mastery.refresh(ground.session, 1)
    with writing(ground.session):
        ground.session.execute(
            update(MasteryCell)
            .where(MasteryCell.department_id == 1, MasteryCell.clause == "4.5")
            .values(points=0.0)
        )
    assert mastery.compare(ground.session, 1) == [(ground.cast.front.person_id, "4.5")]
    assert mastery.rebuild(ground.session, 1) == 1
    assert mastery.compare(ground.session, 1) == []


def test_what_is_older_weighs_less(ground):
    with clock.travel(clock.now() - timedelta(days=90)):
        sit(ground, wrong=("one", "many", "order", "yes"))
    sit(ground)
    assert cell(ground).percent == 66


def test_strangers_learn_nothing(ground):
    sit(ground)
    front = ground.cast.front.person_id
    for who in ("keeper", "stranger", "other_supervisor"):
        with pytest.raises(NotFound):
            mastery.of_person(ground.session, getattr(ground.cast, who), front)
        with pytest.raises(NotFound):
            mastery.evidence(ground.session, getattr(ground.cast, who), front, "4.5")
    with pytest.raises(NotFound):
        mastery.department(ground.session, ground.cast.other_supervisor, 1)
    assert mastery.of_person(ground.session, ground.cast.front, front)["4.5"].n == 4


def test_ones_own_grades_stay_closed_until_they_are_released(small):
    front = small.cast.front
    later = Rules(
        60, feedback=Feedback.AFTER_DEADLINE, deadline=clock.now() + timedelta(days=1), attempts=None
    )
    sit(small, rules=later)
    own = mastery.of_person(small.session, front, front.person_id)
    assert own == {}
    assert mastery.evidence(small.session, front, front.person_id, "4.5") == []
    assert cell(small).n == 4
    with clock.travel(clock.now() + timedelta(days=2)):
        assert mastery.of_person(small.session, front, front.person_id)["4.5"].n == 4
