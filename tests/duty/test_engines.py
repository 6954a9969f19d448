"""Classes and closings on SQLite and PostgreSQL alike: signing in once, closing once, rows that stay."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.attempts.ground import ground, postgresql_ground, sqlite_ground
from tests.duty.story import ZONE, at, came, plan, to
from tests.duty.test_closing import close
from trainer import clock
from trainer.classes import service as classes
from trainer.classes.model import Absence, Reason
from trainer.duty import service as duty
from trainer.duty.model import Month
from trainer.errors import Conflict
from trainer.scores import service as scores
from trainer.scores.model import Source

__all__ = ["ground", "postgresql_ground", "sqlite_ground"]
OCTOBER = Month(2027, 10)


@pytest.fixture
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def together(session, act) -> list[object]:
    """What two workers get who do the same at once."""
    barrier, outcomes = Barrier(2), []

    def run():
        with Session(session.get_bind(), expire_on_commit=False) as own:
            barrier.wait()
            try:
                outcomes.append(act(own))
            except Conflict:
                outcomes.append("refused")

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=str)


def test_a_month_from_plan_to_closing(ground, forward):
    session, cast = ground.session, ground.cast
    held = plan(
        session, cast.supervisor, cast.front, cast.keeper, starts="2027-10-06 14:00", clauses=("4.5",)
    )
    token = classes.token_of(session, cast.supervisor, held)
    session.rollback()
    to(forward, "2027-10-06 14:00")
    assert together(session, lambda own: classes.sign_in(own, cast.front, held, token)) == [False, True]
    why = {cast.keeper.person_id: Reason(Absence.SICK, None)}
    came(session, cast.supervisor, held, cast.front, absences=why)
    session.rollback()

    def enter(own):
        return classes.enter(own, cast.supervisor, held, cast.front.person_id, 70).entry_number

    assert together(session, enter) == [1, 1]
    assert scores.verify(session, digests={Source.CLASS: classes.digests})[0] == []
    to(forward, "2027-11-01 09:00")
    session.rollback()
    assert together(session, lambda own: close(own, cast.supervisor).number) == [1, "refused"]
    closing = duty.closed(session, 1, OCTOBER)
    frozen = duty.opened(session, closing).record
    classes.enter(session, cast.supervisor, held, cast.front.person_id, 75, reason="漏记")
    classes.cancel(session, cast.supervisor, held, "没开成")
    assert duty.opened(session, closing).record == frozen
    assert len(duty.since(session, closing, ZONE)) == 2
    assert len(duty.record(session, 1, Month(2027, 11), ZONE).corrected) == 2
    session.rollback()

    def reopen(own):
        return duty.reopen(own, cast.supervisor, closing.id, "再看")

    assert together(session, reopen) == [None, "refused"]
    for act in (
        "UPDATE month_closings SET version = 9",
        "DELETE FROM month_marks",
        "DELETE FROM class_results",
    ):
        with pytest.raises(DBAPIError):
            session.execute(text(act))
        session.rollback()
