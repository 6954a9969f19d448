"""What the print templates are given of a sheet or a pin-up: JSON, every text as it is set."""

from dataclasses import asdict
from typing import Any

from trainer.editions.model import Edition
from trainer.pinups.model import Card, Flow, Step
from trainer.printing.model import Entry, Sheet
from trainer.printing.pinned import Wall
from trainer.standard import service as standards

Data = dict[str, Any]


def frame(edition: Edition) -> Data:
    """Return what stands on every paper."""
    site = standards.site(edition)
    return {"organisation": site.organisation, "department": site.department, "edition": edition.name}


def sheet(edition: Edition, made: Sheet) -> Data:
    """Return the data of a cheat sheet."""
    standard = standards.register(edition)
    return frame(edition) | {
        "name": made.title,
        "kind": made.kind,
        "source": standard.title,
        "issued": standard.issued.isoformat(),
        "red_lines": [
            {"clause": one.clause, "title": one.title, "texts": one.red_lines} for one in made.red_lines
        ],
        "figures": [asdict(figure) for figure in made.figures],
        "groups": [
            {"section": one.section, "title": one.title, "entries": [_entry(part) for part in one.entries]}
            for one in made.groups
        ],
    }


def wall(edition: Edition, made: Wall) -> Data:
    """Return the data of a pin-up: the same keys for all kinds, filled by its own."""
    pinup = made.pinup
    return frame(edition) | {
        "name": pinup.title,
        "facing": [_entry(one) for one in made.facing],
        "spoken": [_entry(one) for one in made.spoken],
        "beats": [
            {
                "title": beat.title,
                "figures": [asdict(one.numeral) | {"who": one.who, "red": one.red} for one in beat.figures],
            }
            for beat in made.beats
        ],
        "stages": [
            {"title": stage.title, "entries": [_entry(one) for one in stage.entries]} for stage in made.stages
        ],
        "lines_title": (pinup.lines_title or "") if isinstance(pinup, Card) else "",
        "lines": [{"title": line.title, "text": line.text or ""} for line in made.lines],
        "rows": flow_rows(pinup) if isinstance(pinup, Flow) else [],
        "hints": pinup.hints if isinstance(pinup, Flow) else "",
    }


def flow_rows(flow: Flow) -> list[Data]:
    """Return the steps down the page, each with the answer that leads on and what stands beside it."""
    rows = []
    for step, below in zip(flow.main, (*flow.main[1:], None), strict=True):
        beside = flow.beside(step)
        answers = {way.to: way.answer or "" for way in step.next}
        rows.append(
            {
                "step": _step(step),
                "onward": answers.get(below.id) if below else None,
                "beside": _step(beside) if beside else None,
                "sideward": answers[beside.id] if beside else "",
                "rejoins": bool(beside and beside.next),
            }
        )
    return rows


def _step(step: Step) -> Data:
    return {
        "kind": step.kind,
        "text": step.text,
        "hint": step.hint or "",
        "vital": step.vital,
        "clauses": list(step.clauses),
        "red_lines": list(step.red_lines),
    }


def _entry(one: Entry) -> Data:
    return {
        "clause": one.clause,
        "title": one.title,
        "who": one.who,
        "rule": one.rule,
        "red": bool(one.red_lines),
        "say": one.say,
        "figures": [asdict(figure) for figure in one.figures],
        **{
            part: [{"text": text, "red": text in one.red} for text in getattr(one, part)]
            for part in ("do", "dont", "never")
        },
    }
