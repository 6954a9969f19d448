"""`trainer demo`: the demonstration site, made on the first run and kept from then on."""

import os

import click

from trainer.backups import service as backups
from trainer.cli.server import refuse_taken
from trainer.cli.serving import LAN, PORT, start
from trainer.cli.site import opened
from trainer.config import Settings
from trainer.demo import folder, service
from trainer.demo.model import DAYS
from trainer.errors import Conflict, Invalid
from trainer.i18n import gettext as _


@click.command(
    help=_(
        "Make the demonstration site with two months of history, in a database of its own;"
        " with --serve, serve it."
    )
)
@click.option("--serve", "serving", is_flag=True, help=_("Serve it afterwards."))
@LAN
@PORT
def demo(*, serving: bool, lan: bool, port: int | None) -> None:
    """Make what is missing, bring the content up to date, print the sign-ins, serve."""
    settings = folder.settings_of(os.environ, port)
    if serving:
        refuse_taken(settings.host, settings.port)
    with backups.alone(settings.database):
        password = _prepare(settings)
    if serving:
        start(settings, lan=lan, greeting=lambda: _sign_ins(password))
        click.echo(_("Stopped."))
    else:
        _sign_ins(password)
        click.echo(_("Serve it with: trainer demo --serve"))


def _prepare(settings: Settings) -> str:
    password, before = folder.password_of(settings.data, os.environ)
    if not folder.is_made(settings):
        label = _("Making the demonstration site (once)")
        with click.progressbar(length=DAYS, label=label, show_pos=False) as bar:
            folder.make(settings, password, lambda _day: bar.update(1))
        return password
    try:
        edition = folder.refresh(settings)
    except (Invalid, Conflict) as error:
        click.echo(_("The content on disk was not published: %(reason)s", reason=error), err=True)
    else:
        if edition is not None:
            click.echo(_("Published edition %(name)s.", name=edition))
    if before is not None:
        _change_password(settings, before, password)
    return password


def _change_password(settings: Settings, before: str, password: str) -> None:
    with opened(settings) as (_app, session):
        service.change_password(session, before, password, settings.password_cost)
    folder.keep_password(settings.data, password)
    click.echo(_("The demonstration's password is now that of %(name)s.", name=folder.PASSWORD))


def _sign_ins(password: str) -> None:
    click.echo()
    click.echo(
        _("Demonstration: sign in with a staff number and the password %(password)s", password=password)
    )
    for numbers, who in (
        ("0001", _("supervisor: who needs me today, duty record, export")),
        ("0002", _("property manager: the same records, of every department")),
        ("0003", _("administrator: accounts")),
        ("0101 – 0112", _("staff of all positions, with two months behind them")),
        ("0199", _("new hire, first sign-in: chooses a password, has a lesson and quizzes to do")),
    ):
        click.echo(f"  {numbers:<12} {who}")
    click.echo()


COMMANDS = (demo,)
