"""HTML of what lessons pull by name: rules, utterances and figures of clauses, drawings."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from trainer.lessons.model import Picture
from trainer.standard.model import SLOT, SLOT_WORDS, Clause, Figure

WORD = 7
"""Utterances up to this many characters are words; many of them stand in a row, not each on its line."""

RED = Markup('<span class="tag red">红线</span>')
_SPACE, _BREAK = Markup(" "), Markup("<br>")
_COLUMN_HTML = Markup('<div class="{}"><b>{}</b>{}<small class="cite">{}</small></div>')
_FIGURE_HTML = Markup(
    '<div class="card figure">{}<strong class="num">{}</strong><span>{} {}<br><small>{}</small></span></div>'
)
_BEFORE = {"exactly": "", "at_least": "不少于", "at_most": "不超过", "before": "", "from": "", "about": "约"}
_MARKS = {
    "right": Markup('<span class="tag right">✓ 正确</span> '),
    "wrong": Markup('<span class="tag wrong">✕ 错误</span> '),
    "neutral": Markup(""),
}


def clause_anchor(clause_id: str) -> Markup:
    """Return the link to a clause's page."""
    return Markup('<a class="clause" href="/standard/{0}">条款 {0}</a>').format(clause_id)


def rule(clause: Clause) -> Markup:
    """Return a clause's rule with what it asks, what it forbids, and its red lines."""
    parts = [
        Markup('<p class="rule-head">{} <b>{}</b></p>').format(clause_anchor(clause.id), clause.title),
        Markup('<p class="rule-text">{}</p>').format(clause.rule),
    ]
    if clause.do:
        parts += [Markup('<p class="list-title">✓ 应做</p>'), _list("do", clause.do, ())]
    if clause.dont:
        parts += [Markup('<p class="list-title">✕ 不可</p>'), _list("dont", clause.dont, clause.red_lines)]
    apart = [line for line in clause.red_lines if line not in clause.dont]
    if apart:
        parts.append(Markup('<p class="red-lines">{} {}</p>').format(RED, "；".join(apart)))
    return Markup('<section class="rule">{}</section>').format(Markup("").join(parts))


def _list(kind: str, behaviours: Iterable[str], red: Iterable[str]) -> Markup:
    marks = {line: Markup(" ") + RED for line in red}
    items = (Markup("<li>{}{}</li>").format(text, marks.get(text, "")) for text in behaviours)
    return Markup('<ul class="{}">{}</ul>').format(kind, Markup("").join(items))


def say(clauses: Sequence[Clause]) -> Markup:
    """Return the column of utterances that the clauses prescribe."""
    quotes = [quote(text) for clause in clauses for text in clause.say]
    return _column("say", "✓ 应说", quotes, clauses)


def never(clauses: Sequence[Clause]) -> Markup:
    """Return the column of utterances that the clauses forbid, red lines marked."""
    quotes = [
        quote(text) + (Markup(" ") + RED if clause.never_is_red else Markup(""))
        for clause in clauses
        for text in clause.never
    ]
    return _column("never", "✕ 禁语", quotes, clauses)


def _column(kind: str, title: str, quotes: list[Markup], clauses: Sequence[Clause]) -> Markup:
    short = len(quotes) > 1 and all(len(text) <= WORD for clause in clauses for text in getattr(clause, kind))
    body = (_SPACE if short else _BREAK).join(quotes)
    cites = Markup(" · ").join(clause_anchor(clause.id) for clause in clauses)
    return _COLUMN_HTML.format(kind, title, body, cites)


def two(columns: Iterable[Markup]) -> Markup:
    """Return columns of utterances side by side."""
    return Markup('<div class="two">{}</div>').format(Markup("").join(columns))


def quote(utterance: str) -> Markup:
    """Return a prescribed utterance; the place for the speaker's name is a slot."""
    slot = Markup('<i class="slot">{}</i>').format(SLOT_WORDS)
    return Markup("<q>{}</q>").format(slot.join(escape(part) for part in utterance.split(SLOT)))


def figure(clause: Clause, shown: Figure) -> Markup:
    """Return a figure as a large numeral with its unit, its bound and what it is."""
    bound = " ".join(part for part in (shown.per or "", _BEFORE[shown.bound]) if part)
    lead = Markup('<span class="bound">{}</span>').format(bound) if bound else Markup("")
    after = (shown.unit or "") + {"before": "前", "from": "起"}.get(shown.bound, "")
    return _FIGURE_HTML.format(lead, shown.value, after, shown.name, clause_anchor(clause.id))


def pictures(shown: Iterable[Picture]) -> Markup:
    """Return drawings side by side, each with its caption and its mark in words."""
    return Markup('<div class="pictures">{}</div>').format(Markup("").join(map(_picture, shown)))


def _picture(picture: Picture) -> Markup:
    return Markup(
        '<figure class="{}"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy">'
        "<figcaption>{}{}</figcaption></figure>"
    ).format(
        picture.mark,
        picture.address,
        picture.description,
        picture.width,
        picture.height,
        _MARKS[picture.mark],
        picture.title,
    )
