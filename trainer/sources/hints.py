"""Guesses at what an author meant by a name that is not known."""

import difflib
from collections.abc import Iterable

from trainer.i18n import _


def hint(word: str, known: Iterable[str]) -> str:
    """Return “ Did you mean …?” with the nearest known name, to be put behind a message; or nothing."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7)
    return " " + _("Did you mean “%(near)s”?", near=near[0]) if near else ""
