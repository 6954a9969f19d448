"""What is missing of a month before it can be closed: what blocks, and what wants a word of why."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock
from trainer.classes import service as classes
from trainer.classes.model import Held
from trainer.duty.closed import Lack, Missing
from trainer.duty.model import Month, Record
from trainer.duty.reading import record
from trainer.editions import service as editions
from trainer.i18n import gettext as _
from trainer.observations import service as observations
from trainer.scores import service as scores
from trainer.scores.model import Source


def checklist(
    session: Session, department_id: int, month: Month, zone: ZoneInfo, made: Record | None = None
) -> list[Missing]:
    """Return what is missing of a month; a fixed number of queries. `made` is its record, if it was read.

    Results of sittings may wait for a leader's word, observed people may have objected: both block. Classes
    left undecided, absences without a reason, people overdue want an answer, and so on.
    """
    made = made or record(session, department_id, month, zone)
    start, end = clock.month_bounds(month.year, month.month, zone)
    running = [] if made.over else [Missing(Lack.RUNNING, str(month))]
    return [
        *running,
        *_provisional(session, department_id, start, end),
        *_of_observations(session, department_id, start, end),
        *_planned(classes.planned_between(session, department_id, month.first, month.last)),
        *_held(session, department_id, classes.held_between(session, department_id, month.first, month.last)),
        *_gaps(made),
    ]


def _provisional(session: Session, department_id: int, start: datetime, end: datetime) -> Iterable[Missing]:
    rows = scores.of_period(session, department_id, start, end, set(Source))
    quizzes = editions.current(session).items("quiz")
    for row in rows:
        if row.provisional:
            title = str(quizzes.get(row.quiz_id or "", {}).get("title", row.quiz_id or row.checklist_id))
            yield Missing(Lack.PROVISIONAL, title, (row.person_id,), "attempts.marking")


def _of_observations(
    session: Session, department_id: int, start: datetime, end: datetime
) -> Iterable[Missing]:
    titles = editions.current(session).items("checklist")
    for open_ in observations.open_objections(session, department_id, until=end):
        title = str(titles.get(open_.checklist_id, {}).get("title", open_.checklist_id))
        people = (open_.person_id,)
        yield Missing(Lack.OBJECTION, title, people, "observations.show", open_.observation_id)
    for one in observations.of_period(session, department_id, start, end):
        if not (one.signed or one.objected):
            yield Missing(Lack.SIGNATURE, one.title, (one.person_id,), "observations.show", one.id)


def _planned(planned: Iterable[Held]) -> Iterable[Missing]:
    for one in planned:
        lack = Lack.UNDECIDED if one.attendees else Lack.ATTENDANCE
        what = _("%(day)s %(topic)s", day=f"{one.held_on:%m-%d}", topic=one.topic)
        yield Missing(lack, what, (), "classes.show", one.id)


def _held(session: Session, department_id: int, held: list[Held]) -> Iterable[Missing]:
    marks = classes.marks(session, department_id, [one.id for one in held])
    for one in held:
        what = _("%(day)s %(topic)s", day=f"{one.held_on:%m-%d}", topic=one.topic)
        unexcused = tuple(id_ for id_, due in sorted(one.absent.items()) if due.absence is None)
        if unexcused:
            yield Missing(Lack.ABSENCE, what, unexcused, "classes.roll", one.id)
        untested = tuple(id_ for id_ in sorted(one.attendees) if (one.id, id_) not in marks)
        if one.asks_results and untested:
            yield Missing(Lack.RESULT, what, untested, "classes.results", one.id)


def _gaps(made: Record) -> Iterable[Missing]:
    for gap in made.gaps:
        lack = Lack.OVERDUE if gap.overdue else Lack.AGAIN
        yield Missing(lack, gap.topic, gap.person_ids, "assignments.show", gap.task_id)
