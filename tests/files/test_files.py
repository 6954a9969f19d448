"""Attachments: bare of what the camera noted, of sane size, kept once, and nobody else's."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from tests.files.pictures import DEVICE, PDF, PLACE, bomb, opened, photo, written
from trainer.db import writing
from trainer.errors import Invalid, NotFound
from trainer.files import photos, shelf
from trainer.files import service as files
from trainer.files.model import EDGE, LIMITS, PIXELS, hash_of, safe_name
from trainer.files.service import DOCUMENT, PHOTO
from trainer.files.tables import FileRow


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


def folder_of(place) -> Path:
    return place.app.extensions["trainer.settings"].files


def keep(place, data, name="现场.jpg", *, who="supervisor", department=None, kinds=PHOTO):
    viewer = getattr(place.cast, who)
    return files.store(
        place.session, viewer, department or viewer.department_id, data, declared_name=name, kinds=kinds
    )


def count(place) -> int:
    return place.session.scalar(select(func.count()).select_from(FileRow))


def test_a_photo_is_kept_without_place_time_and_device(ground):
    original = photo()
    assert DEVICE.encode() in original
    assert opened(original).getexif().get_ifd(0x8825)[2] == PLACE[2]
    kept = keep(ground, original)
    again, data = files.open_(ground.session, ground.cast.supervisor, kept.id)
    assert again == kept
    assert (kept.media_type, kept.width, kept.height, kept.size) == ("image/jpeg", 640, 480, len(data))
    assert kept.hash == hash_of(data)
    picture = opened(data)
    assert not picture.getexif()
    assert not picture.getexif().get_ifd(0x8825)
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert all(
        trace not in data for trace in (DEVICE.encode(), b"2026:11:23", "写在里面的话".encode(), b"Exif")
    )


@pytest.mark.parametrize(
    ("turned", "size"), [(1, (1600, 800)), (3, (1600, 800)), (6, (800, 1600)), (8, (800, 1600))]
)
def test_a_photo_stands_upright_and_is_no_longer_than_needed(turned, size):
    data, width, height = photos.bare(photo(3200, 1600, turned=turned))
    assert (width, height) == size == opened(data).size


def test_a_turned_photo_shows_what_was_on_top_on_top():
    picture = Image.new("RGB", (200, 100), "white")
    picture.paste("red", (0, 0, 100, 100))  # left half; held upright, that is the bottom or the top
    exif = picture.getexif()
    exif[0x0112] = 6
    data, _width, _height = photos.bare(written(picture, "JPEG", exif=exif))
    top = opened(data).getpixel((50, 20))
    assert top[0] > 200
    assert top[1] < 60


def test_a_small_photo_is_not_blown_up():
    assert photos.bare(photo(320, 200))[1:] == (320, 200)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_photos_become_jpeg_on_white(kind):
    data, _width, _height = photos.bare(written(Image.new("RGBA", (40, 30), (255, 0, 0, 0)), kind))
    picture = opened(data)
    assert picture.format == "JPEG"
    assert min(picture.getpixel((20, 15))) > 245


def test_a_grey_and_a_palette_picture_become_photos():
    for mode in ("L", "P", "1", "LA", "I;16"):
        assert opened(photos.bare(written(Image.new(mode, (20, 20)), "PNG"))[0]).mode == "RGB"


def test_a_bomb_is_not_unpacked(ground):
    side = int(PIXELS**0.5) + 1
    with pytest.raises(Invalid, match="25 million pixels"):
        keep(ground, bomb(side, side))
    with pytest.raises(Invalid):
        keep(ground, bomb(60_000, 60_000))
    assert len(bomb(side, side)) < 100_000
    assert count(ground) == 0
    assert not folder_of(ground).exists()


@pytest.mark.parametrize(
    ("data", "kinds", "words"),
    [
        (b"", PHOTO, "empty"),
        (b"<svg onload=alert(1)>", PHOTO, "Only photos"),
        (b"GIF89a" + bytes(40), PHOTO, "Only photos"),
        (PDF, PHOTO, "Only photos"),
        (photo(), DOCUMENT, "Only PDF"),
        (b"MZ" + bytes(400), PHOTO | DOCUMENT, "Only photos .* and PDF"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), PHOTO, "HEIC"),
        (b"\xff\xd8\xff\xe0" + bytes(400), PHOTO, "cannot be read"),
        (photo()[:900], PHOTO, "cannot be read"),
        (photo().replace(b"\xff\xc0", b"\xff\xcf"), PHOTO, "cannot be read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), PHOTO, "cannot be read"),
        (PDF[:-7], DOCUMENT, "not complete"),
        (b"\xff\xd8\xff" + bytes(LIMITS[PHOTO]), PHOTO, "larger than 8 MB"),
        (PDF + bytes(LIMITS[DOCUMENT]), DOCUMENT, "larger than 8 MB"),
    ],
)
def test_what_may_not_be_attached(small, data, kinds, words):
    with pytest.raises(Invalid, match=words) as caught:
        keep(small, data, kinds=kinds)
    assert caught.value.field == "file"
    assert count(small) == 0


def test_a_document_is_kept_as_it_is(ground):
    kept = keep(ground, PDF, "签到表.PDF", kinds=PHOTO | DOCUMENT)
    assert (kept.name, kept.media_type, kept.width, kept.is_photo) == (
        "签到表.pdf",
        "application/pdf",
        None,
        False,
    )
    assert files.open_(ground.session, ground.cast.supervisor, kept.id)[1] == PDF


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        (r"C:\Users\a\现场 1.JPEG", "现场 1.jpg"),
        ("a\x00b\u202egpj.exe", "abgpj.exe.jpg"),
        ("", "photo.jpg"),
        ("...", "photo.jpg"),
        ("/", "photo.jpg"),
        ('x"; rm -rf *?.png', "x ; rm -rf.jpg"),
        ("長" * 300 + ".jpg", "長" * 80 + ".jpg"),
        ("a\r\nSet-Cookie: b.jpg", "aSet-Cookie b.jpg"),
    ],
)
def test_names_lead_nowhere(declared, shown):
    assert safe_name(declared, "image/jpeg") == shown


def test_bytes_lie_under_their_hash_and_nowhere_else(small):
    kept = keep(small, photo(), "../../../x.jpg")
    (found,) = [path for path in folder_of(small).rglob("*") if path.is_file()]
    assert found.relative_to(folder_of(small)).as_posix() == f"{kept.hash[:2]}/{kept.hash}"
    for digest in ("../../x", "a" * 63, "A" * 64, ""):
        with pytest.raises(ValueError, match="no hash"):
            shelf.place(folder_of(small), digest)


def test_the_same_photo_twice_is_one(ground):
    first, second = keep(ground, photo()), keep(ground, photo(), "再来一次.jpg")
    assert first == second
    assert count(ground) == 1
    elsewhere = keep(ground, photo(), who="other_supervisor")
    assert elsewhere.id != first.id
    assert elsewhere.hash == first.hash
    assert keep(ground, photo(colour="maroon")).id not in {first.id, elsewhere.id}


def test_another_department_finds_nothing(ground):
    kept = keep(ground, photo())
    for name in ("stranger", "other_supervisor"):
        for ask in (files.fetch, files.open_):
            with pytest.raises(NotFound):
                ask(ground.session, getattr(ground.cast, name), kept.id)
    for name in ("front", "manager", "administrator"):
        assert files.fetch(ground.session, getattr(ground.cast, name), kept.id) == kept
    with pytest.raises(NotFound):
        files.fetch(ground.session, ground.cast.manager, kept.id + 99)
    with pytest.raises(NotFound):
        keep(ground, photo(), who="front", department=2)


def test_bytes_that_were_harmed_are_not_handed_out(small):
    kept = keep(small, photo())
    path = shelf.place(folder_of(small), kept.hash)
    path.write_bytes(b"something else")
    with pytest.raises(NotFound):
        files.open_(small.session, small.cast.supervisor, kept.id)
    assert keep(small, photo()) == kept, "sent again, it is mended"
    assert files.open_(small.session, small.cast.supervisor, kept.id)[1]
    path.unlink()
    with pytest.raises(NotFound):
        files.open_(small.session, small.cast.supervisor, kept.id)


def test_it_joins_the_write_of_the_record_it_belongs_to(ground):
    def record() -> None:
        with writing(ground.session):
            keep(ground, photo())
            raise KeyError

    with pytest.raises(KeyError):
        record()
    assert count(ground) == 0
    assert keep(ground, photo()).id


def test_a_full_disk_leaves_nothing(small, monkeypatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf.os, "fsync", full)
    with pytest.raises(Invalid, match="No space left"):
        keep(small, photo())
    assert not [path for path in folder_of(small).rglob("*") if path.is_file()]
    assert count(small) == 0


@pytest.mark.skipif(os.name == "nt", reason="kills a process the POSIX way")
def test_a_kill_between_bytes_and_row_leaves_no_row_without_bytes(small, tmp_path):
    """The process dies the moment its bytes are on the disk; then sends the same again."""
    place = small.app.extensions["trainer.settings"]
    (tmp_path / "photo").write_bytes(photo())
    script = f"""
        import os, signal
        from pathlib import Path
        from types import SimpleNamespace
        from tests.conftest import settings
        from trainer.app import create_app
        from trainer.db import db
        from trainer.files import service, shelf
        put = shelf.put
        def dying(folder, data):
            put(folder, data)
            os.kill(os.getpid(), signal.SIGKILL)
        shelf.put = dying
        viewer = SimpleNamespace(person_id=1, department_id=1, sees=lambda _one: True)
        with create_app(settings(Path({str(place.data)!r}))).app_context():
            data = Path({str(tmp_path / "photo")!r}).read_bytes()
            service.store(db.session(), viewer, 1, data, declared_name="x")
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert count(small) == 0
    assert [path.name for path in folder_of(small).rglob("*") if path.is_file()]
    small.session.rollback()
    kept = keep(small, photo())
    assert files.open_(small.session, small.cast.supervisor, kept.id)[1]
    assert kept.width <= EDGE
