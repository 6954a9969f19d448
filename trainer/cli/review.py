"""`trainer review`: questions put before readers who did not write them, and the record of their answers."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from trainer import clock
from trainer.config import Settings, load
from trainer.errors import Invalid
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.i18n import ngettext as _n
from trainer.publishing import reviews
from trainer.publishing.model import Content
from trainer.publishing.reading import read

PREPARED = click.Choice(["cold", "lesson"])


def _content(settings: Settings) -> Content:
    found = read(settings.content, settings.quizzes).content
    if found is None:
        raise Invalid(_l("The content has faults that keep it from being read; see: trainer check"))
    return found


@click.group(help=_("Let others answer the questions before people are tested with them."))
def review() -> None:
    """Group of the commands that ask and record."""


@review.command(help=_("Print questions as JSON, as a reader meets them, without key and clauses."))
@click.option("--quiz", "quizzes", multiple=True, help=_("Only the questions of this quiz."))
@click.option("--question", "chosen", multiple=True, help=_("Only this question."))
@click.option("--answer", help=_("An answer so far, as JSON, to see how a scenario goes on."))
@click.option("--due", type=PREPARED, help=_("Only those that such a reader has still to answer."))
def ask(quizzes: tuple[str, ...], chosen: tuple[str, ...], answer: str | None, due: str | None) -> None:
    """Print a JSON list."""
    settings = load()
    content = _content(settings)
    _refuse_unknown(content, quizzes, chosen)
    wanted = {key for quiz in quizzes for key in content.quizzes[quiz].questions} | set(chosen)
    items = [item for item in content.questions.values() if not (quizzes or chosen) or item.id in wanted]
    if due:
        done, _faults = reviews.load(settings.quizzes / reviews.FILE, reviews.FILE)
        lacking = {item.id for item, prepared, _again in reviews.unreviewed(items, done) if prepared == due}
        items = [item for item in items if item.id in lacking]
    so_far = _json(answer) if answer else None
    shown = [reviews.asked(item, so_far) for item in items]
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def _refuse_unknown(content: Content, quizzes: tuple[str, ...], chosen: tuple[str, ...]) -> None:
    for key in quizzes:
        if key not in content.quizzes:
            raise Invalid(_l("There is no quiz “%(id)s”.", id=key))
    for key in chosen:
        if key not in content.questions:
            raise Invalid(_l("There is no question “%(id)s”.", id=key))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Invalid(_l("This is no JSON: %(reason)s", reason=error)) from error


@review.command(help=_("Grade a reader's answers, {question: {answer, remark}}, and add them to the record."))
@click.argument("answers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--reader", required=True, help=_("Who answered; a label, not a person's name."))
@click.option("--prepared", type=PREPARED, required=True, help=_("Whether they had read the lessons."))
def record(answers: Path, reader: str, prepared: str) -> None:
    """Say what was right, so that what was not can be looked at."""
    settings = load()
    given = _json(answers.read_text(encoding="utf-8"))
    content = _content(settings)
    today = clock.today(ZoneInfo(content.site.time_zone))
    found, refused = reviews.reviewed(content.questions, given, reader=reader, prepared=prepared, on=today)
    for key, reason in refused.items():
        click.echo(f"{key}: {reason}", err=True)
    if refused:
        raise click.exceptions.Exit(1)
    reviews.add(settings.quizzes / reviews.FILE, found)
    for one in found:
        if one.points < one.maximum:
            click.echo(f"{one.question}: {one.points / 1000:g} / {one.maximum / 1000:g}")
    click.echo(_n("%(num)s answer recorded", "%(num)s answers recorded", len(found)))


COMMANDS = (review,)
