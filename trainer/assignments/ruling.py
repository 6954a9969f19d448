"""Keeping standing rules: writing one down, switching it on as it was looked at, ending it."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.ruled import aim, row_of, rule_of
from trainer.assignments.rules import MAX_ATTEMPTS, MAX_DAYS, Target, Wanted, first_day
from trainer.assignments.tables import Rule
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions.model import Edition
from trainer.errors import Conflict, Forbidden, Invalid
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.standard import service as standard


def write_rule(
    session: Session,
    viewer: Viewer,
    department_id: int,
    wanted: Wanted,
    edition: Edition,
    *,
    rule_id: int | None = None,
    version: int | None = None,
) -> int:
    """Write down a new rule, or change one, and return its id; either way it is to be switched on after.

    Raises Forbidden and NotFound out of reach, Invalid for what cannot be assigned, Stale where the rule was
    changed meanwhile, Conflict where it has ended.
    """
    if not viewer.sees(department_id):
        raise Forbidden(_l("You may not assign in this department."))
    _refuse_impossible(wanted, edition)
    now = clock.now()
    with writing(session):
        if rule_id is None:
            row = Rule(department_id=department_id, created_by=viewer.person_id, created_at=now, version=0)
            session.add(row)
        else:
            row = row_of(session, viewer, rule_id, version=version or 0)
            if _aims_elsewhere(rule_of(row).wanted, wanted):
                row.starts_on = None
        _fill(row, wanted)
        row.changed_by, row.changed_at = viewer.person_id, now
        row.version, row.active = row.version + 1, False
        session.flush()
        audit.record(
            session,
            "rule_written",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            kind=row.kind,
            position=row.position,
            target=f"{row.target}:{row.target_id}",
            days=row.days,
        )
        return row.id


def _refuse_impossible(wanted: Wanted, edition: Edition) -> None:
    if not 1 <= wanted.days <= MAX_DAYS:
        raise Invalid(_l("From 1 to %(count)s days.", count=MAX_DAYS), "days")
    if wanted.position not in {one.id for one in standard.site(edition).positions}:
        raise Invalid(_l("Choose a position."), "position")
    if aim(edition, wanted) is None:
        raise Invalid(_l("This position’s path ends without a final assessment; choose a quiz."), "what")
    if wanted.pass_mark is not None and not 1 <= wanted.pass_mark <= 100:  # noqa: PLR2004 - percent
        raise Invalid(_l("The pass mark is a percentage from 1 to 100."), "pass_mark")
    if wanted.attempts is not None and not 0 <= wanted.attempts <= MAX_ATTEMPTS:
        raise Invalid(_l("The number of attempts is at least 1; without a limit choose that."), "attempts")


def _aims_elsewhere(before: Wanted, after: Wanted) -> bool:
    """Say whether a changed rule begins anew: with other people, another target or another quarter."""

    def aims(one: Wanted) -> tuple[str, ...]:
        return one.kind, one.position, one.target, one.target_id, one.begins

    return aims(before) != aims(after)


def _fill(row: Rule, wanted: Wanted) -> None:
    row.kind, row.position = wanted.kind.value, wanted.position
    row.target = wanted.target.value
    row.target_id = "" if wanted.target is Target.FINAL else wanted.target_id
    row.days, row.begins, row.note = wanted.days, wanted.begins.value, wanted.note or None
    lesson = wanted.target is Target.LESSON
    row.pass_mark = None if lesson else wanted.pass_mark
    row.attempts, row.counting = None if lesson else wanted.attempts, wanted.counting.value


def switch_on(session: Session, viewer: Viewer, rule_id: int, version: int, zone: ZoneInfo) -> date:
    """Let a rule assign from now on, as it was previewed, and return the day from which it counts.

    A second time changes nothing. Raises NotFound, Stale where it was changed since the preview, Conflict
    where it has ended.
    """
    with writing(session):
        row = row_of(session, viewer, rule_id, version=version)
        starts_on = row.starts_on or first_day(rule_of(row).wanted, clock.today(zone))
        if row.active:
            return starts_on
        row.active, row.starts_on = True, starts_on
        row.changed_by, row.changed_at = viewer.person_id, clock.now()
        audit.record(
            session,
            "rule_switched_on",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            starts_on=starts_on.isoformat(),
        )
        return starts_on


def end_rule(session: Session, viewer: Viewer, rule_id: int, reason: str) -> None:
    """End a rule for good, with a reason; what it made stays. Raises NotFound, Invalid, Conflict twice."""
    with writing(session):
        row = row_of(session, viewer, rule_id)
        if not reason.strip():
            raise Invalid(_l("Please say why."), "reason")
        if row.ended_at is not None:
            raise Conflict(_l("This rule has ended."))
        row.active, row.ended_at, row.ended_by = False, clock.now(), viewer.person_id
        row.end_reason = reason.strip()
        audit.record(
            session,
            "rule_ended",
            actor_id=viewer.person_id,
            department_id=row.department_id,
            subject_id=row.id,
            reason=row.end_reason,
        )
