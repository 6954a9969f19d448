"""The months of the site's calendar, and the ledger's head as a record names it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trainer.errors import Invalid
from trainer.i18n import lazy as _l

YEARS: Final = range(2000, 3000)
"""The years a record may be of; anything else is a slip of the keyboard."""
QUARTER: Final = 3
"""Months of a quarter."""


@dataclass(frozen=True)
class Month:
    """A month of the site's calendar."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read YYYY-MM; raises Invalid with what was expected."""
        year, dash, month = text.partition("-")
        digits = (year + month).isascii() and (year + month).isdigit()
        if not (dash and digits and len(year) == 4 and len(month) == 2):  # noqa: PLR2004 - YYYY-MM
            raise Invalid(_l("Write the month as YYYY-MM, for example 2026-10."), "month")
        if int(year) not in YEARS or not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
            raise Invalid(_l("There is no such month. Write it as YYYY-MM, for example 2026-10."), "month")
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """Return the first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.after.first - timedelta(days=1)

    @property
    def before(self) -> "Month":
        """Return the month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def after(self) -> "Month":
        """Return the month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def quarter(self) -> int:
        """Return the quarter of the year, 1 to 4."""
        return (self.month - 1) // QUARTER + 1


@dataclass(frozen=True)
class Head:
    """The ledger's head as it stood when the record was read."""

    number: int
    hash: str
