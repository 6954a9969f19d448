"""Bytes of PDF from a print template and JSON: tagged, for archives, the same bytes for the same input."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from trainer.config import ROOT
from trainer.paper.model import PaperError, Size

TEMPLATES = ROOT / "templates" / "paper"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""The creation date of papers that name none, so that equal input gives equal bytes."""

_NAME = re.compile(r"[a-z_]+")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def pdf(template: str, data: Any, *, size: Size = "a4", title: str, moment: datetime | None = None) -> bytes:
    """Return the paper as PDF: template `templates/paper/<template>.typ` filled with JSON `data`.

    Texts in `data` are set literally, never as markup. `moment` becomes the creation date in the file;
    equal arguments give equal bytes. Thread safe. Raises PaperError, naming the character, where a text
    holds what cannot be drawn.
    """
    if not _NAME.fullmatch(template):
        raise ValueError(template)
    given = json.dumps({"title": title, "size": size, **data}, ensure_ascii=False, sort_keys=True)
    for text in _texts([title, data]):
        if bad := _UNPRINTABLE.search(text):
            raise PaperError(bad.group())
    try:
        made: bytes = typst.compile(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": given},
            pdf_standards=["a-2a", "ua-1"],  # kept for decades, read aloud; a missing glyph is an error
            timestamp=int((moment or EPOCH).timestamp()),
        )
    except typst.TypstError as error:
        if missing := _MISSING.search(str(error)):
            raise PaperError(_unescaped(missing.group(1))) from error
        raise
    return made


@cache
def _fonts() -> Any:
    """Return the one family that papers are set in, read once a process; system fonts never decide."""
    folder = str(files("manimgx_fonts_cjk"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in _texts(part)]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
