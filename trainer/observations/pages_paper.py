"""The result as a sheet of paper: every value a text, signatures with the hash they stand under."""

from datetime import datetime, tzinfo
from typing import Any

from trainer.errors import NotFound
from trainer.i18n import gettext as _
from trainer.observations import pages
from trainer.observations.model import DECISION_NAMES, MARK_NAMES, OBJECTED, OBSERVER, State
from trainer.observations.service import Facts
from trainer.paper import service as paper
from trainer.people import service as people
from trainer.people.model import PersonCard
from trainer.scores import service as scores
from trainer.web.filters import percent, points, position_name
from trainer.web.request import db_session

FORMAT = "%Y-%m-%d %H:%M"
Cards = dict[int, PersonCard]


def pdf(
    known: Facts, *, organisation: str, department: str, printed: datetime, demo: bool
) -> tuple[str, bytes]:
    """Return the file's name and the PDF; `printed` is on the site's wall clock.

    Raises NotFound for what has no result, PaperError where a name or note holds what no font can draw.
    """
    row = known.row
    if row.finished_at is None:
        raise NotFound(_("There is no such observation here."))
    ids = [row.person_id, row.observer_id, *(one.person_id for one in known.signatures)]
    cards = people.cards_of(db_session(), ids + ([known.answer.author_id] if known.answer else []))
    person = cards[row.person_id]
    zone = printed.tzinfo
    states = [_("Demo data") if demo else "", _("Withdrawn") if row.state == State.WITHDRAWN.value else ""]
    data = {
        "organisation": organisation,
        "department": department,
        "edition": pages.edition_name(known),
        "printed": printed.strftime(FORMAT),
        "state": " · ".join(state for state in states if state),
        "name": known.form.title,
        "facts": _facts(known, cards, zone),
        "result": _result(known),
        "passed": known.outcome.passed,
        "red_lines": list(known.outcome.red_lines),
        "groups": _groups(known),
        "train": [{"id": one.id, "title": one.title} for one in pages.to_train(known)],
        "note": row.note,
        "signatures": [_signature(known, n, cards, zone) for n in range(len(known.signatures))],
        "answer": _answer(known, cards, zone),
        "hash": known.shown_hash,
        "ledger": ", ".join(str(entry.number) for entry in _history(known)),
    }
    title = _("%(form)s: %(name)s", form=known.form.title, name=person.name)
    name = f"{_('Observation')} {person.name} {known.form.title} {row.finished_at:%Y-%m-%d}.pdf"
    return name, paper.pdf("observation", data, title=title, moment=row.finished_at)


def _history(known: Facts) -> Any:
    return scores.history(db_session(), known.row.department_id, observation_id=known.row.id)


def _facts(known: Facts, cards: Cards, zone: tzinfo | None) -> list[list[str]]:
    row = known.row
    person, observer = cards[row.person_id], cards[row.observer_id]
    return [
        [_("Observed person"), f"{person.name}（{person.staff_number}）"],
        [_("Position"), position_name(row.position)],
        [_("Observer"), f"{observer.name}（{observer.staff_number}）"],
        [_("Place"), row.place or "–"],
        [_("Begun at"), row.started_at.astimezone(zone).strftime(FORMAT)],
        [_("Finished at"), row.finished_at.astimezone(zone).strftime(FORMAT) if row.finished_at else "–"],
    ]


def _result(known: Facts) -> str:
    outcome = known.outcome
    word = _("Passed") if outcome.passed else _("Not passed")
    told = _(
        "%(points)s of %(maximum)s points over %(seen)s of %(all)s items observed; pass mark %(mark)s%%",
        points=points(outcome.points),
        maximum=points(outcome.maximum),
        seen=outcome.observed,
        all=outcome.observed + outcome.not_observed,
        mark=known.form.pass_mark,
    )
    return f"{word} · {percent(outcome.percent)} · {told}"


def _groups(known: Facts) -> list[dict[str, Any]]:
    first, last = known.first_marks, known.marks
    names = {mark.value: str(name) for mark, name in MARK_NAMES.items()}
    found = []
    number = 0
    for title, items in known.form.groups.items():
        lines = []
        for item in items:
            number += 1
            entry = known.entry(item.id)
            lines.append(
                {
                    "number": str(number),
                    "text": item.text,
                    "clauses": "、".join(item.clauses),
                    "weight": str(item.weight),
                    "mark": last[item.id],
                    "word": names[last[item.id]],
                    "before": names[first[item.id]] if first[item.id] != last[item.id] else "",
                    "red": item.red_line is not None,
                    "note": entry.note,
                    "photo": known.photos.get(entry.file_id or 0, "")[:12],
                }
            )
        found.append({"title": title, "items": lines})
    return found


def _signature(known: Facts, place: int, cards: Cards, zone: tzinfo | None) -> dict[str, str]:
    one = known.signatures[place]
    role = _("Observer") if one.role == OBSERVER else _("Observed person")
    return {
        "who": f"{role}：{cards[one.person_id].name}",
        "what": _("Objected") if one.kind == OBJECTED else _("Signed"),
        "reason": one.reason or "",
        "at": one.at.astimezone(zone).strftime(FORMAT),
        "hash": one.shown_hash,
    }


def _answer(known: Facts, cards: Cards, zone: tzinfo | None) -> dict[str, str] | None:
    if known.answer is None:
        return None
    return {
        "who": cards[known.answer.author_id].name,
        "what": str(DECISION_NAMES[known.answer.decision]),
        "reason": known.answer.reason,
        "at": known.answer.at.astimezone(zone).strftime(FORMAT),
    }
