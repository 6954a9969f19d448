"""What an attachment may be, how it is recognised by its first bytes, and how it is named."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import Flag, auto
from typing import Final, Protocol

from trainer.errors import Invalid
from trainer.i18n import lazy as _l

MIB: Final = 1024 * 1024
NAME_LENGTH: Final = 80
JPEG: Final = "image/jpeg"
PDF: Final = "application/pdf"


class Kind(Flag):
    """What a caller lets in: photos, documents, or with `|` both."""

    PHOTO = auto()
    DOCUMENT = auto()


PHOTO: Final = Kind.PHOTO
DOCUMENT: Final = Kind.DOCUMENT

LIMITS: Final = {PHOTO: 8 * MIB, DOCUMENT: 8 * MIB}
"""The most bytes that may be sent; phones make photos of 3 to 7 MiB, kept photos are far smaller."""
PIXELS: Final = 25_000_000
"""The most pixels a photo may have before it is unpacked; today's phones make up to 24.5 million."""
EDGE: Final = 1600
"""The longer side of a kept photo, in pixels."""
QUALITY: Final = 80
"""The JPEG quality of a kept photo."""

_SUFFIXES: Final = {JPEG: ".jpg", PDF: ".pdf"}
_NAMELESS: Final = {JPEG: "photo", PDF: "document"}
_HEIF: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"avif")


class Reader(Protocol):
    """Who stores or asks; the people room's viewer is one."""

    @property
    def person_id(self) -> int:
        """The person."""

    @property
    def department_id(self) -> int:
        """The department the person works in."""

    def sees(self, department_id: int) -> bool:
        """Say whether the rows of a department are theirs to look at as a leader."""


@dataclass(frozen=True)
class StoredFile:
    """An attachment that is kept; equal bytes of a department are one attachment."""

    id: int
    department_id: int
    hash: str
    """SHA-256 of the kept bytes, hexadecimal."""
    media_type: str
    size: int
    """Bytes as kept."""
    name: str
    width: int | None
    height: int | None
    created_by: int
    created_at: datetime

    @property
    def is_photo(self) -> bool:
        """Say whether a page can show it."""
        return self.media_type == JPEG


def kind_of(data: bytes, kinds: Kind) -> Kind:
    """Return what the bytes are by their beginning, whatever their name says.

    Raises Invalid for what is empty, of no kind that is let in, or larger than its limit.
    """
    if not data:
        raise Invalid(_l("The file is empty."), field="file")
    found = _recognised(data)
    if found is None or found not in kinds:
        raise Invalid(_refusal(data, kinds), field="file")
    if len(data) > LIMITS[found]:
        raise Invalid(
            _l(
                "The file is larger than %(limit)s MB. Please send a smaller one.", limit=LIMITS[found] // MIB
            ),
            field="file",
        )
    return found


def _recognised(data: bytes) -> Kind | None:
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    ):
        return PHOTO
    return DOCUMENT if data.startswith(b"%PDF-") else None


def _refusal(data: bytes, kinds: Kind) -> object:
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        return _l(
            "This is a HEIC photo. Please send it as JPEG "
            "(iPhone: Settings, Camera, Formats, Most Compatible)."
        )
    if kinds == PHOTO:
        return _l("Only photos can be attached here (JPEG, PNG or WebP).")
    if kinds == DOCUMENT:
        return _l("Only PDF files can be attached here.")
    return _l("Only photos (JPEG, PNG or WebP) and PDF files can be attached here.")


def refuse_cut_short(data: bytes) -> None:
    """Raise Invalid for a PDF whose end did not arrive."""
    if b"%%EOF" not in data[-2048:]:
        raise Invalid(_l("The PDF is not complete. Please send it again."), field="file")


def safe_name(declared: str, media_type: str) -> str:
    """Return a name to show and to save under: no folders, nothing invisible, the ending of what it is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", declared))[-1]
    seen = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    stem = re.sub(r"\.(jpe?g|png|webp|pdf)$", "", seen, flags=re.IGNORECASE)
    stem = re.sub(r'[\s<>:"|?*]+', " ", stem).strip(" .")[:NAME_LENGTH].strip(" .")
    return (stem or _NAMELESS[media_type]) + _SUFFIXES[media_type]


def hash_of(data: bytes) -> str:
    """Return what the bytes are kept under: their SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
