"""Results of observations and classes stand in the same chain as those of sittings, and apart from them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from trainer import clock
from trainer.backups.service import DIGESTS
from trainer.db import writing
from trainer.editions import service as editions
from trainer.errors import Conflict
from trainer.scores import service as scores
from trainer.scores.model import Correction, Damage, Kind, Result, Source, body_of
from trainer.scores.service import ScoreEntry


@pytest.fixture
def result(ground):
    """A result of the front desk, of whatever the keywords name."""

    def make(**named):
        return Result(
            department_id=1,
            person_id=ground.cast.front.person_id,
            position="front_desk",
            quiz_id=None,
            edition_number=1,
            edition_hash=editions.current(ground.session).hash,
            attempt_id=None,
            attempt_number=None,
            assignment_id=None,
            points=8_000,
            maximum=10_000,
            percent=8_000,
            passed=True,
            provisional=False,
            red_lines=(),
            responses_digest="d" * 64,
            **named,
        )

    return make


@pytest.fixture
def observed(result):
    return result(observation_id=7, checklist_id="telephone")


def append(ground, result, correction=None):
    with writing(ground.session):
        return scores.append(ground.session, result, correction)


def correction(ground, number, kind=Kind.OVERRIDE):
    return Correction(kind, number, "看错了一项", ground.cast.supervisor.person_id)


def test_an_observation_is_recorded_once_and_no_reader_of_sittings_meets_it(ground, observed):
    number = append(ground, observed)
    assert scores.of_observations(ground.session, 1, [7])[7].number == number
    assert (
        scores.of_person(ground.session, 1, observed.person_id),
        scores.provisional(ground.session, [1], 9),
    ) == (
        [],
        [],
    )
    with pytest.raises(Conflict):
        append(ground, observed)
    ground.session.rollback()


def test_a_correction_takes_the_place_of_a_result_and_both_stay(ground, observed):
    first = append(ground, observed)
    second = append(ground, replace(observed, points=6_000), correction(ground, first))
    assert scores.of_observations(ground.session, 1, [7])[7].number == second
    kept = scores.history(ground.session, 1, observation_id=7)
    assert [(row.number, row.kind, row.points) for row in kept] == [
        (first, "result", 8_000),
        (second, "override", 6_000),
    ]


def test_a_struck_out_result_holds_no_more(ground, observed):
    first = append(ground, observed)
    append(ground, observed, correction(ground, first, Kind.VOID))
    assert scores.of_observations(ground.session, 1, [7]) == {}


def test_the_period_of_a_result_is_that_of_its_first_row(ground, observed):
    start = clock.now() - timedelta(hours=1)
    first = append(ground, observed)
    between = clock.now() + timedelta(seconds=1)
    with clock.travel(between + timedelta(days=1)):
        append(ground, replace(observed, points=6_000), correction(ground, first))
    sources = {Source.OBSERVATION, Source.CLASS}
    assert [row.points for row in scores.of_period(ground.session, 1, start, between, sources)] == [6_000]
    later = between + timedelta(days=3)
    assert scores.of_period(ground.session, 1, between, later, sources) == []
    assert scores.of_period(ground.session, 1, start, between) == []


def test_rows_after_a_number_are_of_every_source(ground, observed):
    number = append(ground, observed)
    assert [row.key for row in scores.since(ground.session, 1, 0, 10)] == [7]
    assert scores.since(ground.session, 1, number, 10) == []


def test_a_row_is_the_result_of_exactly_one_thing(ground, result):
    with pytest.raises(ValueError, match="a result of"):
        append(ground, result())
    ground.session.rollback()
    with pytest.raises(ValueError, match="a result of"):
        append(ground, result(observation_id=7, class_id=1))
    ground.session.rollback()


def test_the_database_refuses_a_row_of_two_sources(ground, observed):
    append(ground, observed)
    row = scores.history(ground.session, 1, observation_id=7)[0]
    columns = {c.key: getattr(row, c.key) for c in ScoreEntry.__table__.columns}
    nameless = insert(ScoreEntry).values(columns | {"number": 99, "observation_id": None})
    with pytest.raises(IntegrityError, match="one_source"), writing(ground.session):
        ground.session.execute(nameless)
    ground.session.rollback()


def test_what_an_observation_rests_on_is_proved(ground, observed):
    append(ground, observed)

    def digests(_session, _department, ids):
        return {id_: {"0" * 64, "d" * 64} for id_ in ids}

    def others(_session, _department, ids):
        return {id_: {"0" * 64} for id_ in ids}

    assert scores.verify(ground.session, digests={Source.OBSERVATION: digests})[0] == []
    (found,) = scores.verify(ground.session, digests={Source.OBSERVATION: others})[0]
    assert (found.number, found.damage) == (1, Damage.RESPONSES)


def test_rows_of_sittings_keep_the_bytes_they_always_had(result):
    body = body_of(1, clock.now(), "0" * 64, replace(result(), attempt_id=3), None)
    assert "observation_id" not in body
    assert "class_id" not in body


def test_every_source_of_results_is_proved():
    assert set(DIGESTS) == set(Source)
