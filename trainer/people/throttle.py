"""Throttling of sign-in by the `limits` library, with counters in the database so that workers share them."""

import time
from collections.abc import Callable
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from trainer.db import writing
from trainer.people.tables import RateCounter

WINDOW_MINUTES: Final = 15
PER_ADDRESS: Final = 200
"""Failures an address may collect in the window: high, because a whole office shares one."""
ACCOUNT_FACTOR: Final = 4
"""How many addresses' worth of failures one account may collect before it waits everywhere."""


class DatabaseStorage(Storage):
    """The storage protocol of `limits` over the table rate_counters."""

    STORAGE_SCHEME = None

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    @property
    def base_exceptions(self) -> type[Exception]:
        """Errors that `limits` may wrap; database errors are ours to see."""
        return OSError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count up inside the window, beginning a new window where the old one ended."""
        now = time.time()
        insert = sqlite_insert if self._session.get_bind().dialect.name == "sqlite" else postgresql_insert
        with writing(self._session):
            self._session.execute(delete(RateCounter).where(RateCounter.expires_at <= now))
            statement = insert(RateCounter).values(key=key, count=amount, expires_at=now + expiry)
            self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=[RateCounter.key], set_={"count": RateCounter.count + amount}
                )
            )
            return self.get(key)

    def get(self, key: str) -> int:
        """Return the count of a window that still runs, else 0."""
        alive = RateCounter.expires_at > time.time()
        return self._session.scalar(select(RateCounter.count).where(RateCounter.key == key).where(alive)) or 0

    def get_expiry(self, key: str) -> float:
        """Return when the window of the key ends, in seconds since the epoch."""
        ends = self._session.scalar(select(RateCounter.expires_at).where(RateCounter.key == key))
        return ends or time.time()

    def check(self) -> bool:
        """Say that the storage answers."""
        return self._session.scalar(select(func.count()).select_from(RateCounter)) is not None

    def reset(self) -> int | None:
        """Forget every counter."""
        with writing(self._session):
            self._session.execute(delete(RateCounter))
        return None

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with writing(self._session):
            self._session.execute(delete(RateCounter).where(RateCounter.key == key))


class SignInThrottle:
    """Three limits on failed sign-ins: account at an address, account anywhere, address."""

    def __init__(self, session: Session, failures: int) -> None:
        self._storage = DatabaseStorage(session)
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._failures = failures

    def _limits(self, account: str, address: str) -> list[tuple[RateLimitItemPerMinute, str]]:
        per = [(self._failures, f"both:{account}:{address}"), (self._failures * ACCOUNT_FACTOR, account)]
        limits = [(RateLimitItemPerMinute(n, WINDOW_MINUTES, "signin"), key[:120]) for n, key in per]
        return [*limits, (RateLimitItemPerMinute(PER_ADDRESS, WINDOW_MINUTES, "signin"), f"at:{address}")]

    def wait(self, account: str, address: str, at_home: Callable[[], bool] = bool) -> int:
        """Return how many seconds must pass before another try is heard, 0 for none.

        `at_home` says whether the account has signed in from the address before. Then only its own failures
        there count: neither a stranger elsewhere nor a colleague at the same counter can lock it out.
        """
        (own, key), *wide = self._limits(account, address)
        full = [] if self._limiter.test(own, key) else [(own, key)]
        full += [(limit, key) for limit, key in wide if not self._limiter.test(limit, key)]
        if full and full[0][0] is not own and at_home():
            return 0
        ends = [self._limiter.get_window_stats(limit, key).reset_time for limit, key in full]
        return max(1, int(max(ends) - time.time())) if ends else 0

    def failed(self, account: str, address: str) -> None:
        """Count one failure."""
        for limit, key in self._limits(account, address):
            self._limiter.hit(limit, key)

    def succeeded(self, account: str, address: str) -> None:
        """Forget the failures of this account at this address."""
        limit, key = self._limits(account, address)[0]
        self._limiter.clear(limit, key)
