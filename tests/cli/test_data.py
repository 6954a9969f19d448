"""`init`, `db upgrade`, `backup`, `restore`: what they make, keep, refuse and say."""

import json
import os
import sqlite3
import stat
import tomllib
from contextlib import closing

import pytest

from trainer.backups.running import alone
from trainer.cli import founding
from trainer.config import Settings, load

ADMINISTRATOR = ("--staff-number", "0003", "--name", "系统管理员")


def count(folder, table: str) -> int:
    with closing(sqlite3.connect(folder / "trainer.sqlite3")) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.fixture
def founded(run, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINER_INIT_PASSWORD", "right-good-horse")
    done = run("init", "--data", tmp_path / "new", "--department", "一期客服部", *ADMINISTRATOR)
    assert done.exit_code == 0, done.output
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "new"))
    return tmp_path / "new", done.output


def test_init_makes_a_site_that_can_be_served(run, founded):
    _folder, output = founded
    assert "Next: trainer people import" in output
    assert "TRAINER_DATA=" in output
    assert "right-good-horse" not in output
    listed = run("people", "list").output
    assert "0003" in listed
    assert "一期客服部" in listed
    assert run("verify").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="permission bits")
def test_init_keeps_secrets_to_the_owner(founded):
    folder, _output = founded
    for name in ("trainer.toml", "trainer.sqlite3"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name


def test_the_settings_file_names_every_setting_with_its_default(founded):
    folder, _output = founded
    text = (folder / "trainer.toml").read_text(encoding="utf8")
    for name, field in Settings.model_fields.items():
        if name not in {"data", "secret_key"}:
            assert f"\n# {name} = " in text
            assert f"TRAINER_{name.upper()}: {field.description}" in text
    every = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    assert load({}, data=folder, secret_key=tomllib.loads(every)["secret_key"]).port == 8000
    assert len(tomllib.loads(text)["secret_key"]) >= 32


def test_init_twice_destroys_nothing_and_says_what_is_there(run, founded):
    folder, _output = founded

    def present():
        return (folder / "trainer.toml").read_bytes(), count(folder, "persons"), count(folder, "editions")

    before = present()
    again = run("init", "--department", "另一个", "--staff-number", "0004", "--name", "别人")
    assert again.exit_code == 0
    assert "made" not in again.output
    assert "Administrator: 0003" in again.output
    assert present() == before
    assert before[1:] == (1, 1)


def test_init_makes_a_password_up_where_nobody_can_be_asked(run, tmp_path):
    done = run("init", "--data", tmp_path / "new", *ADMINISTRATOR)
    assert done.exit_code == 0
    assert "First password, shown only now: " in done.output
    assert count(tmp_path / "new", "persons WHERE must_change_password") == 1


def test_init_asks_at_a_terminal(run, tmp_path, monkeypatch):
    monkeypatch.setattr(founding, "at_terminal", lambda: True)
    typed = ["三期客服部", "0009", "管理员乙", "12345678", "12345678", "right-good-horse", "right-good-horse"]
    done = run("init", "--data", tmp_path / "new", answers="\n".join(typed) + "\n")
    assert done.exit_code == 0, done.output
    assert "Too many people use this password" in done.output
    assert "right-good-horse" not in done.output
    assert count(tmp_path / "new", "persons WHERE staff_number = '0009' AND NOT must_change_password") == 1


@pytest.mark.parametrize(
    ("words", "environment", "code", "said"),
    [
        (("init",), {}, 2, "--staff-number is missing"),
        (("init", *ADMINISTRATOR), {"TRAINER_INIT_PASSWORD": "short"}, 1, "TRAINER_INIT_PASSWORD"),
        (("init", *ADMINISTRATOR), {"TRAINER_PORT": "many"}, 1, "TRAINER_PORT"),
        (("verify",), {"TRAINER_THREADS": "0"}, 1, "TRAINER_THREADS"),
        (("verify",), {}, 1, "trainer init"),
        (("backup",), {}, 1, "trainer init"),
        (("db", "upgrade"), {}, 1, "trainer init"),
        (("serve",), {}, 1, "trainer init"),
        (("restore", "no-such-file"), {}, 1, "no-such-file"),
        (("backup", "--keep", "0"), {}, 2, "--keep"),
    ],
)
def test_what_is_missing_or_wrong_is_named(run, monkeypatch, words, environment, code, said):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = run(*words)
    assert done.exit_code == code, done.output
    assert said in done.output


def test_upgrade_of_a_database_that_is_up_to_date(run, site):
    assert "up to date" in run("db", "upgrade").output


def test_a_database_of_another_version_is_refused_with_the_command_to_run(run, site):
    with closing(sqlite3.connect(site / "trainer.sqlite3")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (("serve",), ("verify",), ("db", "upgrade"), ("people", "list")):
        done = run(*words)
        assert done.exit_code == 1
        assert "newer trainer (9999)" in done.output


def test_an_empty_database_is_refused_and_can_be_upgraded(run, site):
    (site / "trainer.sqlite3").unlink()
    sqlite3.connect(site / "trainer.sqlite3").close()
    assert "Run: trainer init" in run("serve").output
    assert run("db", "upgrade").exit_code == 0
    assert "Run: trainer publish" in run("serve").output


def test_the_backup_drill(run, site):
    made = run("backup")
    assert made.exit_code == 0, made.output
    (file,) = (site / "backups").glob("*.sqlite3")
    manifest = json.loads((site / "backups" / f"{file.name}.json").read_text(encoding="utf8"))
    assert manifest["facts"]["rows"]["persons"] == 8
    more = ("--name", "新人", "--position", "cashier", "--department", "客服部")
    assert run("people", "add", "--staff-number", "0777", *more).exit_code == 0
    asked = run("restore", file, answers="n\n")
    assert asked.exit_code == 1
    assert "people: 1" in asked.output
    assert count(site, "persons") == 9
    done = run("restore", file, "--yes")
    assert done.exit_code == 0, done.output
    assert count(site, "persons") == 8
    assert count(site, "audit_events WHERE kind = 'restored'") == 1
    (kept,) = (site / "backups").glob("before-restore-*")
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT count(*) FROM persons").fetchone() == (9,)
    assert run("verify").exit_code == 0


def test_a_damaged_database_is_said_to_be_and_can_be_replaced(run, site):
    run("backup")
    (file,) = (site / "backups").glob("*.sqlite3")
    (site / "trainer.sqlite3").write_bytes(b"rubbish " * 9000)
    for words in (("verify",), ("serve", "--port", "1"), ("people", "list")):
        done = run(*words)
        assert done.exit_code == 1
        assert "The database is damaged" in done.output
        assert "trainer restore FILE" in done.output
    done = run("restore", file, "--yes")
    assert "what would be lost cannot be said" in done.output
    assert done.exit_code == 0, done.output
    (kept,) = (site / "backups").glob("before-restore-*")
    assert kept.read_bytes().startswith(b"rubbish ")
    assert run("verify").exit_code == 0


def test_backups_beyond_those_kept_are_removed_from_the_folder_asked_for(run, site, tmp_path):
    for _turn in range(3):
        done = run("backup", "--keep", "2", "--to", tmp_path / "disk")
    assert "1 older backup removed." in done.output
    assert len(list((tmp_path / "disk").glob("*.sqlite3"))) == 2
    assert len(list((tmp_path / "disk").glob("*.json"))) == 2
    assert not (site / "backups").exists()


def test_a_running_server_is_noticed(run, site):
    run("backup")
    (file,) = (site / "backups").glob("*.sqlite3")
    with alone(f"sqlite:///{site / 'trainer.sqlite3'}"):
        for words in (("restore", file, "--yes"), ("serve", "--port", "1")):
            done = run(*words)
            assert done.exit_code == 1
            assert "in use" in done.output
