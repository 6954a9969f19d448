"""Photos as phones make them, and what somebody might send instead."""

import io
import struct
import zlib

from PIL import Image

PLACE = {1: "N", 2: (30.0, 16.0, 12.5), 3: "E", 4: (120.0, 9.0, 33.1)}
"""Where the phone was, in the terms of EXIF."""
DEVICE = "Some Phone 7"
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def photo(width: int = 640, height: int = 480, *, turned: int = 1, colour: str = "teal") -> bytes:
    """Return a JPEG with place, time and device, lying as the phone was held."""
    picture = Image.new("RGB", (width, height), colour)
    exif = picture.getexif()
    exif[0x0112] = turned
    exif[0x010F] = DEVICE
    exif[0x0132] = "2026:11:23 09:41:00"
    exif.get_ifd(0x8825).update(PLACE)
    return written(picture, "JPEG", exif=exif, comment="写在里面的话")


def written(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture's file."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is huge, and is all one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * min(height, 1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def opened(data: bytes) -> Image.Image:
    """Return what a browser would make of the bytes."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture
