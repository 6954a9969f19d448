"""Forms of observations: whom and with what, why, the signature, the answer to an objection."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, PasswordField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the type stubs
from wtforms.validators import InputRequired, Length

from trainer.checklists.model import CheckItem, Mark
from trainer.i18n import lazy
from trainer.observations.model import DECISION_NAMES, MARK_NAMES, MAX_NOTE, MAX_PLACE, Decision
from trainer.web.forms import Form, TextField, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str
MARK = "mark-"
"""What the fields of an item's mark begin with."""


def _reason(label: Any) -> TextAreaField:
    return TextAreaField(
        label,
        [InputRequired(_l("Please say why; it stays in the record.")), Length(max=MAX_NOTE), printable],
        filters=[clean],
    )


class StartForm(Form):
    """Whom one observes, and with which form."""

    person = RadioField(_l("Whom"), [InputRequired(_l("Choose whom you observe."))], coerce=int)
    form = RadioField(_l("Observation form"), [InputRequired(_l("Choose a form."))])
    place = TextField(_l("Place"), [Length(max=MAX_PLACE)])

    def offer(self, people: Sequence[tuple[int, str]], forms: Sequence[tuple[str, str]]) -> None:
        """Take whom and what may be chosen."""
        self.person.choices, self.form.choices = list(people), list(forms)


class ReasonForm(Form):
    """Why a draft is given up, or why somebody need not be observed again."""

    reason = _reason(_l("Reason"))


class ObjectForm(Form):
    """Why the observed person does not agree with what was shown."""

    shown = HiddenField()
    reason = _reason(_l("What is not right, and why"))


class SignForm(Form):
    """The password given again, under what was shown."""

    shown = HiddenField()
    password = PasswordField(_l("Your password"), [InputRequired(_l("Give your password to sign."))])


class AnswerForm(Form):
    """What an objection led to, and why; the marks of the items stand beside it."""

    decision = RadioField(
        _l("Your answer"),
        [InputRequired(_l("Choose what becomes of the result."))],
        choices=[SelectChoice(one.value, name) for one, name in DECISION_NAMES.items()],
    )
    reason = _reason(_l("Reason"))
    marks = HiddenField()
    """Never sent: it holds what is wrong with the marks, so that the summary names it."""

    def refused(self, message: str) -> bool:
        """Put a refusal that concerns the marks where it is read; always False."""
        self.marks.errors = [*self.marks.errors, message]
        return False

    @property
    def changes(self) -> bool:
        """Say whether marks are to change."""
        return bool(self.decision.data == Decision.CHANGED.value)


def marks_of(items: Sequence[CheckItem], sent: Mapping[str, str]) -> dict[str, str]:
    """Return the marks of a posted form by item."""
    return {item.id: sent[MARK + item.id] for item in items if sent.get(MARK + item.id)}


def mark_choices() -> list[tuple[str, str]]:
    """Return the three marks with their names."""
    return [(mark.value, str(MARK_NAMES[mark])) for mark in Mark]
