"""Forms of assignments: they validate what was typed and never write; choices are handed in by the view."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.assignments.model import COUNTING_NAMES, Counting
from trainer.i18n import lazy
from trainer.web.forms import Form, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str

AS_QUIZ = "quiz"
"""The choice “as the quiz says” for the number of attempts; empty is without limit."""
MOST_OFFERED = 10
Choices = Sequence[tuple[str, str]]


def _ticks(label: Any, coerce: Any = str) -> SelectMultipleField:
    return SelectMultipleField(
        label, coerce=coerce, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class AssignForm(Form):
    """What is assigned, to whom, for when, and what counts."""

    what = SelectField(_l("What"), [InputRequired(_l("Choose a quiz or a lesson."))])
    whom = RadioField(_l("Whom"), [InputRequired(_l("Choose whom you assign it to."))])
    positions = _ticks(_l("Positions"))
    people = _ticks(_l("Persons"), int)
    opens_at = DateTimeLocalField(_l("Opens"), [InputRequired(_l("Say when it opens."))])
    due_at = DateTimeLocalField(_l("Due"), [InputRequired(_l("Say until when it is due."))])
    pass_mark = IntegerField(
        _l("Pass mark"),
        [Optional(), NumberRange(1, 100, _l("The pass mark is a percentage from 1 to 100."))],
    )
    attempts = SelectField(_l("Attempts"), validate_choice=True)
    counting = RadioField(_l("Which attempt counts"))
    note = TextAreaField(_l("Note to them"), [Length(max=500), printable], filters=[clean])
    anyway = BooleanField(_l("Assign all the same"))
    now: datetime
    """The wall-clock time at the site, which the due time must lie after."""

    def offer(
        self,
        targets: Mapping[str, Choices],
        department: str,
        positions: Choices,
        people: Sequence[tuple[int, str]],
        *,
        attempts: int,
        now: datetime,
    ) -> None:
        """Take what may be chosen in this department, up to how many attempts, and what time it is there."""
        self.now = now
        self.what.choices = {"": [("", str(_l("Please choose")))], **targets}
        self.whom.choices = [
            ("everyone", department),
            ("positions", str(_l("Whoever holds these positions"))),
            ("people", str(_l("Single persons"))),
        ]
        self.positions.choices = list(positions)
        self.people.choices = list(people)
        self.attempts.choices = [
            (AS_QUIZ, str(_l("As the quiz says"))),
            *((str(n), str(n)) for n in range(1, attempts + 1)),
            ("", str(_l("Without limit"))),
        ]
        self.counting.choices = [(c.value, str(COUNTING_NAMES[c])) for c in Counting]

    def validate(self, extra_validators: Any = None) -> bool:
        """Want a due time ahead and a tick under the choice that was made; say all that is wrong at once."""
        sound = bool(super().validate(extra_validators))
        opens, due = self.opens_at.data, self.due_at.data
        if due and due <= max(opens or self.now, self.now):
            sound = _blame(self.due_at, _l("The due time must lie ahead, after the opening time."))
        if self.whom.data == "positions" and not self.positions.data:
            sound = _blame(self.positions, _l("Tick at least one position."))
        if self.whom.data == "people" and not self.people.data:
            sound = _blame(self.people, _l("Tick at least one person."))
        return sound


def _blame(field: Any, message: Any) -> bool:
    field.errors = [*field.errors, str(message)]
    return False


class CancelForm(Form):
    """Why an assignment is called off."""

    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(_l("Please say why; it stays in the record.")), Length(max=500), printable],
        filters=[clean],
    )


def to_utc(typed: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment of a wall-clock time at the site."""
    return typed.replace(tzinfo=zone).astimezone(UTC)


def to_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the wall-clock time of a moment at the site, to the minute, as a form shows it."""
    return moment.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
