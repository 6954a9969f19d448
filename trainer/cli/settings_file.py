"""The settings file that `trainer init` writes: a secret key, and every setting with meaning and default."""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from trainer.config import PREFIX, Settings
from trainer.i18n import gettext as _

WRITTEN = frozenset({"secret_key"})
ELSEWHERE = frozenset({"data"})
"""Where the file itself lies cannot stand in it."""


def write(path: Path, **values: Any) -> bool:
    """Write the file, readable by its owner only, unless there is one; returns whether it was written.

    `values` stand uncommented beside a new secret key.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf8", newline="\n") as file:
        file.write(text({"secret_key": secrets.token_urlsafe(48), **values}))
    return True


def text(values: dict[str, Any]) -> str:
    """Return the file's text with these settings given, all others as comments with their defaults."""
    lines = [
        _(
            "# Settings of the trainer. Remove the # in front of a line to change it,"
            " then restart `trainer serve`."
        ),
        _("# Each can be given as an environment variable too, which goes before this file."),
        "",
    ]
    for name, field in Settings.model_fields.items():
        if name not in ELSEWHERE:
            lines += [*_about(name, field), _line(name, values, field), ""]
    return "\n".join(lines)


def _about(name: str, field: FieldInfo) -> Iterator[str]:
    bounds = [
        f"{sign} {limit}"
        for sign, attribute in ((">=", "ge"), ("<=", "le"))
        for limit in _limits(field, attribute)
    ]
    yield f"# {PREFIX}{name.upper()}: {_(field.description or '')}" + (
        f" ({', '.join(bounds)})" if bounds else ""
    )


def _limits(field: FieldInfo, attribute: str) -> list[Any]:
    return [getattr(part, attribute) for part in field.metadata if hasattr(part, attribute)]


def _line(name: str, values: dict[str, Any], field: FieldInfo) -> str:
    if name in values:
        return f"{name} = {_toml(values[name])}"
    return f"# {name} = {_toml(field.default)}"


def _toml(value: Any) -> str:
    if isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(part) for part in value)}]"
    return json.dumps(str(value), ensure_ascii=False)
