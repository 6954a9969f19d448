"""Reading standing rules: which there are, what one assigns, what it would do, what it has made."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.model import Counting, Kind, Task
from trainer.assignments.reach import LARGEST, task_of
from trainer.assignments.rules import (
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
from trainer.assignments.tables import Assignment, AssignmentMember, Rule, RuleMake
from trainer.editions.model import Edition
from trainer.errors import Conflict, NotFound, Stale
from trainer.i18n import lazy as _l
from trainer.lessons import service as lessons
from trainer.paths import service as paths
from trainer.people import service as people
from trainer.people.model import PersonCard, Viewer
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Quiz


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
    return rule_of(row_of(session, viewer, rule_id))


def row_of(session: Session, viewer: Viewer, rule_id: int, *, version: int | None = None) -> Rule:
    """Return the row of a rule the viewer leads; with `version`, one that is as it was seen, and goes on."""
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


def in_use(session: Session) -> dict[str, str]:
    """Return what open assignments and rules stand on: {quiz or lesson id: title}, for publishing."""
    now = clock.now()
    extended = select(AssignmentMember.assignment_id).where(AssignmentMember.extended_due_at > now)
    rows = session.execute(
        select(Assignment.target_id, Assignment.title)
        .where(Assignment.cancelled_at.is_(None))
        .where(or_(Assignment.due_at > now, Assignment.id.in_(extended)))
    )
    ruled = session.scalars(select(Rule.target_id).where(Rule.active, Rule.target_id != ""))
    return {key: key for key in ruled} | {row.target_id: row.title for row in rows}
