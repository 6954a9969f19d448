"""The demonstration's folder: its own settings, password and database, never those of a real site."""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from flask_migrate import upgrade as migrate
from sqlalchemy.orm import Session

from trainer.backups import service as backups
from trainer.backups.schema import Schema, check_readable, schema_of
from trainer.cli.settings_file import write
from trainer.cli.site import opened, publish_or_explain, revision_of
from trainer.config import FILE_NAME, ROOT, Settings, load
from trainer.demo import service
from trainer.errors import Conflict, Invalid
from trainer.i18n import lazy as _l
from trainer.people import passwords
from trainer.publishing.service import ContentRefused

FOLDER = "TRAINER_DEMO_DATA"
PASSWORD = "TRAINER_DEMO_PASSWORD"  # noqa: S105 - the name of a variable
PASSWORD_FILE = "password.txt"  # noqa: S105 - the name of a file
DATABASE = "trainer.sqlite3"
MAX_PASSWORD = 128


def settings_of(environ: Mapping[str, str], port: int | None = None) -> Settings:
    """Return the demonstration's settings, its settings file made where there is none.

    Where data and database lie is its own matter: a variable meant for the real site never reaches here.
    """
    folder = Path(environ.get(FOLDER) or ROOT / "instance" / "demo").resolve()
    write(folder / FILE_NAME, demo=True)
    own = {name: value for name, value in environ.items() if name != "TRAINER_SECRET_KEY"}
    more = {"port": port} if port else {}
    return load(own, data=folder, database_url="", demo=True, **more)


def password_of(folder: Path, environ: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the password of the demonstration, and the one before where the environment changes it."""
    path = folder / PASSWORD_FILE
    kept = path.read_text(encoding="utf8").strip() if path.exists() else None
    wanted = environ.get(PASSWORD) or kept or passwords.invent()
    if len(wanted) > MAX_PASSWORD or wanted != wanted.strip():
        raise Invalid(
            _l(
                "%(name)s: at most %(count)s characters, no blanks around it.",
                name=PASSWORD,
                count=MAX_PASSWORD,
            )
        )
    return wanted, kept if kept != wanted else None


def keep_password(folder: Path, password: str) -> None:
    """Keep the password for the next run's print-out, readable by the owner only; it opens nothing real."""
    new = folder / f"{PASSWORD_FILE}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf8") as file:
        file.write(password + "\n")
    os.replace(new, folder / PASSWORD_FILE)  # noqa: PTH105 - whole or not at all


def is_made(settings: Settings) -> bool:
    """Say whether the demonstration is there, complete."""
    return (settings.data / DATABASE).exists()


def make(settings: Settings, password: str, step: Callable[[int], None]) -> None:
    """Make the database under another name and give it its own when it is complete.

    Whoever stops in between finds nothing, and the next run begins anew.
    """
    building = settings.data / "making.sqlite3"
    for ending in ("", "-wal", "-shm", "-journal"):
        building.with_name(building.name + ending).unlink(missing_ok=True)
    there = settings.model_copy(update={"database_url": f"sqlite:///{building}"})
    with opened(there) as (_app, session):
        migrate()
        service.make(session, settings, password, step)
    keep_password(settings.data, password)
    backups.seal(building)
    building.chmod(0o600)
    os.replace(building, settings.data / DATABASE)  # noqa: PTH105 - as above


def refresh(settings: Settings) -> str | None:
    """Bring schema and content up to date; returns the new edition's name, None where nothing changed.

    Raises ContentRefused, Invalid or Conflict where the content cannot be published; the edition there stays.
    """
    with opened(settings) as (_app, session):
        revision = revision_of(session)
        if schema_of(revision) is not Schema.CURRENT:
            check_readable(revision)
            migrate()
        return _publish(session, settings)


def _publish(session: Session, settings: Settings) -> str | None:
    try:
        done = publish_or_explain(session, settings)
    except (ContentRefused, Conflict):
        raise
    except Invalid as unnamed:  # nobody is asked in a demonstration: a changed clause is taken as reworded
        session.rollback()
        done = publish_or_explain(session, settings, unnamed.details["clauses"])
    return done.edition.name if done.new else None
