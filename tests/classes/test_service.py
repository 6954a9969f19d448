"""Classes held: entered once, by who may, and struck out with a reason, never deleted."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.duty.story import ZONE, at, hold
from trainer import clock
from trainer.audit.tables import AuditEvent
from trainer.classes import service as classes
from trainer.classes.model import Draft
from trainer.classes.tables import ClassHeld
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.people import service as people

DAY = date(2027, 10, 5)


@pytest.fixture(autouse=True)
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def enter(session, by, ids, **wanted):
    facts = {
        "held_on": DAY,
        "topic": "晨会",
        "clauses": ("2.2",),
        "place": "大厅",
        "trainer": "甲",
        "minutes": 20,
    }
    return classes.record(session, by, 1, Draft(**facts | wanted), ids, zone=ZONE)


def test_a_class_is_kept_with_the_positions_of_the_day(session, cast):
    id_ = enter(session, cast.supervisor, [cast.front.person_id, cast.keeper.person_id])
    people.update_person(session, cast.administrator, cast.front.person_id, position="cashier")
    held = classes.fetch(session, cast.supervisor, id_)
    assert held.attendees == {cast.front.person_id: "front_desk", cast.keeper.person_id: "manager_a"}
    assert (held.created_by, held.clauses, held.cancelled_at) == (cast.supervisor.person_id, ("2.2",), None)
    event = session.scalar(select(AuditEvent).where(AuditEvent.kind == "class_recorded"))
    assert event.details == {"topic": "晨会", "attendees": 2}


def test_a_double_click_gives_one_class_and_a_later_one_is_another(session, cast, forward):
    first = enter(session, cast.supervisor, [cast.front.person_id])
    assert enter(session, cast.supervisor, [cast.front.person_id]) == first
    forward(timedelta(minutes=2))
    assert enter(session, cast.supervisor, [cast.front.person_id]) != first


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"held_on": date(2027, 10, 6)}, "held_on"),
        ({"held_on": date(1027, 10, 5)}, "held_on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
    ],
)
def test_what_cannot_have_been_is_refused(session, cast, wanted, field):
    with pytest.raises(Invalid) as refused:
        enter(session, cast.supervisor, [cast.front.person_id], **wanted)
    assert refused.value.field == field
    assert session.scalar(select(func.count()).select_from(ClassHeld)) == 0


def test_today_is_the_day_of_the_site(session, cast, forward):
    forward(at("2027-10-06 00:30") - clock.now())
    assert enter(session, cast.supervisor, [cast.front.person_id], held_on=date(2027, 10, 6))


def test_only_people_of_the_department_come(session, cast):
    for ids in ([], [cast.front.person_id, cast.stranger.person_id], [999]):
        with pytest.raises(Invalid) as refused:
            enter(session, cast.supervisor, ids)
        assert refused.value.field == "attendees"


def test_who_may_not(session, cast):
    for who in (cast.other_supervisor, cast.front):
        with pytest.raises(Forbidden):
            enter(session, who, [cast.front.person_id])
    id_ = enter(session, cast.manager, [cast.front.person_id])
    for act in (lambda: classes.fetch(session, cast.other_supervisor, id_),
                lambda: classes.cancel(session, cast.other_supervisor, id_, "x")):  # fmt: skip
        with pytest.raises(NotFound):
            act()


def test_a_mistake_is_struck_out_once_with_a_reason_and_stays(session, cast):
    id_ = hold(session, cast.supervisor, cast.front, on=DAY)
    with pytest.raises(Invalid):
        classes.cancel(session, cast.supervisor, id_, "  ")
    classes.cancel(session, cast.supervisor, id_, " 登记错了 ")
    with pytest.raises(Conflict):
        classes.cancel(session, cast.supervisor, id_, "再来")
    held = classes.fetch(session, cast.supervisor, id_)
    assert (held.cancel_reason, held.cancelled_by) == ("登记错了", cast.supervisor.person_id)
    assert classes.held_between(session, 1, DAY, DAY) == []
    assert [one.id for one in classes.held_between(session, 1, DAY, DAY, struck_out=True)] == [id_]
    event = session.scalar(select(AuditEvent).where(AuditEvent.kind == "class_cancelled"))
    assert event.details == {"reason": "登记错了"}


def test_days_at_both_ends_belong_to_the_period(session, cast):
    for day in (1, 5):
        hold(session, cast.supervisor, cast.front, on=date(2027, 10, day), topic=f"会{day}")
    found = classes.held_between(session, 1, date(2027, 10, 1), DAY)
    assert [held.held_on.day for held in found] == [1, 5]
    assert classes.held_between(session, 1, date(2027, 10, 2), date(2027, 10, 4)) == []
    assert classes.held_between(session, 2, date(2027, 10, 1), DAY) == []
