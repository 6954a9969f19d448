"""The base of every form: CSRF bound to the session, messages in the reader's language, clean text."""

import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.i18n import language

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that reorder what is read; a name that holds them can pose as another."""


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that validates and never writes."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """Messages in the reader's language."""

        @property
        def locales(self) -> list[str]:
            """Return the locale for the library's own messages."""
            return ["zh"] if language().startswith("zh") else ["en"]

    def blame(self, error: Invalid) -> bool:
        """Put a service's refusal beside the field it names; False where the form has no such field."""
        field = self._fields.get(error.field or "")
        if field is None:
            return False
        field.errors = [*field.errors, str(error)]
        return True


def clean(value: str | None) -> str | None:
    """Return the text trimmed and in NFC."""
    return unicodedata.normalize("NFC", value).strip() if value else value


def printable(_form: Any, field: Field) -> None:
    """Refuse control characters and marks that reorder text (a validator)."""
    text = field.data or ""
    bad = [c for c in text if (unicodedata.category(c) == "Cc" and c not in "\n\r\t") or c in BIDI]
    if bad:
        raise ValidationError(_("This holds a character that cannot be shown. Please type it again."))


class TextField(StringField):
    """A line of text: trimmed, NFC, without control characters."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, printable], filters=[clean], **kwargs)
