"""The form that gives one person more time; it validates what was typed and never writes."""

from datetime import datetime
from typing import Any

from wtforms import DateTimeLocalField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from trainer.assignments.model import LONGEST, NORMAL
from trainer.i18n import lazy
from trainer.web.forms import Form, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str


class ExtendForm(Form):
    """A person's own due time, their share of the time limit, and why."""

    due_at = DateTimeLocalField(_l("Their own due time"), [Optional()])
    time_factor = IntegerField(
        _l("Share of the time limit"),
        [
            InputRequired(_l("The time limit is from 100 to 300 percent.")),
            NumberRange(NORMAL, LONGEST, _l("The time limit is from 100 to 300 percent.")),
        ],
    )
    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(_l("Please say why; it stays in the record.")), Length(max=500), printable],
        filters=[clean],
    )
    after: datetime
    """The due time of the task on the wall clock of the site, handed in by the view."""

    def offer(self, after: datetime, *, timed: bool) -> None:
        """Take the task's due time; without a time limit there is no share of it to choose."""
        self.after = after
        if not timed:
            del self.time_factor

    def validate(self, extra_validators: Any = None) -> bool:
        """Want a due time later than that of the task, whatever else is wrong."""
        sound = bool(super().validate(extra_validators))
        if self.due_at.data and self.due_at.data <= self.after:
            message = _l("The person’s own due time must be later than that of the task.")
            self.due_at.errors = [*self.due_at.errors, str(message)]
            return False
        return sound
