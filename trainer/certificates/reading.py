"""Reading certificates: of a department, of one person, one by itself; and who has to prove what anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.assignments import service as assignments
from trainer.assignments.model import Task
from trainer.certificates.folding import act_of, refresh
from trainer.certificates.model import Certificate, Stale, folded, held, stale
from trainer.certificates.tables import CertificateRow
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer
from trainer.quizzes import service as quizzes


def of_department(session: Session, viewer: Viewer, department_id: int) -> list[Certificate]:
    """Return the certificates of a department, revoked ones too, oldest first; NotFound out of reach."""
    if not viewer.sees(department_id):
        raise NotFound(_l("There is no such department here."))
    refresh(session, department_id)
    return _folded(session, department_id)


def of_person(session: Session, viewer: Viewer, person_id: int) -> list[Certificate]:
    """Return a person's certificates, latest first, also of departments they left that the viewer sees.

    Raises NotFound out of reach.
    """
    people.fetch(session, viewer, person_id)
    own = person_id == viewer.person_id
    found: list[Certificate] = []
    for department_id in people.departments(session):
        if own or viewer.sees(department_id):
            refresh(session, department_id)
            found += _folded(session, department_id, person_id)
    return sorted(found, key=lambda one: (one.issued.at, one.id), reverse=True)


def _folded(session: Session, department_id: int, person_id: int | None = None) -> list[Certificate]:
    chosen = select(CertificateRow).where(CertificateRow.department_id == department_id)
    if person_id is not None:
        chosen = chosen.where(CertificateRow.person_id == person_id)
    return folded(act_of(row) for row in session.scalars(chosen.order_by(CertificateRow.ledger_number)))


def fetch(session: Session, viewer: Viewer, certificate_id: int) -> Certificate:
    """Return a certificate of the viewer's own or of a department they lead; raises NotFound."""
    departments = list(people.departments(session))
    chosen = select(CertificateRow).where(
        CertificateRow.department_id.in_(departments), CertificateRow.id == certificate_id
    )
    row = session.scalar(chosen)
    if row is None or not (row.person_id == viewer.person_id or viewer.sees(row.department_id)):
        raise NotFound(_l("There is no such certificate here."))
    there = _folded(session, row.department_id, row.person_id)
    return next(one for one in there if any(act.id == row.id for act in one.history))


@dataclass(frozen=True)
class Holding:
    """A certificate somebody holds, the changed clauses it rests on, and the quiz about them that runs."""

    certificate: Certificate
    card: PersonCard
    changed: tuple[str, ...]
    task: Task | None


def holdings(
    certificates: Sequence[Certificate],
    cards: dict[int, PersonCard],
    substance: dict[int, tuple[str, ...]],
    current: int,
    running: assignments.Watched,
) -> list[Holding]:
    """Return what active people hold, stale ones first."""
    found = [
        Holding(one, cards[one.issued.person_id], changed, _running(one, changed, running))
        for one in held(certificates)
        if one.issued.person_id in cards and cards[one.issued.person_id].active
        for changed in [one.changed(substance, current)]
    ]
    return sorted(found, key=lambda one: (not one.changed, one.card.staff_number, one.certificate.id))


def _running(one: Certificate, changed: tuple[str, ...], running: assignments.Watched) -> Task | None:
    """Return the open quiz that would renew it whole."""
    tasks, owing = running
    for task in tasks:
        there = any(member.person_id == one.issued.person_id for member in owing.get(task.id, ()))
        if there and changed and task.target_id == one.issued.quiz_id and set(changed) <= set(task.clauses):
            return task
    return None


@dataclass(frozen=True)
class Overview:
    """The certificates of a department: what people hold, what is to be proposed, what was revoked."""

    holdings: tuple[Holding, ...]
    proposals: tuple[Stale, ...]
    """Without those whom the quiz was assigned to already."""
    revoked: tuple[Certificate, ...]


def overview(session: Session, viewer: Viewer, department_id: int, edition: Edition) -> Overview:
    """Return a department's certificates; a fixed number of queries. Raises NotFound out of reach."""
    every = of_department(session, viewer, department_id)
    substance = editions.substance(session)
    cards = people.cards(session, department_id)
    running = assignments.about_clauses(session, department_id)
    found = holdings(every, cards, substance, edition.number, running)
    open_ = [one.certificate for one in found if one.changed and one.task is None]
    return Overview(
        holdings=tuple(found),
        proposals=tuple(stale(open_, substance, edition.number)),
        revoked=tuple(one for one in reversed(every) if one.revoked is not None),
    )


def testable(edition: Edition, quiz_id: str, clauses: Sequence[str]) -> tuple[str, ...]:
    """Return those of the clauses that a quiz about them can ask in an edition."""
    if not edition.has("quiz", quiz_id):
        return ()
    asked = quizzes.focused(edition, quizzes.quiz(edition, quiz_id), clauses).questions
    cited = {clause for key in asked for clause in edition.item("question", key)["clauses"]}
    return tuple(clause for clause in clauses if clause in cited)
