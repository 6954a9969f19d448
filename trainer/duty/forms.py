"""Forms about closed months: a word on what is missing, a signature, a reason; they never write."""

from typing import Any

from wtforms import DateField, HiddenField, PasswordField, TextAreaField
from wtforms.validators import InputRequired, Length

from trainer.i18n import lazy
from trainer.web.forms import Form, TextField, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str


class SignForm(Form):
    """The manager's signature on screen: the password again, over the hash of what is shown."""

    shown = HiddenField()
    old = PasswordField(_l("Your password"), [InputRequired(_l("Type your password to sign."))])


class PaperForm(Form):
    """The day on which the printed record was signed."""

    signed_on = DateField(_l("Signed on"), [InputRequired(_l("Give the day."))])


class ReopenForm(Form):
    """Why a closed month is opened again."""

    reason = TextField(
        _l("Reason"), [InputRequired(_l("Give a reason; it stays in the record.")), Length(max=200)]
    )


class AnswerField(TextAreaField):
    """A word on one kind of thing that is missing."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        checks = [InputRequired(_l("Say why the month is closed with it.")), Length(max=400), printable]
        super().__init__(label, checks, filters=[clean], **kwargs)
