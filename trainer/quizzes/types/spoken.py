"""What the review of a free answer shows: its words marked, what was found, what is missing."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.phrases.model import Finding, Function
from trainer.phrases.service import Mark, pieces, unpack
from trainer.quizzes.model import Json
from trainer.quizzes.types.speech import Weighed


def lacking(body: Mapping[str, Json], weighed: Weighed) -> list[str]:
    """Return what the question wants and the answer has not."""
    titles: dict[str, str] = {one.id: one.title for one in unpack(body["rules"]).book.functions}
    missing = [titles[name] for name, hits in weighed.done.items() if not hits]
    wanted = [one["text"] for one, places in zip(body["wanted"], weighed.held, strict=True) if not places]
    return missing + wanted


def reviewed(body: Mapping[str, Json], weighed: Weighed, text: str) -> dict[str, Json]:
    """Return the text in pieces, the breaches, and each thing asked for with where it stands."""
    breaches = weighed.examined.breaches
    every = [*_functions(body, weighed), *_wanted(body, weighed)]
    found = [one for one in every if one["places"]]
    asked = [*found, *(one for one in every if not one["places"])]
    marks = [
        *(
            Mark(n, "never" if one in weighed.costly else "risky", one.category.title, one.start, one.end)
            for n, one in enumerate(breaches, 1)
        ),
        *(Mark(n, "say", one["title"], *place) for n, one in enumerate(asked, 1) for place in one["places"]),
    ]
    red = dict(weighed.red)
    return {
        "pieces": pieces(text, marks),
        "breaches": [
            _breach(n, one, red.get(one)) | {"costs": one in weighed.costly}
            for n, one in enumerate(breaches, 1)
        ],
        "asked": [
            {**one, "number": n, "found": [text[slice(*place)] for place in one["places"]]}
            for n, one in enumerate(asked, 1)
        ],
        "earned": weighed.earned,
        "shares": weighed.shares,
    }


def _mark(number: int, one: Finding, weighed: Weighed) -> Mark:
    costs = one in weighed.costly
    return Mark(number, "never" if costs else "risky", one.category.title, one.start, one.end)


def _breach(number: int, one: Finding, red: str | None) -> dict[str, Json]:
    category = one.category
    return {
        "number": number,
        "text": one.text,
        "title": category.title,
        "clauses": list(category.clauses),
        "why": category.why,
        "better": category.better[0] if category.better else None,
        "red_line": red,
    }


def _functions(body: Mapping[str, Json], weighed: Weighed) -> Iterator[dict[str, Any]]:
    functions: dict[str, Function] = {one.id: one for one in unpack(body["rules"]).book.functions}
    for name, hits in weighed.done.items():
        one = functions[name]
        places = [(hit.start, hit.end) for hit in hits]
        yield {"title": one.title, "clauses": list(one.clauses), "hint": one.hint, "places": places}


def _wanted(body: Mapping[str, Json], weighed: Weighed) -> Iterator[dict[str, Any]]:
    for one, places in zip(body["wanted"], weighed.held, strict=True):
        yield {"title": one["text"], "clauses": [], "hint": one["feedback"], "places": list(places)}
