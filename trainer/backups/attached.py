"""Attachments in backups: each lies once in a folder beside them, however many backups need it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from trainer.backups.model import Manifest
from trainer.files import service as files

FOLDER: Final = "files"
"""The folder of attachments among the backups."""


def take_along(live: Path, backups: Path, digests: Sequence[str]) -> list[str]:
    """Copy what a backup needs and no earlier one has; returns the hashes that could not be had."""
    return files.carry(live, backups / FOLDER, digests)


def put_back(backups: Path, live: Path, digests: Sequence[str]) -> None:
    """Bring back what the present folder lacks or holds harmed; what is there beyond it stays."""
    files.carry(backups / FOLDER, live, digests, read=True)


def lacking(backups: Path, live: Path, digests: Sequence[str]) -> tuple[str, ...]:
    """Return the hashes of attachments that neither folder holds unharmed."""
    return tuple(
        digest
        for digest in digests
        if not files.holds(live, digest) and not files.holds(backups / FOLDER, digest)
    )


def forget(backups: Path) -> None:
    """Remove the attachments that no backup of a folder needs any more; with a sheet unread, none."""
    sheets = [sheet for sheet in backups.glob("*.json") if sheet.with_suffix("").exists()]
    needed = {
        digest
        for sheet in sheets
        for digest in Manifest.from_json(sheet.read_text(encoding="utf8")).facts.files
    }
    files.clear(backups / FOLDER, needed)
