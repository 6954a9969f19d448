"""Walking every chain of the ledger, and rehashing the editions and answers its rows rest on."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from trainer.editions import service as stored
from trainer.people import service as people
from trainer.scores.model import (
    EMPTY,
    GENESIS,
    REPEATED,
    Damage,
    Finding,
    Head,
    Link,
    Source,
    damage_of,
    source_of,
)
from trainer.scores.tables import ScoreEntry

BATCH = 500


NOTHING: Mapping[Source, "Digests"] = {}


class Digests(Protocol):
    """Computes anew the digests of what results rest on; the rooms that store it lie above this one."""

    def __call__(
        self, session: Session, department_id: int, ids: Sequence[int], /
    ) -> Mapping[Any, Collection[str]]:
        """Return by the key of a result the digests its rows may name: one for each state it went through."""


def verify(
    session: Session,
    expected_head: str | None = None,
    *,
    digests: Mapping[Source, Digests] = NOTHING,
) -> tuple[list[Finding], dict[int, Head]]:
    """Check every chain, the editions, and with `digests` the answers, marks and entries they rest on.

    Returns the findings (the first damaged row of each chain, every damaged edition) and the heads of the
    chains by department. A cut tail or a rewritten chain can be seen only with `expected_head`, a printed
    head: it must stand somewhere in one of the chains.
    """
    editions = stored.rehashed(session)
    findings = [Finding(0, number, Damage.STORE) for number, hash_ in editions.items() if hash_ is None]
    heads: dict[int, Head] = {}
    wanted = expected_head.strip().lower() if expected_head else GENESIS
    seen = wanted == GENESIS
    for department_id in people.departments(session):
        walk = _Walk(session, department_id, editions, digests, wanted)
        findings += walk.run()
        heads[department_id] = walk.head
        seen = seen or walk.seen
    if not seen:
        findings.append(Finding(0, 0, Damage.TAIL))
    return findings, heads


@dataclass
class _Walk:
    """One pass along the chain of a department, in bounded memory, until the first damage."""

    session: Session
    department_id: int
    editions: Mapping[int, str | None]
    digests: Mapping[Source, Digests]
    wanted: str
    head: Head = EMPTY
    seen: bool = False

    def run(self) -> list[Finding]:
        """Return the first damage of the chain, as a list of one or none."""
        for links in _batches(self.session, self.department_id):
            answers = self._answers(links)
            for link in links:
                number = self.head.number + 1
                damage = damage_of(link, number, self.head.hash) or self._foundation(link, answers)
                if damage is not None:
                    return [Finding(self.department_id, number, damage)]
                self.head = Head(number, link.hash)
                self.seen = self.seen or link.hash == self.wanted
        return []

    def _answers(self, links: Sequence[Link]) -> Mapping[Source, Mapping[Any, Collection[str]]]:
        """Return what the results of a batch rest on, computed anew, for the sources that can be asked."""
        found: dict[Source, Mapping[Any, Collection[str]]] = {}
        for source, digests in self.digests.items():
            named = {link.columns[source.column] for link in links} - {None}
            found[source] = digests(self.session, self.department_id, sorted(named)) if named else {}
        return found

    def _foundation(
        self, link: Link, answers: Mapping[Source, Mapping[Any, Collection[str]]]
    ) -> Damage | None:
        facts = link.facts
        whole = self.editions.get(facts["edition_number"])
        if whole is None or whole != facts["edition_hash"]:
            return Damage.EDITION
        source, key = source_of(link.columns)
        if source in answers and facts["responses_digest"] not in answers[source].get(key, ()):
            return Damage.RESPONSES
        return None


def _batches(session: Session, department_id: int) -> Iterator[list[Link]]:
    """Yield the rows of a chain by number; plain columns, so that nothing comes from the session's memory."""
    table = ScoreEntry.__table__
    chosen = select(table).where(table.c.department_id == department_id).order_by(table.c.number).limit(BATCH)
    rows = session.execute(chosen).all()
    while rows:
        yield [_link(row) for row in rows]
        rows = session.execute(chosen.where(table.c.number > rows[-1].number)).all()


def _link(row: Row[Any]) -> Link:
    columns = {name: getattr(row, name) for name in REPEATED}
    columns["at"] = row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return Link(row.number, row.body, row.previous_hash, row.hash, columns)
