"""Opening the site for one command, and what several commands ask of it first."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import click
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy.orm import Session

from trainer.app import create_app
from trainer.assignments import service as assignments
from trainer.backups import service as backups
from trainer.backups.schema import Schema, check_readable, schema_of
from trainer.config import Settings, load
from trainer.db import db
from trainer.editions import service as editions
from trainer.errors import Conflict
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service as people
from trainer.publishing.service import ContentRefused, Published, publish
from trainer.sources.model import Fault
from trainer.standard.model import Site


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[tuple[Flask, Session]]:
    """Yield the app and a database session of the site that the settings name."""
    app = create_app(settings or load())
    with app.app_context():
        try:
            yield app, db.session()
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def ready(settings: Settings | None = None) -> Iterator[tuple[Flask, Session]]:
    """Yield an opened site whose database can be used; raises Conflict with the command to run first."""
    settings = settings or load()
    refuse_missing(settings)
    with opened(settings) as (app, session):
        revision = revision_of(session)
        schema = schema_of(revision)
        if schema is Schema.NONE:
            raise Conflict(_l("The database is empty. Run: trainer init"))
        if schema is Schema.OLDER:
            raise Conflict(_l("The database is of an older version. Run: trainer db upgrade"))
        check_readable(revision)
        if editions.current_or_none(session) is None:
            raise Conflict(_l("Nothing has been published yet. Run: trainer publish"))
        session.rollback()
        yield app, session


def refuse_missing(settings: Settings) -> None:
    """Raise Conflict where there is no database file: opening one would make it."""
    file = backups.database_file(settings.database)
    if file is not None and not file.exists():
        raise Conflict(_l("There is no database in %(folder)s yet. Run: trainer init", folder=file.parent))


def revision_of(session: Session) -> str | None:
    """Return the revision of the database's schema, None where it has none."""
    revision = MigrationContext.configure(session.connection()).get_current_revision()
    session.rollback()
    return revision


def site_of(session: Session) -> Site:
    """Return the content settings of the current edition."""
    return Site.model_validate(editions.current(session).item("site", "site"))


def show(faults: tuple[Fault, ...]) -> None:
    """Print faults, one a line: errors last, where the eye is, and to the error stream."""
    for fault in sorted(faults, key=lambda one: not one.warning):
        kind = _("warning") if fault.warning else _("error")
        click.echo(f"{fault.file}:{fault.line}: {kind}: {fault.message}", err=not fault.warning)


def publish_or_explain(
    session: Session, settings: Settings, editorial: Collection[str] = (), substance: Collection[str] = ()
) -> Published:
    """Publish the content of the settings; faults are printed before ContentRefused goes on."""
    try:
        return publish(
            session,
            settings.content,
            settings.quizzes,
            in_use=lambda: assignments.in_use(session),
            editorial=editorial,
            substance=substance,
        )
    except ContentRefused as refused:
        show(refused.details["faults"])
        raise


def department_of(session: Session, name: str | None) -> int:
    """Return the department of that name, or the only one; a usage error names those to choose from."""
    known = people.departments(session)
    session.rollback()
    for id_, title in known.items():
        if title == name:
            return id_
    names = ", ".join(known.values())
    if name is not None:
        raise click.UsageError(
            _("There is no department “%(name)s”; there are: %(names)s", name=name, names=names)
        )
    if len(known) != 1:
        raise click.UsageError(_("Say which department with --department; there are: %(names)s", names=names))
    return next(iter(known))
