"""The form that asks for a period; it is read from the address, so that a page of it can be kept."""

from wtforms import StringField

from trainer.errors import Invalid
from trainer.period import FIELD_NAMES, Period
from trainer.web.forms import Form


class PeriodForm(Form):
    """Two days of the site's calendar; nothing is changed by asking, so there is no token."""

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False

    start = StringField(FIELD_NAMES["start"])  # type: ignore[arg-type]
    end = StringField(FIELD_NAMES["end"])  # type: ignore[arg-type]

    def period(self) -> Period | None:
        """Return the period; None where it is none, with the reason beside the field."""
        try:
            return Period.parse(self.start.data or "", self.end.data or "")
        except Invalid as error:
            self.blame(error)
            return None
