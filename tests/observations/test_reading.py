"""What other rooms read, two observers of one moment, and what lists cost."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.observations.ground import ALL_MET, FAILED, begin, watch
from tests.queries import queries
from trainer import clock
from trainer.errors import Conflict, NotFound
from trainer.observations import service as observations
from trainer.observations.reading import Wanted
from trainer.people import service as people
from trainer.people.model import Role


def hire(session, number: str) -> int:
    return people.add_person(
        session,
        None,
        department_id=1,
        staff_number=number,
        name=f"前台{number}",
        position="front_desk",
        role=Role.STAFF,
    )


def whole_time() -> tuple:
    return clock.now() - timedelta(days=1), clock.now() + timedelta(days=1)


def test_of_period_tells_what_other_rooms_count(floor):
    session, cast = floor.session, floor.cast
    before = clock.now()
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    begin(session, cast.supervisor, cast.keeper)
    (one,) = observations.of_period(session, 1, before, clock.now() + timedelta(seconds=1))
    assert (one.id, one.person_id, one.observer_id) == (id_, cast.front.person_id, cast.supervisor.person_id)
    assert one.marks == FAILED | {"hands": "unobserved"}
    assert one.clauses["hands"] == ("2.2",)
    assert (one.points, one.maximum, one.percent, one.state) == (6000, 9000, 6666, "finished")
    assert (one.signed, one.objected, one.answered) == (False, False, False)
    assert observations.of_period(session, 1, before - timedelta(days=1), before) == []
    assert observations.of_period(session, 2, *whole_time()) == []
    assert observations.by_ids(session, 1, [id_])[id_] == one


def test_of_person_is_for_those_who_may_look(floor):
    session, cast = floor.session, floor.cast
    watch(session, cast.supervisor, cast.front)
    for viewer in (cast.front, cast.supervisor, cast.deputy, cast.manager):
        assert len(observations.of_person(session, viewer, cast.front.person_id)) == 1
    for viewer in (cast.keeper, cast.other_supervisor, cast.stranger):
        with pytest.raises(NotFound):
            observations.of_person(session, viewer, cast.front.person_id)
    watch(session, cast.manager, cast.supervisor)
    assert observations.of_person(session, cast.deputy, cast.supervisor.person_id) == []
    assert len(observations.of_person(session, cast.supervisor, cast.supervisor.person_id)) == 1


def test_two_observers_of_one_moment_are_linked_and_compared(floor):
    session, cast = floor.session, floor.cast
    one = watch(session, cast.supervisor, cast.front, ALL_MET)
    other = watch(session, cast.deputy, cast.front, ALL_MET | {"stands": "unmet"}, end=False)
    elsewhere = watch(session, cast.deputy, cast.keeper, ALL_MET)
    row = observations.fetch(session, cast.supervisor, one).row
    linked, free = observations.beside(session, row)
    assert (linked, [(b.id, b.finished) for b in free]) == ([], [(other, False)])
    with pytest.raises(NotFound):
        observations.link(session, cast.supervisor, one, elsewhere)
    with pytest.raises(NotFound):  # neither of them is the manager's
        observations.link(session, cast.manager, one, other)
    observations.link(session, cast.supervisor, one, other)
    with pytest.raises(Conflict):
        observations.link(session, cast.supervisor, one, other)
    assert observations.agreement(session, 1) == {}
    observations.finish(session, cast.deputy, other)
    title, found = observations.agreement(session, 1)["counter"]
    assert (title, found.n, found.pairs) == ("前台接待小表", 4, 1)
    assert found.observed == pytest.approx(0.75)
    assert found.kappa == pytest.approx(0.0)
    observations.unlink(session, cast.deputy, other)
    assert observations.agreement(session, 1) == {}
    assert observations.fetch(session, cast.supervisor, one).row.moment_id is None


def test_moments_that_are_more_than_an_hour_apart_cannot_be_linked(floor):
    session, cast = floor.session, floor.cast
    with clock.travel(clock.now()) as forward:
        one = watch(session, cast.supervisor, cast.front)
        forward(timedelta(minutes=61))
        other = watch(session, cast.deputy, cast.front)
        assert observations.beside(session, observations.fetch(session, cast.deputy, other).row) == ([], [])
        with pytest.raises(NotFound):
            observations.link(session, cast.deputy, other, one)


def test_a_list_is_narrowed(floor):
    session, cast = floor.session, floor.cast
    of_front = watch(session, cast.supervisor, cast.front, FAILED)
    of_keeper = watch(session, cast.supervisor, cast.keeper)
    draft = begin(session, cast.supervisor, cast.front, "desk")
    watch(session, cast.manager, cast.supervisor)

    def ids(viewer, **wanted):
        return {known.row.id for known in observations.page(session, viewer, 1, Wanted(**wanted), 1)[0]}

    boss = cast.supervisor
    assert ids(boss) == {of_front, of_keeper, draft}
    assert len(ids(cast.manager)) == 4
    assert ids(boss, person_id=cast.keeper.person_id) == {of_keeper}
    assert ids(boss, checklist_id="desk") == {draft}
    assert ids(boss, state="draft") == {draft}
    assert ids(boss, state="unsigned") == {of_front, of_keeper}
    assert ids(boss, state="signed") == set()
    assert ids(cast.other_supervisor) == set()


def test_reading_many_asks_no_more_than_reading_one(floor):
    session, cast = floor.session, floor.cast
    boss = cast.supervisor
    watch(session, boss, cast.front, FAILED)
    engine = session.get_bind()

    def asked() -> list[int]:
        counts = []
        for ask in (
            lambda: observations.page(session, boss, 1, Wanted(), 1),
            lambda: observations.of_period(session, 1, *whole_time()),
            lambda: observations.waiting_for(session, boss),
            lambda: observations.agreement(session, 1),
            lambda: observations.mine(session, cast.front),
        ):
            session.rollback()
            with queries(engine) as seen:
                ask()
            counts.append(len(seen))
        return counts

    few = asked()
    for number in range(12):
        person = people.fetch(session, cast.manager, hire(session, f"02{number:02}"))
        session.rollback()
        watch(session, boss, SimpleNamespace(person_id=person.id), FAILED)
    assert asked() == few
    assert max(few) <= 9


def test_whoever_moved_still_reads_and_signs_what_was_seen_before(floor):
    session, cast = floor.session, floor.cast
    id_ = watch(session, cast.supervisor, cast.front)
    moved = replace(cast.front, department_id=2)
    assert observations.waiting_for(session, moved).to_sign == [id_]
    assert [known.row.id for known in observations.mine(session, moved)[0]] == [id_]
    assert observations.waiting_for(session, cast.stranger).to_sign == []
