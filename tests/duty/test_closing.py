"""Closing a month: what blocks, what is frozen and stays, who may, once under lock, and what comes after."""

import hashlib
from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.duty.story import QUIZ, ZONE, assign, at, came, hold, plan, read, sit, to
from trainer import clock
from trainer.audit.tables import AuditEvent
from trainer.classes import service as classes
from trainer.classes.model import Absence, Reason
from trainer.duty import printed
from trainer.duty import service as duty
from trainer.duty.closed import Act, Change, Lack
from trainer.duty.model import Form, Month
from trainer.duty.snapshot import read as read_snapshot
from trainer.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from trainer.files import service as files
from trainer.people import service as people
from trainer.people.service import SignInRules
from trainer.scores import service as scores
from trainer.scores.model import Correction, Kind

OCTOBER, NOVEMBER = Month(2027, 10), Month(2027, 11)
RULES = SignInRules(idle=None, lifetime=None, failures=5, password_cost="test")
PASSWORD = "correct-horse-7"


@pytest.fixture
def forward():
    """It is the morning of 5 October 2027."""
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


@pytest.fixture
def busy(session, cast, forward):
    """A month with a passed quiz, a reading, and a class with somebody excused; it is over."""
    task = assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    sit(session, cast.front, task)
    read(session, cast.cashier)
    held = plan(session, cast.supervisor, cast.front, cast.keeper, starts="2027-10-06 14:00")
    to(forward, "2027-10-06 15:00")
    came(
        session,
        cast.supervisor,
        held,
        cast.front,
        absences={cast.keeper.person_id: Reason(Absence.LEAVE, None)},
    )
    classes.enter(session, cast.supervisor, held, cast.front.person_id, 55)
    to(forward, "2027-11-01 09:00")
    return held


def paper_of(session):
    def print_(kept):
        named = kept.record.named
        frozen = printed.Frozen(kept.number, kept.version, [(str(one.lack), one.text) for one in kept.said])
        return printed.pdf(
            kept.record,
            people.cards_of(session, list(named)),
            heading="培训台账",
            organisation="某物业",
            department="客服部",
            register=(),
            printed=clock.localise(clock.now(), ZONE),
            closing=frozen,
        )

    return print_


def close(session, who, month=OCTOBER, answers=None, department=1):
    return duty.close(session, who, department, month, answers or {}, zone=ZONE, print_=paper_of(session))


def lacks(session, month=OCTOBER) -> set[Lack]:
    return {one.lack for one in duty.checklist(session, 1, month, ZONE)}


def test_a_closed_month_is_numbered_and_kept_with_its_paper(session, cast, busy):
    assert lacks(session) == set()
    before = duty.record(session, 1, OCTOBER, ZONE)
    closing = close(session, cast.supervisor)
    assert (closing.number, closing.version, closing.month) == (1, 1, OCTOBER)
    assert closing.head == before.head
    file, data = duty.paper(session, cast.supervisor, closing)
    assert data.startswith(b"%PDF")
    assert closing.pdf_hash == file.hash == hashlib.sha256(data).hexdigest()
    kept = duty.opened(session, closing)
    assert kept.record.lines == before.lines
    event = session.scalar(select(AuditEvent).where(AuditEvent.kind == "month_closed"))
    assert event.details["hash"] == closing.snapshot_hash
    stored = session.scalar(text("SELECT snapshot FROM month_closings"))
    assert "前台甲" not in stored
    assert read_snapshot(stored) == kept


def test_classes_tell_of_results_absence_and_who_failed(session, cast, busy):
    made = duty.record(session, 1, OCTOBER, ZONE)
    line = next(line for line in made.lines if line.form is Form.CLASS)
    outcome = line.outcome
    assert (outcome.expected, outcome.attended, outcome.passed, outcome.average) == (2, 1, 0, 5500)
    assert line.follow_up.redo == (cast.front.person_id,)
    assert [(one.person_id, one.absence) for one in line.follow_up.away] == [
        (cast.keeper.person_id, Absence.LEAVE)
    ]


def test_what_is_missing_is_named_and_wants_a_word(session, cast, forward):
    assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00")
    failed = assign(session, cast.supervisor, cast.keeper, due="2027-10-20 18:00", attempts=1)
    sit(session, cast.keeper, failed, right=0)
    quiet = plan(session, cast.supervisor, cast.front, starts="2027-10-06 14:00", topic="没人管的课")
    scanned = plan(session, cast.supervisor, cast.front, starts="2027-10-06 16:00", topic="扫了码")
    held = plan(session, cast.supervisor, cast.front, cast.keeper, starts="2027-10-06 18:00", topic="口试")
    token = classes.token_of(session, cast.supervisor, scanned)
    to(forward, "2027-10-06 16:00")
    classes.sign_in(session, cast.front, scanned, token)
    to(forward, "2027-10-06 19:00")
    came(session, cast.supervisor, held, cast.front)
    assert Lack.RUNNING in lacks(session)
    with pytest.raises(Conflict):
        close(session, cast.supervisor)
    to(forward, "2027-11-01 09:00")
    found = {one.lack: one for one in duty.checklist(session, 1, OCTOBER, ZONE)}
    assert set(found) == {
        Lack.ATTENDANCE,
        Lack.UNDECIDED,
        Lack.ABSENCE,
        Lack.RESULT,
        Lack.OVERDUE,
        Lack.AGAIN,
    }
    assert (found[Lack.ATTENDANCE].id, found[Lack.UNDECIDED].id) == (quiet, scanned)
    assert found[Lack.ABSENCE].person_ids == (cast.keeper.person_id,)
    assert found[Lack.RESULT].person_ids == (cast.front.person_id,)
    answers = dict.fromkeys(found, "下月补")
    with pytest.raises(Invalid) as refused:
        close(session, cast.supervisor, answers={**answers, Lack.RESULT: " "})
    assert refused.value.field == "answer-result"
    kept = duty.opened(session, close(session, cast.supervisor, answers=answers))
    assert {one.lack: one.text for one in kept.said} == answers


def test_provisional_results_block_until_they_are_confirmed(session, cast, forward):
    sit(session, cast.front, assign(session, cast.supervisor, cast.front, due="2027-10-20 18:00"))
    session.rollback()
    # The row as it would be had the quiz asked for a reader.
    session.execute(text("DROP TRIGGER score_entries_no_update"))
    session.execute(text("UPDATE score_entries SET provisional = 1"))
    session.commit()
    to(forward, "2027-11-01 09:00")
    assert lacks(session) == {Lack.PROVISIONAL}
    with pytest.raises(Conflict):
        close(session, cast.supervisor, answers={Lack.PROVISIONAL: "随它"})
    assert duty.every(session, 1) == []
    session.rollback()
    session.execute(text("UPDATE score_entries SET provisional = 0"))
    session.commit()
    close(session, cast.supervisor)


def test_who_may_close(session, cast, busy):
    for who in (cast.front, cast.manager, cast.other_supervisor):
        with pytest.raises(Forbidden):
            close(session, who)
    for month in (NOVEMBER, Month(2027, 12)):
        with pytest.raises(Conflict):
            close(session, cast.supervisor, month)
    close(session, cast.administrator)
    with pytest.raises(Conflict):
        close(session, cast.supervisor)


def test_a_closed_month_stands_still_and_names_people_as_then(session, cast, busy, forward):
    closing = close(session, cast.supervisor)
    frozen = duty.opened(session, closing).record
    people.update_person(session, cast.administrator, cast.front.person_id, name="改名甲")
    hold(session, cast.supervisor, cast.keeper, on=date(2027, 10, 30), topic="迟登的课")
    row = scores.of_classes(session, 1, [busy])[busy, cast.front.person_id]
    classes.enter(session, cast.supervisor, busy, cast.front.person_id, 80, reason="录错")
    classes.cancel(
        session, cast.supervisor, hold(session, cast.supervisor, cast.keeper, on=date(2027, 11, 1)), "误"
    )
    assert duty.opened(session, closing).record == frozen
    cards = duty.cards_of_then(session, closing, [cast.front.person_id])
    assert cards[cast.front.person_id].name == "前台甲"

    since = duty.since(session, closing, ZONE)
    assert {(one.change, one.what) for one in since} == {
        (Change.LATE, "迟登的课"),
        (Change.RESULT, "电话礼仪"),
    }
    november = duty.record(session, 1, NOVEMBER, ZONE)
    assert [line.topic for line in november.lines if line.form is Form.CLASS] == ["迟登的课"]
    (one,) = november.corrected
    assert (one.month, one.before, one.after, one.reason, one.person_id) == (
        OCTOBER,
        row.percent,
        8000,
        "录错",
        cast.front.person_id,
    )
    people.deactivate(session, cast.administrator, cast.front.person_id, "离职")
    people.anonymise(session, cast.front.person_id)
    cards = duty.cards_of_then(session, closing, [cast.front.person_id])
    assert cards[cast.front.person_id].name == f"#{cast.front.person_id}"
    duty.forget(session, 1, cast.front.person_id)
    assert session.scalar(text("SELECT count(*) FROM month_names WHERE name = '前台甲'")) == 0


def test_a_voided_result_and_a_class_struck_out_later_stand_where_they_were_done(
    session, cast, busy, forward
):
    closing = close(session, cast.supervisor)
    to(forward, "2027-12-02 09:00")
    row = scores.of_classes(session, 1, [busy])[busy, cast.front.person_id]
    facts = {"department_id": 1, "person_id": row.person_id, "position": row.position, "class_id": busy}
    result = scores_result(session, row, facts)
    scores.append(session, result, Correction(Kind.VOID, row.number, "作废", cast.manager.person_id))
    classes.cancel(session, cast.supervisor, busy, "没开成")
    changes = [one.change for one in duty.since(session, closing, ZONE)]
    assert changes == [Change.VOID, Change.STRUCK]
    assert duty.record(session, 1, NOVEMBER, ZONE).corrected == ()
    december = duty.record(session, 1, Month(2027, 12), ZONE)
    assert [one.change for one in december.corrected] == changes


def scores_result(session, row, facts):
    from trainer.editions import service as editions  # noqa: PLC0415 - one test only
    from trainer.scores.model import Result  # noqa: PLC0415 - as above

    edition = editions.current(session)
    empty = dict.fromkeys(("quiz_id", "attempt_id", "attempt_number", "assignment_id"))
    return Result(
        **facts,
        **empty,
        edition_number=edition.number,
        edition_hash=edition.hash,
        points=row.points,
        maximum=row.maximum,
        percent=row.percent,
        passed=False,
        provisional=False,
        red_lines=(),
        responses_digest="0" * 64,
    )


def test_the_manager_signs_what_was_shown_with_the_password(session, cast, busy):
    closing = close(session, cast.supervisor)
    shown = closing.pdf_hash
    for who in (cast.supervisor, cast.administrator):
        with pytest.raises(Forbidden):
            duty.sign(session, who, closing.id, PASSWORD, shown, RULES)
    with pytest.raises(NotFound):
        duty.sign(session, cast.other_supervisor, closing.id, PASSWORD, shown, RULES)
    with pytest.raises(Stale):
        duty.sign(session, cast.manager, closing.id, PASSWORD, "0" * 64, RULES)
    with pytest.raises(Invalid):
        duty.sign(session, cast.manager, closing.id, "falsch", shown, RULES)
    duty.sign(session, cast.manager, closing.id, PASSWORD, shown, RULES)
    signed = duty.closed(session, 1, OCTOBER).signed
    assert (signed.by, signed.shown_hash, signed.on_paper) == (cast.manager.person_id, shown, False)
    with pytest.raises(Conflict):
        duty.sign(session, cast.manager, closing.id, PASSWORD, shown, RULES)
    with pytest.raises(Forbidden):
        duty.reopen(session, cast.supervisor, closing.id, "还要改")


def test_signed_on_paper_has_a_day_between_the_closing_and_today(session, cast, busy, forward):
    closing = close(session, cast.supervisor)
    to(forward, "2027-11-03 09:00")
    for day in (date(2027, 10, 31), date(2027, 11, 4)):
        with pytest.raises(Invalid):
            duty.sign_on_paper(session, cast.supervisor, closing.id, day, zone=ZONE)
    with pytest.raises(Forbidden):
        duty.sign_on_paper(session, cast.administrator, closing.id, date(2027, 11, 2), zone=ZONE)
    duty.sign_on_paper(session, cast.supervisor, closing.id, date(2027, 11, 2), zone=ZONE)
    assert duty.closed(session, 1, OCTOBER).signed.signed_on == date(2027, 11, 2)


def test_reopening_leaves_both_versions(session, cast, busy):
    first = close(session, cast.supervisor)
    paper = duty.paper(session, cast.supervisor, first)[1]
    with pytest.raises(Invalid):
        duty.reopen(session, cast.supervisor, first.id, " ")
    with pytest.raises(NotFound):
        duty.reopen(session, cast.other_supervisor, first.id, "x")
    duty.reopen(session, cast.supervisor, first.id, "漏登一次课")
    assert duty.closed(session, 1, OCTOBER) is None
    with pytest.raises(Conflict):
        duty.reopen(session, cast.supervisor, first.id, "再来")
    with pytest.raises(Conflict):
        duty.sign(session, cast.manager, first.id, PASSWORD, first.pdf_hash, RULES)
    hold(session, cast.supervisor, cast.keeper, on=date(2027, 10, 30), topic="漏登的课")
    second = close(session, cast.supervisor)
    assert (second.number, second.version) == (2, 2)
    both = duty.every(session, 1, OCTOBER)
    assert [one.stands for one in both] == [False, True]
    assert both[0].reopened.kind is Act.REOPENED
    assert duty.paper(session, cast.supervisor, both[0])[1] == paper
    topics = [{line.topic for line in duty.opened(session, one).record.lines} for one in both]
    assert topics[1] - topics[0] == {"漏登的课"}


def test_a_changed_snapshot_is_not_shown(session, cast, busy):
    closing = close(session, cast.supervisor)
    session.rollback()
    session.execute(text("DROP TRIGGER month_closings_no_update"))
    session.execute(text("UPDATE month_closings SET snapshot = replace(snapshot, '2027', '2026')"))
    session.commit()
    with pytest.raises(Conflict):
        duty.opened(session, closing)


def test_two_at_once_close_once(app, session, cast, busy):
    session.rollback()
    barrier, outcomes = Barrier(2), []

    def run():
        with Session(session.get_bind(), expire_on_commit=False) as own:
            barrier.wait()
            try:
                outcomes.append(close(own, cast.supervisor).number)
            except Conflict:
                outcomes.append(None)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [1, None]
    assert len(duty.every(session, 1)) == 1


def test_each_department_counts_its_own_months(session, cast, forward):
    to(forward, "2027-11-01 09:00")
    close(session, cast.supervisor)
    closing = close(session, cast.other_supervisor, department=2)
    assert closing.number == 1
    with pytest.raises(NotFound):
        duty.fetch(session, cast.supervisor, closing.id)
    with pytest.raises(NotFound):
        files.open_(session, cast.supervisor, closing.file_id)
    assert QUIZ
