"""What the pages of assignments show and offer: choices of the form, its defaults, and rows with names."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.assignments.forms import AS_QUIZ, AssignForm, to_utc, to_wall
from trainer.assignments.glance import Tally, tally
from trainer.assignments.making import Draft
from trainer.assignments.model import Counting, Kind, Standing, State, Task, needs_make_up
from trainer.editions.model import Edition
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.lessons import service as lessons
from trainer.lessons.model import Lesson
from trainer.people.model import PersonCard, Role
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Quiz
from trainer.standard import service as standard

DAYS_TO_DO = 7
DUE_HOUR = time(18)
Choices = list[tuple[str, str]]


def targets(edition: Edition) -> dict[str, Choices]:
    """Return what can be assigned, grouped by the section of the standard: quizzes first, then lessons."""
    named = {
        section.id: section.title if language() == "zh_Hans" else section.title_en
        for section in standard.register(edition).sections
    }
    every = lessons.lessons(edition)
    found: dict[str, Choices] = {}
    for section, title in named.items():
        found[f"{_('Quiz')} · {title}"] = _quizzes(edition, every, section)
    found[_("Final assessments")] = [_choice(quiz) for quiz in quizzes.every(edition) if quiz.blueprint]
    for section, title in named.items():
        found[f"{_('Lesson')} · {title}"] = _lessons(every, section)
    return {label: choices for label, choices in found.items() if choices}


def _quizzes(edition: Edition, every: Mapping[str, Lesson], section: str) -> Choices:
    first = next(iter(standard.register(edition).sections)).id
    return [
        _choice(quiz)
        for quiz in quizzes.every(edition)
        if not quiz.blueprint
        and next((every[key].section for key in quiz.lessons if key in every), first) == section
    ]


def _choice(quiz: Quiz) -> tuple[str, str]:
    return f"quiz:{quiz.id}", f"{quiz.title}（{terms(quiz)}）"


def _lessons(every: Mapping[str, Lesson], section: str) -> Choices:
    return [(f"lesson:{one.id}", one.title) for one in every.values() if one.section == section]


def terms(quiz: Quiz) -> str:
    """Return pass mark and attempts of a quiz in a few words."""
    tries = _("%(count)s attempts", count=quiz.attempts) if quiz.attempts else _("any number of attempts")
    return _("passed at %(mark)s%%, %(tries)s", mark=quiz.pass_mark, tries=tries)


def by_position(cards: Iterable[PersonCard], order: Sequence[str]) -> list[PersonCard]:
    """Return people grouped by position in the site's order, by staff number within."""
    places = {position: place for place, position in enumerate(order)}
    return sorted(cards, key=lambda card: (places.get(card.position, len(order)), card.staff_number))


def defaults(zone: ZoneInfo) -> dict[str, object]:
    """Return what a fresh form holds."""
    now = to_wall(clock.now(), zone)
    return {
        "whom": "everyone",
        "opens_at": now,
        "due_at": datetime.combine(now.date() + timedelta(days=DAYS_TO_DO), DUE_HOUR),
        "attempts": AS_QUIZ,
        "counting": Counting.BEST.value,
    }


def again(task: Task, standings: Iterable[Standing], there: Container[int]) -> dict[str, object]:
    """Return what a form holds that assigns the same, by the same rules, to those who need a make-up."""
    owing = [one for one in standings if one.pending and one.person_id in there]
    pressing = [one for one in owing if needs_make_up(one, clock.now())] or owing
    found: dict[str, object] = {
        "what": f"{task.kind.value}:{task.target_id}",
        "whom": "people",
        "people": [one.person_id for one in pressing],
        "note": task.note,
    }
    if task.kind is Kind.LESSON:
        return found
    attempts = "" if task.attempts is None else str(task.attempts)
    return found | {"pass_mark": task.pass_mark, "attempts": attempts, "counting": task.counting.value}


def draft_of(form: AssignForm, edition: Edition, zone: ZoneInfo) -> Draft:
    """Return what was typed into a valid form; an opening time that has gone by means now."""
    kind, _colon, target_id = form.what.data.partition(":")
    opens = max(to_utc(_given(form.opens_at.data), zone), clock.now())
    due, note = to_utc(_given(form.due_at.data), zone), form.note.data
    if kind == Kind.LESSON:
        return Draft(Kind.LESSON, target_id, lessons.lesson(edition, target_id).title, opens, due, note=note)
    quiz = quizzes.quiz(edition, target_id)
    wanted = form.attempts.data
    return Draft(
        kind=Kind.QUIZ,
        target_id=target_id,
        title=quiz.title,
        opens_at=opens,
        due_at=due,
        pass_mark=form.pass_mark.data or quiz.pass_mark,
        attempts=quiz.attempts if wanted == AS_QUIZ else int(wanted) if wanted else None,
        counting=Counting(form.counting.data),
        note=note,
    )


def _given(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("the form has seen to it that there is a time")
    return moment


def chosen_people(form: AssignForm, there: Mapping[int, PersonCard]) -> set[int]:
    """Return whom a valid form means; the whole department is its staff, not its supervisors."""
    if form.whom.data == "people":
        return set(form.people.data or ())
    if form.whom.data == "positions":
        return {id_ for id_, card in there.items() if card.position in (form.positions.data or ())}
    return {id_ for id_, card in there.items() if card.role is Role.STAFF}


def misfits(form: AssignForm, edition: Edition, there: Mapping[int, PersonCard]) -> list[PersonCard]:
    """Return whom a valid form would give the final assessment of another position."""
    kind, _colon, target_id = form.what.data.partition(":")
    if kind != Kind.QUIZ or not (quiz := quizzes.quiz(edition, target_id)).blueprint:
        return []
    chosen = (there[id_] for id_ in sorted(chosen_people(form, there)) if id_ in there)
    return [card for card in chosen if not quiz.for_position(card.position)]


@dataclass(frozen=True)
class Line:
    """An assignment in a leader's list."""

    task: Task
    tally: Tally


def lines(tasks: Iterable[Task], standings: Mapping[int, Sequence[Standing]]) -> list[Line]:
    """Return assignments with their numbers."""
    now = clock.now()
    return [Line(task, tally(standings[task.id], now)) for task in tasks]


ORDER = (State.FAILED, State.NOT_STARTED, State.IN_PROGRESS, State.PASSED, State.DONE)


@dataclass(frozen=True)
class MemberRow:
    """A member in the table of an assignment; `late_answers`: some came after the end and do not count."""

    standing: Standing
    card: PersonCard
    overdue: bool
    late_answers: bool
    gone: bool

    @property
    def red_lines(self) -> tuple[str, ...]:
        """Return the red lines crossed in any attempt, once each."""
        return tuple(dict.fromkeys(line for score in self.standing.results for line in score.red_lines))


def member_rows(
    task: Task, standings: Sequence[Standing], cards: Mapping[int, PersonCard], late_answers: set[int]
) -> list[MemberRow]:
    """Return the members, those who need somebody first: failed, absent, under way, passed."""
    now = clock.now()
    rows = [
        MemberRow(
            standing=one,
            card=cards[one.person_id],
            overdue=one.follow_up is None and one.overdue(now),
            late_answers=any(score.attempt_id in late_answers for score in one.results),
            gone=not cards[one.person_id].active or cards[one.person_id].department_id != task.department_id,
        )
        for one in standings
    ]
    return sorted(rows, key=lambda row: (_place(row.standing), row.card.staff_number))


def _place(one: Standing) -> int:
    return ORDER.index(State.PASSED if one.made_up else one.state)
