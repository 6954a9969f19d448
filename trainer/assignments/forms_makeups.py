"""The form of the make-up list; it validates what was ticked and never writes."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms import DateTimeLocalField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.i18n import lazy
from trainer.web.forms import Form

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str
KEY = re.compile(r"[0-9]{1,18}:[0-9]{1,18}")


class Ticked(SelectMultipleField):
    """Ticks of the list as it was shown; whoever is not on it any more is passed over, not refused."""

    def pre_validate(self, _form: Any) -> None:
        """Take only what a tick of the list can say."""
        self.data = [key for key in self.data or () if KEY.fullmatch(key)]


class MakeUpForm(Form):
    """Who gets it again, and until when."""

    people = Ticked(
        _l("Who makes it up"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    due_at = DateTimeLocalField(_l("Due"), [InputRequired(_l("Say until when it is due."))])
    now: datetime
    """The wall-clock time at the site, which the due time must lie after."""

    def offer(self, keys: Sequence[str], now: datetime) -> None:
        """Take who is on the list, and what time it is there."""
        self.now = now
        self.people.choices = [(key, key) for key in keys]

    def validate(self, extra_validators: Any = None) -> bool:
        """Want a tick and a due time ahead; say all that is wrong at once."""
        sound = bool(super().validate(extra_validators))
        if not self.people.data:
            self.people.errors = [*self.people.errors, str(_l("Tick at least one person."))]
            sound = False
        if self.due_at.data and self.due_at.data <= self.now:
            message = _l("The due time must lie ahead, after the opening time.")
            self.due_at.errors = [*self.due_at.errors, str(message)]
            sound = False
        return sound
