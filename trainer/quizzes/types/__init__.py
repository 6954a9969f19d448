"""The types of question: every module of this package that holds a `TYPE` is one, found by being there."""

import importlib
import pkgutil
from functools import cache
from typing import Any, TypeAlias

from trainer.quizzes.model import RULES_VERSION
from trainer.quizzes.types.base import QuestionType

AnyType: TypeAlias = QuestionType[Any]


@cache
def _known() -> dict[str, AnyType]:
    found = [info.name for info in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in found]
    return {module.TYPE.name: module.TYPE for module in modules if hasattr(module, "TYPE")}


def get(name: str) -> AnyType:
    """Return the type of that name; KeyError when there is none."""
    return _known()[name]


def names() -> list[str]:
    """Return the names of all types, sorted."""
    return sorted(_known())


def register(kind: AnyType) -> None:
    """Add a type that does not live in this package."""
    _known()[kind.name] = kind


def forget(name: str) -> None:
    """Take away a type that was added with `register`."""
    _known().pop(name, None)


def grader_version() -> str:
    """Return what an edition stores beside its items: the version of every rule that makes points."""
    return " ".join([f"rules:{RULES_VERSION}", *(f"{name}:{get(name).version}" for name in names())])
