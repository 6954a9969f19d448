"""Forms of classes: they validate what was typed and never write; choices are handed in by the view."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, Field, IntegerField, SelectField, SelectMultipleField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.classes.model import (
    LEVEL_NAMES,
    MAX_MINUTES,
    MAX_NAME,
    MAX_NOTES,
    MAX_REASON,
    MAX_TEST_DAYS,
    MAX_TOPIC,
    MODE_NAMES,
    Draft,
    Level,
    Mode,
    refuse_day,
)
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


class AboutForm(Form):
    """What is said of any class, planned or held."""

    held_on = DateField(_l("Date"), [InputRequired(_l("Give the day."))])
    topic = _line(_l("Topic"), _l("Say what it is about."), MAX_TOPIC)
    place = _line(_l("Place"), _l("Say where it is held."), MAX_NAME)
    trainer = _line(_l("Trainer"), _l("Say who holds it."), MAX_NAME)
    minutes = IntegerField(
        _l("Minutes"),
        [
            InputRequired(_l("Say how many minutes it takes.")),
            NumberRange(
                1, MAX_MINUTES, _l("Give the minutes as a whole number from 1 to %(max)s.", max=MAX_MINUTES)
            ),
        ],
    )
    mode = SelectField(_l("How it is tested"), [Optional()], default="")
    level = SelectField(_l("How well they shall know it"), [Optional()], default="")
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
        self.mode.choices = [("", _("Not said")), *((m.value, str(n)) for m, n in MODE_NAMES.items())]
        self.level.choices = [("", _("Not said")), *((v.value, str(n)) for v, n in LEVEL_NAMES.items())]
        self.today = today

    def validate_attendees(self, field: Field) -> None:
        """Refuse a class for nobody."""
        if not field.errors and not field.data and not self.groups.data:
            raise ValidationError(_("Choose at least one person of this department."))

    def _draft(self, **more: Any) -> Draft:
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
            mode=Mode(self.mode.data) if self.mode.data else None,
            level=Level(self.level.data) if self.level.data else None,
            **more,
        )


class ClassForm(AboutForm):
    """A class held: entered once, afterwards, by hand."""

    def validate_held_on(self, field: Field) -> None:
        """Refuse the day that the service would refuse."""
        try:
            if field.data is not None:
                refuse_day(field.data, self.today)
        except Invalid as error:
            raise ValidationError(str(error)) from error

    def draft(self) -> Draft:
        """Return what was typed into a valid form."""
        return self._draft()


class PlanForm(AboutForm):
    """A class that lies ahead."""

    begins = TimeField(_l("Begins at"), [InputRequired(_l("Say when it begins."))])
    quiz = SelectField(_l("Quiz afterwards"), [Optional()], default="")
    test_days = IntegerField(
        _l("Days to sit it"),
        [
            Optional(),
            NumberRange(
                1,
                MAX_TEST_DAYS,
                _l("Give the days as a whole number from 1 to %(most)s.", most=MAX_TEST_DAYS),
            ),
        ],
    )
    pass_mark = IntegerField(
        _l("Points to pass"),
        [Optional(), NumberRange(1, 100, _l("Give the points as a whole number from 1 to 100."))],
    )

    def validate_held_on(self, field: Field) -> None:
        """Refuse a day that has gone by."""
        if field.data is not None and field.data < self.today:
            raise ValidationError(_("Plan a class ahead; enter one that was held as held."))

    def draft(self, zone: ZoneInfo) -> Draft:
        """Return what was typed into a valid form."""
        if self.held_on.data is None or self.begins.data is None:
            raise ValueError("the form has seen to it that there is a moment")
        return self._draft(
            starts_at=datetime.combine(self.held_on.data, self.begins.data, tzinfo=zone),
            quiz_id=self.quiz.data or None,
            test_days=self.test_days.data if self.quiz.data else None,
            pass_mark=self.pass_mark.data,
        )


class StrikeForm(Form):
    """Why an entry was a mistake, or a plan is called off."""

    reason = _line(_l("Reason"), _l("Give a reason; it stays in the record."), MAX_REASON)


class AttachForm(Form):
    """A photo or document of a class."""

    file = FileField(_l("Photo or PDF"), [FileRequired(_l("Choose a file."))])
