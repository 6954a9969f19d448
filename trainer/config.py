"""Settings: from TRAINER_* variables and the file that `trainer init` writes, checked at start."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from trainer.errors import TrainerError
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.i18n import mark

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "TRAINER_"
FILE_NAME = "trainer.toml"


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]


class SettingsError(TrainerError):
    """A setting has a value that cannot be used; the message names the variable."""


class Settings(BaseModel):
    """What a site can set. Each field is TRAINER_<NAME> in the environment or <name> in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Path = Field(ROOT / "instance", description=mark("folder of database, settings file and backups"))
    content: Path = Field(ROOT / "content", description=mark("folder of the standard and the lessons"))
    quizzes: Path = Field(ROOT / "quizzes", description=mark("folder of the quizzes"))
    secret_key: str = Field(
        "", description=mark("signs cookies; at least 32 characters, made by `trainer init`")
    )
    database_url: str = Field(
        "", description=mark("SQLAlchemy address; empty: SQLite file in the data folder")
    )
    allowed_hosts: Names = Field(
        ("127.0.0.1", "localhost"),
        description=mark("host names the site answers to, comma-separated; * for any"),
    )
    trusted_proxies: int = Field(
        0, ge=0, le=5, description=mark("proxies in front whose forwarded headers count")
    )
    secure_cookies: bool = Field(
        default=False, description=mark("true behind https: cookies and HSTS for https only")
    )
    host: str = Field("127.0.0.1", description=mark("address that `trainer serve` listens on"))
    port: int = Field(8000, ge=1, le=65535, description=mark("port that `trainer serve` listens on"))
    threads: int = Field(8, ge=1, le=64, description=mark("threads of `trainer serve`"))
    language: Literal["zh_Hans", "en"] = Field(
        "zh_Hans", description=mark("language of a reader who has not chosen")
    )
    answer_grace_seconds: int = Field(
        60,
        ge=0,
        le=3600,
        description=mark("seconds after the deadline in which an answer is kept, as late and uncounted"),
    )
    session_idle_hours: int = Field(
        12, ge=1, le=720, description=mark("hours without a click until sign-in is asked again")
    )
    session_days: int = Field(
        14, ge=1, le=90, description=mark("days after which sign-in is asked again in any case")
    )
    sign_in_failures: int = Field(
        8, ge=3, le=100, description=mark("wrong passwords an account may get in 15 minutes")
    )
    password_cost: Literal["normal", "test"] = Field(
        "normal", description=mark("argon2 profile; test is for test suites")
    )
    tick_seconds: int = Field(
        30, ge=1, le=3600, description=mark("seconds between two runs of `trainer tick` in serve")
    )
    backups_keep: int = Field(14, ge=1, le=1000, description=mark("backups kept; older ones are removed"))
    webhook_url: str = Field(
        "",
        description=mark("address of a group robot for a daily digest; empty: nothing leaves the house"),
    )
    webhook_format: Literal["wecom", "dingtalk"] = Field(
        "wecom", description=mark("whose robot it is: 企业微信 or 钉钉")
    )
    webhook_secret: str = Field("", description=mark("钉钉: the robot’s signing secret, if it has one"))
    digest_at: str = Field(
        "08:30",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        description=mark("time of day at the site from which the digest is sent"),
    )
    digest_detail: Literal["counts", "positions", "numbers", "names"] = Field(
        "counts",
        description=mark("what the digest tells beside counts; names and numbers leave the house"),
    )
    demo: bool = Field(default=False, description=mark("true on the demonstration site: every page says so"))

    @property
    def files(self) -> Path:
        """Return the folder of attachments; backups take it along."""
        return self.data / "files"

    @property
    def database(self) -> str:
        """Return the SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{(self.data / 'trainer.sqlite3').resolve()}"


def load(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Return the settings of the environment over those of the file in the data folder.

    Raises SettingsError that names every variable whose value cannot be used.
    """
    environ = os.environ if environ is None else environ
    given: dict[str, object] = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() in Settings.model_fields
    }
    given |= overrides
    data = Path(str(given.get("data", Settings.model_fields["data"].default)))
    try:
        return Settings.model_validate(_read(data / FILE_NAME) | given)
    except ValidationError as error:
        lines = [_fault(str(found["loc"][0]), found["input"]) for found in error.errors()]
        raise SettingsError(_l("Settings cannot be used: %(faults)s", faults="; ".join(lines))) from error


def _fault(name: str, value: object) -> str:
    """Say which setting has a value that cannot be used, what it means, and what it is otherwise."""
    field = Settings.model_fields.get(name)
    if field is None:
        return _("there is no setting “%(name)s”", name=name)
    ends = ("ge", "le")
    bounds = [str(getattr(rule, end)) for end in ends for rule in field.metadata if hasattr(rule, end)]
    choices = [str(choice) for choice in get_args(field.annotation) if isinstance(choice, str)]
    limits = " – ".join(bounds) or " | ".join(choices)
    text = _(
        "%(name)s is “%(value)s”; it means: %(meaning)s; by itself it is “%(default)s”",
        name=PREFIX + name.upper(),
        value=value,
        meaning=_(str(field.description)),
        default=field.default,
    )
    return f"{text} ({limits})" if limits else text


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(_l("%(path)s cannot be read: %(reason)s", path=path, reason=error)) from error
