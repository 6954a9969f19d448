"""Standing rules of the demonstration, and what holds otherwise for two people."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.assignments.rules import RuleKind, Target, Wanted
from trainer.demo.answering import chance
from trainer.demo.history import History
from trainer.demo.model import LEARNERS

WRITTEN: Final = -20
NEW_HIRE: Final = Wanted(
    *(RuleKind.NEW_HIRE, "front_desk", Target.QUIZ, "courtesy-words", 7),
    note="到岗七天内：先看礼貌用语两课，再测。",
)
QUARTERLY_WRITTEN: Final = -8
QUARTERLY: Final = Wanted(
    *(RuleKind.QUARTERLY, "manager_b", Target.QUIZ, "keys", 14), note="每季度一次，钥匙的规矩不许生疏。"
)
LATER, SLOWER = "0104", "0103"


def plan(history: History) -> None:
    """Put the rules and the two exceptions into the queue."""
    for day, wanted in ((WRITTEN, NEW_HIRE), (QUARTERLY_WRITTEN, QUARTERLY)):
        if history.edition.has("quiz", wanted.target_id):
            history.at(day, 10.8, partial(_switch_on, history, wanted))
    history.at(-4, 16.6, partial(_sat_by_rule, history))
    history.at(-3, 9.9, partial(_more_time, history))


def _switch_on(history: History, wanted: Wanted) -> None:
    leader = history.viewers["0001"]
    id_ = assignments.write_rule(history.session, leader, history.department_id, wanted, history.edition)
    assignments.switch_on(history.session, leader, id_, 1, history.zone)


def _sat_by_rule(history: History) -> None:
    """Let some of those to whom a rule gave something sit it in the days after."""
    tasks = [
        one
        for one in assignments.running(history.session, history.department_id, since=clock.now())
        if one.rule_id
    ]
    for task, rows in ((one, assignments.standings(history.session, [one])[one.id]) for one in tasks):
        members = {row.person_id for row in rows if not row.results}
        for number in LEARNERS[::2]:
            if history.viewers[number].person_id in members:
                hour = 9 + 8 * chance("rule", task.target_id, number).random()
                history.at(-2, hour, partial(history.sit, number, task.target_id, task.id))


def _more_time(history: History) -> None:
    """Give one person a later due time, another more time in the sitting."""
    leader, session = history.viewers["0001"], history.session
    for task in assignments.running(session, history.department_id, since=clock.now()):
        if task.kind is not Kind.QUIZ or task.target_id != "firm-and-gentle":
            continue
        members = {row.person_id for row in assignments.standings(session, [task])[task.id]}
        later, slower = (history.viewers[number].person_id for number in (LATER, SLOWER))
        due = datetime.combine(history.today + timedelta(days=9), time(18), tzinfo=history.zone)
        if later in members:
            reason = "去总部学习一周，回来再考。"
            assignments.extend(session, leader, task.id, later, due_at=due, reason=reason)
        if slower in members:
            reason = "本人看字慢，提出多给些时间；放宽到一倍半。"
            assignments.extend(session, leader, task.id, slower, due_at=None, time_factor=150, reason=reason)
