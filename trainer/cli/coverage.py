"""`trainer check --coverage`: clause by clause what teaches and tests it, holes first, as text or as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

from trainer.i18n import gettext as _
from trainer.i18n import ngettext as _n
from trainer.printing.model import line
from trainer.publishing.coverage import Balance, Covered, balance
from trainer.publishing.model import Content


def say(content: Content, *, as_json: bool) -> None:
    """Print the coverage of the content and the balance of its single-choice questions."""
    rows = sorted(content.coverage, key=lambda one: not one.holes)
    if as_json:
        clauses = [_facts(one, content) for one in rows]
        whole = {"clauses": clauses, "balance": _balance_facts(balance(content.questions.values()))}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for one in rows:
        click.echo(_text(one, content))
    holes = sum(bool(one.holes) for one in rows)
    click.echo(
        _n("%(num)s clause with a hole", "%(num)s clauses with holes", holes) if holes else _("No holes.")
    )
    for words in balance_words(balance(content.questions.values())):
        click.echo(words)


def balance_words(found: Balance) -> Sequence[str]:
    """Return what was measured of the right options, as `check` prints it."""
    share = found.longest * 100 // found.questions if found.questions else 0
    places = " ".join(f"{'ABCD'[place - 1]} {count}" for place, count in found.places.items())
    return (
        _(
            "Right option longest: %(longest)s of %(all)s single-choice questions "
            "(%(share)s%%; at most %(most)s%%).",
            longest=found.longest,
            all=found.questions,
            share=share,
            most=found.MOST_LONGEST,
        ),
        _(
            "Place of the right option among four: %(places)s "
            "(chi-square %(value)s; even up to %(critical)s).",
            places=places,
            value=f"{found.chi_square:.2f}",
            critical=f"{found.CRITICAL:.2f}",
        ),
    )


def _text(one: Covered, content: Content) -> str:
    clause = one.clause
    mark = "✕" if one.holes else "✓"
    kinds = " ".join(f"{name} {count}" for name, count in one.types.items())
    levels = " ".join(f"{level}×{count}" for level, count in one.difficulties.items())
    lines = [f"{mark} {clause.id} {clause.title}"]
    lines += [f"    {hole}" for hole in one.holes]
    lines.append("    " + _("lessons: %(names)s", names=" ".join(lesson.id for lesson in one.lessons) or "–"))
    lines.append(
        "    " + _("questions: %(kinds)s; difficulty: %(levels)s", kinds=kinds or "–", levels=levels or "–")
    )
    lines.append("    " + _("cheat sheet: %(text)s", text=line(clause, content.site)))
    return "\n".join(lines)


def _facts(one: Covered, content: Content) -> Mapping[str, Any]:
    return {
        "clause": one.clause.id,
        "title": one.clause.title,
        "holes": one.holes,
        "lessons": [lesson.id for lesson in one.lessons],
        "questions": [item.id for item in one.questions],
        "types": dict(one.types),
        "difficulties": {str(level): count for level, count in one.difficulties.items()},
        "cheat_sheet": line(one.clause, content.site),
    }


def _balance_facts(found: Balance) -> Mapping[str, Any]:
    return {
        "single_choice": found.questions,
        "right_is_longest": found.longest,
        "places": {"ABCD"[place - 1]: count for place, count in found.places.items()},
        "chi_square": round(found.chi_square, 3),
        "places_even": found.even,
        "length_gives_nothing_away": found.short_enough,
    }
