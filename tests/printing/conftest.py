"""An edition of the real content, read once."""

from datetime import UTC, datetime

import pytest

from trainer.config import ROOT
from trainer.editions.model import Edition
from trainer.publishing.reading import read


@pytest.fixture(scope="session")
def real():
    """What the site of the tests publishes, without its database."""
    folder = ROOT
    items = {}
    for item in read(folder / "content", folder / "quizzes").content.items():
        items.setdefault(item.kind, {})[item.key] = item.body
    return Edition(3, "0000000a" + "ab" * 28, datetime(2026, 10, 7, tzinfo=UTC), "g", {}, items, {})
