"""Numbers in addresses: no larger than a row's number can be on any engine, so that a forged one is a 404."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

MOST = 2**31 - 1


class RowNumber(IntegerConverter):
    """An integer converter whose largest value every engine can compare with a key."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 - werkzeug's name
        kwargs.setdefault("max", MOST)
        super().__init__(map, *args, **kwargs)
