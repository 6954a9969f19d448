"""Forms of appraisal: the period, the scheme with its reason, releasing an exported period."""

from typing import Any, Final

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the type stubs
from wtforms.validators import InputRequired, Optional

from trainer.appraisal.model import JOINING_NAMES, Joining, Scheme
from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.period import FIELD_NAMES, Period
from trainer.web.forms import Form, TextField, clean, printable

WHOLE_NUMBER: Any = _l("Give a whole number.")
FILES: Final = ("xlsx", "csv-summary", "csv-detail", "csv-clauses", "pdf")
LONG: Final = 9
"""Digits that no version's number has."""


class PeriodForm(Form):
    """Two days; nothing is changed by asking, so there is no token."""

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


def _any(label: Any) -> Any:
    """Return a lazy text for where the library's types want a plain one."""
    return label


def _number(label: Any) -> IntegerField:
    return IntegerField(label, [InputRequired(WHOLE_NUMBER)])


class SchemeForm(Form):
    """How marks are made, and why that is changed; `seen` is the version it was read from."""

    quizzes = _number(_l("Weight of quizzes"))
    observations = _number(_l("Weight of observations"))
    participation = _number(_l("Weight of participation"))
    caps = TextField(_l("Caps for red lines"), [Optional()])
    unsat_is_zero = BooleanField(_any(_l("A quiz that is due and was not sat counts 0")))
    late_worth = _number(_l("What taking part late is worth"))
    decimals = SelectField(_any(_l("Rounded to")), coerce=int)
    joining = SelectField(_any(_l("Who joined or left within the period")))
    fewest_days = _number(_l("Fewest days for a mark"))
    reason = TextAreaField(_any(_l("Why is it changed?")), filters=[clean], validators=[printable])
    seen = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decimals.choices = [
            SelectChoice(0, _any(_l("whole points"))),
            SelectChoice(1, _any(_l("one decimal"))),
            SelectChoice(2, _any(_l("two decimals"))),
        ]
        self.joining.choices = [SelectChoice(one.value, _any(JOINING_NAMES[one])) for one in Joining]

    @classmethod
    def of(cls, scheme: Scheme, seen: int) -> "SchemeForm":
        """Return the form filled with a scheme."""
        values = scheme.to_json() | {"caps": " ".join(str(cap) for cap in scheme.caps), "seen": seen}
        return cls(data=values)

    def scheme(self) -> Scheme | None:
        """Return the scheme; None where it is none, with the reason beside the field."""
        if not self.validate():
            return None
        try:
            return Scheme(
                quizzes=self.quizzes.data or 0,
                observations=self.observations.data or 0,
                participation=self.participation.data or 0,
                caps=_caps(self.caps.data or ""),
                unsat_is_zero=bool(self.unsat_is_zero.data),
                late_worth=self.late_worth.data or 0,
                decimals=self.decimals.data,
                joining=Joining(self.joining.data),
                fewest_days=self.fewest_days.data or 0,
            )
        except Invalid as error:
            self.blame(error)
            return None

    def version(self) -> int:
        """Return the version the form was read from; -1 for none, which no scheme has."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < LONG else -1


def _caps(text: str) -> tuple[int, ...]:
    parts = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if any(not part.isascii() or not part.isdigit() or len(part) >= LONG for part in parts):
        raise Invalid(_l("Write whole numbers with a blank between, such as 59 40."), "caps")
    return tuple(int(part) for part in parts)


class ReleaseForm(Form):
    """Why an exported period is released."""

    reason = TextAreaField(_any(_l("Why is it released?")), filters=[clean], validators=[printable])


class ExportForm(Form):
    """Which file is wanted; asking for one locks the scheme, so it is posted."""

    what = SelectField(choices=[SelectChoice(one, one) for one in FILES])
