"""The demonstration: whole, believable, kept; everybody can sign in, and no real site is touched."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.demo.conftest import PASSWORD, demo, environment
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind, State
from trainer.backups.service import DIGESTS
from trainer.classes import service as classes
from trainer.demo import folder as folders
from trainer.demo.lectures import LECTURES
from trainer.demo.model import EVERYONE
from trainer.duty import service as duty
from trainer.duty.model import Month
from trainer.people import service as people
from trainer.people.model import Role
from trainer.scores import service as scores

ZONE = ZoneInfo("Asia/Shanghai")


def rows(folder, words: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "trainer.sqlite3")) as database:
        return database.execute(words).fetchall()


def test_the_first_run_prints_the_sign_ins(made):
    _folder, output = made
    for number in ("0001", "0002", "0003", "0101", "0112", "0199", PASSWORD):
        assert number in output


def test_the_fixed_accounts(session):
    found = {card.staff_number: card for card in people.cards(session, 1).values()}
    assert set(found) == {"0001", "0002", "0003", "0199", *(f"{n:04}" for n in range(101, 113))}
    assert [found[n].role for n in ("0001", "0002", "0003")] == [
        Role.SUPERVISOR,
        Role.MANAGER,
        Role.ADMINISTRATOR,
    ]
    staff = [card for card in found.values() if card.role is Role.STAFF]
    assert {card.position for card in staff} == {"front_desk", "manager_a", "manager_b", "cashier"}
    assert found["0101"].name == "客服前台 0101"
    assert found["0199"].position == "front_desk"


@pytest.mark.parametrize("member", EVERYONE, ids=lambda member: member.number)
def test_everybody_can_sign_in(app, member):
    browser = app.test_client()
    browser.sign_in(member.number, PASSWORD)
    home = browser.get("/")
    if member.number == "0199":
        assert home.status_code == 303
        assert "password" in home.location
    else:
        assert home.status_code == 200


def test_the_ledger_verifies(session):
    findings, heads = scores.verify(session, digests=DIGESTS)
    assert findings == []
    assert heads[1].number > 100


def every_task(session):
    now = clock.now()
    return assignments.due_between(session, 1, now - timedelta(days=90), now + timedelta(days=90))


def test_what_happened_in_two_months(session):
    tasks = every_task(session)
    standings = assignments.standings(session, tasks)
    every = [one for some in standings.values() for one in some]
    quizzes = [one for one in every if one.task.kind is Kind.QUIZ]
    assert {one.state for one in every} >= {State.PASSED, State.FAILED, State.DONE, State.NOT_STARTED}
    assert any(one.attempts_used > 1 and one.state is State.PASSED for one in quizzes), "a second try helped"
    assert any(any(score.red_lines for score in one.results) for one in quizzes), "a red line was crossed"
    assert any(one.fulfilled and one.late(clock.now()) for one in every), "somebody was late"
    assert any(one.used_up for one in quizzes), "somebody has to be assigned again"
    overdue = {
        one.person_id for one in every if not one.results and not one.fulfilled and one.late(clock.now())
    }
    assert overdue, "somebody is overdue now"
    cards = people.cards(session, 1)
    assert "0199" not in {cards[id_].staff_number for id_ in overdue}
    percents = [one.score.percent for one in quizzes if one.score]
    assert 8000 < sum(percents) / len(percents) < 9700


def test_results_lie_in_the_past_and_in_order(made):
    folder, _output = made
    moments = [row[0] for row in rows(folder, "SELECT at FROM score_entries ORDER BY number")]
    assert moments == sorted(moments)
    assert moments[-1] < clock.now().strftime("%Y-%m-%d %H:%M")
    first, last = rows(folder, "SELECT min(read_at), max(read_at) FROM readings")[0]
    assert first < (clock.now() - timedelta(days=50)).strftime("%Y-%m-%d")
    assert last > (clock.now() - timedelta(days=7)).strftime("%Y-%m-%d")
    assert rows(folder, "SELECT count(*) FROM attempts WHERE state = 'expired'") == [(1,)]
    assert rows(folder, "SELECT count(*) FROM attempts WHERE state = 'open'") == [(0,)]
    assert rows(folder, "SELECT count(*) FROM assignments WHERE cancelled_at IS NOT NULL") == [(1,)]
    assert rows(folder, "SELECT count(*) > 20 FROM score_entries WHERE assignment_id IS NULL") == [(1,)]


def test_the_new_hire_has_something_to_do(session):
    new = people.find(session, "0199")
    assert new.must_change_password
    assert people.last_sign_in(session, new.id) is None
    tasks = every_task(session)
    mine = [one for some in assignments.standings(session, tasks, new.id).values() for one in some]
    assert {one.task.target_id for one in mine} == {
        "ready-to-receive",
        "reception",
        "emergency-entry",
        "courtesy-words",
    }
    assert all(one.task.due_at > clock.now() for one in mine)
    everybody = next(
        task for task in tasks if task.target_id == "emergency-entry" and task.due_at > clock.now()
    )
    assert len(assignments.standings(session, [everybody])[everybody.id]) == 14


def test_the_classes_and_the_duty_record_of_last_month(session):
    today = clock.today(ZONE)
    held = classes.held_between(session, 1, today - timedelta(days=70), today)
    assert {one.topic for one in held} > {lecture.topic for lecture in LECTURES}
    assert all(one.clauses for one in held)
    record = duty.record(session, 1, Month.of(today).before, ZONE)
    assert len(record.lines) > 5


def test_a_second_run_keeps_the_data(copied):
    before = rows(copied, "SELECT number, hash FROM score_entries ORDER BY number")
    again = demo(copied)
    assert again.exit_code == 0
    assert "Making" not in again.output
    assert "Published" not in again.output
    assert rows(copied, "SELECT number, hash FROM score_entries ORDER BY number") == before


def test_changed_content_is_published_again(copied, tmp_path):
    import shutil  # noqa: PLC0415

    from trainer.config import ROOT  # noqa: PLC0415

    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    register = content / "standard.yaml"
    register.write_text(
        register.read_text(encoding="utf8").replace("rule: ", "rule: 须知：", 1), encoding="utf8"
    )
    again = demo(copied, TRAINER_CONTENT=str(content))
    assert again.exit_code == 0
    assert "Published edition 2" in again.output
    register.write_text("nothing", encoding="utf8")
    broken = demo(copied, TRAINER_CONTENT=str(content))
    assert broken.exit_code == 0
    assert "not published" in broken.output
    assert rows(copied, "SELECT edition_number FROM current_edition") == [(2,)]


def test_another_password_is_given_to_those_who_have_the_old_one(copied):
    again = demo(copied, TRAINER_DEMO_PASSWORD="demo-password-2")
    assert "demo-password-2" in again.output
    kept = (copied / folders.PASSWORD_FILE).read_text(encoding="utf8").strip()
    assert kept == "demo-password-2"
    without = {name: value for name, value in environment(copied).items() if name != "TRAINER_DEMO_PASSWORD"}
    assert folders.password_of(copied, without) == ("demo-password-2", None)


@pytest.mark.skipif(os.name == "nt", reason="permission bits")
def test_its_secrets_are_the_owners(made):
    folder, _output = made
    for name in (folders.PASSWORD_FILE, "trainer.toml", "trainer.sqlite3"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name
    assert sorted(path.name for path in folder.iterdir() if "making" in path.name) == []


def test_a_run_that_was_stopped_begins_anew(tmp_path, monkeypatch):
    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trainer.demo.service.make", stopped)
    assert demo(tmp_path).exit_code == 1
    assert not folders.is_made(folders.settings_of(environment(tmp_path)))


def test_a_real_site_is_never_touched(made):
    settings = folders.settings_of(environment(made[0]))
    assert settings.database == f"sqlite:///{made[0] / 'trainer.sqlite3'}"
    assert settings.demo
