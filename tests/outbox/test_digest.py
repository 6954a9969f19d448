"""The daily digest from the facts to the robot: off unless set, once a day, no names unless asked for."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from tests.assignments.acting import assign, hire, sit
from tests.cast import CAST
from tests.conftest import settings
from tests.queries import queries
from trainer import clock
from trainer.cli import ticking
from trainer.cli.main import root
from trainer.cli.ticking import queue_digests, send_out, tick
from trainer.config import SettingsError, load
from trainer.outbox import service as outbox
from trainer.outbox.model import Fate, Outcome, State

DAY = timedelta(days=1)
MORNING = datetime(2026, 10, 16, 0, 31, tzinfo=UTC)
"""08:31 at the site."""


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


@pytest.fixture
def missed(session, cast, now):
    """Two people are overdue and one has failed, a week later in the morning."""
    task = assign(session, cast.supervisor, cast.front, cast.keeper, cast.cashier, attempts=1)
    sit(session, cast.cashier, task, well=False)
    now(MORNING - clock.now())
    return task


def wanted(data, robot=None, **more):
    return settings(data, **({"webhook_url": robot.url} if robot else {}), **more)


def test_off_unless_set(app, data, session, missed, robot):
    assert send_out(session, wanted(data)) == outbox.Delivered()
    assert outbox.latest(session) == []
    assert robot.texts == []


def test_each_department_once_a_day_and_none_that_has_nothing_to_say(data, session, missed, robot):
    site = wanted(data, robot)
    assert send_out(session, site).sent == 1
    assert send_out(session, site).sent == 0
    (text,) = robot.texts
    assert "客服部" in text
    assert "2026-10-16" in text
    assert re.search(r"\b2\b|2 ", text)
    for member in CAST.values():
        assert member.name not in text
        assert member.number not in text
    assert "%" not in text, "no results leave the house"
    states = {one.department_id: one.state for one in outbox.latest(session)}
    assert states == {1: State.SENT, 2: State.NOTHING}


def test_not_before_its_time_and_again_the_next_day(data, session, missed, robot, now):
    late = wanted(data, robot, digest_at="08:40")
    assert send_out(session, late).sent == 0
    now(timedelta(minutes=10))
    assert send_out(session, late).sent == 1
    now(DAY)
    assert send_out(session, late).sent == 1
    assert len(robot.texts) == 2


@pytest.mark.parametrize(
    ("detail", "there", "absent"),
    [
        ("counts", [], ["前台甲", "0101", "客服前台"]),
        ("positions", ["客服前台 1"], ["前台甲", "0101"]),
        ("numbers", ["0101", "0102", "0103"], ["前台甲"]),
        ("names", ["前台甲", "楼管甲", "收费员甲"], ["0101"]),
    ],
)
def test_what_stands_beside_counts_is_the_sites_choice(data, session, missed, robot, detail, there, absent):
    send_out(session, wanted(data, robot, digest_detail=detail))
    assert all(word in robot.texts[0] for word in there)
    assert not any(word in robot.texts[0] for word in absent)


def test_a_digest_costs_the_same_for_many_people(data, session, cast, missed):
    site = wanted(data, webhook_url="https://robot.example/send")

    def cost():
        with queries(session.get_bind()) as seen:
            queue_digests(session, site)
        return len(seen)

    before = cost()
    people_ = [hire(session, f"{8000 + n}") for n in range(30)]
    assign(session, cast.supervisor, *people_, due_at=clock.now() + DAY)
    with clock.travel(clock.now() + DAY + timedelta(minutes=1)):
        assert cost() <= before


def test_a_tick_does_each_part_and_one_that_fails_keeps_no_other_from_it(
    app, data, missed, robot, monkeypatch
):
    site = wanted(data, robot)
    done = tick(app, site)
    assert (done.delivered.sent, done.failed) == (1, ())
    assert tick(app, site).delivered.sent == 0

    def broken(_session):
        raise ZeroDivisionError

    monkeypatch.setattr(ticking.assignments, "make_due", broken)
    assert tick(app, site).failed == ("standing rules",)


@pytest.mark.parametrize(
    "wrong",
    [{"webhook_format": "fax"}, {"digest_at": "25:00"}, {"digest_at": "8:30"}, {"digest_detail": "all"}],
)
def test_wrong_settings_are_refused(data, wrong):
    with pytest.raises(SettingsError):
        load({}, data=data, **wrong)


def test_the_command_tests_lists_and_settles(data, session, cast, missed, robot, monkeypatch):
    for name, value in {
        "DATA": data,
        "SECRET_KEY": "a secret of the tests that is long enough",
        "WEBHOOK_URL": robot.url,
    }.items():
        monkeypatch.setenv(f"TRAINER_{name}", str(value))
    run = CliRunner()
    assert run.invoke(root, ["outbox", "test"]).exit_code == 0
    assert len(robot.texts) == 1
    robot.answers = [(200, {"errcode": 93000, "errmsg": "invalid webhook url"})]
    refused = run.invoke(root, ["outbox", "test"])
    assert refused.exit_code == 1
    assert "93000" in refused.output
    assert "secret" not in refused.output
    queue_digests(session, wanted(data, robot))
    outbox.deliver(session, lambda _text: Outcome(Fate.UNSURE, "no answer"))
    listed = run.invoke(root, ["outbox", "list"]).output
    assert "digest:1:2026-10-16" in listed
    number = next(one.id for one in outbox.latest(session) if one.state is State.UNSURE)
    session.rollback()
    assert run.invoke(root, ["outbox", "resend", str(number)]).exit_code == 0
    assert run.invoke(root, ["outbox", "drop", str(number)]).exit_code == 1
    assert run.invoke(root, ["tick"]).exit_code == 0
    assert "客服部" in robot.texts[-1]


def test_the_page_is_the_administrators(browse, session, data, missed):
    queue_digests(session, wanted(data))
    outbox.deliver(session, lambda _text: Outcome(Fate.UNSURE, "no answer (TimeoutError)"))
    number = next(one.id for one in outbox.latest(session) if one.state is State.UNSURE)
    session.rollback()
    for who in ("front", "supervisor", "manager"):
        browser = browse(who)
        assert browser.get("/outbox").status_code == 403
        assert browser.submit(f"/outbox/{number}", act="again").status_code == 403
    chief = browse("administrator")
    assert "/outbox" in chief.get("/").text
    page = chief.get("/outbox").text
    assert "no answer (TimeoutError)" in page
    assert f'action="/outbox/{number}"' in page
    assert chief.submit(f"/outbox/{number}", act="burn").status_code == 422
    assert chief.submit(f"/outbox/{number}", act="drop").status_code == 303
    assert chief.submit(f"/outbox/{number}", act="drop").status_code == 409
    assert chief.submit("/outbox/999", act="drop").status_code == 404
    session.rollback()
    assert State.DROPPED in {one.state for one in outbox.latest(session)}
