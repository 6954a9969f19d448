"""The only now(): aware UTC, never running backwards in what a process stores."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

_lock = Lock()
_last = datetime.min.replace(tzinfo=UTC)
_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - replaced as a value by travel()


def now() -> datetime:
    """Return the present moment in UTC; a clock set back is held at the last moment given out."""
    global _last  # noqa: PLW0603 - one clock a process is the point
    with _lock:
        _last = max(_last, _source())
        return _last


@contextmanager
def travel(moment: datetime, *, ticking: bool = True) -> Iterator[Callable[[timedelta], None]]:
    """Let now() start at a moment, for tests and the demonstration's history; yields a step forward."""
    global _last, _source
    before = (_last, _source)
    start, shift = datetime.now(UTC), timedelta()

    def moved() -> datetime:
        return moment + shift + (datetime.now(UTC) - start if ticking else timedelta())

    def forward(step: timedelta) -> None:
        nonlocal shift
        shift += step

    _source, _last = moved, moment
    try:
        yield forward
    finally:
        _last, _source = before


def localise(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment on the site's wall clock."""
    return moment.astimezone(zone)


def today(zone: ZoneInfo) -> date:
    """Return the day it is at the site."""
    return now().astimezone(zone).date()


def month_bounds(year: int, month: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the UTC moments at which the site's month begins and ends (end excluded)."""
    start = datetime(year, month, 1, tzinfo=zone)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def day_bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the UTC moments at which a period of the site's days begins and ends (end excluded)."""
    start = datetime(first.year, first.month, first.day, tzinfo=zone)
    after = last + timedelta(days=1)
    end = datetime(after.year, after.month, after.day, tzinfo=zone)
    return start.astimezone(UTC), end.astimezone(UTC)
