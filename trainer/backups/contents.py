"""What stands in a database: read in plain SQL, so that it also works on an older schema."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from trainer.attempts import service as attempts
from trainer.backups.model import COUNTED, SINCE, Chain, Facts
from trainer.backups.running import database_file
from trainer.classes import service as classes
from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.observations import service as observations
from trainer.scores import service as scores
from trainer.scores.model import Source

Ask = Callable[[str], Sequence[Any]]

REVISION: Final = "SELECT version_num FROM alembic_version"
EDITION: Final = (
    "SELECT e.number, e.hash FROM editions e JOIN current_edition c ON c.edition_number = e.number"
    " WHERE c.id = 1"
)
HEADS: Final = (
    "SELECT d.name, s.number, s.hash FROM departments d JOIN score_entries s ON s.department_id = d.id"
    " WHERE s.number = (SELECT max(number) FROM score_entries WHERE department_id = d.id) ORDER BY d.id"
)
DIGESTS: Final[Mapping[Source, scores.Digests]] = {
    Source.ATTEMPT: attempts.digests,
    Source.OBSERVATION: observations.digests,
    Source.CLASS: classes.digests,
}
"""How what each result rests on is computed anew; a source that is missing here would go unproved."""
FILES: Final = "SELECT DISTINCT hash FROM files ORDER BY hash"
EMPTY: Final = Facts(None, None, {}, {})


def _facts(ask: Ask) -> Facts:
    revision = ask(REVISION)[0][0]
    edition = ask(EDITION)
    tables = [table for table in COUNTED if revision >= SINCE.get(table, "")]
    return Facts(
        revision=revision,
        edition=f"{edition[0][0]} · {edition[0][1][:8]}" if edition else None,
        rows={table: ask(f"SELECT count(*) FROM {table}")[0][0] for table in tables},  # noqa: S608 - our own names
        heads={name: Chain(number, hash_) for name, number, hash_ in ask(HEADS)},
        files=tuple(row[0] for row in ask(FILES)) if "files" in tables else (),
    )


def facts_in(connection: sqlite3.Connection) -> Facts:
    """Return the facts of a SQLite file; none for a file without our tables."""
    try:
        return _facts(lambda words: connection.execute(words).fetchall())
    except (sqlite3.OperationalError, IndexError):
        return EMPTY


def facts_of(session: Session) -> Facts:
    """Return the facts of a database; none for one without our tables."""
    try:
        return _facts(lambda words: session.execute(text(words)).all())
    except (OperationalError, ProgrammingError, IndexError):
        session.rollback()
        return EMPTY


def present(address: str) -> Facts | None:
    """Return the facts of the database at an address, empty where there is none; None for a damaged one."""
    file = database_file(address)
    if file is not None and not file.exists():
        return EMPTY
    engine = create_engine(address)
    try:
        with Session(engine) as session:
            return facts_of(session)
    except DatabaseError:
        return None
    finally:
        engine.dispose()


def refuse_forged(session: Session) -> None:
    """Raise Invalid with what is damaged in the ledger of a database."""
    findings, _heads = scores.verify(session, digests=DIGESTS)
    if findings:
        raise Invalid(_l("The ledger does not verify: %(finding)s", finding=findings[0]), findings=findings)
