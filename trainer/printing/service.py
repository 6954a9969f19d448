"""Cheat sheets of an edition, as a list, as a sheet, and as the PDF that is pinned up or carried."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.editions.model import Edition
from trainer.errors import Invalid, NotFound
from trainer.i18n import lazy as _l
from trainer.paper import service as paper
from trainer.paper.model import SIZES, Size
from trainer.pinups import service as pinups
from trainer.printing import laying
from trainer.printing.model import Sheet, sheet
from trainer.printing.pinned import Wall, wall
from trainer.standard import service as standards

KEPT = 96
"""PDFs kept in the process: every sheet and pin-up in every size, and some papers to spare."""


@dataclass(frozen=True)
class Contents:
    """All there is: pin-ups, positions, the reader's own first, and sections in the order of the register."""

    walls: tuple[Wall, ...]
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
        walls=tuple(wall_of(edition, key) for key in pinups.pinups(edition)),
        positions=tuple(of(edition, one.id) for one in own_first),
        sections=tuple(of(edition, one.id) for one in standards.register(edition).sections),
    )


def of(edition: Edition, key: str) -> Sheet:
    """Return the sheet of a section or position; raises NotFound."""
    return sheet(standards.register(edition), standards.site(edition), key)


def wall_of(edition: Edition, key: str) -> Wall:
    """Return a pin-up filled from the register; raises NotFound."""
    found = pinups.pinups(edition).get(key)
    if found is None:
        raise NotFound(_l("There is no such cheat sheet."))
    return wall(standards.register(edition), standards.site(edition), found)


def is_wall(edition: Edition, key: str) -> bool:
    """Say whether a key is that of a pin-up."""
    return key in pinups.pinups(edition)


def wanted_size(text: str) -> Size:
    """Return the size of paper that was asked for; raises Invalid."""
    for size in SIZES:
        if text.lower() == size:
            return size
    raise Invalid(_l("Expected size=a4, size=a6 or size=a6x8."), field="size")


def printed(edition: Edition, key: str, size: Size) -> Printed:
    """Return the PDF of a sheet or pin-up; raises NotFound, and PaperError for what no font draws."""
    if key in pinups.pinups(edition):
        hung = wall_of(edition, key)
        template: str = hung.pinup.kind
        title, data = hung.pinup.title, laying.wall(edition, hung)
    else:
        made = of(edition, key)
        template, title, data = "cheatsheet", f"{made.title}速查卡", laying.sheet(edition, made)
    return Printed(
        f"cheatsheet-{key}-{size}-{edition.number}.pdf",
        f"{title}-{size.upper()}-{edition.number}.pdf",
        made_pdf(template, data | {"date": day(edition)}, size, title, edition.published_at),
    )


def made_pdf(template: str, data: Mapping[str, Any], size: Size, title: str, moment: datetime) -> bytes:
    """Return a PDF, from memory where the same was asked for before."""
    return _pdf(template, json.dumps(data, ensure_ascii=False), size, title, moment)


@lru_cache(maxsize=KEPT)
def _pdf(template: str, data: str, size: Size, title: str, moment: datetime) -> bytes:
    return paper.pdf(template, json.loads(data), size=size, title=title, moment=moment)


def day(edition: Edition) -> str:
    """Return the day an edition was published, on the site's calendar."""
    zone = ZoneInfo(standards.site(edition).time_zone)
    return clock.localise(edition.published_at, zone).strftime("%Y-%m-%d")
