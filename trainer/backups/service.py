"""Use cases of backups: making one, looking into one, restoring one; schema versions stand in schema.py."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session

from trainer import __version__, clock
from trainer.backups import attached, contents, postgresql, sqlite
from trainer.backups.contents import DIGESTS, facts_of, refuse_forged
from trainer.backups.model import BEFORE, Facts, Loss, Manifest, file_name, loss, outdated
from trainer.backups.running import alone, database_file
from trainer.backups.schema import Schema, check_readable, schema_of
from trainer.backups.sqlite import seal
from trainer.errors import Invalid, NotFound
from trainer.i18n import lazy as _l

__all__ = [
    "DIGESTS",
    "Inspected",
    "Schema",
    "alone",
    "backup",
    "database_file",
    "inspect",
    "restore",
    "schema_of",
    "seal",
    "sheet_of",
]

Upgrade = Callable[[str], None]
"""Brings the database of an address to this version's schema; migrations lie above this room."""


@dataclass(frozen=True)
class Inspected:
    """A backup that can be restored; `manifest` is None where none lies beside the file.

    `lost` is None where the present database is damaged, so that nobody can say.
    """

    file: Path
    manifest: Manifest | None
    facts: Facts
    lost: Loss | None
    lacking: tuple[str, ...] = ()
    """The hashes of attachments that are neither with the backup nor in the present folder."""


def backup(address: str, folder: Path, keep: int, files: Path | None = None) -> tuple[Path, list[str]]:
    """Make a backup of a live database, check it, write its manifest, and remove all but the newest `keep`.

    The attachments it needs are taken along out of the folder `files`; the manifest names those that were
    gone. Returns the file and the names of those removed. Raises NotFound without a database, Invalid where
    the copy does not hold what it should; then nothing is kept and nothing removed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Invalid(
            _l("%(folder)s cannot be written: %(reason)s", folder=folder, reason=error.strerror)
        ) from error
    made = _make(address, folder, file_name(clock.now(), _engine(address), _names(folder)), files)
    removed = outdated(_names(folder), keep)
    for name in removed:
        for old in (folder / name, folder / f"{name}.json"):
            old.unlink(missing_ok=True)
    attached.forget(folder)
    return made, removed


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _engine(address: str) -> str:
    return make_url(address).get_backend_name()


def _make(address: str, folder: Path, name: str, files: Path | None) -> Path:
    partial = folder / f"{name}.partial"
    try:
        partial.touch(mode=0o600)
        facts = _sqlite_copy(address, partial) if _engine(address) == "sqlite" else _dump(address, partial)
        manifest = Manifest(
            file=name,
            sha256=digest(partial),
            bytes=partial.stat().st_size,
            made_at=clock.now().isoformat(),
            version=__version__,
            engine=_engine(address),
            facts=facts,
            lacking=attached.take_along(files, folder, facts.files) if files else (),
        )
        sheet = folder / f"{name}.json"
        sheet.write_text(manifest.to_json(), encoding="utf8")
        os.replace(partial, folder / name)  # noqa: PTH105 - a half-written backup never bears its name
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            partial.with_name(partial.name + ending).unlink(missing_ok=True)
    return folder / name


def _sqlite_copy(address: str, partial: Path) -> Facts:
    file = database_file(address)
    if file is None or not file.exists():
        raise NotFound(_l("There is no database yet. Run: trainer init"))
    sqlite.copy(file, partial)
    sqlite.refuse_damaged(partial)
    return _checked(partial)


def _checked(file: Path) -> Facts:
    """Return the facts of a SQLite file after walking its ledger, which needs the present schema."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        with Session(engine) as session:
            facts = facts_of(session)
            if schema_of(facts.revision) is Schema.CURRENT:
                refuse_forged(session)
    finally:
        engine.dispose()
    sqlite.seal(file)
    return facts


def _dump(address: str, partial: Path) -> Facts:
    engine = create_engine(address, isolation_level="REPEATABLE READ")
    try:
        with Session(engine) as session:
            facts = facts_of(session)
            refuse_forged(session)
            postgresql.dump(address, partial, session.connection())
    finally:
        engine.dispose()
    postgresql.refuse_unreadable(address, partial)
    return facts


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def inspect(address: str, file: Path, files: Path | None = None) -> Inspected:
    """Return what a backup holds and what restoring it would lose.

    Raises NotFound without the file, Invalid where it is damaged, of another engine, or of a newer trainer.
    """
    if not file.is_file():
        raise NotFound(_l("There is no file %(file)s.", file=file))
    current = database_file(address)
    if current is not None and file.resolve() == current.resolve():
        raise Invalid(_l("This is the database itself, not a backup of it."))
    manifest = sheet_of(file)
    facts = _facts_inside(address, file, manifest)
    check_readable(facts.revision)
    now = contents.present(address)
    gone = attached.lacking(file.parent, files, facts.files) if files else ()
    return Inspected(file, manifest, facts, None if now is None else loss(now, facts), gone)


def sheet_of(file: Path) -> Manifest | None:
    """Return the sheet beside a backup, None where none lies; raises Invalid where it is another's."""
    sheet = file.with_name(f"{file.name}.json")
    if not sheet.exists():
        return None
    manifest = Manifest.from_json(sheet.read_text(encoding="utf8"))
    if digest(file) != manifest.sha256:
        raise Invalid(_l("%(file)s is not the file that was backed up: its hash differs.", file=file.name))
    return manifest


def _facts_inside(address: str, file: Path, manifest: Manifest | None) -> Facts:
    if _engine(address) != "sqlite":
        if manifest is None or manifest.engine != _engine(address):
            raise Invalid(_l("%(file)s is no backup of this kind of database.", file=file.name))
        postgresql.refuse_unreadable(address, file)
        return manifest.facts
    if manifest is not None and manifest.engine != "sqlite":
        raise Invalid(_l("%(file)s is no backup of this kind of database.", file=file.name))
    sqlite.refuse_damaged(file)
    with sqlite.reading(file) as connection:
        return contents.facts_in(connection)


def restore(
    address: str, chosen: Inspected, folder: Path, upgrade: Upgrade, files: Path | None = None
) -> Path | None:
    """Put a backup in the place of the present database; returns where that is kept, None if there was none.

    The ledger is walked before anything is replaced, and attachments are put back into the folder `files`
    first, so that the database never stands without them. Raises Running or Conflict while somebody works on
    the database, and what `inspect` raises.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = folder / file_name(clock.now(), _engine(address), _names(folder), BEFORE)
    with alone(address):
        if _engine(address) == "sqlite":
            return _swap(address, chosen, aside, upgrade, files)
        return _restore_dump(address, chosen, aside, upgrade, files)


def _put_back(chosen: Inspected, files: Path | None) -> None:
    if files is not None:
        attached.put_back(chosen.file.parent, files, chosen.facts.files)


def _swap(address: str, chosen: Inspected, aside: Path, upgrade: Upgrade, files: Path | None) -> Path | None:
    current = database_file(address)
    if current is None:
        raise NotFound(_l("There is no database yet. Run: trainer init"))
    new = current.with_name(f"{current.name}.restoring")
    try:
        new.unlink(missing_ok=True)
        sqlite.copy(chosen.file, new)
        upgrade(f"sqlite:///{new}")
        _checked(new)
        sqlite.refuse_damaged(new)
        new.chmod(0o600)
        _put_back(chosen, files)
        there = current.exists()
        sqlite.replace(current, new, aside)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            new.with_name(new.name + ending).unlink(missing_ok=True)
    return aside if there else None


def _restore_dump(
    address: str, chosen: Inspected, aside: Path, upgrade: Upgrade, files: Path | None
) -> Path | None:
    engine = create_engine(address)
    try:
        with Session(engine) as session:
            postgresql.refuse_others(session.connection())
            there = facts_of(session).revision is not None
        engine.dispose()
        if there:
            _make(address, aside.parent, aside.name, files)
        _put_back(chosen, files)
        try:
            postgresql.restore(address, chosen.file)
            upgrade(address)
            with Session(engine) as session:
                refuse_forged(session)
        except BaseException:
            engine.dispose()
            if there:
                postgresql.restore(address, aside)
            raise
    finally:
        engine.dispose()
    return aside if there else None
