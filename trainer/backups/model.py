"""What a backup says of itself, how it is named, and what restoring it would lose."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l

PREFIX: Final = "trainer-"
BEFORE: Final = "before-restore-"
SUFFIXES: Final = {"sqlite": ".sqlite3", "postgresql": ".dump"}
NAMED: Final = re.compile(rf"{PREFIX}\d{{8}}T\d{{6}}(-\d+)?Z({'|'.join(map(re.escape, SUFFIXES.values()))})")
COUNTED: Final = {
    "persons": _l("people"),
    "readings": _l("lessons read"),
    "assignments": _l("assignments"),
    "attempts": _l("sittings"),
    "responses": _l("saved answers"),
    "classes": _l("classes held"),
    "files": _l("attachments"),
    "observations": _l("observations"),
}
"""Tables whose rows a restore is weighed by."""
SINCE: Final = {"files": "0004", "observations": "0005"}
"""The revision that brought a counted table, where it was not there from the first."""


@dataclass(frozen=True)
class Chain:
    """The head of a department's ledger."""

    number: int
    hash: str


@dataclass(frozen=True)
class Facts:
    """What stands in a database: its schema, edition, row counts, and the heads of the ledger."""

    revision: str | None
    edition: str | None
    rows: Mapping[str, int]
    heads: Mapping[str, Chain]
    files: Sequence[str] = ()
    """The hashes of its attachments, which lie in a folder of their own."""


@dataclass(frozen=True)
class Manifest:
    """The sheet that lies beside a backup as <file>.json; `sha256` is that of the file."""

    file: str
    sha256: str
    bytes: int
    made_at: str
    version: str
    engine: str
    facts: Facts
    lacking: Sequence[str] = ()
    """The hashes of attachments that were gone or harmed when the backup was made."""

    def to_json(self) -> str:
        """Return what the sheet says, for people and for `from_json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Read a sheet; raises Invalid for anything else."""
        try:
            read: dict[str, Any] = json.loads(text)
            facts = read.pop("facts")
            heads = {name: Chain(**head) for name, head in facts.pop("heads").items()}
            files = tuple(facts.pop("files", ()))  # the first backups knew none
            gone = tuple(read.pop("lacking", ()))
            return cls(facts=Facts(**facts, heads=heads, files=files), lacking=gone, **read)
        except (json.JSONDecodeError, TypeError, KeyError, AttributeError) as error:
            raise Invalid(_l("The manifest beside the backup cannot be read.")) from error


@dataclass(frozen=True)
class Loss:
    """What the present database holds beyond a backup: rows by table, and ledger numbers by department."""

    rows: Mapping[str, int]
    ledger: Mapping[str, tuple[int, int]]
    """The first and the last number of the ledger that would be gone."""

    @property
    def nothing(self) -> bool:
        """Say whether the backup holds everything."""
        return not self.rows and not self.ledger


def loss(present: Facts, backup: Facts) -> Loss:
    """Return what restoring the backup would lose."""
    more = {name: count - backup.rows.get(name, 0) for name, count in present.rows.items()}
    ledger = {}
    for department, head in present.heads.items():
        kept = backup.heads.get(department, Chain(0, "")).number
        if head.number > kept:
            ledger[department] = (kept + 1, head.number)
    return Loss({name: count for name, count in more.items() if count > 0}, ledger)


def file_name(moment: datetime, engine: str, taken: Sequence[str] = (), prefix: str = PREFIX) -> str:
    """Return the name of a backup made at a moment (UTC), another where that is taken."""
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    names = (f"{prefix}{stamp}{f'-{n}' if n else ''}Z{SUFFIXES[engine]}" for n in range(1000))
    return next(name for name in names if name not in taken)


def outdated(names: Sequence[str], keep: int) -> list[str]:
    """Return the backups beyond the newest `keep`; files of other names are left alone."""
    ours = sorted((name for name in names if NAMED.fullmatch(name)), key=_age)
    return ours[:-keep] if keep else ours


def _age(name: str) -> tuple[str, int]:
    stamp, _dash, turn = name.removeprefix(PREFIX).split("Z")[0].partition("-")
    return stamp, int(turn or 0)
