"""Long lists a page at a time, with a search over the whole of them; where and what stands in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from flask import request, url_for

Row = TypeVar("Row")
PAGE: Final = 50
"""Rows of a page."""
FIND: Final = "find"
"""The name of what is searched for, in the address."""


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """One page of a list. `asked` names the number of the page in the address."""

    rows: Sequence[Row]
    page: int
    pages: int
    total: int
    """How many rows there are, found or not."""
    wanted: str
    asked: str
    endpoint: str

    @property
    def long(self) -> bool:
        """Say whether the whole list is longer than a page, so that a search has to ask for it."""
        return self.total > PAGE

    @property
    def start(self) -> int:
        """Return how many rows stand on the pages before."""
        return (self.page - 1) * PAGE

    @property
    def kept(self) -> dict[str, str]:
        """Return what else the address says, for the form of the search."""
        return {key: value for key, value in request.args.items() if key not in {FIND, self.asked}}

    def address(self, page: int) -> str:
        """Return where a page of the list is; everything else that was asked for stays."""
        given = request.args.to_dict(flat=False) | (request.view_args or {})
        return url_for(self.endpoint, **given | {self.asked: page})

    @property
    def path(self) -> str:
        """Return where the list is, with nothing asked for."""
        return url_for(self.endpoint, **request.view_args or {})


def paged(
    rows: Sequence[Row],
    words: Callable[[Row], str] | None = None,
    *,
    asked: str = "page",
    endpoint: str | None = None,
) -> Paged[Row]:
    """Return the page of a list that the address asks for: with `words`, of what is searched for in them.

    `endpoint` is where the list is read, for a page that also answers to forms.
    """
    wanted = request.args.get(FIND, "").strip() if words is not None else ""
    parts = wanted.casefold().split()
    found = rows
    if words is not None and parts:
        found = [row for row in rows if all(part in words(row).casefold() for part in parts)]
    last = max(1, -(-len(found) // PAGE))
    page = min(max(1, request.args.get(asked, 1, type=int)), last)
    here = endpoint or request.endpoint or ""
    return Paged(found[(page - 1) * PAGE : page * PAGE], page, last, len(rows), wanted, asked, here)
