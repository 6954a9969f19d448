"""`trainer summaries`: what is kept only to be quick, compared with the ledger or made anew."""

import click
from sqlalchemy.orm import Session

from trainer.certificates import service as certificates
from trainer.cli.site import ready
from trainer.i18n import gettext as _
from trainer.mastery import service as mastery
from trainer.people import service as people


@click.command(
    help=_(
        "Compare what people hold clause by clause with the score ledger it is summed up from; exit status 1"
        " where they differ. With --rebuild, throw the sums away and make them anew."
    )
)
@click.option("--rebuild", is_flag=True, help=_("Make them anew."))
@click.pass_context
def summaries(ctx: click.Context, *, rebuild: bool) -> None:
    """Compare, or make anew and compare."""
    different = 0
    with ready() as (_app, session):
        for department_id, name in people.departments(session).items():
            certificates.refresh(session, department_id)
            different += _one(session, department_id, name, rebuild=rebuild)
        session.rollback()
    ctx.exit(1 if different else 0)


def _one(session: Session, department_id: int, name: str, *, rebuild: bool) -> int:
    if rebuild:
        rows = mastery.rebuild(session, department_id)
        click.echo(_("%(name)s: made anew from %(count)s rows of the ledger.", name=name, count=rows))
    found = mastery.compare(session, department_id)
    for person_id, clause in found:
        click.echo(
            _("%(name)s: person %(id)s, clause %(clause)s differs.", name=name, id=person_id, clause=clause),
            err=True,
        )
    click.echo(
        _("%(name)s: %(count)s differences.", name=name, count=len(found))
        if found
        else _("%(name)s: the sums are what the ledger says.", name=name)
    )
    return len(found)


COMMANDS = (summaries,)
