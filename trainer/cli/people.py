"""`trainer people`: accounts from the command line, for the first day and for when nobody can sign in."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from trainer.cli.site import department_of, ready, site_of
from trainer.config import load
from trainer.db import writing
from trainer.duty import service as duty
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.people import passwords
from trainer.people import service as people
from trainer.people.judging import Fate, Judgement
from trainer.people.model import ROLE_NAMES, Role, Slip
from trainer.people.spreadsheet import read_file
from trainer.standard.model import Site

DEPARTMENT = click.option(
    "--department", help=_("Name of the department; not needed where there is only one.")
)
YES = click.option("--yes", is_flag=True, help=_("Do not ask."))
NUMBER = click.argument("staff_number", metavar="STAFF_NUMBER")


@click.group("people", help=_("Accounts: add, list, import, deactivate, new first password, anonymise."))
def group() -> None:
    """Hold the subcommands about people."""


def _table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns; a Chinese sign is two places wide."""
    rows = list(rows)
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _slips(slips: Sequence[Slip]) -> None:
    click.echo(_("First passwords, shown only now; each is changed at the first sign-in:"))
    _table(
        [
            (_("Staff number"), _("Name"), _("Password")),
            *((s.staff_number, s.name, s.password) for s in slips),
        ]
    )


def _refuse_unknown_position(site: Site, position: str) -> None:
    known = [one.id for one in site.positions]
    if position not in known:
        names = ", ".join(known)
        raise click.UsageError(
            _("There is no position “%(name)s”; there are: %(names)s", name=position, names=names)
        )


@group.command(help=_("Add one person; the first password is made up and printed once."))
@click.option("--staff-number", required=True, help=_("Staff number; zeros in front are kept."))
@click.option("--name", required=True, help=_("Name."))
@click.option("--position", required=True, help=_("Id of the position, as in content/site.yaml."))
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.STAFF.value, help=_("Role.")
)
@click.option("--hired-on", type=click.DateTime(["%Y-%m-%d"]), help=_("Date of hire, YYYY-MM-DD."))
@DEPARTMENT
def add(
    staff_number: str, name: str, position: str, role: str, hired_on: datetime | None, department: str | None
) -> None:
    """Add one person."""
    settings = load()
    with ready(settings) as (_app, session):
        _refuse_unknown_position(site_of(session), position)
        password = passwords.invent()
        made = people.add_person(
            session,
            None,
            department_id=department_of(session, department),
            staff_number=staff_number,
            name=name,
            position=position,
            role=Role(role),
            hired_on=hired_on.date() if hired_on else None,
            password=password,
            cost=settings.password_cost,
        )
        _slips([Slip(made, staff_number, name, password)])


@group.command("list", help=_("List the people of a department, or of all."))
@click.option("--department", help=_("Name of the department; all where it is not given."))
@click.option("--all", "inactive", is_flag=True, help=_("Those who left too."))
def list_people(department: str | None, *, inactive: bool) -> None:
    """Print one line a person."""
    with ready() as (_app, session):
        names = people.departments(session)
        chosen = [department_of(session, department)] if department else list(names)
        titles = {position.id: position.title for position in site_of(session).positions}
        rows = [
            (
                card.staff_number,
                card.name,
                titles.get(card.position, card.position),
                str(ROLE_NAMES[card.role]),
                names[id_],
                "" if card.active else _("has left"),
            )
            for id_ in chosen
            for card in people.cards(session, id_, inactive=inactive).values()
        ]
    head = (_("Staff number"), _("Name"), _("Position"), _("Role"), _("Department"), "")
    _table([head, *rows])


@group.command(
    "import", help=_("Import people from an .xlsx, .csv or .tsv file: all rows, or none where one is bad.")
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help=_("Only say what each row would do."))
@click.option("--skip-bad", is_flag=True, help=_("Store the good rows although others are bad."))
@DEPARTMENT
@click.pass_context
def import_file(
    ctx: click.Context, file: Path, department: str | None, *, dry_run: bool, skip_bad: bool
) -> None:
    """Judge every row, store, and print the first passwords of the new people."""
    settings = load()
    with ready(settings) as (_app, session):
        home = department_of(session, department)
        positions = {one.id: (one.title, one.title_en) for one in site_of(session).positions}
        rows = read_file(file.read_bytes())
        judged = people.survey(session, None, rows, department_id=home, positions=positions)
        session.rollback()
        _report(judged)
        bad = judged.count(Fate.BAD)
        if dry_run or (bad and not skip_bad) or not judged.importable:
            if bad and not dry_run:
                click.echo(
                    _("Nothing was stored. Correct these rows, or store the others with --skip-bad."),
                    err=True,
                )
            ctx.exit(1 if bad else 0)
        done = people.import_people(
            session,
            None,
            rows,
            department_id=home,
            positions=positions,
            digest=judged.digest,
            skip_bad=skip_bad,
        )
        if done.added:
            _slips(_first_passwords(session, done.added, settings.password_cost))
    ctx.exit(1 if bad else 0)


def _report(judged: Judgement) -> None:
    for row in judged.rows:
        who = " ".join(text for text in (row.texts["staff_number"], row.texts["name"]) if text)
        for reason in row.reasons:
            click.echo(
                _("Line %(line)s (%(who)s): %(reason)s", line=row.line, who=who, reason=reason), err=True
            )
        for warning in row.warnings:
            click.echo(_("Line %(line)s (%(who)s): %(reason)s", line=row.line, who=who, reason=warning))
    click.echo(
        _(
            "%(new)s new, %(changed)s changed, %(same)s unchanged, %(bad)s bad.",
            new=judged.count(Fate.NEW),
            changed=judged.count(Fate.UPDATE),
            same=judged.count(Fate.UNCHANGED),
            bad=judged.count(Fate.BAD),
        )
    )


def _first_passwords(session: Session, person_ids: Sequence[int], cost: str) -> list[Slip]:
    slips: list[Slip] = []
    batch = 20
    with click.progressbar(length=len(person_ids), label=_("First passwords")) as bar:
        for start in range(0, len(person_ids), batch):
            some = person_ids[start : start + batch]
            slips += people.first_passwords(session, None, some, cost)
            bar.update(len(some))
    return slips


@group.command(help=_("End a person's access; every record stays."))
@NUMBER
@click.option("--reason", required=True, help=_("Why, for the audit trail."))
@YES
def deactivate(staff_number: str, reason: str, *, yes: bool) -> None:
    """Deactivate one person."""
    if not reason.strip():
        raise Invalid(_("Please say why."))
    with ready() as (_app, session):
        person = people.find(session, staff_number)
        session.rollback()
        if not yes:
            click.confirm(
                _("End the access of %(number)s %(name)s?", number=staff_number, name=person.name), abort=True
            )
        people.deactivate(session, None, person.id, reason.strip())
    click.echo(_("%(number)s can no longer sign in; the records stay.", number=staff_number))


@group.command(
    "reset-password", help=_("Give a new first password, printed once; open sessions of the person end.")
)
@NUMBER
def reset_password(staff_number: str) -> None:
    """Reset one person's password."""
    settings = load()
    with ready(settings) as (_app, session):
        person = people.find(session, staff_number)
        session.rollback()
        _slips(people.first_passwords(session, None, [person.id], settings.password_cost, anew=True))


@group.command(help=_("Remove name and staff number of somebody who left, for good (PIPL article 47)."))
@NUMBER
@YES
def anonymise(staff_number: str, *, yes: bool) -> None:
    """Anonymise one person."""
    with ready() as (_app, session):
        person = people.find(session, staff_number)
        session.rollback()
        if not yes:
            words = _(
                "Remove name and number of %(number)s %(name)s for good?",
                number=staff_number,
                name=person.name,
            )
            click.confirm(words, abort=True)
        with writing(session):
            people.anonymise(session, person.id)
            for department_id in people.departments(session):
                duty.forget(session, department_id, person.id)
    click.echo(_("The name is gone; the records keep the person's id %(id)s.", id=person.id))


COMMANDS = (group,)
