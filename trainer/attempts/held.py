"""What the server holds of a sitting: the newest save of each question."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.attempts.model import Held
from trainer.attempts.tables import Response


def newest(
    session: Session,
    department_id: int,
    attempt_id: int,
    slot: int | None = None,
    *,
    late: bool | None = None,
) -> dict[int, Held]:
    """Return the newest save by slot, or of one slot; `late` chooses what does not count, or what does."""
    chosen = select(Response.slot, Response.seq, Response.body, Response.saved_at, Response.late).where(
        Response.department_id == department_id, Response.attempt_id == attempt_id
    )
    if late is not None:
        chosen = chosen.where(Response.late.is_(late))
    if slot is not None:
        chosen = chosen.where(Response.slot == slot).order_by(Response.seq.desc()).limit(1)
    rows = session.execute(chosen.order_by(Response.seq) if slot is None else chosen)
    return {row.slot: Held(row.seq, row.body, row.saved_at, row.late) for row in rows}
