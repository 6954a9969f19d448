"""Use cases of mastery, from the files that hold them: keep the cells, read them, show what they rest on."""

from trainer.mastery.evidence import of_rows
from trainer.mastery.folding import compare, rebuild, refresh
from trainer.mastery.reading import (
    cells_of,
    department,
    departments_of,
    evidence,
    of_person,
    rows,
    wholes,
)

__all__ = [
    "cells_of",
    "compare",
    "department",
    "departments_of",
    "evidence",
    "of_person",
    "of_rows",
    "rebuild",
    "refresh",
    "rows",
    "wholes",
]
