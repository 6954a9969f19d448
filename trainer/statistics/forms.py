"""The form that chooses which sittings the figures of a quiz are made of; it is read from the address."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the type stubs

from trainer import clock
from trainer.errors import Invalid
from trainer.i18n import lazy
from trainer.period import FIELD_NAMES, Period
from trainer.web.forms import Form

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str


class SittingsForm(Form):
    """Edition, period, and whether further sittings of the same person count; asking changes nothing."""

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False

    edition = SelectField(_l("Edition"), validate_choice=False)
    start = StringField(FIELD_NAMES["start"])  # type: ignore[arg-type]
    end = StringField(FIELD_NAMES["end"])  # type: ignore[arg-type]
    sittings = SelectField(
        _l("Sittings"),
        choices=[SelectChoice("first", _l("First of each person")), SelectChoice("all", _l("All"))],
        default="first",
        validate_choice=False,
    )

    def offer(self, editions: Sequence[int]) -> None:
        """Fill in which editions may be chosen."""
        numbers = [SelectChoice(str(number), str(number)) for number in editions]
        self.edition.choices = [SelectChoice("", _l("All editions")), *numbers]

    def edition_number(self) -> int | None:
        """Return the edition asked for, None for all of them or one that is none."""
        written = self.edition.data or ""
        return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None  # noqa: PLR2004 - fits a key

    def bounds(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None] | None:
        """Return the moments of the period, both None for all time; None where it is no period."""
        if not (self.start.data or self.end.data):
            return None, None
        try:
            period = Period.parse(self.start.data or "", self.end.data or "")
        except Invalid as error:
            self.blame(error)
            return None
        return clock.day_bounds(period.start, period.end, zone)
