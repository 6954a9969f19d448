"""`trainer clinic`: a reply to a customer on file or from the terminal, read by the phrasebook on disk."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from trainer.cli.site import show
from trainer.config import load
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.phrases import loader
from trainer.phrases.model import Examined
from trainer.phrases.service import Reader
from trainer.standard import loader as register

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    help=_("Read a reply to a customer (- for standard input). Exit status 1 when it breaches the standard.")
)
@click.argument("file", type=click.File("rb"))
@click.option("--content", type=FOLDER, help=_("Folder of the standard and the lessons."))
@click.option("--json", "as_json", is_flag=True, help=_("Show the result as JSON and nothing else."))
@click.pass_context
def clinic(ctx: click.Context, file: Any, content: Path | None, *, as_json: bool) -> None:
    """Say what hurts and where, what is missing, and what would be better; needs no database."""
    examined = _reader(content or load().content).examine(_text(file.read()))
    if as_json:
        click.echo(json.dumps(examined.to_json(), ensure_ascii=False, indent=2))
    else:
        _say(examined, file.name if file.name != sys.stdin.name else "-")
    ctx.exit(1 if examined.breaches else 0)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        raise Invalid(_l("This is not UTF-8 text; save the file as UTF-8.")) from None


def _reader(content: Path) -> Reader:
    standard, _site, faults = register.load(content)
    if standard is None:
        show(tuple(faults))
        raise Invalid(_l("The content has faults that keep it from being read; see: trainer check"))
    book, faults = loader.load(content, {clause.id: clause for clause in standard.clauses})
    show(tuple(fault for fault in faults if not fault.warning))
    return Reader(book)


def _say(examined: Examined, name: str) -> None:
    for one in examined.findings:
        before = examined.text[: one.start]
        place = f"{name}:{before.count(chr(10)) + 1}:{one.start - before.rfind(chr(10))}"
        clauses = " ".join(one.category.clauses)
        kind = _("breach") if one.breach else _("risky")
        click.echo(f"{place}: {kind}: {one.category.title} “{one.text}” ({clauses})")
        click.echo(f"    {one.category.why}")
        for words in one.category.better[:1]:
            click.echo("    " + _("Better: %(words)s", words=words))
    for function in examined.missing:
        click.echo(_("Missing: %(title)s. %(hint)s", title=function.title, hint=function.hint))
    if not examined.breaches:
        click.echo(_("No breach found"))


COMMANDS = (clinic,)
