"""A sitting as a state machine: whatever is done in whatever order, what must hold holds."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.attempts.ground import ITEMS
from trainer import clock
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules, State
from trainer.attempts.tables import Attempt
from trainer.errors import Gone, Stale
from trainer.people import service as people
from trainer.people.model import Role, Viewer
from trainer.scores.tables import ScoreEntry

LIMIT, GRACE = timedelta(minutes=15), timedelta(seconds=60)
CHOICES = {item.id: [o["id"] for o in item.body.get("options", [])] for item in ITEMS}
NUMBERS = count(5000)


class Sittings(RuleBasedStateMachine):
    world = None

    def __init__(self):
        super().__init__()
        self.travel = clock.travel(datetime(2026, 3, 2, 1, tzinfo=UTC), ticking=False)
        self.forward = self.travel.__enter__()
        self.session, number = self.world.session, str(next(NUMBERS))
        person_id = people.add_person(
            self.session, None, department_id=1, staff_number=number, name="x", position="front_desk",
            password="y", cost="test",
        )  # fmt: skip
        self.viewer = Viewer(
            person_id,
            0,
            number,
            "x",
            Role.STAFF,
            "front_desk",
            1,
            "d",
            must_change_password=False,
            locale=None,
        )
        self.attempt = None
        self.state = State.SUBMITTED
        self.ends = clock.now()
        self.held = {}
        self.counts = {}

    def teardown(self):
        self.session.rollback()
        self.travel.__exit__(None, None, None)

    def over(self):
        return clock.now() >= self.ends

    def refused(self):
        return self.state is State.SUBMITTED or clock.now() >= self.ends + GRACE

    @rule()
    def start(self):
        got = attempts.start(self.session, self.viewer, "plain", Rules(60, time_limit=15))
        if self.state is State.OPEN and not self.over():
            assert got == self.attempt
            return
        assert got != self.attempt
        self.attempt, self.state, self.ends = got, State.OPEN, clock.now() + LIMIT
        self.held, self.counts = {}, {}
        sitting = attempts.fetch(self.session, self.viewer, got)
        self.laid = {q.slot: q for q in attempts.questions(self.session, sitting)}

    def body(self, slot, pick):
        question = self.laid[slot]
        choices = CHOICES[question.item.id]
        if question.item.type == "ordering":
            return choices[pick:] + choices[:pick]
        return [choices[pick]] if question.item.type == "multiple" else choices[pick]

    def send(self, slot, seq, body):
        try:
            return attempts.answer(self.session, self.viewer, self.attempt, slot, seq, body)
        finally:
            if self.over() and self.state is State.OPEN:
                self.state = State.EXPIRED

    @precondition(lambda self: self.attempt)
    @rule(slot=st.integers(1, 3), pick=st.integers(0, 3))
    def answer(self, slot, pick):
        body, seq = self.body(slot, pick), self.held.get(slot, (0,))[0] + 1
        try:
            saved = self.send(slot, seq, body)
        except Gone:
            assert self.refused()
            return
        assert not self.refused()
        assert saved.late == self.over()
        self.held[slot] = (seq, body)
        if not saved.late:
            self.counts[slot] = body

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def retry(self, data):
        slot = data.draw(st.sampled_from(sorted(self.held)))
        seq, body = self.held[slot]
        try:
            assert self.send(slot, seq, body).seq == seq
        except Gone:
            assert self.refused()

    @precondition(lambda self: self.held)
    @rule(data=st.data(), pick=st.integers(0, 3), back=st.integers(0, 2))
    def stale(self, data, pick, back):
        slot = data.draw(st.sampled_from(sorted(self.held)))
        seq, body = self.held[slot]
        other = self.body(slot, pick)
        if other == body or seq - back < 1:
            return
        with pytest.raises((Stale, Gone)) as caught:
            self.send(slot, seq - back, other)
        assert self.refused() == isinstance(caught.value, Gone)
        if isinstance(caught.value, Stale):
            assert (caught.value.details["seq"], caught.value.details["response"]) == (seq, body)

    @precondition(lambda self: self.attempt)
    @rule()
    def submit(self):
        ended = attempts.submit(self.session, self.viewer, self.attempt)
        if self.state is State.OPEN:
            self.state = State.EXPIRED if self.over() else State.SUBMITTED
        assert ended is self.state

    @rule(seconds=st.sampled_from([20, 59, 60, 61, 400, 899, 900, 901]))
    def time_passes(self, seconds):
        self.forward(timedelta(seconds=seconds))

    @rule()
    def settle(self):
        attempts.settle(self.session)
        if self.over() and self.state is State.OPEN:
            self.state = State.EXPIRED

    @invariant()
    def rows_agree(self):
        mine = self.session.execute(
            select(Attempt.id, Attempt.state, Attempt.open_key).where(
                Attempt.person_id == self.viewer.person_id
            )
        ).all()
        running = [row.id for row in mine if row.state == "open"]
        assert len(running) <= 1
        assert all((row.open_key is not None) == (row.state == "open") for row in mine)
        rows = self.session.scalars(
            select(ScoreEntry.attempt_id).where(ScoreEntry.person_id == self.viewer.person_id)
        ).all()
        assert Counter(rows) == Counter(row.id for row in mine if row.state != "open")

    @invariant()
    def what_counts_is_the_last_in_time(self):
        if self.attempt is None:
            return
        row = self.session.get_one(Attempt, self.attempt)
        from trainer.attempts.reading import sitting_of  # noqa: PLC0415 - reading without settling

        found = attempts.questions(self.session, sitting_of(row))
        assert {q.slot: q.held.body for q in found if q.held} == self.counts


def test_sittings_hold_what_must_hold(small):
    bound = type("Bound", (Sittings,), {"world": small})
    run_state_machine_as_test(
        bound, settings=settings(max_examples=20, stateful_step_count=25, deadline=None)
    )
