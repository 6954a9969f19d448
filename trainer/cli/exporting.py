"""`trainer export`: results taken along as a file."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from trainer.cli.site import department_of, ready, site_of
from trainer.errors import Conflict
from trainer.exports import service as exports
from trainer.exports import sheets
from trainer.exports.model import Appraisal
from trainer.i18n import gettext as _
from trainer.period import Period


@click.command(help=_("Write the appraisal export of a period as .xlsx or .csv."))
@click.option("--start", required=True, help=_("First day, YYYY-MM-DD."))
@click.option("--end", required=True, help=_("Last day, YYYY-MM-DD."))
@click.option("--department", help=_("Name of the department; not needed where there is only one."))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("File: .xlsx or .csv.")
)
@click.option(
    "--sheet",
    type=click.Choice(sheets.CSV_SHEETS),
    default=sheets.CSV_SHEETS[0],
    help=_("What a .csv holds: every counting result, or one row a person. An .xlsx holds both."),
)
@click.option("--force", is_flag=True, help=_("Write over a file that is there."))
def export(start: str, end: str, department: str | None, out: Path, sheet: str, *, force: bool) -> None:
    """Compute the export and write it; noted in the audit trail."""
    kind = out.suffix.lower().removeprefix(".")
    if kind not in {"xlsx", "csv"}:
        raise click.UsageError(_("--out ends in .xlsx or .csv."))
    period = Period.parse(start, end)
    if out.exists() and not force:
        raise Conflict(_("%(file)s is there already; --force writes over it.", file=out))
    with ready() as (app, session):
        id_ = department_of(session, department)
        zone, demo = ZoneInfo(site_of(session).time_zone), app.extensions["trainer.settings"].demo
        made = exports.appraisal(session, None, id_, period, zone, demo=demo)
        _write(out, sheets.as_xlsx(made) if kind == "xlsx" else sheets.as_csv(made, sheet))
        exports.note_export(session, None, id_, kind if kind == "xlsx" else f"csv {sheet}", made)
    _report(out, made)


def _write(out: Path, data: bytes) -> None:
    partial = out.with_name(f"{out.name}.partial")
    try:
        partial.write_bytes(data)
        os.replace(partial, out)  # noqa: PTH105 - a half-written export never bears its name
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Conflict(
            _("%(file)s cannot be written: %(reason)s", file=out, reason=error.strerror)
        ) from error


def _report(out: Path, made: Appraisal) -> None:
    words = _(
        "%(file)s: %(people)s people, %(rows)s results.",
        file=out,
        people=len(made.people),
        rows=len(made.results),
    )
    click.echo(words)


COMMANDS = (export,)
