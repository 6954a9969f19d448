"""From a node to a schema's object: pydantic's complaints become faults with lines, in the reader's words."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trainer.i18n import _
from trainer.sources.hints import hint
from trainer.sources.model import Fault, Node

M = TypeVar("M", bound=BaseModel)


def build(model: type[M], node: Node, shown: str) -> tuple[M | None, list[Fault]]:
    """Validate a node against a schema; None with every fault found when it does not fit."""
    try:
        return model.model_validate(node.plain()), []
    except ValidationError as error:
        faults = [_fault(model, node, shown, detail) for detail in error.errors(include_url=False)]
        return None, sorted(dict.fromkeys(faults), key=lambda fault: fault.line)


def _fault(model: type[BaseModel], node: Node, shown: str, detail: ErrorDetails) -> Fault:
    path = _written(node, detail["loc"])
    kind = detail["type"]
    if kind == "missing":
        line = node.line_of(*path)
        return Fault(shown, line, _("The key “%(key)s” is missing.", key=detail["loc"][-1]))
    if kind == "extra_forbidden":
        return Fault(shown, node.line_of(*path), _unknown(model, path))
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    reason = _reason(detail)
    return Fault(shown, node.line_of(*path), f"{name}: {reason}" if name else reason)


def _written(node: Node, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Leave out of a pydantic path the steps that stand in no file (names of union members, validators)."""
    steps: list[str | int] = []
    for step in path:
        if isinstance(node.value, dict) and str(step) in node.value:
            node = node.value[str(step)]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _unknown(model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    key = str(path[-1])
    types: list[Any] = [model]
    for step in path[:-1]:
        types = [inner for kind in types for inner in _inside(kind, step)]
    known = sorted({name for kind in types for found in _models(kind) for name in _keys(found)})
    near = hint(key, known)
    if near:
        return _("Unknown key “%(key)s”.", key=key) + near
    return _("Unknown key “%(key)s”; known here: %(known)s.", key=key, known=", ".join(known))


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """Yield the schemas in an annotation: itself, or those inside its unions and containers."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _models(part)


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    """Yield the annotations one step further in: a field's for a key, the container itself for the rest."""
    for model in _models(kind):
        for name, field in model.model_fields.items():
            if step in {name, field.alias}:
                yield field.annotation
                return
    if get_args(kind):
        yield kind


_EXPECTED = {
    "int": lambda: _("a whole number"),
    "float": lambda: _("a number"),
    "decimal": lambda: _("a number"),
    "bool": lambda: _("true or false"),
    "string": lambda: _("a text"),
    "list": lambda: _("a list"),
    "tuple": lambda: _("a list"),
    "set": lambda: _("a list"),
    "frozen": lambda: _("a list"),
    "dict": lambda: _("keys with values"),
    "model": lambda: _("keys with values"),
    "dataclass": lambda: _("keys with values"),
    "date": lambda: _("a date like 2026-03-31"),
    "time": lambda: _("a time like 17:30"),
}
_LIMITS = {
    "greater_than_equal": lambda c: _("must be at least %(limit)s", limit=c["ge"]),
    "greater_than": lambda c: _("must be more than %(limit)s", limit=c["gt"]),
    "less_than_equal": lambda c: _("must be at most %(limit)s", limit=c["le"]),
    "less_than": lambda c: _("must be less than %(limit)s", limit=c["lt"]),
    "too_short": lambda c: _("needs at least %(limit)s items", limit=c["min_length"]),
    "too_long": lambda c: _("may hold at most %(limit)s items", limit=c["max_length"]),
    "string_too_short": lambda c: _("must not be empty") if c["min_length"] == 1 else _("is too short"),
    "string_too_long": lambda c: _("may have at most %(limit)s characters", limit=c["max_length"]),
    "string_pattern_mismatch": lambda c: _("does not have the expected form (%(form)s)", form=c["pattern"]),
    "literal_error": lambda c: _(
        "must be one of: %(expected)s", expected=c["expected"].replace(" or ", ", ")
    ),
    "enum": lambda c: _("must be one of: %(expected)s", expected=c["expected"].replace(" or ", ", ")),
    "union_tag_invalid": lambda c: _("must be one of: %(expected)s", expected=c["expected_tags"]),
    "value_error": lambda c: str(c["error"]),
    "assertion_error": lambda c: str(c["error"]),
}


def _reason(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind in _LIMITS:
        return _LIMITS[kind](detail.get("ctx", {}))
    expected = _EXPECTED.get(kind.split("_")[0])
    if expected is None:
        return _("cannot be used: %(reason)s", reason=detail["msg"])
    if detail["input"] is None:
        return _("%(expected)s was expected, but nothing is written", expected=expected())
    if isinstance(detail["input"], str):
        return _(
            "%(expected)s was expected, not “%(found)s”", expected=expected(), found=detail["input"][:40]
        )
    return _("%(expected)s was expected", expected=expected())
