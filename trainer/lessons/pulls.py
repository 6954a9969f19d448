"""HTML of what lessons pull by name: rules, utterances and figures of clauses, drawings."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from trainer.lessons.model import Picture
from trainer.standard.model import SLOT, SLOT_WORDS, Clause, Figure

WORD = 7
"""Utterances up to this many characters are words; many of them stand in a row, not each on its line."""

RED = Markup('<span class="tag critical">红线</span>')
_COLUMN_HTML = Markup('<div class="{}"><b>{}</b>{}</div>')
_RULE_HTML = Markup('<section class="panel rule"><p class="panel-title">{}{}</p><p>{}</p>{}{}</section>')
_FIGURE_HTML = Markup('<div class="figure"><strong class="num">{}{}{}</strong><span>{}{}</span></div>')
_PICTURE_HTML = Markup(
    '<figure class="picture {}"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy">'
    "<figcaption>{}{}</figcaption></figure>"
)
_BEFORE = {"exactly": "", "at_least": "不少于", "at_most": "不超过", "before": "", "from": "", "about": "约"}
_AFTER = {"before": "前", "from": "起"}
_MARKS = {
    "right": Markup('<span class="mark">✓ 正确</span>'),
    "wrong": Markup('<span class="mark">✕ 不对</span>'),
    "neutral": Markup(""),
}


def clause_anchor(clause_id: str) -> Markup:
    """Return the link to a clause's page."""
    return Markup('<a class="clause" href="/standard/{0}">条款 {0}</a>').format(clause_id)


def rule(clause: Clause) -> Markup:
    """Return a clause's rule with what it asks, what it forbids, and its red lines."""
    columns = []
    if clause.do:
        columns.append(_COLUMN_HTML.format("say", "✓ 应做", _list("do", clause.do, ())))
    if clause.dont:
        columns.append(_COLUMN_HTML.format("never", "✕ 不可", _list("dont", clause.dont, clause.red_lines)))
    apart = [line for line in clause.red_lines if line not in clause.dont]
    red = Markup('<p class="red-lines">{} {}</p>').format(RED, "；".join(apart)) if apart else ""
    lists = two(columns) if columns else ""
    return _RULE_HTML.format(clause.title, clause_anchor(clause.id), clause.rule, lists, red)


def _list(kind: str, behaviours: Iterable[str], red: Iterable[str]) -> Markup:
    marks = {line: Markup(" ") + RED for line in red}
    items = (Markup("<li>{}{}</li>").format(text, marks.get(text, "")) for text in behaviours)
    return Markup('<ul class="{}">{}</ul>').format(kind, Markup("").join(items))


def say(clauses: Sequence[Clause]) -> Markup:
    """Return the column of utterances that the clauses prescribe."""
    texts = [text for clause in clauses for text in clause.say]
    return _column("say", "✓ 应说", texts, [quote(text) for text in texts], clauses)


def never(clauses: Sequence[Clause]) -> Markup:
    """Return the column of utterances that the clauses forbid, red lines marked."""
    said = [(text, clause.never_is_red) for clause in clauses for text in clause.never]
    quotes = [quote(text) + (Markup(" ") + RED if red else "") for text, red in said]
    return _column("never", "✕ 禁语", [text for text, _red in said], quotes, clauses)


def _column(
    kind: str, title: str, texts: Sequence[str], quotes: Sequence[Markup], clauses: Sequence[Clause]
) -> Markup:
    if len(texts) > 1 and all(len(text) <= WORD for text in texts):
        body = Markup('<p class="words">{}</p>').format(Markup(" ").join(quotes))
    else:
        body = Markup("<ul>{}</ul>").format(Markup("").join(map(Markup("<li>{}</li>").format, quotes)))
    cites = Markup(" · ").join(clause_anchor(clause.id) for clause in clauses)
    return _COLUMN_HTML.format(kind, title, body + Markup('<small class="cite">{}</small>').format(cites))


def two(columns: Iterable[Markup]) -> Markup:
    """Return columns of utterances side by side."""
    return Markup('<div class="two">{}</div>').format(Markup("").join(columns))


def quote(utterance: str) -> Markup:
    """Return a prescribed utterance; the place for the speaker's name is a slot."""
    slot = Markup('<i class="slot">{}</i>').format(SLOT_WORDS)
    return Markup("<q>{}</q>").format(slot.join(escape(part) for part in utterance.split(SLOT)))


def figures(clause: Clause, shown: Iterable[Figure]) -> Markup:
    """Return figures of a clause as large numerals, each with its bound, its unit and what it is."""
    return Markup('<div class="figures">{}</div>').format(
        Markup("").join(_figure(clause, figure) for figure in shown)
    )


def _figure(clause: Clause, figure: Figure) -> Markup:
    before, after = _BEFORE[figure.bound], (figure.unit or "") + _AFTER.get(figure.bound, "")
    small = Markup("<small>{}</small>").format
    name = f"{figure.name} · {figure.per}" if figure.per else figure.name
    return _FIGURE_HTML.format(
        small(before) if before else "",
        figure.value,
        small(after) if after else "",
        name,
        small(clause_anchor(clause.id)),
    )


def pictures(shown: Iterable[Picture]) -> Markup:
    """Return drawings side by side, each with its caption and its mark in words."""
    return Markup('<div class="pictures">{}</div>').format(Markup("").join(map(_picture, shown)))


def _picture(picture: Picture) -> Markup:
    return _PICTURE_HTML.format(
        picture.mark,
        picture.address,
        picture.description,
        picture.width,
        picture.height,
        _MARKS[picture.mark],
        picture.title,
    )
