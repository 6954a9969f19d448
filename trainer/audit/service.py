"""Recording audited acts, in the transaction of the act itself."""

from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit.model import refuse_unknown
from trainer.audit.tables import AuditEvent


def record(
    session: Session,
    kind: str,
    /,
    *,
    actor_id: int | None = None,
    department_id: int | None = None,
    subject_id: int | None = None,
    **details: object,
) -> None:
    """Add one event to the running write; raises ValueError for a kind or key outside the vocabulary."""
    refuse_unknown(kind, details)
    session.add(
        AuditEvent(
            at=clock.now(),
            kind=kind,
            actor_id=actor_id,
            department_id=department_id,
            subject_id=subject_id,
            details=details,
        )
    )
