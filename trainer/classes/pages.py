"""What the pages of classes are made from: who may be chosen, clauses by name, quizzes, tests to assign."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.classes.forms import EVERYONE, AboutForm
from trainer.classes.model import Held
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.people.model import PersonCard
from trainer.quizzes import service as quizzes
from trainer.standard import service as standard
from trainer.web.filters import position_name
from trainer.web.request import db_session, edition, site, viewer, zone

DUE_HOUR = time(18)
"""The hour of the last day until which a test can be sat."""


def by_position(there: Mapping[int, PersonCard]) -> dict[int, PersonCard]:
    """Return people as a list shows them: by position, then by staff number."""
    places = {position.id: place for place, position in enumerate(site().positions)}
    rows = sorted(there.values(), key=lambda c: (places.get(c.position, len(places)), c.staff_number))
    return {card.id: card for card in rows}


def groups(there: Mapping[int, PersonCard]) -> list[tuple[str, str]]:
    """Return the whole department and each of its positions, with how many people that means."""
    counts: dict[str, int] = {}
    for card in there.values():
        counts[card.position] = counts.get(card.position, 0) + 1
    every = _("Whole department (%(count)s, without managers and administrators)", count=len(there))
    sized = [
        (f"position:{id_}", _("%(name)s (%(count)s)", name=position_name(id_), count=count))
        for id_, count in counts.items()
    ]
    return [(EVERYONE, every), *sized] if there else []


def chosen(form: AboutForm, there: Mapping[int, PersonCard]) -> set[int]:
    """Return who was ticked, by name or with a group."""
    ticked = set(form.groups.data or ())
    found = {
        id_ for id_, card in there.items() if EVERYONE in ticked or f"position:{card.position}" in ticked
    }
    return found | set(form.attendees.data or ())


def clauses() -> list[tuple[str, str]]:
    """Return every clause with its number and title."""
    chinese = language() == "zh_Hans"
    found = standard.register(edition()).clauses
    return [(c.id, f"{c.id} {c.title if chinese else c.title_en}") for c in found]


def titles() -> dict[str, str]:
    """Return the title of its section for every clause."""
    register = standard.register(edition())
    named = {s.id: s.title if language() == "zh_Hans" else s.title_en for s in register.sections}
    return {clause.id: named.get(clause.section, "") for clause in register.clauses}


def quiz_choices() -> list[tuple[str, str]]:
    """Return the quizzes that a class can end with, and none."""
    found = [(id_, quiz["title"]) for id_, quiz in edition().items("quiz").items()]
    return [("", _("No quiz")), *found]


def quiz_title(quiz_id: str | None) -> str | None:
    """Return the title of a quiz; its id where the edition has it no more."""
    if not quiz_id:
        return None
    return str(edition().items("quiz").get(quiz_id, {}).get("title", quiz_id))


def assign_test(held: Held, person_ids: Collection[int], until: date) -> int | None:
    """Assign the quiz of a class to who came; None where the quiz is gone or nobody is left to sit it."""
    if held.quiz_id is None or not edition().has("quiz", held.quiz_id):
        return None
    there = assignments.assignable(db_session(), held.department_id)
    able = set(person_ids) & there.keys()
    if not able:
        return None
    quiz = quizzes.quiz(edition(), held.quiz_id)
    draft = assignments.Draft(
        kind=Kind.QUIZ,
        target_id=held.quiz_id,
        title=quiz.title,
        opens_at=clock.now(),
        due_at=datetime.combine(until, DUE_HOUR, tzinfo=zone()),
        pass_mark=quiz.pass_mark,
        attempts=quiz.attempts,
        note=_("After the class of %(day)s: %(topic)s", day=held.held_on, topic=held.topic),
    )
    return assignments.make(db_session(), viewer(), held.department_id, draft, able)
