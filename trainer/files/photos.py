"""Photos made small and bare: turned upright, scaled down, written anew without what the camera noted."""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from trainer.errors import Invalid
from trainer.files.model import EDGE, PIXELS, QUALITY
from trainer.i18n import lazy as _l

FORMATS: Final = ("JPEG", "PNG", "WEBP")
WHITE: Final = (255, 255, 255)


def bare(data: bytes) -> tuple[bytes, int, int]:
    """Return a photo as JPEG with its width and height; place, time and device of the original are gone.

    Raises Invalid for what has too many pixels, counted before anything is unpacked, or cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            return _written(_upright(data))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid(
            _l("The photo cannot be read; it may be damaged. Please send it again."), "file"
        ) from error


def _upright(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as photo:
        if photo.width * photo.height > PIXELS:
            raise Invalid(
                _l(
                    "The photo has more than %(limit)s million pixels. Please take it at a lower resolution.",
                    limit=PIXELS // 1_000_000,
                ),
                field="file",
            )
        photo.draft("RGB", (EDGE, EDGE))  # a JPEG is unpacked near the size it will have
        photo.load()
        return ImageOps.exif_transpose(photo)


def _written(photo: Image.Image) -> tuple[bytes, int, int]:
    photo.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    if photo.has_transparency_data:
        with_alpha = photo.convert("RGBA")
        photo = Image.new("RGB", photo.size, WHITE)
        photo.paste(with_alpha, mask=with_alpha)
    photo = photo.convert("RGB")
    kept = Image.frombytes("RGB", photo.size, photo.tobytes())  # only pixels: no EXIF, no comment, no profile
    target = io.BytesIO()
    kept.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue(), kept.width, kept.height
