"""The steps of `trainer init`: each makes what is missing, keeps what is there, and says which it was."""

import os
import sys
from pathlib import Path

import click
from flask_migrate import upgrade as migrate
from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.backups import service as backups
from trainer.backups.schema import Schema, check_readable, schema_of
from trainer.cli.settings_file import write
from trainer.cli.site import opened, publish_or_explain, revision_of, site_of
from trainer.config import FILE_NAME, PREFIX, Settings, load
from trainer.editions import service as editions
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.people import passwords
from trainer.people import service as people
from trainer.people.model import Role, checked_name, checked_number
from trainer.people.tables import Person

PASSWORD = f"{PREFIX}INIT_PASSWORD"


def at_terminal() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin.isatty()


def found(data: Path | None, department: str | None, staff_number: str | None, name: str | None) -> None:
    """Make settings file, database, edition, department and administrator where they are missing."""
    given = {"data": data.resolve()} if data else {}
    settings = load(None, **given)
    path = settings.data / FILE_NAME
    if write(path):
        _done(_("Settings file with a new secret key: %(path)s", path=path))
    else:
        _there(_("Settings file: %(path)s", path=path))
    settings = load(None, **given)
    with backups.alone(settings.database), opened(settings) as (_app, session):
        _schema(settings, session)
        _edition(settings, session)
        department_id = _department(session, department)
        _administrator(settings, session, department_id, staff_number, name)
    _next(settings, given=bool(data))


def _done(text: str) -> None:
    click.echo(_("made   %(what)s", what=text))


def _there(text: str) -> None:
    click.echo(_("kept   %(what)s", what=text))


def _schema(settings: Settings, session: Session) -> None:
    revision = revision_of(session)
    session.rollback()
    schema = schema_of(revision)
    place = backups.database_file(settings.database) or _("the database server")
    if schema is Schema.UNKNOWN:
        check_readable(revision)
    if schema is Schema.NONE:
        migrate()
        if file := backups.database_file(settings.database):
            file.chmod(0o600)
        _done(_("Database: %(place)s", place=place))
    elif schema is Schema.OLDER:
        raise Invalid(_("The database is of an older version. Run: trainer db upgrade"))
    else:
        _there(_("Database: %(place)s", place=place))


def _edition(settings: Settings, session: Session) -> None:
    found_one = editions.current_or_none(session)
    if found_one is not None:
        _there(_("Edition %(name)s; changed content is published by: trainer publish", name=found_one.name))
        return
    click.echo(_("Checking and publishing the content …"))
    done = publish_or_explain(session, settings)
    _done(_("Edition %(name)s", name=done.edition.name))


def _department(session: Session, wanted: str | None) -> int:
    known = people.departments(session)
    session.rollback()
    if known:
        _there(_("Departments: %(names)s", names=", ".join(known.values())))
        return next(iter(known))
    default = site_of(session).department
    name = wanted or (
        click.prompt(_("Name of the department"), default=default) if at_terminal() else default
    )
    made = people.add_department(session, name.strip())
    _done(_("Department: %(name)s", name=name.strip()))
    return made


def _administrator(
    settings: Settings, session: Session, department_id: int, staff_number: str | None, name: str | None
) -> None:
    chosen = select(Person).where(Person.role == Role.ADMINISTRATOR.value, Person.active)
    there = session.scalars(chosen.order_by(Person.id)).all()
    session.rollback()
    if there:
        _there(_("Administrator: %(number)s", number=", ".join(person.staff_number for person in there)))
        return
    number = checked_number(_asked(staff_number, _("Staff number of the administrator"), "--staff-number"))
    words = checked_name(_asked(name, _("Name of the administrator"), "--name"))
    password, invented = _password(number, words)
    positions = [position.id for position in site_of(session).positions]
    people.add_person(
        session,
        None,
        department_id=department_id,
        staff_number=number,
        name=words,
        position=Role.SUPERVISOR.value if Role.SUPERVISOR.value in positions else positions[0],
        role=Role.ADMINISTRATOR,
        password=password,
        cost=settings.password_cost,
        must_change=invented,
    )
    _done(_("Administrator: %(number)s", number=number))
    if invented:
        click.echo(_("First password, shown only now: %(password)s", password=password))


def _asked(given: str | None, words: str, option: str) -> str:
    if given:
        return given
    if not at_terminal():
        raise click.UsageError(_("%(option)s is missing.", option=option))
    return str(click.prompt(words))


def _password(number: str, name: str) -> tuple[str, bool]:
    """Return the administrator's password, and whether it was made up and has to be changed."""
    if given := os.environ.get(PASSWORD):
        try:
            passwords.refuse_weak(given, number, name)
        except Invalid as error:
            raise Invalid(f"{PASSWORD}: {error}") from error
        return given, False
    if not at_terminal():
        return passwords.invent(), True
    while True:
        typed = click.prompt(
            _("Password (hidden; empty: one is made up)"),
            hide_input=True,
            confirmation_prompt=_("Once more"),
            default="",
            show_default=False,
        )
        if not typed:
            return passwords.invent(), True
        try:
            passwords.refuse_weak(typed, number, name)
        except Invalid as error:
            click.echo(str(error), err=True)
        else:
            return typed, False


def _next(settings: Settings, *, given: bool) -> None:
    click.echo()
    if given and settings.data != Settings.model_fields["data"].default:
        click.echo(
            _(
                "Tell the other commands where the data is: %(name)s=%(path)s",
                name=f"{PREFIX}DATA",
                path=settings.data,
            )
        )
    click.echo(_("Next: trainer people import FILE, then trainer serve (or trainer serve --lan for phones)."))
