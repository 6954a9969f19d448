"""The form of renewing: until when, and a word to them; it validates and never writes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField, TextAreaField
from wtforms.validators import InputRequired, Length

from trainer.i18n import lazy
from trainer.web.forms import Form, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str


class RenewForm(Form):
    """Until when the quiz about changed clauses is due."""

    due_at = DateTimeLocalField(_l("Due"), [InputRequired(_l("Say until when it is due."))])
    note = TextAreaField(_l("Note to them"), [Length(max=500), printable], filters=[clean])
    now: datetime
    """The wall-clock time at the site, which the due time must lie after."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Want a due time ahead."""
        sound = bool(super().validate(extra_validators))
        if self.due_at.data and self.due_at.data <= self.now:
            message = str(_l("The due time must lie ahead, after the opening time."))
            self.due_at.errors = [*self.due_at.errors, message]
            return False
        return sound

    def moment(self, zone: ZoneInfo) -> datetime:
        """Return the due time of a valid form as a moment."""
        if self.due_at.data is None:
            raise ValueError("the form has seen to it that there is a time")
        return self.due_at.data.replace(tzinfo=zone)
