"""The reading that loaders of other rooms do: text, YAML, front matter, schemas, Markdown."""

from trainer.sources.front_matter import read_front_matter
from trainer.sources.hints import hint
from trainer.sources.parsing import parse_yaml, read_yaml
from trainer.sources.prose import Prose
from trainer.sources.sanitise import sanitise
from trainer.sources.schema import build
from trainer.sources.text import forbidden, read_text

__all__ = [
    "Prose",
    "build",
    "forbidden",
    "hint",
    "parse_yaml",
    "read_front_matter",
    "read_text",
    "read_yaml",
    "sanitise",
]
