"""Closing a month, signing it, reopening it: each once, under lock, with what was seen frozen."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.audit import service as audit
from trainer.db import writing
from trainer.duty.checking import checklist
from trainer.duty.closed import LACK_NAMES, Act, Closing, Lack, Missing, Said, by_lack
from trainer.duty.closings import closed, every, fetch
from trainer.duty.model import Month, Record
from trainer.duty.reading import record
from trainer.duty.snapshot import Snapshot, text_of
from trainer.duty.tables import MonthClosing, MonthMark, MonthName
from trainer.errors import Conflict, Forbidden, Invalid, Stale
from trainer.files import service as files
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.people.model import Role, Viewer
from trainer.people.service import SignInRules

Print = Callable[[Snapshot], tuple[str, bytes]]
"""Makes the paper of what is closed: its file name and the PDF."""
LOCK = 7_302
"""The name space of the closings' locks on PostgreSQL, where a write does not lock the database."""
MAX_ANSWER = 400
CLOSERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who closes; the property manager signs what somebody else closed."""


def close(
    session: Session,
    viewer: Viewer,
    department_id: int,
    month: Month,
    answers: Mapping[Lack, str],
    *,
    zone: ZoneInfo,
    print_: Print,
) -> Closing:
    """Freeze the record of a month: number it, print it, keep both with their hashes.

    `answers` say of each kind of thing that is missing why the month is closed with it. Raises Forbidden for
    the wrong role or department, Conflict where the month is closed already, is not over, or is blocked,
    Invalid where an answer is missing, PaperError for a name that cannot be printed.
    """
    if not viewer.sees(department_id) or viewer.role not in CLOSERS:
        raise Forbidden(_l("Your role may not close this month."))
    with writing(session):
        _lock(session, department_id)
        if closed(session, department_id, month) is not None:
            raise Conflict(_l("This month was closed already."))
        made = record(session, department_id, month, zone)
        said = _answered(checklist(session, department_id, month, zone, made), answers)
        before = every(session, department_id)
        number = max((one.number for one in before), default=0) + 1
        version = sum(one.month == month for one in before) + 1
        name, paper = print_(Snapshot(number, version, made, said))
        kept = files.store(session, viewer, department_id, paper, declared_name=name, kinds=files.DOCUMENT)
        row = MonthClosing(
            department_id=department_id,
            month=str(month),
            number=number,
            version=version,
            snapshot=(text := text_of(number, version, made, said)),
            snapshot_hash=hashlib.sha256(text.encode()).hexdigest(),
            file_id=kept.id,
            pdf_hash=kept.hash,
            ledger_number=made.head.number,
            ledger_head=made.head.hash,
            edition=made.edition,
            closed_by=viewer.person_id,
            closed_at=clock.now(),
        )
        session.add(row)
        session.flush()
        _keep_names(session, row, made)
        details = {"number": number, "version": version, "hash": row.snapshot_hash}
        _note(session, viewer, "month_closed", row.department_id, row.id, month=str(month), **details)
        closing_id = row.id
    return fetch(session, viewer, closing_id)


def _lock(session: Session, department_id: int) -> None:
    """Let one at a time close; on SQLite the write itself is the lock."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK, department_id)))


def _answered(missing: Sequence[Missing], answers: Mapping[Lack, str]) -> tuple[Said, ...]:
    """Return what is said of what is missing; raises Conflict for what blocks, Invalid without a word."""
    found = by_lack(missing)
    for lack, rows in found.items():
        if rows[0].blocking:
            raise Conflict(
                _l(
                    "The month cannot be closed yet: %(what)s (%(count)s).",
                    what=LACK_NAMES[lack],
                    count=len(rows),
                )
            )
    said = {lack: answers.get(lack, "").strip()[:MAX_ANSWER] for lack in found}
    if lacking := [lack for lack, text in said.items() if not text]:
        raise Invalid(
            _l("Say of everything that is missing why the month is closed with it."), f"answer-{lacking[0]}"
        )
    return tuple(Said(lack, len(rows), said[lack]) for lack, rows in found.items())


def _keep_names(session: Session, row: MonthClosing, made: Record) -> None:
    involved = {*made.named, *(held.cancelled_by for held in made.struck if held.cancelled_by)}
    session.add_all(
        MonthName(
            closing_id=row.id,
            person_id=card.id,
            department_id=row.department_id,
            name=card.name,
            staff_number=card.staff_number,
        )
        for card in people.cards_of(session, list(involved)).values()
    )


def sign(
    session: Session, viewer: Viewer, closing_id: int, password: str, shown_hash: str, rules: SignInRules
) -> None:
    """Sign a closed month on screen: the manager, password again, over the hash of what was shown.

    Raises NotFound out of reach, Forbidden for any other role and for who closed it, Invalid for a wrong
    password, Stale where something else was shown, Conflict where it was signed or reopened before.
    """
    closing = fetch(session, viewer, closing_id)
    _refuse_signing(viewer, closing, only=frozenset({Role.MANAGER}))
    if shown_hash != closing.pdf_hash:
        raise Stale(_l("This is not the record that was shown. Look at it again, then sign."))
    people.check_present(session, viewer, password, "", rules)
    _stamp(session, viewer, closing_id, Act.SIGNED, "screen", shown_hash=shown_hash)


def sign_on_paper(session: Session, viewer: Viewer, closing_id: int, day: date, *, zone: ZoneInfo) -> None:
    """Note that the manager signed the printed record on a day.

    Raises NotFound out of reach, Forbidden for administrators, Invalid for a day before the closing or ahead,
    Conflict where it was signed or reopened before.
    """
    closing = fetch(session, viewer, closing_id)
    _refuse_signing(viewer, closing, only=frozenset({Role.MANAGER, Role.SUPERVISOR}))
    if not clock.localise(closing.closed_at, zone).date() <= day <= clock.today(zone):
        raise Invalid(_l("The day it was signed lies between the closing and today."), "signed_on")
    _stamp(session, viewer, closing_id, Act.SIGNED, "paper", signed_on=day)


def _refuse_signing(viewer: Viewer, closing: Closing, *, only: frozenset[Role]) -> None:
    if viewer.role not in only:
        raise Forbidden(_l("The property manager signs the record."))
    if viewer.role is Role.MANAGER and closing.closed_by == viewer.person_id:
        raise Forbidden(_l("Who closed a month cannot sign it as its manager."))


def reopen(session: Session, viewer: Viewer, closing_id: int, reason: str) -> None:
    """Open a closed month again, with a reason; the closed version and its paper stay.

    A signed month is reopened by managers and administrators only. Raises NotFound out of reach, Forbidden
    for others, Invalid without a reason, Conflict where it was reopened before.
    """
    closing = fetch(session, viewer, closing_id)
    if closing.signed is not None and not viewer.oversees:
        raise Forbidden(_l("A signed month is reopened by the property manager."))
    if not reason.strip():
        raise Invalid(_l("Please say why."), "reason")
    _stamp(session, viewer, closing_id, Act.REOPENED, reason=reason.strip()[:200])


def _stamp(
    session: Session,
    viewer: Viewer,
    closing_id: int,
    act: Act,
    how: str = "",
    *,
    shown_hash: str | None = None,
    signed_on: date | None = None,
    reason: str | None = None,
) -> None:
    with writing(session):
        closing = fetch(session, viewer, closing_id)
        _lock(session, closing.department_id)
        closing = fetch(session, viewer, closing_id)
        if not closing.stands:
            raise Conflict(_l("This month was reopened; what was closed then does not stand any more."))
        if act is Act.SIGNED and closing.signed is not None:
            raise Conflict(_l("This month was signed before."))
        session.add(
            MonthMark(
                closing_id=closing_id,
                department_id=closing.department_id,
                kind=act.value,
                by=viewer.person_id,
                at=clock.now(),
                signed_on=signed_on,
                shown_hash=shown_hash,
                reason=reason,
            )
        )
        facts = {"month": str(closing.month), "number": closing.number}
        more = {"how": how, "hash": closing.pdf_hash} if act is Act.SIGNED else {"reason": reason or ""}
        kind = "month_signed" if act is Act.SIGNED else "month_reopened"
        _note(session, viewer, kind, closing.department_id, closing_id, **facts, **more)


def _note(
    session: Session, viewer: Viewer, kind: str, department_id: int, closing_id: int, **details: object
) -> None:
    audit.record(
        session,
        kind,
        actor_id=viewer.person_id,
        department_id=department_id,
        subject_id=closing_id,
        **details,
    )
