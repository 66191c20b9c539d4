"""Days and months between days, as nudges count them; pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from handlers.kit.days import is_working_day


def days_before(day: date, days: int) -> date:
    """Return the day so many days before."""
    return day - timedelta(days=days)


@lru_cache(maxsize=4096)
def open_before(day: date, closed: frozenset[str] = frozenset()) -> date:
    """Return the last working day up to a day: a letter of that day comes in time."""
    while not is_working_day(day, closed):
        day -= timedelta(days=1)
    return day
