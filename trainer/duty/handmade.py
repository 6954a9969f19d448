"""Lines of what people held and saw: classes with their results, observations by their form; pure rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.classes.model import Held, Mark
from trainer.duty.model import Away, Dated, FollowUp, Form, Line, Outcome, mean
from trainer.observations.model import Observed

Marks = Mapping[tuple[int, int], Mark]
FULL = 100


def of_classes(held: Sequence[Held], marks: Marks) -> list[Line]:
    """Return a line a class; `marks` are the oral and practical results by class and person."""
    return [_class(one, {p: mark for (id_, p), mark in marks.items() if id_ == one.id}) for one in held]


def _class(held: Held, marks: Mapping[int, Mark]) -> Line:
    people = tuple(sorted(held.attendees))
    tested = list(marks.values())
    return Line(
        form=Form.CLASS,
        first=held.held_on,
        last=held.held_on,
        topic=held.topic,
        clauses=held.clauses,
        person_ids=people,
        minutes=held.minutes,
        outcome=Outcome(
            attended=len(people),
            expected=len(held.expected.keys() | held.attendees.keys()) if held.expected else None,
            passed=sum(mark.passed for mark in tested) if tested else None,
            average=mean([(mark.points, FULL) for mark in tested]),
        ),
        follow_up=FollowUp(
            redo=tuple(sorted(mark.person_id for mark in tested if not mark.passed)),
            away=tuple(Away(id_, due.absence, due.note) for id_, due in sorted(held.absent.items())),
        ),
        source_id=held.id,
        trainer=held.trainer,
        place=held.place,
        notes=held.notes,
        mode=held.mode,
        level=held.level,
    )


def of_observations(seen: Sequence[Observed], later: Sequence[Observed], zone: ZoneInfo) -> list[Line]:
    """Return a line a form; `later` are observations since then, by which a failed one is made good."""
    forms: dict[str, list[Observed]] = defaultdict(list)
    for one in seen:
        forms[one.checklist_id].append(one)
    return [
        _observed(rows, [one for one in later if one.checklist_id == form], zone)
        for form, rows in forms.items()
    ]


def _observed(rows: Sequence[Observed], later: Sequence[Observed], zone: ZoneInfo) -> Line:
    days = [clock.localise(one.finished_at, zone).date() for one in rows]
    looked_at = {clause for one in rows for cited in one.clauses.values() for clause in cited}
    return Line(
        form=Form.OBSERVATION,
        first=min(days),
        last=max(days),
        topic=rows[-1].title,
        clauses=tuple(sorted(looked_at, key=_in_order)),
        person_ids=tuple(sorted({one.person_id for one in rows})),
        minutes=None,
        outcome=Outcome(
            attended=len({one.person_id for one in rows}),
            passed=len({one.person_id for one in _last(rows).values() if one.passed}),
            average=mean([(one.points, one.maximum) for one in rows]),
            red_lines=sum(bool(one.red_lines) for one in rows),
        ),
        follow_up=_follow_up(rows, later, zone),
    )


def _in_order(clause: str) -> list[tuple[int, str]]:
    """Return what clause numbers are sorted by: 2.10 after 2.9, 11.N.1 after 11.2."""
    parts = clause.split(".")
    return [(int(part), "") if part.isdigit() else (10_000, part) for part in parts]


def _last(rows: Sequence[Observed]) -> dict[int, Observed]:
    """Return everybody's last observation of a form."""
    return {one.person_id: one for one in sorted(rows, key=lambda o: (o.finished_at, o.id))}


def _follow_up(rows: Sequence[Observed], later: Sequence[Observed], zone: ZoneInfo) -> FollowUp:
    failed = [one.person_id for one in _last(rows).values() if not one.passed]
    since: dict[int, Dated] = {}
    for one in sorted(later, key=lambda o: (o.finished_at, o.id), reverse=True):
        if one.passed:
            since[one.person_id] = Dated(one.person_id, clock.localise(one.finished_at, zone).date())
    return FollowUp(
        redo=tuple(sorted(id_ for id_ in failed if id_ not in since)),
        made_up=tuple(since[id_] for id_ in sorted(failed) if id_ in since),
    )
