"""`people`: adding, listing, importing with reasons, passwords printed once, leaving for good."""

import sqlite3
from contextlib import closing

import openpyxl
import pytest

from trainer.people import passwords

ONE = ("--department", "客服部")


def cell(folder, words: str) -> object:
    with closing(sqlite3.connect(folder / "trainer.sqlite3")) as database:
        row = database.execute(f"SELECT {words}").fetchone()
        return row[0] if row else None


def add(run, number: str, **more: str):
    options = {"staff-number": number, "name": "新人", "position": "cashier", "department": "客服部", **more}
    return run("people", "add", *(word for key, value in options.items() for word in (f"--{key}", value)))


def test_adding_prints_a_password_once_that_opens_the_account(run, site):
    done = add(run, "0042", **{"hired-on": "2026-03-01"})
    assert done.exit_code == 0, done.output
    password = done.output.split()[-1]
    stored = cell(site, "password_hash FROM persons WHERE staff_number = '0042'")
    assert passwords.matches(stored, password, "test")
    assert cell(site, "must_change_password FROM persons WHERE staff_number = '0042'") == 1
    assert password not in run("people", "list").output


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ({"position": "pilot"}, 2, "front_desk"),
        ({"department": "九期"}, 2, "二期客服部"),
        ({"role": "king"}, 2, "king"),
        ({"staff-number": "0101"}, 1, "already taken"),
        ({"name": "\t"}, 1, "name is missing"),
    ],
)
def test_what_cannot_be_added_is_said(run, site, more, code, said):
    done = add(run, "0042", **more)
    assert done.exit_code == code, done.output
    assert said in done.output


def test_of_several_departments_one_has_to_be_named(run, site):
    done = run("people", "add", "--staff-number", "0042", "--name", "新人", "--position", "cashier")
    assert done.exit_code == 2
    assert "--department" in done.output


def test_listing_one_department_or_all(run, site):
    assert "0901" in run("people", "list").output
    assert "0901" not in run("people", "list", *ONE).output


def sheet(path, rows):
    book = openpyxl.Workbook()
    for row in (("工号", "姓名", "岗位"), *rows):
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "csv", "tsv"])
def test_importing_a_file_prints_first_passwords(run, site, tmp_path, kind):
    rows = [("0201", "前台甲", "客服前台"), ("0202", "收费员乙", "cashier")]
    file = tmp_path / f"people.{kind}"
    if kind == "xlsx":
        sheet(file, rows)
    else:
        separator = "\t" if kind == "tsv" else ","
        lines = [separator.join(row) for row in (("工号", "姓名", "岗位"), *rows)]
        file.write_text("\n".join(lines), encoding="utf8")
    assert "2 new" in run("people", "import", file, *ONE, "--dry-run").output
    assert cell(site, "count(*) FROM persons WHERE staff_number LIKE '020%'") == 0
    done = run("people", "import", file, *ONE)
    assert done.exit_code == 0, done.output
    password = done.output.strip().splitlines()[-1].split()[-1]
    stored = cell(site, "password_hash FROM persons WHERE staff_number = '0202'")
    assert passwords.matches(stored, password, "test")
    assert "2 unchanged" in run("people", "import", file, *ONE).output


def test_bad_rows_come_with_reasons_and_stop_the_import(run, site, tmp_path):
    file = sheet(
        tmp_path / "people.xlsx",
        [("0201", "前台甲", "飞行员"), ("0202", "", "收费员"), ("0203", "丙", "收费员")],
    )
    done = run("people", "import", file, *ONE)
    assert done.exit_code == 1
    assert "Line 2 (0201 前台甲)" in done.output
    assert "Line 3 (0202)" in done.output
    assert "Nothing was stored" in done.output
    assert cell(site, "count(*) FROM persons WHERE staff_number LIKE '020%'") == 0
    done = run("people", "import", file, *ONE, "--skip-bad")
    assert done.exit_code == 1
    assert cell(site, "count(*) FROM persons WHERE staff_number LIKE '020%'") == 1


def test_a_file_that_is_no_sheet(run, site, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 nothing")
    done = run("people", "import", tmp_path / "x.xlsx", *ONE)
    assert done.exit_code == 1
    assert "Excel workbook" in done.output
    assert run("people", "import", tmp_path / "none.xlsx", *ONE).exit_code == 2


def test_leaving_is_asked_for_first(run, site):
    assert run("people", "deactivate", "0101", "--reason", "离职", answers="n\n").exit_code == 1
    assert cell(site, "active FROM persons WHERE staff_number = '0101'") == 1
    assert run("people", "deactivate", "0101", "--reason", "离职", answers="y\n").exit_code == 0
    assert cell(site, "active FROM persons WHERE staff_number = '0101'") == 0
    assert "0101" not in run("people", "list").output
    assert "has left" in run("people", "list", "--all").output


def test_anonymising_needs_somebody_who_left(run, site):
    done = run("people", "anonymise", "0101", "--yes")
    assert done.exit_code == 1
    assert "Deactivate" in done.output
    run("people", "deactivate", "0101", "--reason", "离职", "--yes")
    assert run("people", "anonymise", "0101", answers="n\n").exit_code == 1
    assert run("people", "anonymise", "0101", "--yes").exit_code == 0
    assert cell(site, "count(*) FROM persons WHERE name = '前台甲'") == 0
    assert run("verify").exit_code == 0


def test_a_new_first_password(run, site):
    done = run("people", "reset-password", "0102")
    assert done.exit_code == 0
    password = done.output.split()[-1]
    stored = cell(site, "password_hash FROM persons WHERE staff_number = '0102'")
    assert passwords.matches(stored, password, "test")


@pytest.mark.parametrize(
    "words", [("reset-password",), ("anonymise", "--yes"), ("deactivate", "--yes", "--reason", "x")]
)
def test_nobody_of_that_number(run, site, words):
    done = run("people", *words, "7777")
    assert done.exit_code == 1
    assert "7777" in done.output
