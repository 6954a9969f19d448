"""Finishing, signing, objecting and answering: who may, what the record holds afterwards, on both engines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.cast import PASSWORD
from tests.observations.ground import ALL_MET, FAILED, RED, begin, seen_hash, tap, watch
from trainer.errors import Conflict, Forbidden, Invalid, NotFound, Throttled
from trainer.observations import service as observations
from trainer.observations.model import Decision
from trainer.people.service import SignInRules
from trainer.scores import service as scores
from trainer.scores.model import Kind, Source

RULES = SignInRules(timedelta(hours=1), timedelta(days=1), 5, "test")


def sign(session, viewer, id_: int, password=PASSWORD, shown=None) -> None:
    shown = shown or seen_hash(session, viewer, id_)
    observations.sign(session, viewer, id_, shown, password, RULES)


def object_(session, viewer, id_: int, reason="那天没有客户") -> None:
    observations.object_(session, viewer, id_, seen_hash(session, viewer, id_), reason)


def ledger(session, id_: int):
    session.rollback()
    return list(scores.history(session, 1, observation_id=id_))


def sound(session) -> bool:
    session.rollback()
    return scores.verify(session, digests={Source.OBSERVATION: observations.digests})[0] == []


def test_finishing_grades_what_was_observed_into_the_ledger(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    (row,) = ledger(session, id_)
    assert (row.points, row.maximum, row.passed, row.checklist_id) == (6000, 9000, False, "counter")
    assert (row.person_id, row.position, row.quiz_id) == (cast.front.person_id, "front_desk", None)
    assert not observations.finish(session, cast.supervisor, id_)
    assert len(ledger(session, id_)) == 1
    known = observations.fetch(session, cast.front, id_)
    assert known.outcome.clauses_to_train == ("4.5",)
    assert [one.role for one in known.signatures] == ["observer"]
    assert known.signatures[0].shown_hash == known.shown_hash
    assert sound(session)


def test_finishing_at_once_from_two_devices_records_one_result(floor):
    session, boss = floor.session, floor.cast.supervisor
    id_ = watch(session, boss, floor.cast.front, ALL_MET, end=False)
    engine = session.get_bind()

    def end(_number: int) -> bool:
        with Session(engine, expire_on_commit=False) as mine:
            return observations.finish(mine, boss, id_)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(end, range(4))) == [False, False, False, True]
    assert len(ledger(session, id_)) == 1


def test_a_red_line_fails_whatever_the_percentage(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front, ALL_MET | {"words": "unmet"})
    (row,) = ledger(session, id_)
    assert row.red_lines == [RED]
    assert not row.passed


def test_without_anything_observed_there_is_no_result(floor):
    session, boss = floor.session, floor.cast.supervisor
    id_ = begin(session, boss, floor.cast.front)
    tap(session, boss, id_, "greets", "unobserved")
    with pytest.raises(Invalid):
        observations.finish(session, boss, id_)
    assert ledger(session, id_) == []


def test_the_observed_person_signs_what_was_shown_with_the_password(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front)
    with pytest.raises(Invalid) as error:
        sign(session, cast.front, id_, "not the password")
    assert error.value.field == "password"
    with pytest.raises(Conflict):
        sign(session, cast.front, id_, shown="0" * 64)
    sign(session, cast.front, id_)
    known = observations.fetch(session, cast.front, id_)
    assert known.signed.person_id == cast.front.person_id
    assert known.signed.shown_hash == known.shown_hash
    with pytest.raises(Conflict):
        sign(session, cast.front, id_)
    with pytest.raises(Conflict):
        object_(session, cast.front, id_)


def test_guessing_the_password_is_slowed_down(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front)
    for _ in range(5):
        with pytest.raises(Invalid):
            sign(session, cast.front, id_, "wrong")
    with pytest.raises(Throttled):
        sign(session, cast.front, id_)


def test_nobody_else_signs_or_objects(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front)
    shown = seen_hash(session, cast.supervisor, id_)
    for other, error in (
        (cast.supervisor, Forbidden),
        (cast.deputy, Forbidden),
        (cast.manager, Forbidden),
        (cast.administrator, Forbidden),
        (cast.keeper, NotFound),
        (cast.stranger, NotFound),
        (cast.other_supervisor, NotFound),
    ):
        with pytest.raises(error):
            sign(session, other, id_, shown=shown)
        with pytest.raises(error):
            observations.object_(session, other, id_, shown, "替人说")


def test_an_objection_is_answered_by_somebody_who_was_not_there(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    with pytest.raises(Invalid):
        object_(session, cast.front, id_, " ")
    object_(session, cast.front, id_)
    assert [one.observation_id for one in observations.open_objections(session, 1)] == [id_]
    assert observations.waiting_for(session, cast.deputy).to_answer == [id_]
    assert observations.waiting_for(session, cast.manager).to_answer == []
    assert observations.waiting_for(session, cast.supervisor).to_answer == []
    for other, error in (
        (cast.supervisor, Forbidden),
        (cast.front, Forbidden),
        (cast.keeper, NotFound),
        (cast.other_supervisor, NotFound),
    ):
        with pytest.raises(error):
            observations.answer(session, other, id_, Decision.UPHELD, "不行")
    with pytest.raises(Invalid):
        observations.answer(session, cast.deputy, id_, Decision.UPHELD, "")
    observations.answer(session, cast.deputy, id_, Decision.UPHELD, "录像里看得到")
    assert len(ledger(session, id_)) == 1
    assert observations.open_objections(session, 1) == []
    with pytest.raises(Conflict):
        observations.answer(session, cast.manager, id_, Decision.UPHELD, "再答一次")
    assert observations.waiting_for(session, cast.front).to_sign == [id_]
    sign(session, cast.front, id_)
    known = observations.fetch(session, cast.front, id_)
    assert [(one.role, one.kind) for one in known.signatures] == [
        ("observer", "signed"),
        ("observed", "objected"),
        ("observed", "signed"),
    ]
    assert len({one.shown_hash for one in known.signatures}) == 2  # the answer is part of what is shown


def test_changed_marks_override_the_result_and_both_stay(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    object_(session, cast.front, id_)
    with pytest.raises(Invalid):
        observations.answer(session, cast.manager, id_, Decision.CHANGED, "没有不同", FAILED)
    observations.answer(session, cast.manager, id_, Decision.CHANGED, "录像为证", {"greets": "met"})
    first, second = ledger(session, id_)
    assert (first.passed, second.passed, second.kind, second.supersedes) == (
        False,
        True,
        Kind.OVERRIDE,
        first.number,
    )
    assert (second.reason, second.author_id) == ("录像为证", cast.manager.person_id)
    known = observations.fetch(session, cast.front, id_)
    assert (known.first_marks["greets"], known.marks["greets"]) == ("unmet", "met")
    assert known.row.again_at is None
    (one,) = observations.of_person(session, cast.supervisor, cast.front.person_id)
    assert (one.passed, one.objected, one.answered, one.signed) == (True, True, True, False)
    assert sound(session)


def test_a_withdrawn_observation_counts_nowhere(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    object_(session, cast.front, id_)
    observations.answer(session, cast.deputy, id_, Decision.WITHDRAWN, "考核时在演习")
    assert [row.kind for row in ledger(session, id_)] == [Kind.RESULT, Kind.VOID]
    assert observations.of_person(session, cast.supervisor, cast.front.person_id) == []
    assert observations.fetch(session, cast.front, id_).row.state == "withdrawn"
    assert observations.waiting_for(session, cast.supervisor).again == []
    assert sound(session)


def test_where_there_is_no_other_supervisor_the_manager_answers(floor):
    session, cast = floor.session, floor.cast
    of_supervisor = watch(session, cast.manager, cast.supervisor, FAILED)
    object_(session, cast.supervisor, of_supervisor)
    assert observations.waiting_for(session, cast.administrator).to_answer == [of_supervisor]
    for nobody in (cast.manager, cast.supervisor):
        with pytest.raises(Forbidden):
            observations.answer(session, nobody, of_supervisor, Decision.UPHELD, "自己答")
    with pytest.raises(NotFound):  # a colleague does not even see it
        observations.answer(session, cast.deputy, of_supervisor, Decision.UPHELD, "替她答")
    observations.answer(session, cast.administrator, of_supervisor, Decision.UPHELD, "看过")
    there = watch(session, cast.other_supervisor, cast.stranger, FAILED)
    object_(session, cast.stranger, there)
    assert observations.waiting_for(session, cast.manager).to_answer == [there]


def test_a_failed_form_is_proposed_again_until_done_or_dismissed(floor):
    session, cast = floor.session, floor.cast
    first = watch(session, cast.supervisor, cast.front, FAILED)
    row = observations.fetch(session, cast.supervisor, first).row
    assert row.again_at - row.finished_at == timedelta(days=7)
    assert observations.waiting_for(session, cast.supervisor).again == [first]
    second = watch(session, cast.supervisor, cast.front, FAILED)
    assert observations.fetch(session, cast.supervisor, first).row.again_id == second
    assert observations.waiting_for(session, cast.supervisor).again == [second]
    with pytest.raises(NotFound):
        observations.dismiss(session, cast.front, second, "不用")
    with pytest.raises(Invalid):
        observations.dismiss(session, cast.supervisor, second, "")
    observations.dismiss(session, cast.supervisor, second, "已调岗")
    assert observations.waiting_for(session, cast.supervisor).again == []
    with pytest.raises(Conflict):
        observations.dismiss(session, cast.supervisor, second, "再来")


def test_a_passed_form_proposes_nothing(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front)
    assert observations.fetch(session, cast.supervisor, id_).row.again_at is None


def test_a_changed_mark_of_the_observers_is_found_by_verify(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front)
    known = observations.fetch(session, cast.supervisor, id_)
    assert observations.digests(session, 1, [id_]).keys() == {id_}
    assert sound(session)
    assert known.held["greets"].seq == 1
