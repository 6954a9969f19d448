"""`trainer init`, `db upgrade`, `backup` and `restore`: the data folder and its database."""

from pathlib import Path

import click
from flask_migrate import upgrade as migrate

from trainer.audit import service as audit
from trainer.backups import service as backups
from trainer.backups.model import COUNTED, Loss, Manifest
from trainer.backups.schema import Schema, check_readable, schema_of
from trainer.backups.service import Inspected
from trainer.cli.founding import found
from trainer.cli.site import opened, refuse_missing, revision_of
from trainer.config import Settings, load
from trainer.db import writing
from trainer.i18n import gettext as _
from trainer.i18n import ngettext as _n

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    help=_("Set up the data folder: settings, database, content, first department, first administrator.")
)
@click.option("--data", type=FOLDER, help=_("Data folder; TRAINER_DATA says it to the other commands."))
@click.option("--department", help=_("Name of the first department."))
@click.option("--staff-number", help=_("Staff number of the first administrator."))
@click.option("--name", help=_("Name of the first administrator."))
def init(data: Path | None, department: str | None, staff_number: str | None, name: str | None) -> None:
    """Make what is missing; what is there stays as it is."""
    found(data, department, staff_number, name)


@click.group(help=_("Look after the database."))
def db() -> None:
    """Hold the database's subcommands."""


@db.command(help=_("Bring the database to the schema of this version; a backup is made first."))
def upgrade() -> None:
    """Run the migrations that are still to be run."""
    settings = load()
    refuse_missing(settings)
    with opened(settings) as (_app, session):
        revision = revision_of(session)
    schema = schema_of(revision)
    if schema is Schema.CURRENT:
        click.echo(_("The database is up to date (%(revision)s).", revision=revision))
        return
    if schema is Schema.UNKNOWN:
        check_readable(revision)
    with backups.alone(settings.database):
        if schema is Schema.OLDER:
            made, _removed = backups.backup(
                settings.database, settings.data / "backups", settings.backups_keep, settings.files
            )
            click.echo(_("Backup before the upgrade: %(file)s", file=made))
        with opened(settings) as (_app, session):
            migrate()
            revision = revision_of(session)
    click.echo(_("The database was upgraded to %(revision)s.", revision=revision))


@click.command(help=_("Back up the database while people work; the backup is checked before it counts."))
@click.option(
    "--keep", type=click.IntRange(1, 1000), help=_("How many backups are kept; older ones are removed.")
)
@click.option("--to", "folder", type=FOLDER, help=_("Folder of the backups, for example on another disk."))
def backup(keep: int | None, folder: Path | None) -> None:
    """Make one backup and note it in the audit trail."""
    settings = load()
    refuse_missing(settings)
    with opened(settings) as (_app, session):
        click.echo(_("Copying and checking the database …"))
        where = folder or settings.data / "backups"
        made, removed = backups.backup(
            settings.database, where, keep or settings.backups_keep, settings.files
        )
        if schema_of(revision_of(session)) is Schema.CURRENT:
            with writing(session):
                audit.record(session, "backup_made", file=made.name)
    click.echo(_("Backup made and checked: %(file)s", file=made))
    _gone(backups.sheet_of(made))
    if removed:
        click.echo(_n("%(num)s older backup removed.", "%(num)s older backups removed.", len(removed)))


def _gone(made: Inspected | Manifest | None) -> None:
    """Say how many attachments a backup names and cannot bring back."""
    if made is not None and made.lacking:
        words = _n(
            "One attachment is gone from the disk and is not in the backup.",
            "%(num)s attachments are gone from the disk and are not in the backup.",
            len(made.lacking),
        )
        click.echo(words, err=True)


def _lost(lost: Loss | None) -> None:
    if lost is None:
        click.echo(_("The present database is damaged; what would be lost cannot be said."), err=True)
        return
    if lost.nothing:
        click.echo(_("Nothing of the present database would be lost."))
        return
    click.echo(_("What came after this backup would be lost:"), err=True)
    for department, (first, last) in lost.ledger.items():
        words = _(
            "  ledger of %(department)s: rows %(first)s to %(last)s",
            department=department,
            first=first,
            last=last,
        )
        click.echo(words, err=True)
    for table, count in lost.rows.items():
        click.echo(_("  %(what)s: %(count)s", what=COUNTED[table], count=count), err=True)


def _upgrade_to_now(settings: Settings, address: str) -> None:
    with opened(settings.model_copy(update={"database_url": address})):
        migrate()


@click.command(
    help=_("Put a backup in the place of the database, which is kept aside. `serve` must be stopped.")
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def restore(file: Path, *, yes: bool) -> None:
    """Check the backup, say what would be lost, replace, and walk the ledger."""
    settings = load()
    click.echo(_("Checking the backup …"))
    chosen = backups.inspect(settings.database, file, settings.files)
    if chosen.manifest is None:
        click.echo(_("There is no manifest beside the file, so its hash cannot be compared."), err=True)
    click.echo(
        _(
            "Edition %(edition)s, schema %(revision)s.",
            edition=chosen.facts.edition or "–",
            revision=chosen.facts.revision,
        )
    )
    _lost(chosen.lost)
    _gone(chosen)
    if not yes:
        click.confirm(_("Restore this backup?"), abort=True)
    kept = backups.restore(
        settings.database,
        chosen,
        settings.data / "backups",
        lambda address: _upgrade_to_now(settings, address),
        settings.files,
    )
    with opened(settings) as (_app, session), writing(session):
        audit.record(session, "restored", file=file.name)
    click.echo(_("Restored and verified: %(file)s", file=file))
    if kept is not None:
        click.echo(_("The database of before is kept as %(file)s", file=kept))


COMMANDS = (init, db, backup, restore)
