import pytest

from tests.attempts.ground import ground, postgresql_ground, small, sqlite_ground

__all__ = ["ground", "postgresql_ground", "small", "sqlite_ground"]


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Messages are compared as they stand in the code."""
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
