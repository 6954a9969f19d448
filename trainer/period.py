"""Days of the site's calendar from one to another, as people ask for them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l

YEARS: Final = range(2000, 3000)
MAX_DAYS: Final = 30 * 366
"""The longest period of one export, which bounds what is held in memory."""
FIELD_NAMES: Final = {"start": _l("First day"), "end": _l("Last day")}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def _day(field: str, text: str) -> date:
    found = _DAY.fullmatch(text.strip())
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        name = FIELD_NAMES[field]
        if not text.strip():
            raise Invalid(_l("%(field)s is missing; write it as 2026-10-31.", field=name), field)
        raise Invalid(
            _l(
                "%(field)s: “%(text)s” is no day; write it as 2026-10-31.",
                field=name,
                text=text.strip()[:20],
            ),
            field,
        )
    return day


@dataclass(frozen=True)
class Period:
    """Days of the site's calendar, both included."""

    start: date
    end: date

    @classmethod
    def parse(cls, start: str, end: str) -> "Period":
        """Read two days as YYYY-MM-DD; raises Invalid that names the field and what was expected."""
        first, last = _day("start", start), _day("end", end)
        if last < first:
            raise Invalid(_l("The last day lies before the first day."), "end")
        if (last - first).days >= MAX_DAYS:
            raise Invalid(_l("A period has at most thirty years. Please export in parts."), "end")
        return cls(first, last)

    @classmethod
    def month(cls, day: date) -> "Period":
        """Return the month of a day."""
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @classmethod
    def last_month(cls, day: date) -> "Period":
        """Return the month before that of a day."""
        return cls.month(day.replace(day=1) - timedelta(days=1))

    @classmethod
    def quarter(cls, day: date) -> "Period":
        """Return the quarter of a day."""
        first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        return cls(first, cls.month(first + timedelta(days=62)).end)
