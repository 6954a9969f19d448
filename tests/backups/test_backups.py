"""Backups: consistent while people write, refused when damaged, forged or newer, on SQLite and PostgreSQL."""

import json
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.attempts.ground import opened as open_ground
from tests.attempts.ground import run as run_sql
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.backups import schema
from trainer.backups import service as backups
from trainer.backups.model import Chain, Facts, Manifest, file_name, loss, outdated
from trainer.backups.running import Running
from trainer.backups.sqlite import copy
from trainer.db import db, writing
from trainer.errors import Conflict, Invalid, NotFound
from trainer.people import service as people
from trainer.people.tables import Department
from trainer.scores import service as scores


def sit(place, name: str = "front") -> int:
    """Let somebody sit a quiz to its end, so that the ledger grows."""
    viewer = getattr(place.cast, name)
    attempt = attempts.start(place.session, viewer, "plain", Rules(60))
    attempts.submit(place.session, viewer, attempt)
    place.session.rollback()
    return attempt


def address_of(place) -> str:
    return place.app.extensions["trainer.settings"].database


def leave(place) -> None:
    """Let go of the database, as a command does that has ended."""
    place.session.close()
    place.session.get_bind().dispose()


def keep_schema(_address: str) -> None:
    """Stand for the migrations: the schema is up to date."""


def test_a_backup_says_what_is_in_it(small, tmp_path):
    sit(small)
    file, removed = backups.backup(address_of(small), tmp_path / "backups", 3)
    manifest = Manifest.from_json(file.with_name(f"{file.name}.json").read_text(encoding="utf8"))
    head = scores.head(small.session, small.cast.front.department_id)
    assert removed == []
    assert manifest.facts.heads == {"客服部": Chain(1, head.hash)}
    assert manifest.facts.rows["attempts"] == 1
    assert manifest.facts.edition.startswith("1 · ")
    assert manifest.facts.revision == schema.head()
    assert manifest.sha256 == backups.digest(file)
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name, f"{file.name}.json"]


def test_a_backup_is_whole_while_people_write(small, tmp_path):
    stop, failed = threading.Event(), []

    def write() -> None:
        with small.app.app_context():
            number = 0
            while not stop.is_set():
                number += 1
                try:
                    with writing(db.session()):
                        db.session().add(Department(name=f"甲{number}", created_at=datetime.now(UTC)))
                        db.session().flush()
                        db.session().add(Department(name=f"乙{number}", created_at=datetime.now(UTC)))
                except Exception as error:  # noqa: BLE001 - told below
                    failed.append(error)
            db.session.remove()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backups.backup(address_of(small), tmp_path / "backups", 9)[0] for _turn in range(4)]
    finally:
        stop.set()
        writer.join()
    assert not failed
    sizes = []
    for file in made:
        with closing(sqlite3.connect(file)) as database:
            sizes.append(database.execute("SELECT count(*) FROM departments").fetchone()[0])
    assert all(size % 2 == 0 for size in sizes), "both rows of a write or none"
    assert sizes == sorted(sizes)


def test_a_restore_tells_its_loss_and_keeps_what_was_there(small, tmp_path):
    sit(small)
    file, _removed = backups.backup(address_of(small), tmp_path / "backups", 3)
    sit(small, "cashier")
    leave(small)
    chosen = backups.inspect(address_of(small), file)
    assert chosen.lost.rows == {"attempts": 1}
    assert chosen.lost.ledger == {"客服部": (2, 2)}
    kept = backups.restore(address_of(small), chosen, tmp_path / "backups", keep_schema)
    assert scores.head(small.session, 1).number == 1
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT count(*) FROM score_entries").fetchone() == (2,)
    leave(small)
    back = backups.inspect(address_of(small), kept)
    assert back.manifest is None
    assert back.lost.nothing


def test_a_restore_waits_for_everybody_to_leave(small, tmp_path):
    file, _removed = backups.backup(address_of(small), tmp_path, 3)
    chosen = backups.inspect(address_of(small), file)
    small.session.execute(text("SELECT 1"))
    with pytest.raises(Conflict):
        backups.restore(address_of(small), chosen, tmp_path, keep_schema)
    small.session.rollback()
    with backups.alone(address_of(small)), pytest.raises(Running) as caught:
        backups.restore(address_of(small), chosen, tmp_path, keep_schema)
    assert caught.value.details["pid"] == str(os.getpid())
    assert people.departments(small.session)


@pytest.fixture
def made(small, tmp_path):
    sit(small)
    file, _removed = backups.backup(address_of(small), tmp_path / "backups", 3)
    return address_of(small), file


def test_a_changed_file_is_refused(made):
    address, file = made
    with file.open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"changed!")
    with pytest.raises(Invalid, match="hash"):
        backups.inspect(address, file)


def test_a_damaged_file_without_manifest_is_refused(made):
    address, file = made
    file.with_name(f"{file.name}.json").unlink()
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(os.urandom(size - 4096))
    with pytest.raises(Invalid):
        backups.inspect(address, file)
    file.write_bytes(b"no database at all")
    with pytest.raises(Invalid):
        backups.inspect(address, file)


def rewrite(file: Path, *statements: str) -> None:
    """Change a backup as somebody would who forges its manifest too."""
    with closing(sqlite3.connect(file)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    sheet = file.with_name(f"{file.name}.json")
    manifest = json.loads(sheet.read_text(encoding="utf8"))
    sheet.write_text(json.dumps(manifest | {"sha256": backups.digest(file)}), encoding="utf8")


def test_a_newer_backup_is_refused(made):
    address, file = made
    rewrite(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Invalid, match="9999"):
        backups.inspect(address, file)


def test_a_backup_with_a_forged_ledger_never_replaces_anything(made, small):
    address, file = made
    rewrite(
        file, "DROP TRIGGER score_entries_no_update", "UPDATE score_entries SET passed = 1, percent = 10000"
    )
    leave(small)
    chosen = backups.inspect(address, file)
    with pytest.raises(Invalid):
        backups.restore(address, chosen, file.parent, keep_schema)
    assert scores.of_person(small.session, 1, small.cast.front.person_id)[0].percent == 0
    assert not list(Path(address.removeprefix("sqlite:///")).parent.glob("*.restoring*"))


def test_a_database_with_a_forged_ledger_is_not_backed_up(small, tmp_path):
    sit(small)
    small.session.rollback()
    with closing(sqlite3.connect(address_of(small).removeprefix("sqlite:///"))) as database, database:
        database.execute("DROP TRIGGER score_entries_no_update")
        database.execute("UPDATE score_entries SET passed = 1")
    with pytest.raises(Invalid):
        backups.backup(address_of(small), tmp_path / "backups", 1)
    assert list((tmp_path / "backups").iterdir()) == []


def test_what_is_no_backup(made, tmp_path):
    address, file = made
    with pytest.raises(NotFound):
        backups.inspect(address, tmp_path / "none")
    with pytest.raises(Invalid):
        backups.inspect(address, Path(address.removeprefix("sqlite:///")))
    sqlite3.connect(tmp_path / "other.sqlite3").close()
    with pytest.raises(Invalid):
        backups.inspect(address, tmp_path / "other.sqlite3")
    sheet = file.with_name(f"{file.name}.json")
    sheet.write_text("{", encoding="utf8")
    with pytest.raises(Invalid):
        backups.inspect(address, file)


def test_a_lost_database_comes_back(made, small):
    address, file = made
    leave(small)
    Path(address.removeprefix("sqlite:///")).unlink()
    chosen = backups.inspect(address, file)
    assert chosen.lost.nothing
    assert backups.restore(address, chosen, file.parent, keep_schema) is None
    assert scores.head(small.session, 1).number == 1


def test_names_and_what_is_outdated():
    moment = datetime(2026, 11, 23, 8, 30, 5, tzinfo=UTC)
    first = file_name(moment, "sqlite")
    assert first == "trainer-20261123T083005Z.sqlite3"
    assert file_name(moment, "sqlite", [first]) == "trainer-20261123T083005-1Z.sqlite3"
    names = [
        "trainer-20261122T080000Z.sqlite3",
        first,
        "trainer-20261123T083005-1Z.sqlite3",
        "before-restore-x",
        "my.txt",
    ]
    assert outdated(names, 2) == ["trainer-20261122T080000Z.sqlite3"]
    assert outdated(names, 9) == []


def test_loss_counts_only_what_is_missing():
    older = Facts("0001", None, {"attempts": 3, "readings": 9}, {"甲": Chain(3, "a")})
    newer = Facts("0001", None, {"attempts": 5, "readings": 9}, {"甲": Chain(5, "b"), "乙": Chain(1, "c")})
    assert loss(newer, older).rows == {"attempts": 2}
    assert loss(newer, older).ledger == {"甲": (4, 5), "乙": (1, 1)}
    assert loss(older, newer).nothing


def test_a_copy_needs_no_other_file(small, tmp_path):
    copy(Path(address_of(small).removeprefix("sqlite:///")), tmp_path / "copy")
    shutil.move(tmp_path / "copy", tmp_path / "alone")
    with closing(sqlite3.connect(tmp_path / "alone")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.postgresql
def test_the_drill_on_postgresql(postgresql_ground, tmp_path):
    base = postgresql_ground.rsplit("/", 1)[0]
    run_sql(postgresql_ground, "DROP DATABASE IF EXISTS test_backup")
    run_sql(postgresql_ground, "CREATE DATABASE test_backup TEMPLATE ground")
    for place in open_ground(tmp_path, database_url=f"{base}/test_backup"):
        sit(place)
        file, _removed = backups.backup(address_of(place), tmp_path / "backups", 3)
        assert file.suffix == ".dump"
        sit(place, "cashier")
        chosen = backups.inspect(address_of(place), file)
        assert chosen.lost.ledger == {"客服部": (2, 2)}
        with pytest.raises(Conflict):
            backups.restore(address_of(place), chosen, tmp_path / "backups", keep_schema)
        leave(place)
        kept = backups.restore(address_of(place), chosen, tmp_path / "backups", keep_schema)
        assert kept.name.startswith("before-restore-")
        assert scores.head(place.session, 1).number == 1
        leave(place)
        chosen = backups.inspect(address_of(place), kept)
        backups.restore(address_of(place), chosen, tmp_path / "backups", keep_schema)
        assert scores.head(place.session, 1).number == 2
