"""A certificate, what renewed or revoked it, and which changes of the standard have made it stale; pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from trainer.i18n import lazy as _l


class Kind(StrEnum):
    """What a row of the record did."""

    ISSUED = "issued"
    RENEWED = "renewed"
    REVOKED = "revoked"


KIND_NAMES: Final = {Kind.ISSUED: _l("Issued"), Kind.RENEWED: _l("Renewed"), Kind.REVOKED: _l("Revoked")}


@dataclass(frozen=True)
class Act:
    """One row of the record; `percent` in hundredths, `clauses` what it rests on or what was proved anew."""

    id: int
    department_id: int
    ledger_number: int
    kind: Kind
    person_id: int
    position: str
    quiz_id: str
    title: str
    edition_number: int
    attempt_id: int
    percent: int
    clauses: tuple[str, ...]
    of_id: int | None
    reason: str | None
    at: datetime

    @property
    def number(self) -> str:
        """Return what people call it: the department and its row of the ledger."""
        return f"{self.department_id:02d}-{self.ledger_number:06d}"


Substance = Mapping[int, Collection[str]]
"""By number of an edition the clauses that it changed in substance."""


@dataclass(frozen=True)
class Certificate:
    """A certificate with what became of it; acts stand in the order of the ledger."""

    issued: Act
    renewals: tuple[Act, ...] = ()
    revoked: Act | None = None
    history: tuple[Act, ...] = ()
    """Everything recorded of it, renewals that were revoked too."""

    @property
    def id(self) -> int:
        """Return the number of its first row."""
        return self.issued.id

    @property
    def latest(self) -> Act:
        """Return the pass it stands on by now."""
        return self.renewals[-1] if self.renewals else self.issued

    def proved_in(self, clause: str) -> int:
        """Return the edition in which the clause was last proved."""
        return max(act.edition_number for act in (self.issued, *self.renewals) if clause in act.clauses)

    def changed(self, substance: Substance, current: int) -> tuple[str, ...]:
        """Return the clauses it rests on that an edition after its proof, up to the current one, changed."""
        return tuple(
            clause
            for clause in self.issued.clauses
            if any(
                clause in clauses
                for number, clauses in substance.items()
                if self.proved_in(clause) < number <= current
            )
        )


def folded(acts: Iterable[Act]) -> list[Certificate]:
    """Return the certificates that acts made, in the order they were issued."""
    first: dict[int, Act] = {}
    later: dict[int, list[Act]] = defaultdict(list)
    home: dict[int, int] = {}
    for act in sorted(acts, key=lambda one: (one.department_id, one.ledger_number)):
        if act.kind is Kind.ISSUED or act.of_id is None:
            first[act.id] = act
            home[act.id] = act.id
        else:
            home[act.id] = home[act.of_id]
            later[home[act.id]].append(act)
    return [_certificate(act, later[act.id]) for act in first.values()]


def _certificate(issued: Act, later: Sequence[Act]) -> Certificate:
    undone = {act.of_id: act for act in later if act.kind is Kind.REVOKED}
    return Certificate(
        issued=issued,
        renewals=tuple(act for act in later if act.kind is Kind.RENEWED and act.id not in undone),
        revoked=undone.get(issued.id),
        history=(issued, *later),
    )


def held(certificates: Iterable[Certificate]) -> list[Certificate]:
    """Return what people hold: of each person and quiz the last one that was not revoked."""
    found: dict[tuple[int, str], Certificate] = {}
    for one in certificates:
        if one.revoked is None:
            found[one.issued.person_id, one.issued.quiz_id] = one
    return list(found.values())


@dataclass(frozen=True)
class Stale:
    """People who hold certificates of one quiz that the same changes have made stale."""

    quiz_id: str
    title: str
    clauses: tuple[str, ...]
    certificates: tuple[Certificate, ...]

    @property
    def person_ids(self) -> tuple[int, ...]:
        """Return exactly who is to prove the changed clauses anew."""
        return tuple(dict.fromkeys(one.issued.person_id for one in self.certificates))


def stale(certificates: Iterable[Certificate], substance: Substance, current: int) -> list[Stale]:
    """Return the stale certificates by quiz and changed clauses, where most people are first."""
    groups: dict[tuple[str, tuple[str, ...]], list[Certificate]] = defaultdict(list)
    for one in certificates:
        if clauses := one.changed(substance, current):
            groups[one.issued.quiz_id, clauses].append(one)
    found = [
        Stale(quiz_id, some[-1].issued.title, clauses, tuple(some))
        for (quiz_id, clauses), some in groups.items()
    ]
    return sorted(found, key=lambda one: (-len(one.certificates), one.quiz_id, one.clauses))
