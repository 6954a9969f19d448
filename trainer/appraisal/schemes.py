"""Versions of schemes, and the lock that an exported period puts on its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.appraisal.model import Scheme
from trainer.appraisal.tables import LockRow, SchemeRow
from trainer.audit import service as audit
from trainer.db import writing
from trainer.errors import Conflict, Forbidden, Invalid
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.period import Period
from trainer.scores.model import Head

EXPORTED: Final = "exported"
RELEASED: Final = "released"
MAX_REASON: Final = 400


@dataclass(frozen=True)
class Version:
    """A scheme as it stands for a department and period; version 0 was made by nobody for this period."""

    number: int
    scheme: Scheme
    locked: bool
    author_id: int | None = None
    at: datetime | None = None
    reason: str = ""
    since: Period | None = None
    """For version 0 the period it was taken over from; None for what every site begins with."""
    draft: bool = False
    """Whether it is only tried out."""

    def tried(self, scheme: Scheme) -> "Version":
        """Return another scheme in its place, to see what it would do."""
        return replace(self, scheme=scheme, draft=scheme != self.scheme)


def in_force(session: Session, department_id: int, period: Period) -> Version:
    """Return the scheme of a period: its newest version, else the one last used before, else the usual."""
    locked = is_locked(session, department_id, period)
    own = session.scalar(_versions(department_id, period).limit(1))
    if own is not None:
        return _version(own, locked=locked)
    before = session.scalar(
        select(SchemeRow)
        .where(SchemeRow.department_id == department_id, SchemeRow.last < period.end)
        .order_by(SchemeRow.last.desc(), SchemeRow.first.desc(), SchemeRow.version.desc())
        .limit(1)
    )
    if before is None:
        return Version(0, Scheme(), locked)
    return Version(0, Scheme.from_json(before.body), locked, since=Period(before.first, before.last))


def versions(session: Session, department_id: int, period: Period) -> list[Version]:
    """Return the versions of a period, newest first."""
    locked = is_locked(session, department_id, period)
    rows = session.scalars(_versions(department_id, period)).all()
    return [_version(row, locked=locked and place == 0) for place, row in enumerate(rows)]


def locks(session: Session, department_id: int, period: Period) -> Sequence[LockRow]:
    """Return what was exported of a period and when it was released, newest first."""
    return session.scalars(_locks(department_id, period)).all()


def is_locked(session: Session, department_id: int, period: Period) -> bool:
    """Say whether the last thing that happened to a period was an export."""
    last = session.scalar(_locks(department_id, period).limit(1))
    return last is not None and last.act == EXPORTED


def change(
    session: Session,
    viewer: Viewer,
    department_id: int,
    period: Period,
    scheme: Scheme,
    seen: int,
    reason: str,
) -> int:
    """Put a new version in force and return its number; `seen` is the version that the change was made to.

    Raises Forbidden outside the viewer's reach, Invalid without a reason, and Conflict where the period is
    locked, the version changed meanwhile, or nothing is different.
    """
    said = _reason(reason)
    with writing(session):
        holding = _changeable(session, viewer, department_id, period)
        if holding.locked:
            raise Conflict(_l("This period was exported; its scheme is locked."))
        if holding.number != seen:
            raise Conflict(_l("The scheme was changed meanwhile; please look at it again."))
        if holding.number and holding.scheme == scheme:
            raise Conflict(_l("Nothing is different from the scheme in force."))
        row = SchemeRow(
            department_id=department_id,
            first=period.start,
            last=period.end,
            version=holding.number + 1,
            body=scheme.to_json(),
            reason=said,
            author_id=viewer.person_id,
            at=clock.now(),
        )
        session.add(row)
        try:
            session.flush()
        except IntegrityError:
            raise Conflict(_l("The scheme was changed meanwhile; please look at it again.")) from None
        _note(session, viewer, "appraisal_scheme_changed", department_id, period, version=row.version)
        return row.version


def lock(
    session: Session,
    viewer: Viewer,
    department_id: int,
    period: Period,
    what: str,
    *,
    version: Version,
    digest: str,
    head: Head,
) -> None:
    """Note that the marks of a period were taken along, which locks its scheme.

    A scheme taken over from an earlier period becomes this period's own first.
    """
    with writing(session):
        holding = _changeable(session, viewer, department_id, period)
        if holding.number == 0:
            change(
                session, viewer, department_id, period, version.scheme, 0, str(_l("Taken over as it was."))
            )
            holding = in_force(session, department_id, period)
        session.add(
            LockRow(
                department_id=department_id,
                first=period.start,
                last=period.end,
                act=EXPORTED,
                version=holding.number,
                what=what,
                digest=digest,
                head_number=head.number,
                head_hash=head.hash,
                reason="",
                author_id=viewer.person_id,
                at=clock.now(),
            )
        )
        _note(session, viewer, "appraisal_exported", department_id, period, what=what)


def release(session: Session, viewer: Viewer, department_id: int, period: Period, reason: str) -> None:
    """Let the scheme of an exported period be changed again; for who oversees all departments.

    Raises Forbidden for others, Invalid without a reason, Conflict where nothing is locked.
    """
    said = _reason(reason)
    with writing(session):
        holding = _changeable(session, viewer, department_id, period)
        if not viewer.oversees:
            raise Forbidden(_l("Only the property manager may release an exported period."))
        if not holding.locked:
            raise Conflict(_l("This period is not locked."))
        last = session.scalars(_locks(department_id, period).limit(1)).one()
        session.add(
            LockRow(
                department_id=department_id,
                first=period.start,
                last=period.end,
                act=RELEASED,
                version=holding.number,
                what=last.what,
                digest=last.digest,
                head_number=last.head_number,
                head_hash=last.head_hash,
                reason=said,
                author_id=viewer.person_id,
                at=clock.now(),
            )
        )
        _note(session, viewer, "appraisal_released", department_id, period, reason=said)


def _changeable(session: Session, viewer: Viewer, department_id: int, period: Period) -> Version:
    if not viewer.sees(department_id):
        raise Forbidden(_l("You may not appraise this department."))
    return in_force(session, department_id, period)


def _reason(written: str) -> str:
    said = written.strip()
    if not said:
        raise Invalid(_l("Please say why."), "reason")
    if len(said) > MAX_REASON:
        raise Invalid(_l("At most %(count)s characters.", count=MAX_REASON), "reason")
    return said


def _versions(department_id: int, period: Period) -> Select[SchemeRow]:
    return (
        select(SchemeRow)
        .where(SchemeRow.department_id == department_id)
        .where(SchemeRow.first == period.start, SchemeRow.last == period.end)
        .order_by(SchemeRow.version.desc())
    )


def _locks(department_id: int, period: Period) -> Select[LockRow]:
    return (
        select(LockRow)
        .where(LockRow.department_id == department_id)
        .where(LockRow.first == period.start, LockRow.last == period.end)
        .order_by(LockRow.id.desc())
    )


def _version(row: SchemeRow, *, locked: bool) -> Version:
    return Version(row.version, Scheme.from_json(row.body), locked, row.author_id, row.at, row.reason)


def _note(
    session: Session, viewer: Viewer, kind: str, department_id: int, period: Period, **details: object
) -> None:
    audit.record(
        session,
        kind,
        actor_id=viewer.person_id,
        department_id=department_id,
        subject_id=None,
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        **details,
    )
