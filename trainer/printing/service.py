"""Cheat sheets of an edition, as a list, as a sheet, and as the PDF that is pinned up or carried."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.editions.model import Edition
from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.paper import service as paper
from trainer.paper.model import SIZES, Size
from trainer.printing.model import Entry, Sheet, sheet
from trainer.standard import service as standards

KEPT = 64
"""PDFs kept in the process: every sheet of the standard in both sizes, and some to spare."""


@dataclass(frozen=True)
class Contents:
    """All sheets there are: positions, the reader's own first, and sections in the order of the register."""

    positions: tuple[Sheet, ...]
    sections: tuple[Sheet, ...]


@dataclass(frozen=True)
class Printed:
    """A file: its name in plain letters, its name in Chinese, its bytes."""

    plain_name: str
    name: str
    body: bytes


def contents(edition: Edition, position: str) -> Contents:
    """Return the sheets of an edition for a reader in a position."""
    site = standards.site(edition)
    own_first = sorted(site.positions, key=lambda one: one.id != position)
    return Contents(
        positions=tuple(of(edition, one.id) for one in own_first),
        sections=tuple(of(edition, one.id) for one in standards.register(edition).sections),
    )


def of(edition: Edition, key: str) -> Sheet:
    """Return the sheet of a section or position; raises NotFound."""
    return sheet(standards.register(edition), standards.site(edition), key)


def wanted_size(text: str) -> Size:
    """Return the size of paper that was asked for; raises Invalid."""
    for size in SIZES:
        if text.lower() == size:
            return size
    raise Invalid(_l("Expected size=a4 or size=a6."), field="size")


def printed(edition: Edition, key: str, size: Size) -> Printed:
    """Return the PDF of a sheet; raises NotFound, and PaperError for what no font draws."""
    found = of(edition, key)
    title = f"{found.title}速查卡"
    data = json.dumps(_data(edition, found), ensure_ascii=False)
    name = f"{title}-{size.upper()}-{edition.number}.pdf"
    return Printed(
        f"cheatsheet-{key}-{size}-{edition.number}.pdf", name, _pdf(data, size, title, edition.published_at)
    )


@lru_cache(maxsize=KEPT)
def _pdf(data: str, size: Size, title: str, moment: datetime) -> bytes:
    return paper.pdf("cheatsheet", json.loads(data), size=size, title=title, moment=moment)


def _data(edition: Edition, made: Sheet) -> dict[str, Any]:
    site, standard = standards.site(edition), standards.register(edition)
    return {
        "organisation": site.organisation,
        "department": site.department,
        "name": made.title,
        "kind": made.kind,
        "edition": edition.name,
        "date": day(edition),
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


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "clause": one.clause,
        "title": one.title,
        "who": one.who,
        "rule": one.rule,
        "red": bool(one.red_lines),
        "say": one.say,
        **{
            part: [{"text": text, "red": text in one.red} for text in getattr(one, part)]
            for part in ("do", "dont", "never")
        },
    }


def day(edition: Edition) -> str:
    """Return the day an edition was published, on the site's calendar."""
    zone = ZoneInfo(standards.site(edition).time_zone)
    return clock.localise(edition.published_at, zone).strftime("%Y-%m-%d")
