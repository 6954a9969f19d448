"""Which version of the schema a database has, compared with the migrations of this trainer."""

from enum import Enum, auto
from functools import cache

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from trainer.config import ROOT
from trainer.errors import Invalid
from trainer.i18n import lazy as _l


class Schema(Enum):
    """How a database's schema stands to this version of the trainer."""

    NONE = auto()
    OLDER = auto()
    CURRENT = auto()
    UNKNOWN = auto()
    """Made by a newer trainer, or by something else."""


@cache
def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "trainer" / "migrations"))
    return ScriptDirectory.from_config(config)


def head() -> str:
    """Return the revision that this version's migrations lead to."""
    return str(_scripts().get_current_head())


def schema_of(revision: str | None) -> Schema:
    """Return how a revision stands to this version's migrations."""
    if revision is None:
        return Schema.NONE
    if revision == head():
        return Schema.CURRENT
    try:
        _scripts().get_revision(revision)
    except CommandError:
        return Schema.UNKNOWN
    return Schema.OLDER


def check_readable(revision: str | None) -> None:
    """Raise Invalid for a database that this version of the trainer cannot use."""
    schema = schema_of(revision)
    if schema is Schema.NONE:
        raise Invalid(_l("This is no database of the trainer."))
    if schema is Schema.UNKNOWN:
        raise Invalid(
            _l(
                "This database was made by a newer trainer (%(revision)s). Update the trainer first.",
                revision=revision,
            )
        )
