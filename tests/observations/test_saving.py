"""Beginning and saving: one draft, the guarantees of answers, on both engines."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.observations.ground import ALL_MET, begin, tap, watch
from trainer.db import writing
from trainer.editions import service as editions
from trainer.errors import Forbidden, Gone, Invalid, NotFound, Stale
from trainer.observations import service as observations
from trainer.observations.facts import newest
from trainer.observations.model import MAX_NOTE, Entry
from trainer.observations.tables import MarkRow, Observation


def held(session, id_: int, item_id: str) -> Entry | None:
    session.rollback()
    found = newest(session, 1, [id_], item_id).get(id_, {}).get(item_id)
    return found.entry if found else None


def rows(session, id_: int) -> int:
    session.rollback()
    chosen = select(func.count()).select_from(MarkRow).where(MarkRow.observation_id == id_)
    return session.scalar(chosen)


def test_a_tap_is_held_and_repeating_it_changes_nothing(floor):
    session, boss = floor.session, floor.cast.supervisor
    id_ = begin(session, boss, floor.cast.front)
    first = tap(session, boss, id_, "greets", "met", note="笑得自然")
    again = tap(session, boss, id_, "greets", "met", note="笑得自然")
    assert first == again
    assert rows(session, id_) == 1
    assert held(session, id_, "greets") == Entry("met", "笑得自然")


def test_a_newer_tap_wins_and_an_older_one_is_told_what_is_held(floor):
    session, boss = floor.session, floor.cast.supervisor
    id_ = begin(session, boss, floor.cast.front)
    tap(session, boss, id_, "greets", "met")
    tap(session, boss, id_, "greets", "unmet", seq=3)
    for seq in (2, 3):
        with pytest.raises(Stale) as error:
            tap(session, boss, id_, "greets", "met", seq=seq)
        assert (error.value.details["seq"], error.value.details["held"].mark) == (3, "unmet")
    assert held(session, id_, "greets").mark == "unmet"


def test_two_devices_at_once_leave_one_answer_a_number(floor):
    session, boss = floor.session, floor.cast.supervisor
    id_ = begin(session, boss, floor.cast.front)
    engine = session.get_bind()

    def send(mark: str) -> str:
        with Session(engine, expire_on_commit=False) as mine:
            try:
                tap(mine, boss, id_, "greets", mark)
            except Stale:
                return "stale"
            return mark

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(send, ["met", "unmet", "met", "unmet"]))
    won = held(session, id_, "greets").mark
    assert {one for one in outcomes if one != "stale"} == {won}
    assert rows(session, id_) == 1


def test_beginning_twice_at_once_gives_one(floor):
    session, boss, front = floor.session, floor.cast.supervisor, floor.cast.front
    engine = session.get_bind()
    editions.current(session)

    def start(_number: int) -> int:
        with Session(engine, expire_on_commit=False) as mine:
            return begin(mine, boss, front)

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(start, range(4)))
    assert len(found) == 1
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Observation)) == 1


def test_place_and_note_are_saved_under_the_same_guarantees(floor):
    session, boss = floor.session, floor.cast.supervisor
    id_ = begin(session, boss, floor.cast.front)
    wanted = {"place": ["一号楼大堂"], "note": ["忙时\r\n三人排队"]}
    first = observations.save_note(session, boss, id_, 1, wanted)
    assert observations.save_note(session, boss, id_, 1, wanted) == first
    with pytest.raises(Stale) as error:
        observations.save_note(session, boss, id_, 1, {"place": ["别处"]})
    assert error.value.details["held"].place == "一号楼大堂"
    row = observations.fetch(session, boss, id_).row
    assert (row.place, row.note, row.version) == ("一号楼大堂", "忙时\n三人排队", 1)


@pytest.mark.parametrize(
    ("seq", "fields"),
    [
        (0, {"": ["met"]}),
        (True, {"": ["met"]}),
        ("1", {"": ["met"]}),
        (2_000_000, {"": ["met"]}),
        (1, {"": ["fine"]}),
        (1, ["met"]),
        (1, {"": "met"}),
        (1, {"": [1]}),
        (1, {"note": ["x" * (MAX_NOTE + 1)]}),
        (1, {"note": ["a\x00b"]}),
        (1, {"photo": ["7"]}),
        (1, {"photo": ["../etc"]}),
    ],
)
def test_what_cannot_be_a_mark_is_refused(floor, seq, fields):
    session, boss = floor.session, floor.cast.supervisor
    id_ = begin(session, boss, floor.cast.front)
    with pytest.raises(Invalid):
        observations.save_mark(session, boss, id_, "greets", seq, fields)
    assert rows(session, id_) == 0


def test_only_its_observer_saves_and_only_before_the_end(floor):
    session, cast = floor.session, floor.cast
    id_ = begin(session, cast.supervisor, cast.front)
    for other in (cast.deputy, cast.manager, cast.administrator, cast.front, cast.other_supervisor):
        with pytest.raises(NotFound):
            tap(session, other, id_, "greets", "met")
        with pytest.raises(NotFound):
            observations.fetch(session, other, id_)
    with pytest.raises(NotFound):
        tap(session, cast.supervisor, id_, "nothing", "met")
    tap(session, cast.supervisor, id_, "greets", "met")
    observations.finish(session, cast.supervisor, id_)
    with pytest.raises(Gone):
        tap(session, cast.supervisor, id_, "greets", "unmet", seq=2)
    assert held(session, id_, "greets").mark == "met"


def test_nobody_observes_themselves_or_people_they_do_not_lead(floor):
    session, cast = floor.session, floor.cast
    edition = editions.current(session)
    for observer, person, error in (
        (cast.supervisor, cast.supervisor, Forbidden),
        (cast.supervisor, cast.deputy, Forbidden),
        (cast.supervisor, cast.manager, Forbidden),
        (cast.supervisor, cast.stranger, NotFound),
        (cast.manager, cast.manager, Forbidden),
        (cast.manager, cast.administrator, Forbidden),
        (cast.front, cast.front, Forbidden),
        (cast.front, cast.keeper, NotFound),
    ):
        with pytest.raises(error):
            observations.start(session, observer, edition, person.person_id, "counter")
    assert observations.start(session, cast.manager, edition, cast.supervisor.person_id, "counter")[1]
    with pytest.raises(Invalid):
        observations.start(session, cast.supervisor, edition, cast.keeper.person_id, "desk")
    with pytest.raises(NotFound):
        observations.start(session, cast.supervisor, edition, cast.keeper.person_id, "no-such-form")


def test_those_one_may_observe_are_those_one_leads(floor):
    session, cast = floor.session, floor.cast
    there = observations.observable(session, cast.supervisor, 1)
    assert set(there) == {p.person_id for p in (cast.front, cast.keeper, cast.cashier)}
    of_manager = set(observations.observable(session, cast.manager, 1))
    assert of_manager == set(there) | {cast.supervisor.person_id, cast.deputy.person_id}


def test_saves_cannot_be_rewritten(floor):
    session = floor.session
    id_ = watch(session, floor.cast.supervisor, floor.cast.front, ALL_MET)
    row = session.scalars(select(MarkRow).where(MarkRow.observation_id == id_)).first()
    with pytest.raises(DatabaseError, match="append-only"), writing(session):
        row.mark = "unmet"


def test_a_draft_is_given_up_with_a_reason_and_stays(floor):
    session, boss = floor.session, floor.cast.supervisor
    id_ = begin(session, boss, floor.cast.front)
    tap(session, boss, id_, "greets", "met")
    with pytest.raises(Invalid):
        observations.withdraw(session, boss, id_, "  ")
    observations.withdraw(session, boss, id_, "被电话叫走")
    row = observations.fetch(session, boss, id_).row
    assert (row.state, row.withdrawn_reason, rows(session, id_)) == ("withdrawn", "被电话叫走", 1)
    with pytest.raises(Gone):
        tap(session, boss, id_, "greets", "unmet", seq=2)
    with pytest.raises(Gone):
        observations.finish(session, boss, id_)
    assert begin(session, boss, floor.cast.front) != id_
