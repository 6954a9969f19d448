"""How moments, figures and names are shown; used by every template."""

import re
from datetime import date, datetime
from typing import Final

from flask import Flask
from flask_babel import format_date
from markupsafe import Markup, escape

from trainer import clock
from trainer.i18n import gettext as _
from trainer.i18n import language
from trainer.people.model import ROLE_NAMES, Role
from trainer.web.request import site, zone

_QUOTED: Final = re.compile(r"(?:“[^“”]{1,24}”|《[^《》]{1,24}》)[^\s，。：“《<]{0,3}")


def local(moment: datetime) -> datetime:
    """Return the moment on the site's wall clock."""
    return clock.localise(moment, zone())


def moment(value: datetime | None) -> str:
    """Return day and minute, as 2026-10-08 17:30."""
    return local(value).strftime("%Y-%m-%d %H:%M") if value else "–"


def day(value: datetime | date | None) -> str:
    """Return the day, as 2026-10-08."""
    if value is None:
        return "–"
    return (local(value) if isinstance(value, datetime) else value).strftime("%Y-%m-%d")


def month_name(value: date) -> str:
    """Return the month in words."""
    return f"{value.year} 年 {value.month} 月" if language() == "zh_Hans" else format_date(value, "MMMM yyyy")


def percent(basis_points: int | None) -> str:
    """Return hundredths of a percent as a percentage with at most one decimal."""
    if basis_points is None:
        return "–"
    return f"{basis_points / 100:.1f}".removesuffix(".0") + "%"


def points(thousandths: int | None) -> str:
    """Return thousandths of a point as points with at most two decimals."""
    if thousandths is None:
        return "–"
    return f"{thousandths / 1000:.2f}".rstrip("0").rstrip(".")


def due(value: datetime) -> str:
    """Return a due time as people say it: today, tomorrow, in so many days, overdue."""
    days = (local(value).date() - clock.today(zone())).days
    hour = local(value).strftime("%H:%M")
    if value < clock.now():
        return (
            _("Overdue by %(days)s days", days=-days) if days < 0 else _("Was due today %(hour)s", hour=hour)
        )
    if days == 0:
        return _("Due today %(hour)s", hour=hour)
    if days == 1:
        return _("Due tomorrow %(hour)s", hour=hour)
    return _("Due in %(days)s days", days=days) if days <= 7 else _("Due %(day)s", day=day(value))  # noqa: PLR2004


def position_name(position: str) -> str:
    """Return the title of a position in the reader's language; one the site dropped keeps its id."""
    found = next((p for p in site().positions if p.id == position), None)
    if found is None:
        return position
    return found.title if language() == "zh_Hans" else found.title_en


def keep(text: object) -> Markup:
    """Return a heading in which a title in quotes, with a short word behind it, wraps as one piece.

    One that is longer than a line wraps inside itself.
    """
    return Markup(_QUOTED.sub(r'<span class="keep">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


def soon(value: datetime) -> str:
    """Return a moment of today or tomorrow by its hour, any other with its day."""
    days, hour = (local(value).date() - clock.today(zone())).days, local(value).strftime("%H:%M")
    if days == 0:
        return _("today %(hour)s", hour=hour)
    return _("tomorrow %(hour)s", hour=hour) if days == 1 else moment(value)


def role_name(role: str) -> str:
    """Return the name of a role in the reader's language."""
    return str(ROLE_NAMES[Role(role)])


def init(app: Flask) -> None:
    """Offer the filters to every template."""
    for function in (moment, day, month_name, soon, keep, percent, points, due, position_name, role_name):
        app.jinja_env.filters[function.__name__] = function
