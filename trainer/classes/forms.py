"""Forms of classes held: they validate what was typed and never write; choices are handed in by the view."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import DateField, Field, IntegerField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.classes.model import MAX_MINUTES, MAX_NAME, MAX_NOTES, MAX_REASON, MAX_TOPIC, Draft, refuse_day
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.i18n import lazy
from trainer.web.forms import Form, TextField, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str
EVERYONE = "everyone"
"""The choice that stands for the whole department."""


def _line(label: Any, missing: Any, longest: int) -> TextField:
    return TextField(label, [InputRequired(missing), Length(max=longest)])


class Ticks(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ClassForm(Form):
    """A class held: entered once, by hand."""

    held_on = DateField(_l("Date"), [InputRequired(_l("Give the day it was held."))])
    topic = _line(_l("Topic"), _l("Say what it was about."), MAX_TOPIC)
    place = _line(_l("Place"), _l("Say where it was held."), MAX_NAME)
    trainer = _line(_l("Trainer"), _l("Say who held it."), MAX_NAME)
    minutes = IntegerField(
        _l("Minutes"),
        [
            InputRequired(_l("Say how many minutes it took.")),
            NumberRange(
                1, MAX_MINUTES, _l("Give the minutes as a whole number from 1 to %(max)s.", max=MAX_MINUTES)
            ),
        ],
    )
    clauses = Ticks(_l("Clauses"))
    groups = Ticks(_l("All of these"))
    attendees = Ticks(_l("And these persons"), coerce=int)
    notes = TextAreaField(_l("Notes"), [Length(max=MAX_NOTES), printable], filters=[clean])

    def offer(
        self,
        clauses: Sequence[tuple[str, str]],
        groups: Sequence[tuple[str, str]],
        people: Sequence[tuple[int, str]],
        today: date,
    ) -> None:
        """Take what may be chosen, and the day that it is, so that every fault is named at once."""
        self.clauses.choices = list(clauses)
        self.groups.choices = list(groups)
        self.attendees.choices = list(people)
        self.today = today

    def validate_held_on(self, field: Field) -> None:
        """Refuse the day that the service would refuse."""
        try:
            if field.data is not None:
                refuse_day(field.data, self.today)
        except Invalid as error:
            raise ValidationError(str(error)) from error

    def validate_attendees(self, field: Field) -> None:
        """Refuse a class to which nobody came."""
        if not field.errors and not field.data and not self.groups.data:
            raise ValidationError(_("Choose at least one person of this department."))

    def draft(self) -> Draft:
        """Return what was typed into a valid form."""
        if self.held_on.data is None:
            raise ValueError("the form has seen to it that there is a day")
        return Draft(
            held_on=self.held_on.data,
            topic=self.topic.data or "",
            clauses=tuple(self.clauses.data or ()),
            place=self.place.data or "",
            trainer=self.trainer.data or "",
            minutes=self.minutes.data or 0,
            notes=self.notes.data or None,
        )


class StrikeForm(Form):
    """Why an entry was a mistake."""

    reason = _line(_l("Reason"), _l("Give a reason; it stays in the record."), MAX_REASON)
