"""`trainer check` and `trainer publish`: the content on disk."""

from pathlib import Path

import click

from trainer.backups.schema import Schema, schema_of
from trainer.cli import coverage as coverages
from trainer.cli.site import opened, publish_or_explain, refuse_missing, revision_of, show
from trainer.config import load
from trainer.errors import Conflict
from trainer.i18n import gettext as _
from trainer.i18n import ngettext as _n
from trainer.publishing.coverage import balance
from trainer.publishing.reading import read

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help=_("Check content and quizzes; needs no database. Exit status 1 on errors."))
@click.option("--content", type=FOLDER, help=_("Folder of the standard and the lessons."))
@click.option("--quizzes", type=FOLDER, help=_("Folder of the quizzes."))
@click.option("--quiet", is_flag=True, help=_("Leave warnings out."))
@click.option(
    "--coverage", is_flag=True, help=_("Show clause by clause what teaches and tests it, holes first.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Show the coverage as JSON and nothing else."))
@click.pass_context
def check(
    ctx: click.Context,
    content: Path | None,
    quizzes: Path | None,
    *,
    quiet: bool,
    coverage: bool,
    as_json: bool,
) -> None:
    """Report every fault at once as file:line: what is wrong, what was expected."""
    settings = load()
    reading = read(content or settings.content, quizzes or settings.quizzes)
    if (coverage or as_json) and reading.content is not None:
        coverages.say(reading.content, as_json=as_json)
    if as_json:
        if reading.content is None:
            show(reading.errors)
        ctx.exit(1 if reading.errors else 0)
    show(reading.errors if quiet else reading.faults)
    errors = len(reading.errors)
    if reading.content is not None:
        if not coverage:
            for words in coverages.balance_words(balance(reading.content.questions.values())):
                click.echo(words)
        click.echo(
            _(
                "%(clauses)s clauses, %(lessons)s lessons, %(quizzes)s quizzes, %(questions)s questions.",
                clauses=len(reading.content.standard.clauses),
                lessons=len(reading.content.lessons),
                quizzes=len(reading.content.quizzes),
                questions=len(reading.content.questions),
            )
        )
    warnings = len(reading.faults) - errors
    click.echo(
        _n("%(num)s error", "%(num)s errors", errors)
        + _(", ")
        + _n("%(num)s warning", "%(num)s warnings", warnings)
    )
    ctx.exit(1 if errors else 0)


def _names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> list[str]:
    return [name.strip() for name in (value or "").split(",") if name.strip()]


@click.command(
    "publish", help=_("Check the content and publish it as an edition; unchanged content changes nothing.")
)
@click.option(
    "--editorial", callback=_names, help=_("Clauses whose change is only of wording, comma-separated.")
)
@click.option(
    "--substance", callback=_names, help=_("Clauses whose change is of substance, comma-separated.")
)
def publish_command(editorial: list[str], substance: list[str]) -> None:
    """Publish, or say what keeps it from being published."""
    settings = load()
    refuse_missing(settings)
    with opened(settings) as (_app, session):
        if schema_of(revision_of(session)) is not Schema.CURRENT:
            raise Conflict(_("The database is not of this version. Run: trainer db upgrade"))
        done = publish_or_explain(session, settings, editorial, substance)
    name = done.edition.name
    text = (
        _("Published edition %(name)s.", name=name)
        if done.new
        else _("Nothing changed: edition %(name)s.", name=name)
    )
    click.echo(text)
    if done.warnings:
        count = len(done.warnings)
        click.echo(_n("%(num)s warning; see: trainer check", "%(num)s warnings; see: trainer check", count))


COMMANDS = (check, publish_command)
