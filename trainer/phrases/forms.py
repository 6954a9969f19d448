"""The one field of the clinic."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from trainer.i18n import lazy
from trainer.phrases.service import LONGEST
from trainer.web.forms import Form, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str


def plain_lines(value: str | None) -> str | None:
    """Return the text with plain line ends, so that its length is what the page counts."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if value else value


class ReplyForm(Form):
    """A reply to a customer, to be looked at and forgotten."""

    text = TextAreaField(
        _l("Your reply to the customer"),
        [
            DataRequired(_l("Please paste or type a reply first.")),
            Length(
                max=LONGEST,
                message=_l(
                    "This is too long; at most %(most)s characters are read at once. Nothing was cut off.",
                    most=LONGEST,
                ),
            ),
            printable,
        ],
        filters=[plain_lines],
    )
