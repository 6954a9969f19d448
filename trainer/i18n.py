"""Words for people: gettext that works in a request and on the command line alike."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import LazyProxy, NullTranslations, Translations
from flask import has_request_context
from flask_babel import get_locale

LOCALES = ("zh_Hans", "en")
DEFAULT_LOCALE = "zh_Hans"
_DIRECTORY = Path(__file__).parent / "translations"


@cache
def _catalogue(locale: str) -> NullTranslations:
    return Translations.load(_DIRECTORY, [locale])


def language() -> str:
    """Return the reader's locale: the request's, or the process's TRAINER_LANGUAGE outside a request."""
    if has_request_context():
        return str(get_locale())
    wanted = os.environ.get("TRAINER_LANGUAGE", DEFAULT_LOCALE)
    return wanted if wanted in LOCALES else DEFAULT_LOCALE


def gettext(message: str, **values: Any) -> str:
    """Return the message in the reader's language with its %(name)s values filled in."""
    text = str(_catalogue(language()).ugettext(message))
    return text % values if values else text


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """Return the form of the message that fits the number, which is also given as %(num)s."""
    text = str(_catalogue(language()).ungettext(singular, plural, number))
    return text % {"num": number, **values}


def lazy(message: str, **values: Any) -> LazyProxy:
    """Return a message that is translated when it is shown, for constants and errors."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


def mark(message: str) -> str:
    """Return the message as it is; marks it for the catalogue where it is translated later."""
    return message


_ = gettext
_l = lazy
_n = ngettext
