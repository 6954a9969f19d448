"""`verify`, `export`, `check`, `publish`, `tick`, and the help of every command."""

import shutil
import sqlite3
from contextlib import closing

import click
import pytest

from trainer import config
from trainer.cli.main import root


def commands(group: click.Group, *names: str):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield (*names, name)


def test_the_commands_are_those_that_were_promised():
    found = {" ".join(words) for words in commands(root)}
    assert found == {
        *("init", "serve", "demo", "check", "publish", "verify", "tick", "export", "backup", "restore"),
        *("clinic", "review ask", "review record", "summaries"),
        *(f"outbox {act}" for act in ("list", "test", "resend", "drop")),
        *(f"people {act}" for act in ("add", "list", "import", "deactivate", "reset-password", "anonymise")),
        "db upgrade",
    }


@pytest.mark.parametrize("words", list(commands(root)), ids=" ".join)
def test_every_command_has_help_and_refuses_unknown_options(run, words):
    done = run(*words, "--help")
    assert done.exit_code == 0
    assert done.output.count("\n") > 4
    assert run(*words, "--no-such-option").exit_code == 2


def test_verify_prints_the_heads(run, site):
    done = run("verify")
    assert done.exit_code == 0
    assert "Department 1 客服部: 0 rows verified" in done.output


def test_verify_says_what_is_damaged(run, site):
    with closing(sqlite3.connect(site / "trainer.sqlite3")) as database, database:
        database.execute("DROP TRIGGER items_no_update")
        database.execute("UPDATE items SET body = replace(body, '电话', '电语') WHERE kind = 'lesson'")
    done = run("verify")
    assert done.exit_code == 1
    assert "Edition 1" in done.output
    assert run("verify", "--head", "f" * 64).exit_code == 1


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_an_export_is_written_once(run, site, tmp_path, name):
    words = ("export", "--start", "2026-01-01", "--end", "2026-12-31", "--department", "客服部")
    done = run(*words, "--out", tmp_path / name)
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).read_bytes()[:2] in {b"PK", b"\xef\xbb"}
    again = run(*words, "--out", tmp_path / name)
    assert again.exit_code == 1
    assert "--force" in again.output
    assert run(*words, "--out", tmp_path / name, "--force").exit_code == 0
    with closing(sqlite3.connect(site / "trainer.sqlite3")) as database:
        assert database.execute(
            "SELECT count(*) FROM audit_events WHERE kind = 'export_made'"
        ).fetchone() == (2,)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--start", "2026-01-01", "--end", "2025-01-01", "--out", "x.csv"), 1, "last day"),
        (("--start", "yesterday", "--end", "2025-01-01", "--out", "x.csv"), 1, "First day"),
        (("--start", "2026-01-01", "--end", "2026-01-31", "--out", "x.pdf"), 2, ".xlsx"),
        (("--start", "2026-01-01", "--end", "2026-01-31"), 2, "--out"),
        (("--start", "2026-01-01", "--end", "2026-01-31", "--out", "x.csv"), 2, "--department"),
    ],
)
def test_an_export_that_cannot_be(run, site, words, code, said):
    done = run("export", *words)
    assert done.exit_code == code, done.output
    assert said in done.output


def test_publishing_unchanged_content_changes_nothing(run, site):
    done = run("publish")
    assert done.exit_code == 0
    assert "Nothing changed: edition 1" in done.output


def test_faults_are_listed_with_file_and_line(run, site, tmp_path, monkeypatch):
    shutil.copytree(config.ROOT / "quizzes", tmp_path / "quizzes")
    (tmp_path / "quizzes" / "broken.yaml").write_text("id: broken\ncolour: red\n", encoding="utf8")
    monkeypatch.setenv("TRAINER_QUIZZES", str(tmp_path / "quizzes"))
    for words in (("check",), ("publish",)):
        done = run(*words)
        assert done.exit_code == 1
        assert "quizzes/broken.yaml:" in done.output


def test_checking_needs_no_database(run):
    done = run("check", "--content", config.ROOT / "content", "--quizzes", config.ROOT / "quizzes", "--quiet")
    assert done.exit_code == 0, done.output


def test_tick_may_run_at_any_time(run, site):
    for _turn in range(2):
        done = run("tick")
        assert done.exit_code == 0
        assert "0 sittings ended." in done.output
