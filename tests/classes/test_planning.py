"""Classes planned: who signs in by phone and when, what holding one does, results by hand and their proof."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from tests.duty.story import ZONE, at, came, plan, to
from trainer import clock
from trainer.audit.tables import AuditEvent
from trainer.classes import service as classes
from trainer.classes.model import Absence, How, Mode, Reason, State, due_of_test
from trainer.classes.tables import Attendance, ClassResult
from trainer.errors import Conflict, Forbidden, Gone, Invalid, NotFound, Stale
from trainer.scores import service as scores
from trainer.scores.model import Source

START = "2027-10-06 14:00"


@pytest.fixture(autouse=True)
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


@pytest.fixture
def planned(session, cast):
    id_ = plan(session, cast.supervisor, cast.front, cast.keeper, starts=START)
    return id_, classes.token_of(session, cast.supervisor, id_)


def count(session, table) -> int:
    return session.scalar(select(func.count()).select_from(table))


def test_a_plan_stands_in_no_record_until_it_was_held(session, cast, planned, forward):
    id_, token = planned
    held = classes.fetch(session, cast.supervisor, id_)
    assert (held.state, held.mode, set(held.expected)) == (
        State.PLANNED,
        Mode.ORAL,
        {cast.front.person_id, cast.keeper.person_id},
    )
    assert len(token) >= 24
    day = date(2027, 10, 6)
    assert classes.held_between(session, 1, day, day) == []
    assert [one.id for one in classes.planned_between(session, 1, day, day)] == [id_]
    with pytest.raises(Invalid):
        came(session, cast.supervisor, id_, cast.front)  # its day is tomorrow
    to(forward, "2027-10-06 15:00")
    why = {cast.keeper.person_id: Reason(Absence.ON_SHIFT, None)}
    held = came(session, cast.supervisor, id_, cast.front, absences=why)
    assert (held.state, set(held.attendees)) == (State.HELD, {cast.front.person_id})
    assert held.absent[cast.keeper.person_id].absence is Absence.ON_SHIFT
    assert [one.id for one in classes.held_between(session, 1, day, day)] == [id_]
    with pytest.raises(Conflict):
        came(session, cast.supervisor, id_, cast.front)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"starts": "2027-10-05 08:00"}, "held_on"),
        ({"starts": "2031-10-05 08:00"}, "held_on"),
        ({"minutes": 0}, "minutes"),
        ({"quiz_id": "posture", "test_days": 0}, "test_days"),
        ({"pass_mark": 101}, "pass_mark"),
    ],
)
def test_what_cannot_be_planned_is_refused(session, cast, wanted, field):
    with pytest.raises(Invalid) as refused:
        plan(session, cast.supervisor, cast.front, **{"starts": START, **wanted})
    assert refused.value.field == field


def test_a_double_click_plans_once_and_strangers_are_not_expected(session, cast, planned):
    assert plan(session, cast.supervisor, cast.front, starts=START) == planned[0]
    for whom in (cast.stranger, cast.manager):
        with pytest.raises(Invalid):
            plan(session, cast.supervisor, whom, starts="2027-10-07 14:00")
    for who in (cast.front, cast.other_supervisor):
        with pytest.raises(Forbidden):
            classes.plan(session, who, 1, None, [], zone=ZONE)
    with pytest.raises(NotFound):
        classes.token_of(session, cast.other_supervisor, planned[0])


@pytest.mark.parametrize(
    ("when", "refusal"),
    [
        ("2027-10-05 14:00", Conflict),
        ("2027-10-06 12:59", Conflict),
        ("2027-10-06 13:00", None),
        ("2027-10-06 16:39", None),
        ("2027-10-06 16:40", Gone),
        ("2027-10-07 14:00", Gone),
    ],
)
def test_the_code_is_good_from_an_hour_before_until_two_after(session, cast, planned, forward, when, refusal):
    to(forward, when)
    if refusal is None:
        assert classes.sign_in(session, cast.front, *planned)
    else:
        with pytest.raises(refusal):
            classes.sign_in(session, cast.front, *planned)
    assert count(session, Attendance) == (refusal is None)


def test_signing_in_twice_is_once_and_a_colleague_may_come_unasked(session, cast, planned, forward):
    to(forward, "2027-10-06 13:55")
    assert classes.sign_in(session, cast.front, *planned)
    assert not classes.sign_in(session, cast.front, *planned)
    assert classes.sign_in(session, cast.cashier, *planned)
    held = classes.fetch(session, cast.supervisor, planned[0])
    assert held.signed[cast.cashier.person_id].how is How.QR
    assert held.signed[cast.front.person_id].at == clock.now()
    events = session.scalars(select(AuditEvent.actor_id).where(AuditEvent.kind == "class_signed_in")).all()
    assert events == [cast.front.person_id, cast.cashier.person_id]


def test_a_wrong_code_and_people_of_elsewhere_are_refused(session, cast, planned, forward):
    to(forward, "2027-10-06 14:00")
    id_, token = planned
    for who, shown in ((cast.front, "x"), (cast.front, ""), (cast.front, "é"), (cast.stranger, token)):
        with pytest.raises(NotFound):
            classes.sign_in(session, who, id_, shown)
    with pytest.raises(NotFound):
        classes.sign_in(session, cast.front, 999, token)
    classes.cancel(session, cast.supervisor, id_, "讲师请假")
    with pytest.raises(Gone):
        classes.sign_in(session, cast.front, id_, token)
    assert classes.fetch(session, cast.supervisor, id_).state is State.CANCELLED


def test_scans_and_ticks_are_one_list_and_the_last_word_is_the_leaders(session, cast, planned, forward):
    to(forward, "2027-10-06 13:55")
    classes.sign_in(session, cast.front, *planned)
    classes.sign_in(session, cast.cashier, *planned)
    held = came(session, cast.supervisor, planned[0], cast.front, cast.keeper)
    assert {id_: one.how for id_, one in held.signed.items()} == {
        cast.front.person_id: How.QR,
        cast.keeper.person_id: How.LIST,
    }
    with pytest.raises(Gone):
        classes.sign_in(session, cast.cashier, *planned)


def test_another_reason_needs_words(session, cast, planned, forward):
    to(forward, "2027-10-06 15:00")
    why = {cast.keeper.person_id: Reason(Absence.OTHER, None)}
    with pytest.raises(Invalid):
        came(session, cast.supervisor, planned[0], cast.front, absences=why)
    assert classes.fetch(session, cast.supervisor, planned[0]).planned


def test_the_test_goes_to_who_came_and_to_who_is_added_later(session, cast, forward):
    id_ = plan(session, cast.supervisor, cast.front, starts=START, quiz_id="posture", test_days=5)
    to(forward, "2027-10-06 15:00")
    asked = []

    def assign(held, ids, until):
        asked.append((tuple(ids), until))

    came(session, cast.supervisor, id_, cast.front, assign=assign)
    assert asked == [((cast.front.person_id,), date(2027, 10, 11))]
    assert due_of_test(date(2027, 10, 6), 5, date(2027, 10, 20)) == date(2027, 10, 21)


def test_attendance_is_corrected_with_a_reason_that_is_kept(session, cast, planned, forward):
    to(forward, "2027-10-06 15:00")
    id_, _token = planned
    came(session, cast.supervisor, id_, cast.front)
    ids = [cast.front.person_id, cast.keeper.person_id]
    with pytest.raises(Invalid):
        classes.amend(session, cast.supervisor, id_, ids, {}, " ", zone=ZONE)
    classes.amend(session, cast.supervisor, id_, ids, {}, "漏勾", zone=ZONE)
    classes.enter(session, cast.supervisor, id_, cast.keeper.person_id, 70)
    with pytest.raises(Conflict):
        classes.amend(session, cast.supervisor, id_, ids[:1], {}, "没来", zone=ZONE)
    event = session.scalar(select(AuditEvent).where(AuditEvent.kind == "class_roll_changed"))
    assert event.details == {"added": [cast.keeper.person_id], "removed": [], "reason": "漏勾"}


@pytest.fixture
def held(session, cast, planned, forward):
    to(forward, "2027-10-06 15:00")
    came(session, cast.supervisor, planned[0], cast.front, cast.keeper, cast.supervisor)
    return planned[0]


def test_a_result_is_a_row_of_the_ledger_and_a_correction_another(session, cast, held):
    front = cast.front.person_id
    classes.enter(session, cast.supervisor, held, front, 55, "语气")
    classes.enter(session, cast.supervisor, held, front, 55, "语气")
    assert count(session, ClassResult) == 1
    with pytest.raises(Stale):
        classes.enter(session, cast.supervisor, held, front, 65)
    classes.enter(session, cast.supervisor, held, front, 60, reason="听错")
    rows = scores.history(session, 1, class_id=held)
    assert [(row.points, row.passed, row.kind, row.supersedes) for row in rows] == [
        (55_000, False, "result", None),
        (60_000, True, "override", 1),
    ]
    assert scores.of_classes(session, 1, [held])[held, front].number == 2
    mark = classes.marks(session, 1, [held])[held, front]
    assert (mark.points, mark.passed, mark.reason) == (60, True, "听错")
    assert [one.points for one in classes.trail(session, 1, held)[front]] == [55, 60]


def test_the_ledger_proves_what_was_entered(session, cast, held):
    classes.enter(session, cast.supervisor, held, cast.front.person_id, 55)
    classes.enter(session, cast.supervisor, held, cast.front.person_id, 60, reason="听错")

    sources = {Source.CLASS: classes.digests}
    assert scores.verify(session, digests=sources)[0] == []
    session.rollback()
    session.execute(text("DROP TRIGGER class_results_no_update"))
    session.execute(text("UPDATE class_results SET points = 99 WHERE id = 1"))
    session.commit()
    assert [one.number for one in scores.verify(session, digests=sources)[0]] == [1]


def test_nobody_enters_their_own_result(session, cast, held):
    with pytest.raises(Forbidden):
        classes.enter(session, cast.supervisor, held, cast.supervisor.person_id, 100)
    classes.enter(session, cast.manager, held, cast.supervisor.person_id, 90)
    assert count(session, ClassResult) == 1


@pytest.mark.parametrize("points", [-1, 101])
def test_points_are_of_a_hundred(session, cast, held, points):
    with pytest.raises(Invalid):
        classes.enter(session, cast.supervisor, held, cast.front.person_id, points)


def test_results_are_of_who_came_to_an_oral_or_practical_class(session, cast, held, forward):
    with pytest.raises(Invalid):
        classes.enter(session, cast.supervisor, held, cast.cashier.person_id, 50)
    for who in (cast.other_supervisor, cast.front):
        with pytest.raises(NotFound):
            classes.enter(session, who, held, cast.front.person_id, 50)
    written = plan(session, cast.supervisor, cast.front, starts="2027-10-06 17:00", mode=Mode.WRITTEN)
    forward(timedelta(hours=3))
    came(session, cast.supervisor, written, cast.front)
    with pytest.raises(Conflict):
        classes.enter(session, cast.supervisor, written, cast.front.person_id, 50)
