"""What standing rules make due: each person once a period, however often and however many run it at once."""

from collections.abc import Sequence
from datetime import datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer import clock
from trainer.assignments.making import Draft, keep
from trainer.assignments.ruled import aim, plan_of, rule_of
from trainer.assignments.rules import Give, StandingRule
from trainer.assignments.tables import Rule, RuleMake
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.standard import service as standard

DUE_HOUR = time(18)
"""When on its last day an assignment is due, on the wall clock of the site."""


def make_due(session: Session) -> int:
    """Make what the rules make due now, and return how many people were given something.

    Safe to run at any time and at once in several places: the rule's row is locked, what it gave is read
    again under the lock, and the key (rule, person, period) would refuse a second one anyway.
    """
    edition = editions.current_or_none(session)
    if edition is None:
        return 0
    zone = ZoneInfo(standard.site(edition).time_zone)
    rows = session.scalars(select(Rule).where(Rule.active).order_by(Rule.id)).all()
    found = [rule_of(row) for row in rows]
    given = 0
    for department_id, rules in groupby(sorted(found, key=_department), key=_department):
        cards = people.cards(session, department_id, inactive=False)
        given += sum(_run(session, rule, cards, edition, zone) for rule in rules)
    session.rollback()  # what was read is not kept open between two turns
    return given


def _department(rule: StandingRule) -> int:
    return rule.department_id


def _run(
    session: Session, rule: StandingRule, cards: dict[int, PersonCard], edition: Edition, zone: ZoneInfo
) -> int:
    if aim(edition, rule.wanted) is None or not plan_of(session, rule, cards, zone).gives:
        return 0
    try:
        with writing(session):
            return _make(session, rule, edition, zone)
    except IntegrityError:
        return 0  # somebody else has just made it


def _make(session: Session, rule: StandingRule, edition: Edition, zone: ZoneInfo) -> int:
    """Make it under the rule's lock, from what holds now."""
    chosen = select(Rule).where(Rule.id == rule.id, Rule.active).with_for_update()
    row = session.scalar(chosen.execution_options(populate_existing=True))
    if row is None:
        return 0
    now = rule_of(row)
    cards = people.cards(session, now.department_id, inactive=False)
    gives = sorted(plan_of(session, now, cards, zone).gives, key=_batch)
    for _key, some in groupby(gives, key=_batch):
        _give(session, now, list(some), cards, edition, zone)
    return len(gives)


def _batch(give: Give) -> tuple[str, str]:
    return give.period, give.due_on.isoformat()


def _give(
    session: Session,
    rule: StandingRule,
    gives: Sequence[Give],
    cards: dict[int, PersonCard],
    edition: Edition,
    zone: ZoneInfo,
) -> None:
    """Make one assignment for everybody who is due on the same day."""
    draft = draft_of(rule, gives[0], edition, zone)
    if draft is None:
        return
    chosen = [cards[give.person_id] for give in gives]
    id_ = keep(session, rule.department_id, draft, chosen, by=rule.changed_by, rule_id=rule.id)
    session.add_all(
        RuleMake(
            rule_id=rule.id,
            person_id=give.person_id,
            period=give.period,
            department_id=rule.department_id,
            assignment_id=id_,
            made_at=draft.opens_at,
        )
        for give in gives
    )
    session.flush()
    audit.record(
        session,
        "rule_made",
        department_id=rule.department_id,
        subject_id=id_,
        rule_id=rule.id,
        kind=draft.kind.value,
        target=draft.target_id,
        people=len(gives),
    )


def draft_of(rule: StandingRule, give: Give, edition: Edition, zone: ZoneInfo) -> Draft | None:
    """Return what a rule assigns now; None where it is not published any more."""
    found, wanted = aim(edition, rule.wanted), rule.wanted
    if found is None:
        return None
    kind, target_id, title, quiz = found
    attempts = quiz.attempts if quiz and wanted.attempts is None else wanted.attempts or None
    return Draft(
        kind=kind,
        target_id=target_id,
        title=title,
        opens_at=clock.now(),
        due_at=datetime.combine(give.due_on, DUE_HOUR, zone),
        pass_mark=(wanted.pass_mark or quiz.pass_mark) if quiz else None,
        attempts=attempts if quiz else None,
        counting=wanted.counting,
        note=wanted.note,
    )
