"""The form that settles one provisional answer."""

from typing import Any

from wtforms import BooleanField, DecimalField, Field, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the type stubs
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from trainer.attempts.marking import Mark
from trainer.i18n import gettext as _
from trainer.i18n import lazy
from trainer.quizzes.model import ONE_POINT, Grade
from trainer.web.forms import Form, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str

STANDS, CHANGED = "stands", "changed"
CENTS = 100


def hundredths(_form: Any, field: Field) -> None:
    """Refuse finer points than the pages show."""
    if field.data is not None and field.data * CENTS % 1:
        raise ValidationError(_("Give points with at most two decimals."))


def _only_when_changed(form: Any, field: Field) -> None:
    """Refuse points that would be passed over."""
    if field.data is not None and form.decision.data == STANDS:
        raise ValidationError(_("You chose that the grade stands. Leave the points empty, or change it."))


class MarkForm(Form):
    """Whether the grade stands, else the points, and why; one form an answer, told apart by its prefix."""

    decision = RadioField(
        _l("Grade"),
        [InputRequired(_l("Choose whether the grade stands or changes."))],
        choices=[
            SelectChoice(STANDS, _l("The grade stands")),
            SelectChoice(CHANGED, _l("Give other points")),
        ],
    )
    points = DecimalField(_l("Points"), [Optional(), hundredths, _only_when_changed], places=2)
    cleared = BooleanField(_l("No red line was crossed"))
    reason = TextAreaField(_l("Reason"), [Length(max=500), printable], filters=[clean])

    def mark(self, grade: Grade) -> Mark:
        """Return what was decided; points beyond the maximum are for the service to refuse."""
        given = self.points.data if self.decision.data == CHANGED else None
        return Mark(
            points=int(given * ONE_POINT) if given is not None else None,
            reason=self.reason.data or "",
            keep_red_lines=not (grade.red_lines and self.cleared.data),
        )
