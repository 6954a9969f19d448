"""The command's top level: its subcommands, and errors said in words with an exit status."""

import sqlite3
import sys

import click
from sqlalchemy.exc import DatabaseError, OperationalError

from trainer import __version__
from trainer.cli import (
    clinic,
    content,
    data,
    demo,
    exporting,
    outbox,
    people,
    records,
    review,
    serving,
    summaries,
)
from trainer.errors import TrainerError
from trainer.i18n import gettext as _

FAILED = 1


class Words(click.Group):
    """A group whose errors are sentences somebody who does not program can act on."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; a known error becomes its message and exit status 1."""
        try:
            return super().invoke(ctx)
        except TrainerError as error:
            click.echo(_("Not done: %(reason)s", reason=error), err=True)
        except OperationalError as error:
            click.echo(_("The database does not answer: %(reason)s", reason=error.orig), err=True)
            click.echo(
                _("If it is new, run: trainer init. After an update, run: trainer db upgrade"), err=True
            )
        except DatabaseError as error:
            if not isinstance(error.orig, sqlite3.DatabaseError):
                raise
            click.echo(_("The database is damaged: %(reason)s", reason=error.orig), err=True)
            click.echo(_("Keep the file, and put a backup in its place: trainer restore FILE"), err=True)
        ctx.exit(FAILED)
        return None


@click.group(
    cls=Words, help=_("Staff training and assessment: the command for whoever looks after the site.")
)
@click.version_option(__version__, prog_name="trainer")
def root() -> None:
    """Hold the subcommands."""


for module in (
    data,
    content,
    clinic,
    review,
    people,
    records,
    summaries,
    exporting,
    outbox,
    serving,
    demo,
):
    for command in module.COMMANDS:
        root.add_command(command)


def main() -> None:
    """Run the command; output is UTF-8 whatever the terminal was set to."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf8", errors="replace")
    root(prog_name="trainer")
