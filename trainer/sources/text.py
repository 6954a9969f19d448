"""Text from a file: UTF-8 in NFC with plain newlines, free of what cannot be seen and could mislead."""

import re
import unicodedata
from pathlib import Path

from trainer.i18n import _
from trainer.sources.model import Fault

# Controls except tab and newline; bidi marks, embeddings, overrides and isolates (they make text read other
# than it is stored); zero-width space and word joiner; byte-order mark; line and paragraph separators;
# noncharacters.
_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)


def read_text(path: Path, shown: str) -> tuple[str | None, list[Fault]]:
    """Return the text of a file; None with faults when it is missing, no UTF-8 or not clean."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, [Fault(shown, 1, _("The file is missing."))]
    except OSError as error:
        return None, [Fault(shown, 1, _("The file cannot be read: %(reason)s", reason=error.strerror or ""))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Fault(shown, line, _("This is not UTF-8 text; save the file as UTF-8."))]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    faults = forbidden(text, shown)
    return (None if faults else text), faults


def forbidden(text: str, shown: str) -> list[Fault]:
    """Return a fault for each forbidden character of the text."""
    faults = []
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _BAD.finditer(line):
            code = f"U+{ord(found.group()):04X}"
            faults.append(
                Fault(shown, number, _("The invisible character %(code)s is not allowed.", code=code))
            )
    return faults
