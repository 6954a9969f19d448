"""Attachments go with the backups: taken along once, put back before the database, missed aloud."""

import json

import pytest

from tests.attempts.ground import opened as open_ground
from tests.attempts.ground import run as run_sql
from tests.backups.test_backups import address_of, keep_schema, leave
from tests.files.pictures import PDF, photo
from trainer.backups import service as backups
from trainer.backups.model import Manifest
from trainer.files import service as files
from trainer.files import shelf
from trainer.files.service import DOCUMENT


def folder_of(place):
    return place.app.extensions["trainer.settings"].files


def attach(place, data: bytes, **more):
    return files.store(place.session, place.cast.supervisor, 1, data, declared_name="现场.jpg", **more)


def back_up(place, folder, keep=3):
    place.session.rollback()
    return backups.backup(address_of(place), folder, keep, folder_of(place))[0]


def restore(place, file, folder):
    leave(place)
    chosen = backups.inspect(address_of(place), file, folder_of(place))
    backups.restore(address_of(place), chosen, folder, keep_schema, folder_of(place))
    return chosen


def names(folder) -> set[str]:
    return {path.name for path in (folder / "files").rglob("*") if path.is_file()}


def drill(place, folder):
    """Lose everything but the backup, and restore."""
    first = attach(place, photo())
    second = attach(place, PDF, kinds=DOCUMENT)
    file = back_up(place, folder)
    assert names(folder) == {first.hash, second.hash}
    later = attach(place, photo(colour="maroon"))
    shelf.place(folder_of(place), first.hash).unlink()
    shelf.place(folder_of(place), second.hash).write_bytes(b"rot")
    chosen = restore(place, file, folder)
    assert chosen.lacking == ()
    assert chosen.lost.rows["files"] == 1
    assert files.open_(place.session, place.cast.supervisor, second.id)[1] == PDF
    assert files.open_(place.session, place.cast.supervisor, first.id)[0] == first
    assert shelf.holds(folder_of(place), later.hash), "what the database of before needs stays"


def test_attachments_come_back_with_the_database(small, tmp_path):
    drill(small, tmp_path / "backups")


@pytest.mark.postgresql
def test_attachments_come_back_on_postgresql(postgresql_ground, tmp_path):
    base = postgresql_ground.rsplit("/", 1)[0]
    run_sql(postgresql_ground, "DROP DATABASE IF EXISTS test_backup")
    run_sql(postgresql_ground, "CREATE DATABASE test_backup TEMPLATE ground")
    for place in open_ground(tmp_path, database_url=f"{base}/test_backup"):
        drill(place, tmp_path / "backups")


def test_each_lies_once_and_goes_with_the_last_backup_that_needs_it(small, tmp_path):
    folder = tmp_path / "backups"
    kept = attach(small, photo())
    first = back_up(small, folder)
    inode = shelf.place(folder / "files", kept.hash).stat().st_ino
    second = back_up(small, folder, keep=2)
    assert shelf.place(folder / "files", kept.hash).stat().st_ino == inode
    for file in (first, second):  # as if their databases had known no attachment
        sheet = file.with_name(f"{file.name}.json")
        read = json.loads(sheet.read_text(encoding="utf8"))
        read["facts"]["files"] = []
        sheet.write_text(json.dumps(read), encoding="utf8")
    third = back_up(small, folder, keep=3)
    assert names(folder) == {kept.hash}
    sheet = third.with_name(f"{third.name}.json")
    sheet.unlink()
    third.unlink()
    orphan = "ab" * 32
    shelf.place(folder / "files", orphan).parent.mkdir(parents=True, exist_ok=True)
    shelf.place(folder / "files", orphan).write_bytes(b"nobody's")
    back_up(small, folder, keep=1)
    assert names(folder) == {kept.hash}


def test_what_was_gone_is_named(small, tmp_path):
    kept = attach(small, photo())
    shelf.place(folder_of(small), kept.hash).unlink()
    file = back_up(small, tmp_path / "backups")
    assert backups.sheet_of(file).lacking == (kept.hash,)
    assert restore(small, file, tmp_path / "backups").lacking == (kept.hash,)
    attach(small, photo())
    leave(small)
    assert backups.inspect(address_of(small), file, folder_of(small)).lacking == ()


def test_a_sheet_of_before_attachments_is_read():
    facts = {"revision": "0002", "edition": None, "rows": {}, "heads": {}}
    sheet = {"file": "a", "sha256": "b", "bytes": 1, "made_at": "c", "version": "1", "engine": "sqlite"}
    read = Manifest.from_json(json.dumps(sheet | {"facts": facts}))
    assert (read.facts.files, read.lacking) == ((), ())
    assert Manifest.from_json(read.to_json()) == read
