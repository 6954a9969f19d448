"""The small site on either engine, and a robot to send to."""

import pytest

from tests.attempts.ground import ground, postgresql_ground, small, sqlite_ground
from tests.outbox.receiver import robot as serving

__all__ = ["ground", "postgresql_ground", "small", "sqlite_ground"]


@pytest.fixture
def robot():
    with serving() as found:
        yield found
