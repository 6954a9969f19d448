"""`trainer verify`: the ledger proved."""

import re

import click

from trainer.backups.service import DIGESTS
from trainer.cli.site import ready
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.scores import service as scores


@click.command(
    help=_(
        "Walk the score ledger, the editions and the answers it rests on; exit status 1 where something was"
        " changed. A cut tail can be seen only with --head, the head of an older print-out."
    )
)
@click.option("--head", help=_("Hash of a printed head, 64 hexadecimal digits."))
@click.pass_context
def verify(ctx: click.Context, head: str | None) -> None:
    """Print every finding and the heads."""
    if head is not None and not re.fullmatch(r"\s*[0-9A-Fa-f]{64}\s*", head):
        raise click.BadParameter(
            _("A head has 64 hexadecimal digits; this has %(count)s characters.", count=len(head.strip())),
            param_hint="--head",
        )
    with ready() as (_app, session):
        names = people.departments(session)
        findings, heads = scores.verify(session, head, digests=DIGESTS)
        session.rollback()
    for finding in findings:
        click.echo(str(finding), err=True)
    for department_id, last in heads.items():
        click.echo(
            _(
                "Department %(id)s %(name)s: %(count)s rows verified, head %(hash)s",
                id=department_id,
                name=names[department_id],
                count=last.number,
                hash=last.hash,
            )
        )
    click.echo(_("Damaged.") if findings else _("Everything is as it was written."), err=bool(findings))
    ctx.exit(1 if findings else 0)


COMMANDS = (verify,)
