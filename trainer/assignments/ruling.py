"""Keeping standing rules: writing, switching on, ending; and what one would do, without doing it."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.model import Counting, Kind, Task
from trainer.assignments.reach import LARGEST, task_of
from trainer.assignments.rules import (
    MAX_ATTEMPTS,
    MAX_DAYS,
    Begins,
    Holder,
    Plan,
    RuleKind,
    StandingRule,
    Target,
    Wanted,
    first_day,
    plan,
)
from trainer.assignments.tables import Assignment, Rule, RuleMake
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions.model import Edition
from trainer.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from trainer.i18n import lazy as _l
from trainer.lessons import service as lessons
from trainer.paths import service as paths
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Quiz
from trainer.standard import service as standard


def rule_of(row: Rule) -> StandingRule:
    """Return the facts of a row."""
    return StandingRule(
        id=row.id,
        department_id=row.department_id,
        wanted=Wanted(
            kind=RuleKind(row.kind),
            position=row.position,
            target=Target(row.target),
            target_id=row.target_id,
            days=row.days,
            begins=Begins(row.begins),
            pass_mark=row.pass_mark,
            attempts=row.attempts,
            counting=Counting(row.counting),
            note=row.note,
        ),
        version=row.version,
        active=row.active,
        starts_on=row.starts_on,
        created_at=row.created_at,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
    )


def rules(session: Session, department_id: int) -> list[StandingRule]:
    """Return the rules of a department: those that hold, then those not switched on, then ended ones."""
    chosen = select(Rule).where(Rule.department_id == department_id)
    rows = session.scalars(chosen.execution_options(populate_existing=True)).all()
    found = [rule_of(row) for row in rows]
    return sorted(found, key=lambda one: (one.ended_at is not None, not one.active, one.id))


def fetch_rule(session: Session, viewer: Viewer, rule_id: int) -> StandingRule:
    """Return a rule of a department the viewer leads; raises NotFound."""
    return rule_of(_row(session, viewer, rule_id))


def _row(session: Session, viewer: Viewer, rule_id: int, *, version: int | None = None) -> Rule:
    row = session.get(Rule, rule_id, populate_existing=True) if 0 < rule_id <= LARGEST else None
    if row is None or not viewer.sees(row.department_id):
        raise NotFound(_l("There is no such rule here."))
    if version is not None and row.ended_at is not None:
        raise Conflict(_l("This rule has ended."))
    if version is not None and row.version != version:
        raise Stale(_l("The rule was changed meanwhile. Please look at it again."))
    return row


def aim(edition: Edition, wanted: Wanted) -> tuple[Kind, str, str, Quiz | None] | None:
    """Return what a rule assigns by an edition: kind, id, title and the quiz; None where it is not there."""
    key = wanted.target_id
    if wanted.target is Target.LESSON:
        there = edition.has("lesson", key)
        return (Kind.LESSON, key, lessons.lesson(edition, key).title, None) if there else None
    if wanted.target is Target.FINAL:
        steps = reversed(list(paths.path_of(edition, wanted.position).of_kind("quiz")))
        key = next((id_ for id_ in steps if edition.item("quiz", id_).get("blueprint")), "")
    if not key or not edition.has("quiz", key):
        return None
    quiz = quizzes.quiz(edition, key)
    return Kind.QUIZ, key, quiz.title, quiz


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
            row = _row(session, viewer, rule_id, version=version or 0)
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
        row = _row(session, viewer, rule_id, version=version)
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
        row = _row(session, viewer, rule_id)
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


def preview(session: Session, rule: StandingRule, zone: ZoneInfo) -> Plan:
    """Return what a rule would do today, switched on or not; nothing is written."""
    return plan_of(session, rule, people.cards(session, rule.department_id, inactive=False), zone)


def plan_of(session: Session, rule: StandingRule, cards: dict[int, PersonCard], zone: ZoneInfo) -> Plan:
    """Return what a rule would do today among the people given; one query."""
    today = clock.today(zone)
    starts_on = rule.starts_on or first_day(rule.wanted, today)
    here = [card for card in cards.values() if card.active and card.position == rule.wanted.position]
    made = session.execute(
        select(RuleMake.person_id, RuleMake.period)
        .where(RuleMake.department_id == rule.department_id, RuleMake.rule_id == rule.id)
        .where(RuleMake.person_id.in_([card.id for card in here]))
    )
    there = {(person_id, period) for person_id, period in made}
    return plan(rule.wanted, starts_on, holders(here, zone), there, today)


def holders(cards: Sequence[PersonCard], zone: ZoneInfo) -> list[Holder]:
    """Return people as a rule looks at them; without a date of hire it is the day of the account."""
    found = []
    for card in cards:
        known = clock.localise(card.added_at, zone).date() if card.added_at else clock.today(zone)
        found.append(Holder(card.id, card.role, card.hired_on or known, known))
    return found


def made_counts(session: Session, department_id: int) -> dict[int, int]:
    """Return how often each rule of a department has given somebody something; one query."""
    rows = session.execute(
        select(RuleMake.rule_id, func.count())
        .where(RuleMake.department_id == department_id)
        .group_by(RuleMake.rule_id)
    )
    return {rule_id: count for rule_id, count in rows}  # noqa: C416 - dict() of rows is no dict[int, int] to mypy


def made_by(session: Session, rule: StandingRule, limit: int = 20) -> list[Task]:
    """Return what a rule assigned last, newest first; one query."""
    chosen = select(Assignment).where(
        Assignment.department_id == rule.department_id, Assignment.rule_id == rule.id
    )
    return [task_of(row) for row in session.scalars(chosen.order_by(Assignment.id.desc()).limit(limit))]
