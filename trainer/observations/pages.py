"""What the pages of observations show: the form as it is being filled, the result, rows of lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from trainer.checklists.model import CheckItem, Mark
from trainer.editions import service as editions
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.lessons import service as lessons
from trainer.observations.model import MARK_KINDS, MARK_NAMES, STAGE_NAMES, WHOLE, Entry, Stage, State, Whole
from trainer.observations.service import Facts
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.standard import service as standard
from trainer.web.filters import local
from trainer.web.request import db_session, edition


@dataclass(frozen=True)
class ItemView:
    """One item of the form as its observer sees it."""

    item: CheckItem
    number: int
    entry: Entry
    seq: int
    saved_at: str | None
    save_url: str
    photo_url: str | None


def clock_time(moment: Any) -> str:
    """Return a moment as hour and minute of the site's wall clock."""
    return str(local(moment).strftime("%H:%M"))


def item_views(known: Facts, typed: Mapping[str, Entry] | None = None) -> dict[str, list[ItemView]]:
    """Return the items by heading; what was typed and refused stands in place of what is held."""
    found: dict[str, list[ItemView]] = {}
    for number, item in enumerate(known.form.items, 1):
        held = known.held.get(item.id)
        entry = (typed or {}).get(item.id, known.entry(item.id))
        view = ItemView(
            item,
            number,
            entry,
            held.seq if held else 0,
            clock_time(held.saved_at) if held else None,
            url_for("observations.save", observation_id=known.row.id, item_id=item.id),
            photo_url(known.row.id, entry.file_id),
        )
        found.setdefault(item.group, []).append(view)
    return found


def photo_url(observation_id: int, file_id: int | None) -> str | None:
    """Return the address of a photo, None without one."""
    if file_id is None:
        return None
    return url_for("observations.photo", observation_id=observation_id, file_id=file_id)


def sent(held: Entry | Whole) -> dict[str, list[str]]:
    """Return what is held as the page's script writes it into the fields."""
    if isinstance(held, Whole):
        return {"place": [held.place], "note": [held.note]}
    found = {"note": [held.note], "photo": [str(held.file_id) if held.file_id else ""]}
    return found | ({"": [held.mark.value]} if held.mark else {})


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    known: Facts
    person: PersonCard
    observer: PersonCard
    href: str | None
    """None for somebody else's draft."""
    label: str
    kind: str


def rows(found: Sequence[Facts], viewer_id: int) -> list[Row]:
    """Return the lines of a list, with who was observed by whom."""
    ids = [one.row.person_id for one in found] + [one.row.observer_id for one in found]
    cards = people.cards_of(db_session(), ids) if ids else {}
    made = []
    for one in found:
        row = one.row
        open_ = row.state != State.DRAFT.value or row.observer_id == viewer_id
        open_ = open_ and (row.finished_at is not None or row.observer_id == viewer_id)
        href = url_for("observations.show", observation_id=row.id) if open_ else None
        made.append(Row(one, cards[row.person_id], cards[row.observer_id], href, *standing(one)))
    return made


def standing(known: Facts) -> tuple[str, str]:
    """Return the word for where an observation stands, and the kind of its tag."""
    row = known.row
    if row.state == State.DRAFT.value:
        return _("In progress"), "provisional"
    if row.state == State.WITHDRAWN.value:
        return _("Withdrawn"), "plain"
    stage = Stage(row.stage or Stage.UNSIGNED)
    kinds = {Stage.SIGNED: "plain", Stage.OBJECTED: "warn"}
    return str(STAGE_NAMES[stage]), kinds.get(stage, "provisional")


def state_names() -> dict[str, str]:
    """Return what a list can be narrowed to, in words."""
    stages = {stage.value: str(name) for stage, name in STAGE_NAMES.items()}
    return {"draft": _("In progress"), **stages, "withdrawn": _("Withdrawn")}


@dataclass(frozen=True)
class Train:
    """A clause to train, with the lessons that treat it."""

    id: str
    title: str
    lessons: tuple[tuple[str, str], ...]


def to_train(known: Facts) -> list[Train]:
    """Return the clauses to train, as the current edition has them, with the lessons of the form first."""
    here, wanted = edition(), known.outcome.clauses_to_train
    register = standard.register(here)
    every = lessons.lessons(here)
    order = [*known.form.lessons, *every]
    chinese = language() == "zh_Hans"
    found = []
    for id_ in wanted:
        title = ""
        if id_ in register:
            clause = register.clause(id_)
            title = clause.title if chinese else clause.title_en
        fitting = [key for key in dict.fromkeys(order) if key in every and id_ in every[key].clauses]
        fitting = [key for key in fitting if every[key].for_position(known.row.position)]
        found.append(Train(id_, title, tuple((key, every[key].title) for key in fitting[:2])))
    return found


def follow_up(known: Facts) -> dict[str, tuple[str, str] | None]:
    """Return lesson and quiz to give to somebody who failed, each with its title, where there are such."""
    here = edition()
    lesson = next((key for key in known.form.lessons if here.has("lesson", key)), None)
    if lesson is None:
        lesson = next((key for one in to_train(known) for key, _title in one.lessons), None)
    quiz = known.form.quiz_id if known.form.quiz_id and here.has("quiz", known.form.quiz_id) else None
    return {
        "lesson": (lesson, str(here.item("lesson", lesson)["title"])) if lesson else None,
        "quiz": (quiz, str(here.item("quiz", quiz)["title"])) if quiz else None,
    }


def edition_name(known: Facts) -> str:
    """Return the name of the edition that the observation was made with."""
    return editions.get(db_session(), known.row.edition_number).name


def words() -> dict[str, Any]:
    """Return what the templates name marks with."""
    names = {mark.value: MARK_NAMES[mark] for mark in Mark}
    kinds = {mark.value: MARK_KINDS[mark] for mark in Mark}
    return {"mark_names": names, "mark_kinds": kinds, "whole": WHOLE}
