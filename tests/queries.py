"""Counting what an engine is asked, so that a page's cost is known and stays what it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

SILENT = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
"""What opens and closes a transaction asks for nothing."""


@contextmanager
def queries(engine: Engine) -> Iterator[list[str]]:
    """Yield the list of statements that the engine runs meanwhile; its length is their number."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        if not statement.lstrip().upper().startswith(SILENT):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
