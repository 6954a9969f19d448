"""The folder of attachments: each under its hash, whole or not there, never changed."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from trainer.errors import NotFound
from trainer.files.model import hash_of
from trainer.i18n import lazy as _l

_HASH: Final = re.compile(r"[0-9a-f]{64}")


def place(folder: Path, digest: str) -> Path:
    """Return where the bytes of a hash lie; raises ValueError for anything that is no hash."""
    if not _HASH.fullmatch(digest):
        raise ValueError(f"{digest!r} is no hash")
    return folder / digest[:2] / digest


def put(folder: Path, data: bytes) -> str:
    """Put bytes on the disk before anything names them, and return their hash; twice is once."""
    digest = hash_of(data)
    target = place(folder, digest)
    if holds(folder, digest):
        return digest
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=target.parent, prefix="new-", delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            unfinished.replace(target)
        except BaseException:
            file.close()
            unfinished.unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)
    return digest


def _sync_folder(folder: Path) -> None:
    """See that the new name is on the disk too; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def take(folder: Path, digest: str) -> bytes:
    """Return the bytes of a hash; raises NotFound where they are gone or are not what they were."""
    try:
        data = place(folder, digest).read_bytes()
    except FileNotFoundError:
        data = b""
    if hash_of(data) != digest:
        raise NotFound(_l("The attachment is not on the disk any more. A backup may hold it."))
    return data


def holds(folder: Path, digest: str) -> bool:
    """Say whether the bytes of a hash are there and unharmed."""
    try:
        take(folder, digest)
    except NotFound:
        return False
    return True


def carry(source: Path, target: Path, digests: Iterable[str], *, read: bool = False) -> list[str]:
    """Copy from one folder to another what is not there yet; returns the hashes that could not be had.

    With `read` what is there is read too, and what is harmed is replaced; without, a name is believed, for
    only what is whole gets one.
    """
    lacking = []
    for digest in digests:
        if holds(target, digest) if read else place(target, digest).exists():
            continue
        try:
            put(target, take(source, digest))
        except NotFound:
            lacking.append(digest)
    return lacking


def clear(folder: Path, needed: set[str]) -> None:
    """Remove from a folder of backups what none of them needs any more."""
    for file in folder.glob("??/*"):
        if _HASH.fullmatch(file.name) and file.name not in needed:
            file.unlink(missing_ok=True)
