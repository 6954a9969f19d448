"""The forms that mend: a question for everybody, the points of one answer, the result of one sitting."""

from typing import Any

from wtforms import BooleanField, DecimalField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the type stubs
from wtforms.validators import InputRequired, Length, Optional

from trainer.attempts.forms import hundredths
from trainer.attempts.mended import ACT_NAMES, Act
from trainer.attempts.service import Given
from trainer.i18n import lazy
from trainer.quizzes.model import ONE_POINT
from trainer.web.forms import Form, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str

ALL = "all"


class MendForm(Form):
    """What to do to a question, where, and why; the key's own fields are read beside it."""

    act = RadioField(_l("What to do"), [InputRequired(_l("Choose what to do."))])
    department = SelectField(_l("Where"), [InputRequired()])
    reason = TextAreaField(
        _l("Reason"),
        [
            InputRequired(_l("Write a reason; everybody it concerns will read it.")),
            Length(max=500),
            printable,
        ],
        filters=[clean],
    )
    seen = IntegerField(validators=[Optional()])

    def offer(self, acts: list[Act], departments: dict[int, str], chosen: int) -> None:
        """Fill in what may be chosen; all departments where there are several."""
        self.act.choices = [SelectChoice(act.value, ACT_NAMES[act]) for act in acts]
        several = [SelectChoice(ALL, _l("All departments"))] if len(departments) > 1 else []
        self.department.choices = [
            SelectChoice(str(id_), name) for id_, name in departments.items()
        ] + several
        if self.department.data is None:
            self.department.data = str(chosen)


class OverrideForm(Form):
    """Other points for one answer, or for the whole of a sitting."""

    points = DecimalField(_l("Points"), [Optional(), hundredths], places=2)
    back = BooleanField(_l("Take back what was given: the questions count again"))
    cleared = BooleanField(_l("No red line was crossed"))
    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(_l("Write a reason; the person will read it.")), Length(max=500), printable],
        filters=[clean],
    )
    seen = IntegerField(validators=[Optional()])

    def given(self, slot: int | None) -> Given:
        """Return what was decided; points out of range are for the service to refuse."""
        take_back = slot is None and self.back.data
        points = None if take_back or self.points.data is None else int(self.points.data * ONE_POINT)
        return Given(points, slot, keep_red_lines=not self.cleared.data)
